"""
A paper's keywords, each a search: buttons where the reader is alone, links in a group.

A link to the bot needs a second tap where one is in its chat already, so buttons are better
there; in a group a tap would change everybody's message.
"""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

from handlers.buttons import SearchKeyword
from handlers.callbacks import folded
from handlers.deep_links import search_url
from handlers.views.headline import bare, has_han, title
from handlers.views.keyboards import Row, tap
from handlers.views.measuring import cut_to_width, display_width
from handlers.views.paper_language import Reading
from handlers.views.rich_text import RichText, joined, linked, plain
from handlers.words import Words
from storage.records import CardLanguage, Paper

MOST_SHOWN = 12
_MOST_BUTTONS = 6
_MOST_ROWS = 2
_WIDTH_OF_THIRD, _WIDTH_OF_HALF, _WIDTH_OF_ROW = 12, 20, 36
"""What a button of a phone's row shows whole, by how many share the row."""


def keywords_of(paper: Paper, reading: Reading) -> tuple[str, ...]:
    """The keywords in a language, else in the other, else the areas where nothing else tells them."""
    own, other = paper.keywords_zh, paper.keywords
    if not reading.is_chinese_first:
        own, other = other, own
    if reading.choice is CardLanguage.BOTH:
        own = tuple(dict.fromkeys((*own[: MOST_SHOWN // 2], *other[: MOST_SHOWN // 2])))
    return (own or other or (() if paper.sections else paper.areas))[:MOST_SHOWN]


def sought_words(paper: Paper, reading: Reading) -> tuple[str, ...]:
    """
    What buttons search for: the keywords, else the areas, which a section may tell already.

    Who reads English alone is spared Chinese ones as long as there are others.
    """
    found = keywords_of(paper, reading) or paper.areas[:MOST_SHOWN]
    if reading.choice is not CardLanguage.ENGLISH:
        return found
    return tuple(one for one in found if not has_han(one)) or found


def keyword_of(paper: Paper, checksum: int) -> str | None:
    """The keyword with that checksum, in either language, an area without brackets; None where it is none any more."""
    keywords = ((one, one) for one in (*paper.keywords_zh, *paper.keywords))
    areas = ((one, bare(one)) for one in paper.areas)
    return next((sought for one, sought in (*keywords, *areas) if _checksum(one) == checksum), None)


def keyword_line(
    keywords: tuple[str, ...], shown: tuple[str, ...], words: Words, bot_username: str
) -> RichText:
    """The keywords as `shown`, each with a link that searches for it in the private chat."""
    linked_ones = (
        linked(search_url(bot_username, title(one)), title(text))
        for one, text in zip(keywords, shown, strict=True)
    )
    return plain(words.label("card-keywords", keywords="")) + joined(
        words.label("list-separator"), linked_ones
    )


def keyword_rows(keywords: tuple[str, ...], shown: tuple[str, ...], card: Any) -> Iterator[Row]:
    """At most two rows of three buttons where all are short, else of two; what would be cut comes last."""
    left = [(one, f"# {bare(text)}") for one, text in zip(keywords, shown, strict=True) if bare(one)]
    left = sorted(left, key=lambda each: display_width(each[1]) > _WIDTH_OF_HALF)[:_MOST_BUTTONS]
    for _ in range(_MOST_ROWS):
        are_short = all(display_width(text) <= _WIDTH_OF_THIRD for _, text in left[:3])
        count, width = (3, _WIDTH_OF_THIRD) if are_short else (2, _WIDTH_OF_HALF)
        some, left = left[:count], left[count:]
        if some:
            width = _WIDTH_OF_ROW if len(some) == 1 else width
            yield tuple(
                tap(cut_to_width(text, width), SearchKeyword(folded(card), _checksum(one)))
                for one, text in some
            )


def _checksum(keyword: str) -> int:
    return crc32(keyword.encode("utf-8", "replace"))
