"""
Answers of the Hugging Face daily papers API: a JSON list of objects, one a paper.

Fields come and go with the years, so each is taken if it is there and of its type. An entry that is
no object is refused by itself; Python text of an object is never evaluated.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any

from bot.digests.formats.dates import date_in_name
from bot.digests.formats.decoding import clean
from bot.digests.formats.document import Claim, DigestError, Document, excerpt
from bot.digests.formats.json_items import REMEDY, Item, items_of
from bot.digests.formats.links import (
    code_url_in,
    is_paper_link,
    links_in,
    project_url_in,
    web_url,
)
from bot.digests.formats.markdown import folded
from storage.identifiers import arxiv_id_of
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.API

_BEGINNING = re.compile(r'\s*(?:\{|\[\s*(?:[\[\]{"\d]|\Z))')
_BREAKS = re.compile(r"\n[ \t]*\n\s*")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_LARGEST_COUNT = 2**31 - 1


def claim(document: Document) -> Claim:
    """Any file that begins as JSON does."""
    if _BEGINNING.match(document.text):
        return Claim(True, "begins as JSON")
    return Claim(False, "does not begin as JSON")


def parse(document: Document) -> Digest:
    """
    Read a day's list of papers.

    The day is the one on which the last paper was put on the list, else the one in the file's name; a name
    that says the day after is right: lists begin to fill on the evening before.

    Raises:
        DigestError: no JSON, or JSON that is no list.
    """
    items = items_of(document.text)
    if not isinstance(items, list):
        raise DigestError(_not_a_list(items.value))
    entries: list[Entry] = []
    rejected: list[RejectedEntry] = []
    if items and not any(_resembles_paper(item.value) for item in items):
        raise DigestError(f"a JSON list without papers: its first entry is {_kind(items[0].value)}; {REMEDY}")
    for index, item in enumerate(items, 1):
        if reason := _fault(item.value):
            rejected.append(RejectedEntry(item.line, f"entry {index}: {reason}", excerpt(_shown(item.value))))
        else:
            entries.append(_entry(item.line, item.value))
    return Digest(FORMAT, _digest_on(items, date_in_name(document.name)), tuple(entries), tuple(rejected))


def _not_a_list(value: Any) -> str:
    if not isinstance(value, dict):
        return f"expected a JSON list of papers, found {_kind(value)}; {REMEDY}"
    if error := value.get("error") or value.get("message"):
        return f"the API answered with an error instead of a list: {excerpt(_shown(error))}; {REMEDY}"
    keys = excerpt(_shown(value)) or "none"
    return f"expected a JSON list of papers, found an object with the keys: {keys}; save the list alone"


def _resembles_paper(value: Any) -> bool:
    return isinstance(value, dict) or _is_repr(value)


def _is_repr(value: Any) -> bool:
    """Whether a value is the text that Python shows for an object."""
    return isinstance(value, str) and value.lstrip().startswith(("{'", '{"'))


def _fault(value: Any) -> str | None:
    if _is_repr(value):
        return f"expected an object, found one written as text (a Python repr); {REMEDY}"
    if not isinstance(value, dict):
        return f"expected an object, found {_kind(value)}"
    paper = _paper(value)
    if not _text(paper, "id") and not _title(value):
        return "neither an id nor a title"
    return None


def _entry(line: int, item: dict[str, Any]) -> Entry:
    paper = _paper(item)
    abstract = _prose(_text(paper, "summary") or _text(item, "summary"))
    links = links_in(abstract)
    page = web_url(_text(paper, "projectPage"))
    project = page if page and not is_paper_link(page) else project_url_in(links)
    code = web_url(_text(paper, "githubRepo")) or code_url_in([page or "", *links])
    return Entry(
        line=line,
        arxiv_id=arxiv_id_of(_text(paper, "id")),
        title=_title(item),
        abstract=abstract,
        tldr=folded(_text(paper, "ai_summary")),
        keywords=_strings(paper.get("ai_keywords")),
        authors=_names(paper.get("authors")),
        organization=_organization(paper.get("organization") or item.get("organization")),
        upvotes=_count(paper.get("upvotes")),
        github_stars=_count(paper.get("githubStars")),
        code_url=code,
        project_url=project,
        thumbnail_url=_thumbnail(item),
        published_on=_day(paper.get("publishedAt")),
    )


def _digest_on(items: list[Item], named: date | None) -> date | None:
    days = (_listed_on(item.value) for item in items if isinstance(item.value, dict))
    listed = max((day for day in days if day), default=None)
    if listed and named and timedelta(0) <= named - listed <= timedelta(days=1):
        return named
    return listed or named


def _listed_on(item: dict[str, Any]) -> date | None:
    """
    The day on which an entry was put on the list.

    Until 2024 that is the outer publishedAt. Later it repeats the paper's own publishedAt, some
    hours early, and submittedOnDailyAt holds the day.
    """
    paper = _paper(item)
    if day := _day(paper.get("submittedOnDailyAt")):
        return day
    listed, published = _instant(item.get("publishedAt")), _instant(paper.get("publishedAt"))
    return listed.date() if listed and published and listed > published else None


def _paper(item: dict[str, Any]) -> dict[str, Any]:
    paper = item.get("paper", item)
    return paper if isinstance(paper, dict) else {}


def _title(item: dict[str, Any]) -> str:
    return folded(_text(_paper(item), "title") or _text(item, "title"))


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return clean(value).strip() if isinstance(value, str) else ""


def _prose(text: str) -> str:
    """Paragraphs on one line each: the API breaks lines where the PDF did."""
    return "\n\n".join(folded(paragraph) for paragraph in _BREAKS.split(text))


def _strings(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        return ()
    return tuple(
        dict.fromkeys(text for value in values if isinstance(value, str) and (text := folded(clean(value))))
    )


def _names(authors: Any) -> tuple[str, ...]:
    """All authors: one who hides a paper from a profile has still written it."""
    if not isinstance(authors, list):
        return ()
    return _strings([author.get("name") if isinstance(author, dict) else author for author in authors])


def _organization(value: Any) -> str:
    if isinstance(value, dict):
        return folded(_text(value, "fullname") or _text(value, "name"))
    return folded(clean(value)) if isinstance(value, str) else ""


def _thumbnail(item: dict[str, Any]) -> str | None:
    media = web_url(_text(item, "mediaUrl"))
    picture = media if media and media.lower().endswith(_PICTURES) else None
    return web_url(_text(item, "thumbnail")) or web_url(_text(_paper(item), "thumbnail")) or picture


def _count(value: Any) -> int | None:
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_COUNT
    return value if is_count else None


def _day(value: Any) -> date | None:
    instant = _instant(value)
    return instant.date() if instant else None


def _instant(value: Any) -> datetime | None:
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return instant.replace(tzinfo=None)


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "a truth value", type(None): "null"}
    return kinds.get(type(value), "a number")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return clean(", ".join(list(value)[:8]))
    return clean(value) if isinstance(value, str) else _kind(value)
