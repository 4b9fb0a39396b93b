"""
What sources listed last, kept from one poll to the next.

A source is opened anew for each poll, but what it lists seldom changed since: its server is asked
whether it did, and sends the whole list only then. All of it is memory alone, so a process that
starts asks for each list once in full.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.digests.sources.source import Item, Page, SourceFailed, Unfetched, Validators
from bot.digests.sources.web import Web
from bot.source_settings import AnySource

_MOST_ITEMS = 20_000
"""Kept of all sources together, some megabytes; a list beyond that is asked for in full."""


class LastListing:
    """What one source listed last, and what its server gave along."""

    def __init__(self) -> None:
        """Nothing was listed yet."""
        self._items: Sequence[Item] = ()
        self._validators = Validators()

    @property
    def size(self) -> int:
        """How many items are kept."""
        return len(self._items)

    async def renewed(
        self, web: Web, url: str, found: Callable[[Page], Iterable[Item]], absent: str
    ) -> Sequence[Item]:
        """
        What the page at `url` lists now, the newest first; `found` reads it where it changed.

        Raises:
            SourceFailed: it cannot be had now, or is not there, which `absent` says.
        """
        page = await web.get(url, self._validators)
        if page is Unfetched.ABSENT:
            raise SourceFailed(absent)
        if isinstance(page, Page):
            # Some lists are of many megabytes, and nobody is kept waiting while one is read.
            items = await asyncio.to_thread(lambda: list(found(page)))
            items.sort(key=lambda item: (item.digest_on or date.min, item.address), reverse=True)
            self._items, self._validators = items, page.validators
        return self._items


class LastListings:
    """The last listing of each source of a process."""

    def __init__(self) -> None:
        """No source was asked yet."""
        self._kept: dict[str, tuple[AnySource, LastListing]] = {}

    def of(self, settings: AnySource) -> LastListing:
        """That of a source, or an empty one where its settings are not what they were."""
        asked, last = self._kept.pop(settings.name, (settings, LastListing()))
        if asked != settings:
            last = LastListing()
        self._kept[settings.name] = settings, last
        self._bound()
        return last

    def _bound(self) -> None:
        """Let go of those that were asked for longest ago."""
        while len(self._kept) > 1 and sum(last.size for _, last in self._kept.values()) > _MOST_ITEMS:
            del self._kept[next(iter(self._kept))]
