"""Settings come from the environment and one file; all that is wrong is told at once."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing set, nothing written, whatever the developer's own machine holds."""
    import os

    for name in [name for name in os.environ if name.startswith("CHENBAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_everything_lies_in_one_folder() -> None:
    """A first start needs nothing."""
    settings = load_settings()
    assert settings.database_url == "sqlite:///data/chenbao.db"
    assert settings.inbox == Path("data/inbox")
    assert (settings.telegram_token, settings.admins, settings.maximum) == (None, (), 10)


def test_data_folder_moves_what_lies_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Database and inbox follow it unless they are named themselves."""
    monkeypatch.setenv("CHENBAO_DATA_DIR", "/srv/chenbao")
    settings = load_settings()
    assert settings.database_url == "sqlite:////srv/chenbao/chenbao.db"
    assert settings.inbox == Path("/srv/chenbao/inbox")


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set for this start counts more than what is written."""
    Path("chenbao.toml").write_text("maximum = 5\nadmins = [7, 8]\n")
    monkeypatch.setenv("CHENBAO_MAXIMUM", "6")
    settings = load_settings()
    assert (settings.maximum, settings.admins) == (6, (7, 8))


def test_admins_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces and a last comma are forgiven."""
    monkeypatch.setenv("CHENBAO_ADMINS", "7, 8,")
    assert load_settings().admins == (7, 8)


def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates of environment files leave lines empty."""
    monkeypatch.setenv("CHENBAO_TELEGRAM_TOKEN", "")
    assert load_settings().telegram_token is None


def test_all_bad_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with its place, what it must be and what it is."""
    Path("chenbao.toml").write_text('hold_hours = "long"\n')
    monkeypatch.setenv("CHENBAO_MAXIMUM", "0")
    monkeypatch.setenv("CHENBAO_DATABASE_URL", "mysql://here/x")
    monkeypatch.setenv("CHENBAO_ADMINS", "7,ada")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.problems == [
        (
            "CHENBAO_DATABASE_URL must be sqlite:///path/to/file.db or postgresql://user:password@host/name, "
            "got 'mysql://here/x'"
        ),
        "CHENBAO_ADMINS must be Telegram user ids, numbers separated by commas, got '7,ada'",
        "hold_hours in chenbao.toml must be a number of hours from 0 to 168, got 'long'",
        "CHENBAO_MAXIMUM must be a number of papers from 1 to 30, got '0'",
    ]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CHENBAO_TELEGRAM_API_URL", "api.telegram.org"),
        ("CHENBAO_TELEGRAM_PROXY", "localhost:1080"),
        ("CHENBAO_SANDBOX_PORT", "70000"),
        ("CHENBAO_LOG_LEVEL", "LOUD"),
        ("CHENBAO_NEWS_DAYS", "0"),
    ],
)
def test_bad_value_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """The operator sees which line to change."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=rf"^{variable} must be .*got '{value}'$"):
        load_settings()


def test_bad_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be a real one with a slip of the pen."""
    monkeypatch.setenv("CHENBAO_TELEGRAM_TOKEN", "123456 AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.problems == [
        (
            "CHENBAO_TELEGRAM_TOKEN must be the token that @BotFather gave, such as 123456:AbC-dEf; "
            "got something else"
        )
    ]
    assert "AAHdq" not in repr(caught.value.__cause__)


def test_token_is_hidden_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings for help shows no secret."""
    monkeypatch.setenv("CHENBAO_TELEGRAM_TOKEN", "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
    settings = load_settings()
    assert "AAHdq" not in repr(settings)
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value().endswith("Dsaw")


def test_unknown_names_are_errors_with_the_nearest_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt setting would else be ignored for ever."""
    Path("chenbao.toml").write_text("maximun = 5\ncolour = 1\n")
    monkeypatch.setenv("CHENBAO_TELEGRAM_TOKN", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.problems == [
        "CHENBAO_TELEGRAM_TOKN is no setting; did you mean CHENBAO_TELEGRAM_TOKEN?",
        "colour in chenbao.toml is no setting",
        "maximun in chenbao.toml is no setting; did you mean maximum?",
    ]


@pytest.mark.parametrize("content", [b"maximum = ", b"\xff\xfe"])
def test_broken_file_is_named(content: bytes) -> None:
    """Nothing is started on half-read settings."""
    Path("chenbao.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"^chenbao.toml is no TOML"):
        load_settings()
