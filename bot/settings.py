"""
Settings: environment variables with the prefix CHENBAO_, and chenbao.toml, read once and frozen.

The only file that reads the environment. All bad values are told at once, each with what it
must be; nothing is guessed, and a name that we do not know is an error rather than ignored.
"""

import difflib
import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.source_problems import source_problem
from bot.source_settings import AnySource, private_host
from storage.database import database_url
from storage.errors import DatabaseUnavailable
from storage.news import NewsRules

PREFIX = "CHENBAO_"
FILE = Path("chenbao.toml")
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class SettingsError(Exception):
    """Settings that cannot be used; the message has one line for each, with value and remedy."""

    def __init__(self, problems: list[str]) -> None:
        """`problems` are whole lines."""
        super().__init__("\n".join(problems))
        self.problems = problems


def _path(value: object) -> object:
    return Path(value).expanduser() if isinstance(value, str) else value


def _identifiers(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_Folder = Annotated[Path, BeforeValidator(_path)]


class Settings(BaseSettings):
    """What the operator decides; a field's description completes "must be …"."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True, hide_input_in_errors=True
    )

    data_dir: _Folder = Field(Path("data"), description="a folder")
    database_url: str = Field(
        default_factory=lambda data: f"sqlite:///{data.get('data_dir', 'data')}/chenbao.db",
        description="sqlite:///path/to/file.db or postgresql://user:password@host/name",
    )
    inbox: _Folder = Field(
        default_factory=lambda data: Path(data.get("data_dir", "data")) / "inbox", description="a folder"
    )
    telegram_token: SecretStr | None = Field(
        None, description="the token that @BotFather gave, such as 123456:AbC-dEf"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="an address that begins with https:// or http://"
    )
    telegram_proxy: str | None = Field(
        None, description="an address that begins with http://, https://, socks5:// or socks5h://"
    )
    admins: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_identifiers)] = Field(
        (), description="Telegram user ids, numbers separated by commas"
    )
    sandbox_port: int = Field(8090, ge=1, le=65_535, description="a port from 1 to 65535")
    news_days: int = Field(7, ge=1, le=60, description="a number of days from 1 to 60")
    keep_days: int = Field(90, ge=7, le=3_650, description="a number of days from 7 to 3650")
    gone_days: int = Field(180, ge=30, le=3_650, description="a number of days from 30 to 3650")
    hold_hours: int = Field(36, ge=0, le=168, description="a number of hours from 0 to 168")
    spread_minutes: int = Field(0, ge=0, le=720, description="a number of minutes from 0 to 720")
    maximum: int = Field(10, ge=1, le=30, description="a number of papers from 1 to 30")
    topic_limit: int = Field(100, ge=1, le=1000, description="a number of topics from 1 to 1000")
    searches_per_day: int = Field(
        0, ge=0, le=100_000, description="a number of searches from 1 to 100000, or 0 for any"
    )
    topic_characters: int = Field(1000, ge=20, le=4000, description="a number of characters from 20 to 4000")
    topic_terms: int = Field(100, ge=1, le=500, description="a number of terms from 1 to 500")
    sources: tuple[AnySource, ...] | None = Field(
        None, description="a list of tables [[sources]], each with a name of its own"
    )
    """None where nothing is said about them, which is not the same as none."""
    unknown: Literal["retry", "park"] = Field("retry", description="retry or park")
    stop_at: str | None = Field(
        None,
        pattern=r"^[a-z]+[.][a-z-]+(:[1-9][0-9]*)?$",
        description="a stop point of the tests, such as sending.claimed or sending.claimed:3",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR"
    )

    @property
    def news_rules(self) -> NewsRules:
        """What is new to a reader, and how much of it is shown."""
        return NewsRules(self.news_days, self.hold_hours, self.maximum, self.spread_minutes)

    @property
    def notify_socket(self) -> str | None:
        """Where systemd wants to hear from a service of type notify."""
        return os.environ.get("NOTIFY_SOCKET")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then what `load_settings` read from the file."""
        return env_settings, init_settings

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        try:
            database_url(value)
        except DatabaseUnavailable as error:
            raise ValueError(str(error)) from error
        return value

    @field_validator("sources")
    @classmethod
    def _are_told_apart(cls, value: tuple[AnySource, ...] | None) -> tuple[AnySource, ...] | None:
        names = [source.name for source in value or ()]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise PydanticCustomError("same_name", "two are named {name}", {"name": name})
        return value

    @field_validator("sources")
    @classmethod
    def _are_public(cls, value: tuple[AnySource, ...] | None) -> tuple[AnySource, ...] | None:
        for source in value or ():
            if host := private_host(source):
                raise PydanticCustomError(
                    "private_host", "{host} is private", {"name": source.name, "host": host}
                )
        return value

    @field_validator("telegram_token")
    @classmethod
    def _is_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("no token")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/?#]+\S*", value):
            raise ValueError("no web address")
        return value.rstrip("/")

    @field_validator("telegram_proxy")
    @classmethod
    def _is_proxy(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"(https?|socks5h?)://[^\s/?#]+/?", value):
            raise ValueError("no proxy")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value


def own_to_sandbox(settings: Settings) -> Settings:
    """
    The settings where the program runs in its sandbox, which is wherever there is no token.

    It has a folder of its own, so that nothing of it stands beside what is real. A database or
    inbox that is named stays.
    """
    folder = settings.data_dir / "sandbox"
    own: dict[str, Any] = {"data_dir": folder}
    if "database_url" not in settings.model_fields_set:
        own["database_url"] = f"sqlite:///{folder / 'chenbao.db'}"
    if "inbox" not in settings.model_fields_set:
        own["inbox"] = folder / "inbox"
    return settings.model_copy(update=own)


def load_settings(file: Path = FILE) -> Settings:
    """
    Read the settings; a missing `file` is an empty one.

    Raises:
        SettingsError: with all that is wrong.
    """
    written = _written(file)
    unknown = [
        *(_unknown(name, name[len(PREFIX) :].lower(), PREFIX) for name in _unknown_variables()),
        *(_unknown(f"{key} in {file}", key, "") for key in written.keys() - Settings.model_fields.keys()),
    ]
    known = {key: value for key, value in written.items() if key in Settings.model_fields}
    try:
        settings = Settings(**known)
    except ValidationError as error:
        # A default that waits for a bad value is reported too; the bad value alone says enough.
        wrong = [each for each in error.errors() if each["type"] != "default_factory_not_called"]
        problems = [
            source_problem(each, written.get("sources"), file)
            if each["loc"][0] == "sources"
            else _problem(each, file)
            for each in wrong
        ]
        raise SettingsError(sorted(unknown) + problems) from None
    if unknown:
        raise SettingsError(sorted(unknown))
    return settings


def _written(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError([f"{file} cannot be read: {error.strerror}"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError([f"{file} is no TOML: {error}"]) from error


def _unknown_variables() -> list[str]:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    return [name for name in os.environ if name.startswith(PREFIX) and name not in known]


def _unknown(shown: str, key: str, prefix: str) -> str:
    near = difflib.get_close_matches(key, Settings.model_fields, n=1, cutoff=0.75)
    name = (prefix + near[0].upper() if prefix else near[0]) if near else ""
    return f"{shown} is no setting" + (f"; did you mean {name}?" if name else "")


def _problem(error: ErrorDetails, file: Path) -> str:
    """One line: where the value stands, what it must be, what it is unless that is a secret."""
    field = str(error["loc"][0])
    variable = PREFIX + field.upper()
    place = variable if os.environ.get(variable) else f"{field} in {file}"
    is_secret = Settings.model_fields[field].annotation == SecretStr | None
    got = "; got something else" if is_secret else f", got {os.environ.get(variable) or error['input']!r}"
    return f"{place} must be {Settings.model_fields[field].description}{got}"
