"""
JSON that lists papers as anybody would: objects under common names, in a list, one a line, or within an object.

Names of fields are those of tables. What an object holds further in counts as its own, so that
`details` and `AI` give their abstract and their sentence. Lists of the daily papers API are left to it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.digests.formats.dates import date_in_name, day_of
from bot.digests.formats.decoding import clean
from bot.digests.formats.document import Claim, DigestError, Document, excerpt
from bot.digests.formats.field_names import IDENTIFYING, TITLES, field_of
from bot.digests.formats.json_items import Item, first_of, items_of, rows_of
from bot.digests.formats.rows import OWN_NAME, Row, entry_of
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.JSON

_LISTS = ("papers", "items", "data", "results", "entries", "articles", "list")
_DAYS = ("date", "day", "digest_date", "generated_at", "updated_at", "日期")
_JOINED = IDENTIFYING | {"categories", "keywords"}
"""Fields that several names may fill."""
_OF_THE_API = frozenset({"id", "title", "summary", "authors", "upvotes", "thumbnail", "mediaUrl"})
"""What the API's older lists hold, where papers have no object of their own."""


def claim(document: Document) -> Claim:
    """JSON whose first object names a title and an id or link of a paper, in no shape of the API's."""
    if document.text.lstrip()[:1] not in ("[", "{"):
        return Claim(False, "does not begin as JSON")
    try:
        first, is_list = first_of(document.text)
    except DigestError:
        return Claim(False, "JSON that cannot be read")
    if is_list and isinstance(first, dict) and ("paper" in first or "publishedAt" in first):
        return Claim(False, "a list of the daily papers API")
    held = first if is_list else next(iter(_papers_in(first)), first)
    if not isinstance(held, dict):
        return Claim(False, "JSON without objects of papers")
    names = {field for field in _row(held) if not field.startswith(OWN_NAME)}
    if not (names & TITLES and names & IDENTIFYING):
        return Claim(
            False, f"objects without a title and an id or link of a paper: {excerpt(', '.join(held))}"
        )
    if is_list and set(held) <= _OF_THE_API:
        return Claim(False, "a list of the daily papers API")
    return Claim(True, f"objects of papers with {excerpt(', '.join(held))}")


def parse(document: Document) -> Digest:
    """
    Read the papers; the day is the one that the object around them names, else the file, else of the newest paper.

    Raises:
        DigestError: damaged JSON.
    """
    named: date | None = None
    items = _items(document.text)
    if isinstance(items, Item):
        named = _day_in(items.value)
        items = [Item(items.line, each) for each in _papers_in(items.value)]
    entries: list[Entry] = []
    rejected: list[RejectedEntry] = []
    for number, item in enumerate(items, 1):
        entry = entry_of(item.line, _row(item.value)) if isinstance(item.value, dict) else None
        if entry:
            entries.append(entry)
        else:
            reason = f"entry {number}: neither an arXiv id nor a DOI nor a title"
            rejected.append(RejectedEntry(item.line, reason, excerpt(str(item.value))))
    newest = max((entry.published_on for entry in entries if entry.published_on), default=None)
    return Digest(FORMAT, named or date_in_name(document.name) or newest, tuple(entries), tuple(rejected))


def _items(text: str) -> list[Item] | Item:
    rows = rows_of(text)
    return rows if len(rows) > 1 else items_of(text)


def _papers_in(value: Any) -> list[Any]:
    """The list of papers within an object; the object itself where it has none."""
    if not isinstance(value, dict):
        return []
    lists = (value[name] for name in _LISTS if isinstance(value.get(name), list))
    return next((each for each in lists if any(isinstance(one, dict) for one in each)), [value])


def _day_in(value: Any) -> date | None:
    days = (value[name] for name in _DAYS if isinstance(value, dict) and isinstance(value.get(name), str))
    return next((day for text in days if (day := day_of(text))), None)


def _row(value: dict[str, Any]) -> Row:
    """The cells of an object, what it holds further in after its own."""
    row: Row = {}
    inner: list[dict[str, Any]] = []
    for name, held in value.items():
        if isinstance(held, dict):
            inner.append(held)
        elif text := _text(held, field := field_of(name) or f"{OWN_NAME}{clean(name)}"):
            _put(row, field, text)
    for each in inner:
        for name, held in each.items():
            field = field_of(name) or f"{OWN_NAME}{clean(name)}"
            if text := "" if isinstance(held, dict) else _text(held, field):
                _put(row, field, text)
    return row


def _put(row: Row, field: str, text: str) -> None:
    if field in row and field in _JOINED:
        row[field] = f"{row[field]}, {text}"
    else:
        row.setdefault(field, text)


def _text(value: Any, field: str) -> str:
    if isinstance(value, list):
        # A lone `Family, Given` is one name.
        return "; ".join(_texts(value)) + (";" if field == "authors" and value else "")
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return ""
    return clean(str(value)).strip()


def _texts(values: list[Any]) -> Iterator[str]:
    for value in values:
        named = value.get("name") if isinstance(value, dict) else value
        if isinstance(named, str | int | float) and (text := clean(str(named)).strip()):
            yield text
