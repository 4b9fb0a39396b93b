"""
A paper's card: everything we know about it, readable, in as many pages as it takes.

It comes in the language that its reader chose; what exists only in the other one has a mark.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.buttons import SimilarPapers
from handlers.callbacks import folded
from handlers.escaping import is_web_address, one_line
from handlers.views.card_bibtex import bibtex_button
from handlers.views.card_keyboard import links, save_button, share_button
from handlers.views.formulas import readable
from handlers.views.headline import has_han, title
from handlers.views.keyboards import Row, tap
from handlers.views.keywords import keyword_line, keyword_rows, keywords_of, sought_words
from handlers.views.markdown import rich_markdown, without_marks
from handlers.views.measuring import Weight
from handlers.views.paging import pages
from handlers.views.paper_facts import facts
from handlers.views.paper_language import Reading, Told, texts_in, titles
from handlers.views.rich_text import RichText, Style, joined, plain, rendered, styled
from handlers.views.script import paper_in_script
from handlers.words import Words, words_in
from storage.records import Button, CardLanguage, Language, MessageContent, Paper

_PAGE = Weight(units=3200, entities=55, payload_bytes=7000)
"""A message less the title over every page and the tags that code inside bold adds."""


_ABSTRACT = "摘要"
"""What digests call it; all that some say of a paper."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around a card: its other pages, its neighbours, the way back."""

    page: Callable[[int], Any]
    """The button data of the card's page of that number, from 0."""
    previous: Any | None = None
    next: Any | None = None
    back: Button | None = None
    why: str = ""
    """What a digest says about why the paper came."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a card is."""

    language: Language
    papers_in: CardLanguage
    bot_username: str
    is_private: bool = True
    """Whether nobody else sees the card."""
    is_saved: bool = False
    """Whether the reader saved the paper."""
    has_inline_mode: bool = False

    @property
    def reading(self) -> Reading:
        """In which languages the paper is shown."""
        return Reading(self.papers_in, self.language.is_chinese)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A paper as it will be read, and its keywords as they are written, for searches."""

    paper: Paper
    keywords: tuple[str, ...]
    reader: Reader
    words: Words

    @property
    def shown_keywords(self) -> tuple[str, ...]:
        return keywords_of(self.paper, self.reader.reading)


def card(paper: Paper, reader: Reader, part: int, around: Surroundings) -> MessageContent:
    """One page of the card; a page outside of it is the nearest one."""
    language, words = reader.language, words_in(reader.language)
    keywords = keywords_of(paper, reader.reading)
    sheet = _Sheet(paper_in_script(paper, language), keywords, reader, words)
    heading, body = titles(sheet.paper, reader.reading, language), _body(sheet)
    if around.why:
        why = plain(words.label("card-why", reason=around.why))
        heading = joined("\n", [heading, why if language.is_chinese else styled(Style.ITALIC, why)])
    found = pages(body, _PAGE) or (RichText(),)
    shown = min(part, len(found) - 1)
    if shown:
        heading = _heading_again(heading, words, shown, len(found))
    html = rendered(joined("\n\n", [heading, found[shown]]))
    here = around.page(shown)
    rows = (
        _turning(words, shown, len(found), around),
        *links(paper, words),
        (
            save_button(words, paper.id, is_saved=reader.is_saved),
            tap(words.label("card-similar"), SimilarPapers(folded(here))),
            bibtex_button(paper, here, words),
            *share_button(paper, words, reader.bot_username, has_inline_mode=reader.has_inline_mode),
        ),
        *(_searches(paper, sheet, here) if reader.is_private and not shown else ()),
        _moving(words, around),
    )
    picture = paper.thumbnail_url if not shown and is_web_address(paper.thumbnail_url) else None
    return MessageContent(html, tuple(row for row in rows if row), (paper.id,), preview_url=picture)


def _searches(paper: Paper, sheet: _Sheet, here: Any) -> Iterator[Row]:
    reading = sheet.reader.reading
    return keyword_rows(sought_words(paper, reading), sought_words(sheet.paper, reading), here)


def _heading_again(heading: RichText, words: Words, part: int, parts: int) -> RichText:
    first_line = heading.part(0, heading.text.find("\n") if "\n" in heading.text else len(heading.text))
    return joined("\n", [first_line, plain(words.label("card-page", page=part + 1, pages=parts))])


def _body(sheet: _Sheet) -> RichText:
    paper, words, reading = sheet.paper, sheet.words, sheet.reader.reading
    in_short = texts_in(paper.tldr, paper.tldr_zh, reading)
    is_foreign = reading.choice is CardLanguage.ENGLISH and any(one.missing for one in in_short)
    said = {title(one.text) for one in in_short}
    abstracts = [
        one for one in texts_in(paper.abstract, paper.abstract_zh, reading) if title(one.text) not in said
    ]
    pieces = (
        _labelled(words, "card-tldr", in_short, _folded if is_foreign else _prose),
        joined("\n", [*map(plain, facts(paper, words)), _keywords(sheet)]),
        _labelled(words, "card-abstract", abstracts, _folded),
    )
    return joined("\n\n", [*pieces, *_sections(sheet, said)])


def _labelled(words: Words, key: str, told: Sequence[Told], shown: Callable[[str], RichText]) -> RichText:
    """The texts below what they are, which says also where one of them is missing."""
    content = joined("\n", [shown(one.text) for one in told])
    label = words.label(key) + "".join(one.mark(words) for one in told)
    return joined("\n", [styled(Style.BOLD, label), content]) if content else RichText()


def _keywords(sheet: _Sheet) -> RichText:
    """The keywords; in a group each is a link to a search."""
    if not sheet.keywords:
        return RichText()
    if not sheet.reader.is_private:
        return keyword_line(sheet.keywords, sheet.shown_keywords, sheet.words, sheet.reader.bot_username)
    names = sheet.words.label("list-separator").join(map(title, sheet.shown_keywords))
    return plain(sheet.words.label("card-keywords", keywords=names))


def _prose(text: str) -> RichText:
    """An abstract: paragraphs kept, formulas as Unicode, stray marks of Markdown left out."""
    lines = without_marks(readable(text)).split("\n")
    return plain("\n".join(one_line(line) for line in lines if line.strip()))


def _folded(text: str) -> RichText:
    return styled(Style.FOLDED_QUOTE, _prose(text))


def _sections(sheet: _Sheet, said: Container[str]) -> Iterator[RichText]:
    """Every section under its heading, without one that only says the summary again."""
    is_without_chinese = sheet.reader.reading.choice is CardLanguage.ENGLISH
    chinese: list[tuple[str, RichText]] = []
    for one in sheet.paper.sections:
        heading, content = title(one.heading), rich_markdown(one.markdown)
        if not content or one_line(content.text) in said:
            continue
        if is_without_chinese and has_han(heading):
            chinese.append((heading, _trimmed(content)))
        else:
            yield _section(heading, _trimmed(content))
    yield _folded_away(chinese, sheet.words)


def _section(heading: str, content: RichText) -> RichText:
    return joined("\n", [styled(Style.BOLD, heading), content])


def _folded_away(sections: Sequence[tuple[str, RichText]], words: Words) -> RichText:
    """Chinese sections below a heading for those who do not read it."""
    is_abstract = [heading for heading, _ in sections] == [_ABSTRACT]
    content = sections[0][1] if is_abstract else joined("\n\n", (_section(*one) for one in sections))
    key = "card-abstract" if is_abstract else "card-details"
    label = words.label(key) + words.label("card-other-language", wanted="en")
    return (
        joined("\n", [styled(Style.BOLD, label), styled(Style.FOLDED_QUOTE, content)])
        if content
        else RichText()
    )


def _trimmed(content: RichText) -> RichText:
    start = len(content.text) - len(content.text.lstrip("\n"))
    return content.part(start, len(content.text.rstrip()))


def _turning(words: Words, part: int, parts: int, around: Surroundings) -> Row:
    before = tap(words.label("card-page-back"), around.page(part - 1)) if part > 0 else None
    after = (
        tap(words.label("card-page-on", page=part + 2, pages=parts), around.page(part + 1))
        if part < parts - 1
        else None
    )
    return tuple(filter(None, (before, after)))


def _moving(words: Words, around: Surroundings) -> Row:
    before = tap(words.label("card-previous"), around.previous) if around.previous else None
    after = tap(words.label("card-next"), around.next) if around.next else None
    return tuple(filter(None, (before, around.back, after)))
