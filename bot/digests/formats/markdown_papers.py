"""
The lines of one paper in a digest of no known shape: its title, its labelled lines, and the text beneath.

A label is a name before a colon, bold or in a list, or a heading of its own; text without a label is
the abstract if it is long and the short text if it is not.
"""

import re

from bot.digests.formats.dates import date_in
from bot.digests.formats.document import Line, paragraphs
from bot.digests.formats.field_names import IDENTIFYING, field_of
from bot.digests.formats.links import is_paper_link, links_in, repository_of
from bot.digests.formats.markdown import (
    folded,
    heading_in,
    is_chinese,
    is_rule,
    leading_link,
    plain,
    unwrapped,
)
from bot.digests.formats.markdown_bylines import byline_in, votes_in
from bot.digests.formats.rows import OWN_NAME, Row, is_said
from storage.identifiers import arxiv_id_in, arxiv_ids_alone_in, doi_in

_LABEL = re.compile(
    r"\s{0,12}(?:>\s{0,3})?(?P<bullet>[-*+•]\s{1,3})?[^\w\s*\[(<|`]{0,3}\s{0,2}(?P<open>[*_]{0,2})"
    r"(?P<name>(?:[^*_:：\[\]()|<>`]|(?<=\w)_(?=\w)){1,40}?(?:\s?[(（][^()（）\n]{1,20}[)）])?)\s?(?P<close>[*_]{0,2})\s?[:：]\s?(?P<after>[*_]{0,2})\s{0,3}(?P<value>.*)"
)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\((https?://[^()\s]{1,600})\)")
_LISTED = re.compile(r"(?:[-*+]\s{1,3}|(?:\*\*)?\d{1,3}[.)、]\s{0,3})(?:\*\*)?")
_SIGNS_BEFORE = re.compile(r"[^\w\[(（*\"“'`$]{1,8}")
_NUMBER = re.compile(
    r"\[\d{1,4}\]\s{0,2}[.．、)）]?\s{0,3}|\d{1,4}\s{0,2}[.．、)）]\s{0,3}|\d{1,4}\s{1,3}(?=\[)"
)
_NUMBER_IN_LINK = re.compile(r"\d{1,4}(?:[.)]\s{1,3}|、\s{0,3})")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{1,300})\]\]")
_NEXT_LABEL = re.compile(r"\s[·|｜]\s(?=\*\*)")
_BOLD = re.compile(r"\*\*([^*\n]{3,400})\*\*")
_ID_IN_TITLE = re.compile(
    r"[\[(（]{1,2}(?:arxiv:?\s?)?\d{4}\.\d{4,5}(?:v\d{1,2})?[\])）]{1,2}|\barxiv:\s?\d{4}\.\d{4,5}(?:v\d{1,2})?",
    re.IGNORECASE,
)
_AROUND = ' \t　-–—:：,，.;；|·•*_()（）[]<>"“”'
_ET_AL = re.compile(r"^[\s,，]{0,3}([^,，:：]{3,60}?)\s?et\.?\s?al\b\.?", re.IGNORECASE)
_LINK_NAMES = frozenset(
    {"here", "html", "pdf", "abs", "hf", "huggingface", "alphaxiv", "doi", "web", "page", "点击", "查看"}
)
_REMARK = f"{OWN_NAME}备注"
_SHORT_CHARACTERS = 160
_TEXTS = frozenset({"abstract", "abstract_zh", "tldr", "tldr_zh"})


def is_named(text: str) -> bool:
    """Whether a text names a paper: an arXiv id in a link or reference, or a DOI."""
    return arxiv_id_in(text) is not None or bool(doi_in(text))


def is_named_in_heading(text: str) -> bool:
    """Whether a heading names a paper: as any text does, or by an id in brackets, as `[[2501.00001]] Title`."""
    return is_named(text) or bool(_ID_IN_TITLE.search(text) and arxiv_ids_alone_in(text))


def label_in(line: str) -> tuple[str, str] | None:
    """The name of a labelled line and what follows it: of a field of ours, or of another if it is bold."""
    found = _LABEL.match(line)
    if found is None:
        return None
    name = found["name"].strip()
    is_bold = found["open"] == "**" and "**" in (found["close"], found["after"])
    return (name, found["value"].strip()) if field_of(name) or is_bold else None


def is_listed_link(line: str) -> bool:
    """Whether a list item begins with a link to a paper."""
    item = _LISTED.match(line)
    link = leading_link(line[item.end() :]) if item else None
    return link is not None and is_paper_link(link.url)


def is_link_line(line: str) -> bool:
    """Whether a line is a label or link that leads to a paper and says nothing else."""
    if not is_named(line):
        label = label_in(line) if "arxiv" in line.lower() else None
        return label is not None and field_of(label[0]) == "arxiv_id" and bool(arxiv_ids_alone_in(label[1]))
    if label := label_in(line):
        return field_of(label[0]) in IDENTIFYING or not _without_links(label[1]).strip(_AROUND)
    rest = _LINK.sub(lambda found: "" if is_link_name(found[1]) else found[1], line)
    return not _without_links(rest).strip(_AROUND)


def is_link_name(text: str) -> bool:
    """Whether the text of a link only says what kind of page it leads to."""
    bare = text.strip(_AROUND + "📄📑🔗")
    return (
        bare.casefold() in _LINK_NAMES
        or field_of(bare) in IDENTIFYING | {"code_url", "project_url"}
        or bare.startswith(("http://", "https://", "arxiv.org"))
        or (bool(arxiv_ids_alone_in(bare) or arxiv_id_in(bare)) and len(bare.split()) < 3)  # noqa: PLR2004
    )


def row_of(start: str, body: list[Line], parts: frozenset[str] = frozenset()) -> Row:
    """What the line with a paper's title and the lines below it say, by field; `parts` are headings of no own worth."""
    row: Row = {}
    text = _read_title(start, row)
    said: dict[str, list[str]] = {name: [value] for name, value in row.items()}
    free = [text] if text else []
    goes_on = free
    is_running = False
    for line in (part for each in body for part in _NEXT_LABEL.split(each.text)):
        heading = heading_in(line)
        if is_rule(line):
            continue
        if is_link_line(line):
            said.setdefault("url", []).extend([line, *_id_beside(line)])
        elif label := (heading.text, "") if heading else label_in(line):
            field = _field_for(*label)
            if is_running and goes_on is not free and not heading and _is_item_of_text(line, field):
                goes_on.append(line)
                continue
            is_running = heading is not None and field.startswith(OWN_NAME)
            values = said.setdefault(field, [])
            if field == "title" and label[1]:
                _retitle(said, label[1])
                continue
            values.append(label[1])
            goes_on = values if field in _TEXTS or field.startswith(OWN_NAME) else free
        elif not is_running and (byline := byline_in(line, row["title"])):
            said.setdefault(byline[0], []).append(byline[1])
        else:
            goes_on.append(line)
            is_running = is_running or bool(line.strip())
    row = {name: text for name, values in said.items() if is_said(text := _tidy(name, values))}
    _place(row, _tidy("abstract", free))
    own = [name for name in said if name.startswith(OWN_NAME) and name.removeprefix(OWN_NAME) not in parts]
    bare = [name.removeprefix(OWN_NAME) for name in own if not re.search(r"\w", row.get(name, ""))]
    if bare:
        row[_REMARK] = "\n".join([*row.get(_REMARK, "").splitlines(), *bare])
    return row


def _is_item_of_text(line: str, field: str) -> bool:
    """Whether a labelled line is an item of a list within a text, and no field of the paper."""
    return field.startswith(OWN_NAME) and line.lstrip().startswith(("- ", "* ", "+ ", "•"))


def _retitle(said: dict[str, list[str]], title: str) -> None:
    """Take the title that a label names; the heading's stays, as the Chinese one or where the label repeats it."""
    before = said["title"][0] if said["title"] else ""
    if before and title.startswith(before) and not is_chinese(before):
        title = title.removeprefix(before).strip(_AROUND)
        if not is_chinese(title):
            return
    if is_chinese(before) and not is_chinese(title):
        said.setdefault("title_zh", said["title"])
    said["title_zh" if is_chinese(title) else "title"] = [_bare(title)]


def _field_for(name: str, value: str) -> str:
    """The field of a labelled line; a name that promises an address and has none is its own."""
    field = field_of(name) or f"{OWN_NAME}{folded(name)}"
    if field in IDENTIFYING and not is_named(value) and not arxiv_ids_alone_in(value):
        return f"{OWN_NAME}{folded(name)}"
    if field == "code_url" and not any(repository_of(link) for link in links_in(value)):
        return "project_url"
    return field


def _read_title(start: str, row: Row) -> str:
    """Take the title and what stands beside it out of the first line; the text that is left."""
    text = unwrapped(start.strip())
    text = text[number.end() :] if (number := _NUMBER.match(text)) else text
    text = text[signs.end() :] if (signs := _SIGNS_BEFORE.match(text)) else text
    row["url"] = " ".join([*(link for link in links_in(text) if is_paper_link(link)), *_id_beside(text)])
    if code := next((link for link in links_in(text) if repository_of(link)), ""):
        row["code_url"] = code
    if day := date_in(text[:_SHORT_CHARACTERS]):
        row["published_on"] = day.isoformat()
    title, rest = _title_and_rest(text)
    row["upvotes"], rest = votes_in(_ID_IN_TITLE.sub("", rest))
    row["title"] = title
    if authors := _ET_AL.search(rest):
        row["authors"] = f"{authors[1].strip(_AROUND)} et al."
        rest = rest[authors.end() :]
    return rest.strip(_AROUND) if len(rest.strip(_AROUND).split()) > 1 or len(rest.strip(_AROUND)) > 8 else ""  # noqa: PLR2004


def _title_and_rest(text: str) -> tuple[str, str]:
    """The title in a line: the text of its link, else what is bold, else what stands before links."""
    for link in _LINK.finditer(text):
        if not is_link_name(link[1]) and is_named(link[2]):
            return _bare(link[1]), _without_links(text[link.end() :])
    without = _without_links(text)
    for bold in _BOLD.finditer(without):
        if not is_link_name(bold[1]) and not (date_in(bold[1]) and len(bold[1]) < 14):  # noqa: PLR2004
            return _bare(bold[1]), without[bold.end() :]
    leading = leading_link(text)
    if leading and not is_link_name(leading.text):
        return _bare(leading.text), _without_links(leading.rest)
    return _bare(without), ""


def _without_links(text: str) -> str:
    """`text` without the links whose own text says nothing, and their labels."""
    text = _LINK.sub(lambda found: "" if is_link_name(found[1]) else found[1], text)
    for link in links_in(text):
        text = text.replace(link, "", 1) if len(text) < 4000 else text  # noqa: PLR2004
    text = re.sub(
        r"\b(?:paper|pdf|code|link|arxiv|github|project)\s?[:：]\s?\**|(?:论文|代码|链接|原文)[:：]",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return text.replace("****", "")


def _id_beside(text: str) -> list[str]:
    reference = arxiv_id_in(text)
    ids = (reference,) if reference else arxiv_ids_alone_in(text)
    return [f"arXiv:{one}" for one in ids[:1]] or (
        [f"https://doi.org/{doi}"] if (doi := doi_in(text)) else []
    )


def _bare(title: str) -> str:
    title = plain(_WIKI_LINK.sub(r"\1", _ID_IN_TITLE.sub("", title.replace("`", ""))))
    if title.startswith("[") and title.endswith("]") and title.count("[") == 1:
        title = title[1:-1]
    title = title[number.end() :] if (number := _NUMBER_IN_LINK.match(title)) else title
    return folded(title).strip(" \t　-–—:：,，;；|·•*_<>") or folded(title)


def _place(row: Row, text: str) -> None:
    """Put the text without a label where no labelled one stands."""
    is_short = len(text) <= _SHORT_CHARACTERS and "\n\n" not in text
    places = ("tldr", "abstract") if is_short else ("abstract",)
    free = (name for name in places if name not in row and f"{name}_zh" not in row)
    if text:
        row[next(free, _REMARK)] = text


def _tidy(name: str, lines: list[str]) -> str:
    """The text of a field; in one of running text without Markdown, quotation signs and edges."""
    if name not in _TEXTS:
        return paragraphs(lines).strip("\n")
    return plain(paragraphs([line.lstrip("> \t") for line in lines])).strip("\n")
