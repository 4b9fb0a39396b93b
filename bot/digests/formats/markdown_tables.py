"""Tables of papers in Markdown, as repositories that list the day's arXiv keep them: a row a paper."""

import re
from collections.abc import Iterator

from bot.digests.formats.document import Line, excerpt
from bot.digests.formats.field_names import field_of
from bot.digests.formats.links import is_paper_link, links_in, repository_of
from bot.digests.formats.markdown import folded, leading_link, plain
from bot.digests.formats.markdown_papers import is_link_name, is_named
from bot.digests.formats.rows import OWN_NAME, Row, entry_of, is_said
from storage.records import Entry, RejectedEntry

_SEPARATOR = re.compile(r"\s{0,3}\|?(?:\s{0,9}:?-{1,200}:?\s{0,9}\|){1,40}(?:\s{0,9}:?-{1,200}:?\s{0,9})?")
_CELL_END = re.compile(r"(?<!\\)\|")
_MARKS = ("**", "$", "`")
_MOST_JOINED = 8
_FEWEST_CELLS = 2


def is_row(line: str) -> bool:
    """Whether a line is a row of a table, its header or the rule below."""
    text = line.strip()
    return text.startswith("|") and text.count("|") > _FEWEST_CELLS


def tables_of_papers(lines: list[Line]) -> list[list[Line]]:
    """The tables, as their rows with header and rule, of which any row names a paper."""
    tables: list[list[Line]] = [[]]
    for line in lines:
        if is_row(line.text):
            tables[-1].append(line)
        elif tables[-1]:
            tables.append([])
    return [table for table in tables if any(is_named(line.text) for line in table)]


def papers_in(table: list[Line]) -> Iterator[Entry | RejectedEntry]:
    """Each row of a table of papers."""
    rules = [index for index, line in enumerate(table) if _SEPARATOR.fullmatch(line.text.rstrip())]
    header = _cells(table[rules[0] - 1].text) if rules and rules[0] > 0 else []
    for line in table[rules[0] + 1 if rules else 0 :]:
        if _SEPARATOR.fullmatch(line.text.rstrip()):
            continue
        entry = entry_of(line.number, _row(header, _cells(line.text))) if is_named(line.text) else None
        yield entry or RejectedEntry(line.number, "a row that links to no paper", excerpt(line.text))


def _cells(line: str) -> list[str]:
    text = line.strip().removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.replace("\\|", "|").strip() for cell in _CELL_END.split(text)]


def _fitted(cells: list[str], count: int) -> list[str]:
    """The cells of a row that has too many, joined where a sign stands that opens bold type, code or a formula only."""
    surplus = min(len(cells) - count, _MOST_JOINED)
    fitted: list[str] = []
    is_open = False
    for cell in cells:
        if is_open and surplus > 0:
            fitted[-1] += f" | {cell}"
            surplus -= 1
            is_open = not any(cell.count(mark) % 2 for mark in _MARKS)
        else:
            fitted.append(cell)
            is_open = any(cell.count(mark) % 2 for mark in _MARKS)
    return fitted


def _row(header: list[str], cells: list[str]) -> Row:
    row: Row = {}
    has_titles = any(field_of(name) == "title" for name in header)
    for index, cell in enumerate(_fitted(cells, len(header)) if header else cells):
        if not is_said(cell):
            continue
        name = header[index] if index < len(header) else ""
        field = field_of(name)
        if field in (None, "url") and is_named(cell):
            field = "title" if not has_titles and _linked_title(cell) else "url"
        _put(row, field or f"{OWN_NAME}{folded(plain(name)) or '备注'}", cell)
    return row


def _put(row: Row, field: str, cell: str) -> None:
    """A cell under its field; links in it also lead to the paper and its code, wherever they stand."""
    papers = [link for link in links_in(cell) if is_paper_link(link)]
    if papers and field != "url":
        row["url"] = " ".join([*row.get("url", "").split(), *papers])
    if field in ("title", "title_zh"):
        cell = _linked_title(cell) or plain(cell)
    elif field == "code_url":
        cell = next((link for link in links_in(cell) if repository_of(link)), "")
    elif field in ("url", "doi", "arxiv_id"):
        cell = f"{row.get(field, '')} {cell}"
    elif field == "published_on":
        cell = cell.strip("* `")
    else:
        cell = plain(cell)
    if cell.strip():
        row[field] = cell.strip()


def _linked_title(cell: str) -> str:
    link = leading_link(cell)
    return plain(link.text) if link and not is_link_name(link.text) else ""
