"""
CSV and TSV with a header row: a paper a row, columns in either language and any order.

The header decides: which sign separates the columns and what they hold. A column that is none of a
paper's becomes a part of it under its own name; a row that names no paper is refused.
"""

import csv
import io
from collections.abc import Iterator

from bot.digests.formats.dates import date_in_name
from bot.digests.formats.document import Claim, DigestError, Document, excerpt
from bot.digests.formats.field_names import IDENTIFYING, TITLES, field_of, fields_in, separator_of
from bot.digests.formats.markdown import folded
from bot.digests.formats.rows import OWN_NAME, Row, entry_of, is_said
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.CSV


def claim(document: Document) -> Claim:
    """A file whose first line names the columns of papers."""
    header = _header(document)
    separator = separator_of(header)
    if separator is None:
        return Claim(False, _missing(fields_in(header)))
    shown = {"\t": "tabs"}.get(separator, f"`{separator}`")
    return Claim(True, f"columns of papers, separated by {shown}: {excerpt(header)}")


def parse(document: Document) -> Digest:
    """
    Read the papers of a table; its day is in its name, else that of its newest paper.

    Raises:
        DigestError: a cell that does not end, as after a quotation mark without its second.
    """
    entries: list[Entry] = []
    rejected: list[RejectedEntry] = []
    for line, row, beyond in _rows(document):
        entry = entry_of(line, row)
        if entry and not beyond:
            entries.append(entry)
        else:
            reason = "more cells than columns" if beyond else "neither an arXiv id nor a DOI nor a title"
            rejected.append(RejectedEntry(line, reason, excerpt(" ".join([*row.values(), *beyond]))))
    newest = max((entry.published_on for entry in entries if entry.published_on), default=None)
    return Digest(FORMAT, date_in_name(document.name) or newest, tuple(entries), tuple(rejected))


def _header(document: Document) -> str:
    """The first written line, however long the file is."""
    return document.text.lstrip("\n").partition("\n")[0]


def _missing(known: frozenset[str]) -> str:
    """What a header lacks to be one of papers, if it is nearly one."""
    if known & TITLES and not known & IDENTIFYING:
        return f"columns of papers ({', '.join(sorted(known))}), but none with a link, an arXiv id or a DOI"
    if known & IDENTIFYING and not known & TITLES:
        return f"columns of papers ({', '.join(sorted(known))}), but none with a title"
    return "its first line names no columns with a title and a link or an id of papers"


def _rows(document: Document) -> Iterator[tuple[int, Row, list[str]]]:
    """The line on which each row begins, its cells by name, and what stands beyond the last column."""
    separator = separator_of(_header(document)) or ","
    reader = csv.reader(io.StringIO(document.text), delimiter=separator, skipinitialspace=separator != "\t")
    names: list[str] = []
    begins = 1
    try:
        for cells in reader:
            if not names:
                names = _names(cells) if any(cells) else []
            elif any(is_said(cell) for cell in cells):
                row = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if is_said(cell)}
                yield begins, row, [cell for cell in cells[len(names) :] if is_said(cell)]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DigestError(
            f"damaged CSV in the row of line {begins}: {error}; look for a quotation mark without its second"
        ) from error


def _names(cells: list[str]) -> list[str]:
    """What each column is; of two for the same field the first counts, the other keeps its own name."""
    names: list[str] = []
    for cell in cells:
        field = field_of(cell)
        names.append(field if field and field not in names else f"{OWN_NAME}{folded(cell)}")
    return names
