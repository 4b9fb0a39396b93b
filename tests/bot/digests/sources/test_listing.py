"""What sources listed last is kept for as long as it says anything, and in bounds."""

import pytest
from digest_server import DigestServer, digest_server

from bot.digests.sources import listing
from bot.digests.sources.listing import LastListings
from bot.digests.sources.pace import Pace
from bot.digests.sources.source import Item, Page
from bot.digests.sources.web import Web, WebRules
from bot.source_settings import ListSource


def source(name: str, match: str = "*.md") -> ListSource:
    return ListSource(kind="index", name=name, url="https://example.org", match=match)


def three(page: Page) -> list[Item]:
    return [Item(f"{page.url}{number}.md") for number in range(3)]


async def sizes_after(server: DigestServer, kept: LastListings, *asked: ListSource) -> list[int]:
    """How much was still known of each source as it was asked, one after the other."""
    web = Web(WebRules(allows_private=True), Pace(pause_seconds=0))
    sizes = []
    for one in asked:
        last = kept.of(one)
        sizes.append(last.size)
        await last.renewed(web, f"{server.url}/", three, "absent")
    await web.close()
    return sizes


async def test_listing_is_kept_while_its_settings_stay() -> None:
    """Other settings may list other files on the same page."""
    async with digest_server() as server:
        server.files["/"] = b"a list"
        asked = (source("a"), source("b"), source("a"), source("a", match="b*"))
        assert await sizes_after(server, LastListings(), *asked) == [0, 0, 3, 0]


async def test_listing_asked_for_longest_ago_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many sources there are, no more is kept than fits."""
    monkeypatch.setattr(listing, "_MOST_ITEMS", 6)
    async with digest_server() as server:
        server.files["/"] = b"a list"
        asked = [source(name) for name in "abacab"]
        assert await sizes_after(server, LastListings(), *asked) == [0, 0, 3, 0, 3, 0]
