"""From what the operator wrote down to a source that can be asked."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
from pydantic import ValidationError

from bot.digests.sources.arxiv import ArxivMetadata, Wanted
from bot.digests.sources.dated_pages import DatedPages, is_empty_list
from bot.digests.sources.github import GitHubFolder
from bot.digests.sources.listed_pages import ListedPages
from bot.digests.sources.listing import LastListings
from bot.digests.sources.pace import Pace
from bot.digests.sources.source import Source, SourceFailed
from bot.digests.sources.visiting import OpenedSource
from bot.digests.sources.web import Web, WebRules, origin_of
from bot.source_fields import DATE_PLACE
from bot.source_settings import (
    AnySource,
    ArxivSource,
    DailyPapersSource,
    GitHubSource,
    ListSource,
    PageSource,
    Secrets,
    WebSource,
    rhythm_of,
    source_from,
    zone_of,
)
from storage.named_sources import NamedSource

_GITHUB_HOSTS = frozenset({"api.github.com", "raw.githubusercontent.com"})


class SourceOpener:
    """Opens sources; what each listed last is known for as long as this lives."""

    def __init__(self, secrets: Mapping[str, Secrets], pace: Pace, wanted: Wanted) -> None:
        """`secrets` are what is not stored, by the name of its source; `wanted` tells papers that lack something."""
        self._secrets = secrets
        self._pace = pace
        self._wanted = wanted
        self._last = LastListings()

    @asynccontextmanager
    async def opened(self, stored: NamedSource) -> AsyncGenerator[OpenedSource]:
        """
        A source that can be asked until the block ends.

        Raises:
            SourceFailed: it is of a kind that this program does not know, or its addresses are none.
        """
        try:
            settings = source_from(stored, self._secrets.get(stored.name, {}))
        except ValidationError as error:
            raise SourceFailed(
                f"{stored.name} was written down for another version of this program: {error.error_count()} "
                "of its settings are unknown or wrong; remove it and add it again"
            ) from error
        if not isinstance(settings, WebSource):
            raise SourceFailed(f"{stored.name} is watched, not polled")
        try:
            web = Web(_rules(settings), self._pace)
        except httpx.InvalidURL as error:
            raise SourceFailed(f"an address or the proxy of {stored.name} is none: {error}") from error
        try:
            is_metadata = isinstance(settings, ArxivSource)
            source = self._source(settings, web)
            yield OpenedSource(source, rhythm_of(settings), is_metadata, zone_of(settings))
        finally:
            await web.close()

    def _source(self, settings: AnySource, web: Web) -> Source:
        match settings:
            case PageSource():
                return DatedPages(web, settings.url)
            case DailyPapersSource():
                return DatedPages(web, settings.url, is_nothing=is_empty_list)
            case ListSource():
                return ListedPages(web, settings.url, settings.match, settings.hosts, self._last.of(settings))
            case GitHubSource():
                return GitHubFolder(
                    web,
                    settings.repository,
                    ref=settings.ref,
                    path=settings.path,
                    match=settings.match,
                    api_url=settings.api_url,
                    raw_url=settings.raw_url,
                    last=self._last.of(settings),
                )
            case ArxivSource():
                return ArxivMetadata(web, settings.url, self._wanted)
        raise AssertionError(settings.kind)  # folders are watched


def _token_urls(settings: WebSource) -> list[str]:
    """Where a source's token goes: to what it is for, not to a mirror of the files or to hosts that are linked to."""
    match settings:
        case GitHubSource(api_url=api_url, raw_url=raw_url):
            api, raw = urlsplit(api_url).netloc, urlsplit(raw_url).netloc
            is_own = raw == api or raw.endswith(f".{api}") or {api, raw} == _GITHUB_HOSTS
            return [api_url, raw_url] if is_own else [api_url]
        case PageSource(url=url) | DailyPapersSource(url=url) | ListSource(url=url) | ArxivSource(url=url):
            return [DATE_PLACE.sub("0", url)]
    return []


def _rules(settings: WebSource) -> WebRules:
    hosts = frozenset(map(str.lower, settings.hosts)) | (
        _GITHUB_HOSTS if isinstance(settings, GitHubSource) else frozenset()
    )
    token = settings.token.get_secret_value() if settings.token else None
    return WebRules(
        hosts=hosts,
        proxy=settings.proxy,
        timeout_seconds=settings.timeout_seconds,
        allows_private=settings.allow_private,
        headers={"Authorization": f"Bearer {token}"} if token else {},
        headers_for=frozenset(origin_of(httpx.URL(url)) for url in _token_urls(settings)),
    )
