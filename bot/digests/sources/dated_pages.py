"""Digests at addresses made of their day, as https://example.org/digests/{date:%Y-%m-%d}.md."""

import json
from collections.abc import Callable, Sequence
from datetime import date

from bot.digests.sources.archives import fetched, is_archive
from bot.digests.sources.source import Fetched, Item, Page, SourceFailed, Unfetched, Validators
from bot.digests.sources.web import Web
from bot.source_fields import DATE_PLACE
from storage.locations import shown_on


class DatedPages:
    """One address a day; without a place for the day, one address that is always the newest."""

    def __init__(self, web: Web, url: str, *, is_nothing: Callable[[Page], bool] | None = None) -> None:
        """`is_nothing` tells a page that says there is no digest that day from a digest."""
        self._web = web
        self._url = url
        self._is_nothing = is_nothing or (lambda _: False)
        self.is_dated = bool(DATE_PLACE.search(url))
        self._today = date.min

    async def listing(self, days: Sequence[date]) -> Sequence[Item]:
        """One file for each day, or the one there is."""
        if not self.is_dated:
            self._today = max(days, default=self._today)
            return [Item(self._url, is_living=True)]
        return [Item(address_on(self._url, day), day) for day in days]

    async def fetch(
        self,
        item: Item,
        validators: Validators,
        following: Sequence[Item] = (),  # noqa: ARG002 - each lies by itself
    ) -> Fetched | Unfetched:
        """Get the page of a day."""
        page = await self._web.get(item.address, validators)
        if page is Unfetched.ABSENT and item.is_living:
            raise SourceFailed(f"there is nothing at {item.address}; check the address")
        if isinstance(page, Unfetched):
            return page
        if self._is_nothing(page):
            return Unfetched.ABSENT
        # What it showed yesterday is gone from there, and still counts.
        is_replaced = item.is_living and not is_archive(page.content)
        return await fetched(page, item, shown_on(item.address, self._today) if is_replaced else "")


def address_on(pattern: str, day: date) -> str:
    """The address of a day."""
    return DATE_PLACE.sub(lambda place: day.strftime(place[1]), pattern)


def is_empty_list(page: Page) -> bool:
    """Whether the daily papers API says that it lists nothing for a day, or nothing yet."""
    if len(page.content) > 16:  # noqa: PLR2004
        return False
    try:
        return json.loads(page.content) in ([], {})
    except ValueError:
        return not page.content.strip()
