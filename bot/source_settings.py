"""
Sources as the operator writes them down: `[[sources]]` in chenbao.toml, or added in a chat.

Each kind says what it needs; what is missing, misspelt or dangerous is an error with a remedy,
never guessed.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, timedelta, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, field_validator

from bot import source_fields
from bot.private_addresses import is_private_literal
from bot.source_fields import DATE_PLACE, NamePattern
from storage.named_sources import NamedSource

# Here, for every command reads the settings, and few need what asks these addresses.
DAILY_PAPERS_URL = "https://huggingface.co/api/daily_papers?date={date:%Y-%m-%d}&limit=100"
ARXIV_URL = "https://export.arxiv.org/api/query"
GITHUB_API_URL = "https://api.github.com"
GITHUB_RAW_URL = "https://raw.githubusercontent.com"
DEFAULT_NAME = "daily-papers"
SECRETS = ("token",)
Secrets = Mapping[str, SecretStr | str]
"""What of a source is never stored, by the name of its setting."""


class _Source(BaseModel):
    """What all kinds have in common; a field's description completes "must be …"."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="small letters, digits and hyphens, 40 at most"
    )
    every_minutes: int = Field(60, ge=5, le=10_080, description="a number of minutes from 5 to 10080")


class FolderSource(_Source):
    """A folder on this machine, watched like the inbox."""

    kind: Literal["folder"]
    path: Path = Field(description="a folder, such as /srv/digests")

    @field_validator("path", mode="before")
    @classmethod
    def _expanded(cls, value: object) -> object:
        if isinstance(value, str) and (not value.strip() or "\0" in value):
            raise ValueError("no folder")
        try:
            return Path(value).expanduser() if isinstance(value, str) else value
        except RuntimeError as error:  # the home of nobody
            raise ValueError("no folder") from error


class WebSource(_Source):
    """What all that lies in the web has in common."""

    proxy: str | None = Field(
        None,
        pattern=r"^(https?|socks5h?)://[^\s/?#]+/?$",
        description="an address that begins with http://, https://, socks5:// or socks5h://",
    )
    timeout_seconds: float = Field(30, ge=1, le=300, description="a number of seconds from 1 to 300")
    allow_private: bool = Field(default=False, description="true or false")
    hosts: tuple[Annotated[str, Field(pattern=r"^[^\s/?#@]+$")], ...] = Field(
        (), description='a list of hosts, such as ["cdn.example.org"]'
    )
    token: SecretStr | None = Field(None, description="a token, sent to the host of the address alone")
    _is_proxy = field_validator("proxy")(source_fields.proxy)


class PageSource(WebSource):
    """One address, of which a part may be the day."""

    kind: Literal["page"]
    url: Annotated[str, Field(description="an address, such as https://example.org/{date:%Y-%m-%d}.md")]
    zone: str = Field("UTC", max_length=50, description="a time zone, such as Asia/Shanghai")
    _is_address = field_validator("url")(source_fields.day_address)
    _is_zone = field_validator("zone")(source_fields.zone)


class DailyPapersSource(WebSource):
    """The daily papers API of Hugging Face, or a mirror of it."""

    kind: Literal["daily-papers"]
    url: Annotated[str, Field(description="an address with {date:%Y-%m-%d} in it")] = DAILY_PAPERS_URL
    _is_address = field_validator("url")(source_fields.dated_address)


class ListSource(WebSource):
    """A web page or feed that links to digests."""

    kind: Literal["index", "feed"]
    url: Annotated[str, Field(description="an address that begins with https:// or http://")]
    match: NamePattern = "*.md"
    _is_address = field_validator("url")(source_fields.address)


class GitHubSource(WebSource):
    """A folder of a GitHub repository."""

    kind: Literal["github"]
    repository: str = Field(pattern=r"^[\w.-]+/[\w.-]+$", description="owner/name")
    ref: str = Field("HEAD", pattern=r"^[\w./-]{1,100}$", description="a branch, tag or commit")
    path: str = Field("", max_length=300, description="a folder in the repository")
    match: NamePattern = "*.md"
    api_url: Annotated[str, Field(description="an address that begins with https:// or http://")] = (
        GITHUB_API_URL
    )
    raw_url: Annotated[str, Field(description="an address that begins with https:// or http://")] = (
        GITHUB_RAW_URL
    )
    _are_addresses = field_validator("api_url", "raw_url")(source_fields.address)
    _is_repository = field_validator("repository")(source_fields.repository)


class ArxivSource(WebSource):
    """The arXiv API, for what digests leave out."""

    kind: Literal["arxiv"]
    url: Annotated[str, Field(description="an address that begins with https:// or http://")] = ARXIV_URL
    _is_address = field_validator("url")(source_fields.address)


AnySource = Annotated[
    FolderSource | PageSource | DailyPapersSource | ListSource | GitHubSource | ArxivSource,
    Field(discriminator="kind"),
]
_ADAPTER: TypeAdapter[AnySource] = TypeAdapter(AnySource)
MODELS: dict[str, type[_Source]] = {
    "folder": FolderSource,
    "page": PageSource,
    "daily-papers": DailyPapersSource,
    "index": ListSource,
    "feed": ListSource,
    "github": GitHubSource,
    "arxiv": ArxivSource,
}
KINDS = tuple(MODELS)


def default_source() -> AnySource:
    """What a fresh instance polls when its operator named nothing."""
    return _ADAPTER.validate_python({"kind": "daily-papers", "name": DEFAULT_NAME})


def named(source: AnySource) -> NamedSource:
    """A source as it is stored: without secrets, which stay in the file."""
    options = source.model_dump(
        mode="json", exclude={"name", "kind", *_secrets(source)}, exclude_defaults=True
    )
    return NamedSource(source.name, source.kind, options)


def source_from(stored: NamedSource, secrets: Secrets = MappingProxyType({})) -> AnySource:
    """
    A stored source, with its secrets from the file.

    Raises:
        pydantic.ValidationError: it was stored by a program that knew more.
    """
    return _ADAPTER.validate_python({**stored.options, "name": stored.name, "kind": stored.kind, **secrets})


def watched_folders(inbox: Path, sources: Iterable[AnySource] | None) -> list[Path]:
    """The inbox and the folders among some sources, once each."""
    folders = [one.path for one in sources or () if isinstance(one, FolderSource)]
    return list(dict.fromkeys([inbox, *folders]))


def rhythm_of(source: AnySource) -> timedelta:
    """How often it is polled."""
    return timedelta(minutes=source.every_minutes)


def zone_of(source: AnySource) -> tzinfo:
    """Whose days its files are of."""
    return ZoneInfo(source.zone) if isinstance(source, PageSource) else UTC


def private_host(source: AnySource) -> str:
    """A host of its own that is written as private, where nothing says that this is meant; else empty."""
    if not isinstance(source, WebSource) or source.allow_private:
        return ""
    addresses = [str(getattr(source, name, "")) for name in ("url", "api_url", "raw_url")]
    hosts = [urlsplit(DATE_PLACE.sub("0", each)).hostname or "" for each in addresses]
    return next(filter(is_private_literal, hosts), "")


def secrets_of(sources: Iterable[AnySource]) -> dict[str, Secrets]:
    """The secrets of those that have some, by the name of the source."""
    return {one.name: secrets for one in sources if (secrets := _secrets(one))}


def _secrets(source: AnySource) -> Secrets:
    """Its token, and its proxy if a password stands in that."""
    if not isinstance(source, WebSource):
        return {}
    proxy = source.proxy if source.proxy and "@" in source.proxy else None
    found = {"token": source.token, "proxy": proxy}
    return {name: secret for name, secret in found.items() if secret}
