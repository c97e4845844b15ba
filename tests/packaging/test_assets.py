"""app/assets.py: which folder wins, and what is said when the bundle is missing."""

from pathlib import Path

import pytest

from app import assets

ROOT = Path(__file__).resolve().parents[2]


def test_in_a_checkout_the_checkouts_own_folders_are_served() -> None:
    assert assets.static_dir() == ROOT / "static"
    assert assets.templates_dir() == ROOT / "templates"


def test_a_checkout_wins_over_packaged_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("static", "app/static"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(assets, "_APP", tmp_path / "app")
    assert assets.static_dir() == tmp_path / "static"


def test_an_installed_app_ignores_a_strange_folder_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("static", "app/static"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(assets, "_APP", tmp_path / "app")
    assert assets.static_dir() == tmp_path / "app" / "static"


def test_every_name_in_the_import_map_leads_to_a_file() -> None:
    imports = assets.import_map("/static")["imports"]
    assert isinstance(imports, dict)
    assert "@codemirror/view" in imports
    missing = [url for url in imports.values() if not (ROOT / url.removeprefix("/")).is_file()]
    assert missing == []


def test_a_missing_bundle_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app" / "static").mkdir(parents=True)
    monkeypatch.setattr(assets, "_APP", tmp_path / "app")
    with pytest.raises(assets.AssetsMissingError, match="make install"):
        assets.import_map("/static")


def test_a_missing_folder_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_APP", tmp_path / "app")
    with pytest.raises(assets.AssetsMissingError, match=r"templates.*make install"):
        assets.templates_dir()
