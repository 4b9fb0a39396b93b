"""
A paper found, in few lines: its title, the sentence that answers the query, the bare facts.

What was looked for stands out: underlined in titles, which are bold already, bold elsewhere.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TypeVar

from markupsafe import Markup

from handlers.traditional import in_script
from handlers.views import dates
from handlers.views.headline import title, withdrawal_mark
from handlers.views.markdown import rich_markdown
from handlers.views.marks import Marks
from handlers.views.measuring import cut_to_width
from handlers.views.rich_text import RichText, Style, joined, plain, rendered, styled
from handlers.words import Words
from storage.records import Language, Paper
from storage.search.syntax import Scope

Text = TypeVar("Text")
_TITLE_WIDTH = 110
_EXCERPT_WIDTH = 76
"""About two lines of a phone."""
_MOST_REMEMBERED = 500
"""Of a hundred pages, for they are turned back, sorted and asked for again; one takes some 20 kB."""


@lru_cache(_MOST_REMEMBERED)
def hit(number: int, paper: Paper, marks: Marks, words: Words, today: date) -> Markup:
    """The lines of a paper; the year is told where it is another than today's."""
    own, other = _by_language(paper.title, paper.title_zh, words.language)
    name = cut_to_width(title(own or other) or str(paper.arxiv_id), _TITLE_WIDTH)
    heading = marks.marked(name, Scope.TITLE, Style.UNDERLINE)
    why = excerpt(paper, marks, words.language, is_named=bool(heading.spans))
    numbered = styled(Style.BOLD, plain(f"{number}. {withdrawal_mark(paper, words.language)}") + heading)
    return rendered(joined("\n", [numbered, why, plain(" · ".join(facts(paper, words, today)))]))


def excerpt(paper: Paper, marks: Marks, language: Language, *, is_named: bool) -> RichText:
    """The line that tells best why a paper was found; `is_named` says that its title tells it already."""
    return next(filter(None, _excerpts(paper, marks, language, is_named=is_named)), RichText())


def facts(paper: Paper, words: Words, today: date | None = None) -> Iterator[str]:
    """The day of its digest, without the year where that is today's, its upvotes, whether there is code."""
    written = dates.short if today and paper.first_digest_on.year == today.year else dates.with_year
    yield written(words, paper.first_digest_on)
    if paper.upvotes:
        yield words.label("results-upvotes", count=paper.upvotes)
    if paper.code_url:
        yield words.label("results-code")


def _excerpts(paper: Paper, marks: Marks, language: Language, *, is_named: bool) -> Iterator[RichText]:
    """
    What may tell why the paper was found, the reader's language first; empty where it does not.

    `is_named` says that the title shows it: then a summary in the reader's language tells more
    than a match in the other.
    """
    keywords, other_keywords = _by_language(paper.keywords, paper.keywords_zh, language)
    own_title, other_title = _by_language(paper.title, paper.title_zh, language)
    own_short, other_short = _by_language(paper.tldr, paper.tldr_zh, language)
    own_texts, other_texts = _by_language(_english_texts, _chinese_texts, language)
    yield marks.sentence(own_texts(paper), _EXCERPT_WIDTH)
    yield marks.listed(keywords, Scope.KEYWORD, _EXCERPT_WIDTH)
    if is_named:
        yield _in_short(own_short, language)
    elif own_title:
        yield marks.listed([other_title], Scope.TITLE, _EXCERPT_WIDTH)
    yield marks.sentence(other_texts(paper), _EXCERPT_WIDTH)
    yield marks.listed(other_keywords, Scope.KEYWORD, _EXCERPT_WIDTH)
    yield marks.listed(paper.areas, Scope.AREA, _EXCERPT_WIDTH)
    yield marks.listed([paper.organization], Scope.ORG, _EXCERPT_WIDTH)
    yield marks.listed(paper.authors, Scope.AUTHOR, _EXCERPT_WIDTH)
    yield _in_short(own_short, language)
    yield _in_short(other_short, language)


def _in_short(text: str, language: Language) -> RichText:
    return plain(cut_to_width(title(in_script(text, language)), _EXCERPT_WIDTH))


def _english_texts(paper: Paper) -> list[str]:
    return [paper.tldr, paper.abstract]


def _chinese_texts(paper: Paper) -> list[str]:
    sections = (rich_markdown(section.markdown).text for section in paper.sections)
    return [paper.tldr_zh, paper.abstract_zh, *sections]


def _by_language(english: Text, chinese: Text, language: Language) -> tuple[Text, Text]:
    """The one in the reader's language first."""
    return (chinese, english) if language.is_chinese else (english, chinese)
