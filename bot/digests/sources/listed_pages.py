"""
Digests that a web page or a feed links to.

A page is an HTML index such as web servers make of folders; a feed is RSS, Atom or a JSON Feed
whose entries lead to digest files. Only links to the same host and named hosts are followed.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bot.digests.formats.dates import date_in_name
from bot.digests.formats.document import DigestError
from bot.digests.formats.xml_tree import Element, root_of
from bot.digests.sources.archives import fetched
from bot.digests.sources.listing import LastListing
from bot.digests.sources.source import Fetched, Item, Page, SourceFailed, Unfetched, Validators
from bot.digests.sources.web import Web

MOST_LINKS = 5_000
_LONGEST_BYTES = 1_000
"""Of an address."""
_FEED = re.compile(rb"(?:<\?[^<>]*\?>\s*|<!--.*?-->\s*)*+<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE | re.DOTALL)
"""
Entries of feeds are often HTML themselves, so this is looked for first.

What stands before the root is never given back, or each comment would double the time.
"""
_HEAD_BYTES = 20_000
_HTML = re.compile(rb"\s*<(?:!doctype html|html|head|body|pre|ul|table)\b", re.IGNORECASE)


class ListedPages:
    """A page or feed that links to files."""

    is_dated = False

    def __init__(
        self, web: Web, url: str, match: str, hosts: Collection[str] = (), last: LastListing | None = None
    ) -> None:
        """`match` is a pattern of file names, such as *.md; `hosts` may have them, too."""
        self._web = web
        self._hosts = frozenset(host.lower() for host in (urlsplit(url).netloc, *hosts))
        self._url = url
        self._match = match
        self._last = last or LastListing()

    async def listing(self, days: Sequence[date]) -> Sequence[Item]:  # noqa: ARG002 - it says itself what it has
        """All files it links to, the newest first."""
        absent = f"there is nothing at {self._url}; check the address"
        return await self._last.renewed(self._web, self._url, self._found, absent)

    async def fetch(
        self,
        item: Item,
        validators: Validators,
        following: Sequence[Item] = (),  # noqa: ARG002 - each lies by itself
    ) -> Fetched | Unfetched:
        """Get one of the files."""
        return await fetched(await self._web.get(item.address, validators), item)

    def _found(self, page: Page) -> Collection[Item]:
        found: dict[str, Item] = {}
        for link in links_of(page):
            address = _address(page.url, link)
            if not address or not self._is_wanted(address):
                continue
            found.setdefault(address, Item(address, date_in_name(unquote(urlsplit(address).path))))
            if len(found) > MOST_LINKS:
                raise SourceFailed(f"{self._url} links to more than {MOST_LINKS} files; narrow match")
        if not found:
            raise SourceFailed(f"nothing that {self._url} links to is named {self._match}; check match")
        return found.values()

    def _is_wanted(self, address: str) -> bool:
        parts = urlsplit(address)
        return (
            parts.scheme in {"http", "https"}
            and not self._hosts.isdisjoint({parts.netloc.lower(), parts.hostname or ""})
            and fnmatchcase(PurePosixPath(unquote(parts.path)).name, self._match)
        )


def _address(url: str, link: str) -> str:
    """Where a link on a page leads; empty where that is no address that can be stored."""
    try:
        address = urldefrag(urljoin(url, link)).url
    except ValueError:
        return ""
    return address if address.isprintable() and len(address.encode()) <= _LONGEST_BYTES else ""


def links_of(page: Page) -> Iterator[str]:
    """
    What a page, an RSS or Atom feed or a JSON Feed links to, in its order.

    Raises:
        SourceFailed: it is none of these.
    """
    content = page.content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"{"):
        yield from _json_links(page.url, content)
    elif _FEED.match(content[:_HEAD_BYTES]):
        yield from _feed_links(page.url, content)
    elif _HTML.match(content) or b"<a " in content[:_HEAD_BYTES].lower():
        collector = _Anchors()
        collector.feed(content.decode("utf-8", "replace"))
        yield from collector.links
    else:
        yield from _feed_links(page.url, content)


class _Anchors(HTMLParser):
    """The links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]


def _feed_links(url: str, content: bytes) -> Iterator[str]:
    try:
        root = root_of(content.decode("utf-8", "replace"))
    except DigestError as error:
        raise SourceFailed(f"{url} is neither a page nor a feed: {error}") from error
    for element in _elements(root):
        if element.local_name == "enclosure" and (link := element.attributes.get("url")):
            yield link
        elif element.local_name == "link" and (link := element.attributes.get("href") or element.text()):
            yield link.strip()


def _elements(element: Element) -> Iterator[Element]:
    for each in element.content:
        if isinstance(each, Element):
            yield each
            yield from _elements(each)


def _json_links(url: str, content: bytes) -> Iterator[str]:
    try:
        feed: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceFailed(f"{url} is no JSON Feed: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            attachments = item.get("attachments")
            links = [item.get("url"), item.get("external_url")]
            links += (
                [one.get("url") for one in attachments if isinstance(one, dict)]
                if isinstance(attachments, list)
                else []
            )
            yield from (link for link in links if isinstance(link, str))
