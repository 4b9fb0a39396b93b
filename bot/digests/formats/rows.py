"""A paper as cells of text under the names of its fields becomes an entry: from CSV, tables and labelled lines."""

import re
from datetime import date

from bot.digests.formats.dates import day_of
from bot.digests.formats.feed_items import inert, names_in
from bot.digests.formats.links import code_url_in, is_paper_link, links_in, project_url_in, web_url
from bot.digests.formats.markdown import folded, is_chinese
from bot.digests.formats.terms import terms_in
from storage.identifiers import arxiv_id_in, arxiv_id_of, doi_in
from storage.records import Entry, Section

Row = dict[str, str]
"""Field, or a name that is none of ours with OWN_NAME before it, to what stands there."""

OWN_NAME = "#"
_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "-", "—", "无", "[]"})
_MARKS_OF_LISTS = "[](){}'\"` "
_CODE = re.compile(
    r"(?<![\w./-])(?:(?:cs|math|stat|eess|econ|nlin|physics|q-bio|q-fin|astro-ph|cond-mat)\.[A-Za-z]{2,6}(?:-[a-z]{2,4})?"
    r"|(?:hep-(?:ex|lat|ph|th)|nucl-(?:ex|th)|(?:math|quant|astro)-ph|gr-qc|cond-mat))(?![\w/-])"
)
"""arXiv's own categories: https://arxiv.org/category_taxonomy."""
_LARGEST_COUNT = 2**31 - 1


def is_said(cell: str) -> bool:
    """Whether a cell says anything."""
    return cell.strip().casefold() not in _NOTHING


def entry_of(line: int, row: Row) -> Entry | None:
    """The entry that a row is; None where nothing in it names a paper."""
    own = "\n".join(row.get(name, "") for name in ("arxiv_id", "url"))
    arxiv_id = arxiv_id_of(row.get("arxiv_id", "")) or arxiv_id_in(own)
    title, title_zh = _in_both(row, "title")
    doi = doi_in(row.get("doi", "")) or ("" if arxiv_id else doi_in(own))
    is_named = arxiv_id or doi or any(is_paper_link(link) for link in links_in(own))
    if not (is_named or title or title_zh):
        return None
    abstract, abstract_zh = _in_both(row, "abstract")
    tldr, tldr_zh = _in_both(row, "tldr")
    keywords = _list_of(row.get("keywords", ""))
    links = links_in("\n".join([row.get("url", ""), abstract, abstract_zh, tldr, tldr_zh]))
    return Entry(
        line=line,
        arxiv_id=arxiv_id,
        doi=doi,
        title=folded(title),
        title_zh=folded(title_zh),
        abstract=abstract,
        abstract_zh=abstract_zh,
        tldr=folded(tldr),
        tldr_zh=folded(tldr_zh),
        keywords=tuple(term for term in keywords if not is_chinese(term)),
        keywords_zh=tuple(term for term in keywords if is_chinese(term)),
        areas=_list_of(row.get("areas", "")),
        sections=_sections(row),
        authors=_authors(row.get("authors", "")),
        organization=folded(row.get("organization", "")),
        upvotes=_count(row.get("upvotes", "")),
        github_stars=_count(row.get("github_stars", "")),
        code_url=_address(row.get("code_url", "")) or code_url_in(links),
        project_url=_address(row.get("project_url", "")) or project_url_in(links),
        published_on=_day(row.get("published_on", "")),
        categories=_categories(row.get("categories", "")),
    )


def _in_both(row: Row, name: str) -> tuple[str, str]:
    """The English and the Chinese text; a column without a language may hold either."""
    text, chinese = inert(row.get(name, "")), inert(row.get(f"{name}_zh", ""))
    return ("", text) if text and not chinese and is_chinese(text) else (text, chinese)


def _list_of(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    terms = (term.strip(_MARKS_OF_LISTS) for term in terms_in(text.strip(_MARKS_OF_LISTS)))
    return tuple(dict.fromkeys(term for term in terms if term))


def _authors(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    names = (name.strip(_MARKS_OF_LISTS) for name in names_in(text.strip(_MARKS_OF_LISTS)))
    return tuple(dict.fromkeys(name for name in names if name))


def _categories(text: str) -> tuple[str, ...]:
    """ArXiv's codes where there are any, such as `Robotics (cs.RO); cs.AI`; else what stands between separators."""
    if codes := _CODE.findall(text):
        return tuple(dict.fromkeys(codes))
    return _list_of(text)


def _count(text: str) -> int | None:
    digits = text.replace(",", "").strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(_LARGEST_COUNT))):
        return None
    return int(digits) if int(digits) <= _LARGEST_COUNT else None


def _address(text: str) -> str | None:
    return web_url(text.strip()) or next(iter(links_in(text)), None)


def _day(text: str) -> date | None:
    return day_of(text.strip(_MARKS_OF_LISTS + "*")) if text else None


def _sections(row: Row) -> tuple[Section, ...]:
    """What stands under other names: texts, never a lone number or mark."""
    own = (
        (name.removeprefix(OWN_NAME), inert(text)) for name, text in row.items() if name.startswith(OWN_NAME)
    )
    return tuple(
        Section(name, text) for name, text in own if name and (len(text.split()) > 1 or is_chinese(text))
    )
