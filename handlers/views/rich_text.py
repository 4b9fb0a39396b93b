"""
Text with styles as offsets, so that it can be joined and cut anywhere and still be whole.

HTML appears only at the very end, in `rendered`, which nests and closes tags by itself: no cut
can fall into a tag. The rules of nesting are Telegram's: code holds no other style and links
hold no code, a quotation stands in no other one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from markupsafe import Markup

from handlers.escaping import clean, is_web_address, safe


class Style(StrEnum):
    """Styles of Telegram's messages by their HTML tags, outermost first."""

    FOLDED_QUOTE = "blockquote expandable"
    QUOTE = "blockquote"
    PRE = "pre"
    LINK = "a"
    BOLD = "b"
    ITALIC = "i"
    UNDERLINE = "u"
    STRIKE = "s"
    SPOILER = "tg-spoiler"
    CODE = "code"


_ORDER = {style: number for number, style in enumerate(Style)}
_QUOTES = frozenset({Style.FOLDED_QUOTE, Style.QUOTE})


@dataclass(frozen=True, slots=True)
class Span:
    """A style from one character to before another; `url` for links."""

    start: int
    end: int
    style: Style
    url: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """A text and its styles."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        """Whether it shows anything."""
        return bool(self.text.strip())

    def __add__(self, other: "RichText") -> "RichText":
        """This text followed by another."""
        shift = len(self.text)
        moved = (replace(one, start=one.start + shift, end=one.end + shift) for one in other.spans)
        return RichText(self.text + other.text, (*self.spans, *moved))

    def part(self, start: int, end: int) -> "RichText":
        """The characters from `start` to before `end`, with their styles."""
        spans = (
            replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start)
            for one in self.spans
            if one.start < end and one.end > start
        )
        return RichText(self.text[start:end], tuple(spans))


def plain(text: str) -> RichText:
    """Text without styles, cleaned."""
    return RichText(clean(text))


def styled(style: Style, content: "RichText | str") -> RichText:
    """Content with one style over all of it."""
    rich = plain(content) if isinstance(content, str) else content
    return RichText(rich.text, (Span(0, len(rich.text), style), *rich.spans)) if rich.text else rich


def linked(url: str | None, text: str) -> RichText:
    """A link; only its text where the address is none we show."""
    words = plain(text)
    if not is_web_address(url):
        return words
    return RichText(words.text, (Span(0, len(words.text), Style.LINK, str(url)),))


def joined(separator: str, pieces: Iterable[RichText]) -> RichText:
    """Those pieces that show anything, with a separator between them."""
    shown = [piece for piece in pieces if piece]
    result = RichText()
    for number, piece in enumerate(shown):
        result = result + (plain(separator) + piece if number else piece)
    return result


def rendered(rich: RichText) -> Markup:
    """The text as Telegram HTML."""
    out: list[str] = []
    is_open: list[Span] = []
    for start, end, active in _segments(rich):
        common = _common_length(is_open, active)
        out.extend(_end_tag(span) for span in reversed(is_open[common:]))
        out.extend(_start_tag(span) for span in active[common:])
        is_open = list(active)
        out.append(safe(rich.text[start:end]))
    out.extend(_end_tag(span) for span in reversed(is_open))
    return Markup("".join(out))  # noqa: S704 (tags of ours, texts escaped)


def _segments(rich: RichText) -> Iterator[tuple[int, int, tuple[Span, ...]]]:
    """Runs of characters with the same styles, in order."""
    edges = sorted({0, len(rich.text), *(edge for one in rich.spans for edge in (one.start, one.end))})
    for start, end in pairwise(edges):
        covering = [one for one in rich.spans if one.start <= start and one.end >= end]
        yield start, end, _allowed(covering)


def _allowed(covering: list[Span]) -> tuple[Span, ...]:
    """The styles that may stand together, outermost first; of the same style, the longest."""
    ordered = sorted(covering, key=lambda one: (_ORDER[one.style], one.start, -one.end))
    quotation = next((one for one in ordered if one.style in _QUOTES), None)
    by_style = {one.style: one for one in reversed(ordered) if one.style not in _QUOTES}
    if Style.LINK in by_style:
        by_style.pop(Style.CODE, None)
    alone = next((by_style[style] for style in (Style.PRE, Style.CODE) if style in by_style), None)
    others = [alone] if alone else sorted(by_style.values(), key=lambda one: _ORDER[one.style])
    return tuple([quotation, *others] if quotation else others)


def _common_length(left: list[Span], right: tuple[Span, ...]) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one is not other:
            break
        length += 1
    return length


def _start_tag(span: Span) -> str:
    if span.style is Style.LINK:
        return Markup('<a href="{}">').format(span.url)
    return f"<{span.style}>"


def _end_tag(span: Span) -> str:
    return f"</{span.style.split()[0]}>"
