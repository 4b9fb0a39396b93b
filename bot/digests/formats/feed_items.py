"""What RSS, Atom and JSON feeds say of an item, in one shape; which of them are papers is not asked here."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from bot.digests.formats.dates import day_of
from bot.digests.formats.decoding import clean
from bot.digests.formats.document import DigestError
from bot.digests.formats.html_text import is_html, text_of_html
from bot.digests.formats.json_items import Item, items_of
from bot.digests.formats.markdown import folded
from bot.digests.formats.xml_tree import Element, root_of

_OTHERS = re.compile(
    r"[\s,，、]{0,3}(?:等(?:\s?\d{1,4})?\s?(?:位|人|名)?(?:作者)?|\bet\.?\s?al\b\.?|\.{3}|…)\s{0,3}"
    r"(?:[(（][^()（）]{0,20}[)）])?[\s。.]{0,3}\Z"
)
_AUTHOR_MARKS = (" and ", "、", "，", "|", "\n")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed, its markup already inert."""

    line: int
    title: str
    addresses: tuple[str, ...]
    """Its link, its id and other identifiers, the likeliest to name the paper first."""
    text: str
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    published_on: date | None = None
    announced_as: str = ""
    """arXiv's announce type: new, cross, replace or replace-cross."""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """All items of a feed and the day on which it says that it was made."""

    items: tuple[FeedItem, ...]
    made_on: date | None


def feed_of_xml(text: str) -> Feed:
    """
    An RSS (0.9x, 1.0, 2.0) or Atom feed.

    Raises:
        DigestError: damaged XML, or XML that acts.
    """
    root = root_of(text)
    channel = root.child("channel") or root
    # RSS 1.0 has its items beside the channel.
    elements = [*channel.children("item", "entry"), *(root.children("item") if channel is not root else ())]
    made = (channel.text(name) for name in ("pubDate", "dc:date", "lastBuildDate", "updated"))
    return Feed(tuple(_item_of_xml(each) for each in elements), day_of(next(filter(None, made), "")))


def feed_of_json(text: str) -> Feed:
    """
    A JSON Feed, version 1 or 1.1; all its items stand at the line where the object begins.

    Raises:
        DigestError: damaged JSON, or no list of items.
    """
    value = items_of(text)
    items = value.value.get("items") if isinstance(value, Item) and isinstance(value.value, dict) else None
    if not isinstance(value, Item) or not isinstance(items, list):
        raise DigestError("a JSON Feed without its list `items`; fetch the feed again")
    return Feed(tuple(_item_of_json(value.line, each) for each in items if isinstance(each, dict)), None)


def names_in(text: str) -> tuple[str, ...]:
    """
    Authors from a list in one text: `A, B and C`, `甲、乙`, `Family, Given; Family, Given`.

    Where it says that there are others, so does the last name: `A, B 等 9 人` ends with `B et al.`.
    """
    text = text.replace("；", ";")
    text, others = (text[: found.start()], " et al.") if (found := _OTHERS.search(text)) else (text, "")
    if ";" not in text:
        for mark in _AUTHOR_MARKS:
            text = text.replace(mark, ";")
        text = text.replace(",", ";")
    names = [name for part in text.split(";") if (name := folded(part).removeprefix("and "))]
    if names and others:
        names[-1] += others
    return tuple(dict.fromkeys(names))


def inert(text: str) -> str:
    """`text` without markup if it has any."""
    return text_of_html(text) if is_html(text) else text.strip()


def _item_of_xml(element: Element) -> FeedItem:
    links = list(element.children("link", "atom:link"))
    links.sort(key=lambda link: link.attributes.get("rel", "alternate") != "alternate")
    addresses = [link.attributes.get("href") or link.text() for link in links]
    addresses += [element.text(name) for name in ("guid", "id", "arxiv:DOI", "arxiv:doi", "prism:doi")]
    addresses += [element.text("dc:identifier"), element.attributes.get("rdf:about", "")]
    texts = (element.text(name) for name in ("content:encoded", "content", "description", "summary"))
    return FeedItem(
        line=element.line,
        title=folded(inert(element.text("title"))),
        addresses=tuple(address for address in addresses if address),
        text=inert(max(texts, key=len)),
        authors=_authors(element),
        categories=_categories(element),
        published_on=day_of(element.text("pubDate") or element.text("published", "dc:date", "updated")),
        announced_as=element.text("arxiv:announce_type").lower(),
        comment=folded(element.text("arxiv:comment")),
    )


def _authors(element: Element) -> tuple[str, ...]:
    named = [folded(each.text("name")) for each in element.children("author")]
    if any(named):
        return tuple(dict.fromkeys(name for name in named if name))
    creators = [inert(each.text()) for each in element.children("dc:creator")]
    return tuple(dict.fromkeys(name for creator in creators for name in names_in(creator)))


def _categories(element: Element) -> tuple[str, ...]:
    terms = (folded(each.attributes.get("term", "") or each.text()) for each in element.children("category"))
    return tuple(dict.fromkeys(term for term in terms if term))


def _item_of_json(line: int, item: dict[str, Any]) -> FeedItem:
    authors = item.get("authors") or [item.get("author")]
    names = [_said(each, "name") for each in authors if isinstance(each, dict)] if _is_list(authors) else []
    tags = item.get("tags")
    return FeedItem(
        line=line,
        title=folded(inert(_said(item, "title"))),
        addresses=tuple(text for key in ("external_url", "url", "id") if (text := _said(item, key))),
        text=text_of_html(_said(item, "content_html"))
        or _said(item, "content_text")
        or _said(item, "summary"),
        authors=tuple(dict.fromkeys(name for each in names for name in names_in(each))),
        categories=tuple(clean(tag) for tag in tags if isinstance(tag, str)) if _is_list(tags) else (),
        published_on=day_of(_said(item, "date_published") or _said(item, "date_modified")),
    )


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _said(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return clean(value).strip() if isinstance(value, str) else ""
