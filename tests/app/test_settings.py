"""The table of settings."""

import pytest
from pydantic import ValidationError

from app.settings import Settings
from engine.language import Limits


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_description_and_a_default(name: str) -> None:
    field = Settings.model_fields[name]
    assert field.description
    assert not field.is_required()


def test_the_limits_of_the_language_are_all_settings_with_the_same_defaults() -> None:
    assert Settings().limits() == Limits()
    assert set(Limits.__dataclass_fields__) <= set(Settings.model_fields)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEGRAD_MAX_NODES", "7")
    monkeypatch.setenv("LIVEGRAD_ALLOWED_HOSTS", "a.example, b.example")
    settings = Settings()
    assert settings.limits().max_nodes == 7
    assert settings.allowed_hosts == ("a.example", "b.example")


def test_a_setting_out_of_range_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(port=65_536)
