"""
What arXiv itself knows of papers about which digests say too little: title, abstract, authors, categories.

Its API takes many numbers in one call and wants three seconds between two (arXiv API, terms of use),
so papers are asked for along with those that are due next, and kept one by one. All of it is archive: it completes papers
and makes none news.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date

from bot.digests.contents import DigestContent
from bot.digests.sources.source import Fetched, Item, Page, SourceFailed, Unfetched, Validators
from bot.digests.sources.web import Web

MOST_WANTED = 400
"""Papers asked for at one poll, in turns."""
_AT_ONCE = 100
"""Papers in one call; more of them than that are slow to answer."""
_ID = re.compile(r"<id>\s*https?://arxiv\.org/abs/([^\s<]+?)(?:v\d+)?\s*</id>")
Wanted = Callable[[int], Awaitable[Sequence[str]]]
"""The arXiv ids of papers that lack something, at most so many, those that matter most first."""


class ArxivMetadata:
    """The arXiv API, asked about papers that lack something."""

    is_dated = False

    def __init__(self, web: Web, url: str, wanted: Wanted) -> None:
        """Nothing is asked before the first paper is fetched."""
        self._web = web
        self._url = url
        self._wanted = wanted
        self._answers: dict[str, bytes | None] = {}

    async def listing(self, days: Sequence[date]) -> Sequence[Item]:  # noqa: ARG002 - what lacks something has no day
        """The papers that lack something."""
        return [Item(arxiv_id) for arxiv_id in await self._wanted(MOST_WANTED)]

    async def fetch(
        self,
        item: Item,
        validators: Validators,  # noqa: ARG002 - an answer has none
        following: Sequence[Item] = (),
    ) -> Fetched | Unfetched:
        """Get what arXiv says of one paper, and of those that follow along with it."""
        if item.address not in self._answers:
            await self._ask([each.address for each in (item, *following)][:_AT_ONCE])
        answer = self._answers.pop(item.address)
        if answer is None:
            return Unfetched.ABSENT
        return Fetched((DigestContent.of(f"{self._url}?id_list={item.address}", answer),))

    async def _ask(self, arxiv_ids: Sequence[str]) -> None:
        page = await self._web.get(f"{self._url}?id_list={','.join(arxiv_ids)}&max_results={len(arxiv_ids)}")
        if not isinstance(page, Page):
            raise SourceFailed(f"there is nothing at {self._url}; check the address")
        text = page.content.decode("utf-8", "replace")
        head, found, _ = text.partition("<entry>")
        if not found and "<feed" not in head:
            raise SourceFailed(f"{self._url} did not answer with a feed; a login page may be in the way")
        if "//arxiv.org/api/errors" in text:
            raise SourceFailed(f"{self._url} answered with an error; the next poll asks again")
        self._answers = dict.fromkeys(arxiv_ids)
        for entry in _entries(text):
            if (named := _ID.search(entry)) and named[1] in self._answers:
                self._answers[named[1]] = f"{head}{entry}</feed>".encode()


def _entries(text: str) -> Iterator[str]:
    for begun in text.split("<entry>")[1:]:
        entry, closed, _ = begun.partition("</entry>")
        if closed:
            yield f"<entry>{entry}{closed}"
