"""What the README lists is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.settings import Settings
from engine.functions import FUNCTIONS
from engine.ops import OPS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_readme_with_its_default_and_description(name: str) -> None:
    field = Settings.model_fields[name]
    default = ", ".join(field.default) if isinstance(field.default, tuple) else str(field.default)
    shown = f"`{default}`" if default else ""
    assert f"| `LIVEGRAD_{name.upper()}` | {shown} | {field.description} |" in README


def test_every_function_of_the_language_is_in_the_readme() -> None:
    listed = re.search(r"`(exp expm1 [^`]*)`", README)
    assert listed
    assert set(listed.group(1).split()) == {name for name in FUNCTIONS if name in OPS} | {"square"}


def test_every_picture_and_page_the_readme_shows_exists() -> None:
    local = [link for link in re.findall(r'(?:\]\(|src=")([^)"]+)', README) if "://" not in link]
    assert local
    assert [link for link in local if not (ROOT / link).is_file()] == []
