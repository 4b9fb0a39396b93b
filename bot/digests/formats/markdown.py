"""
The little Markdown that digests use, read line by line, and the plain text within it.

No Markdown parser would do: headings lack their space, lists their indentation, and a section must
come out as it was written. Every expression here is linear in its input.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.digests.formats.document import Line

_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)([ \t　]?)(.*)")
_TARGET = re.compile(
    r"\]\s{0,3}[(（]\s{0,3}<?"
    r"((?:https?://|www\.|arxiv\.org/|huggingface\.co/|hf\.co/|github\.com/)[^\s()（）<>]*)"
    r">?\s{0,3}[)）]?",
    re.IGNORECASE,
)
_INLINE_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((https?://[^()\s]*)\)")
_REPEATED_LINK = re.compile(r"(https?://[^\s{}()]{1,300})\{([^{}\n]*)\}")
_LATEX = re.compile(r"\\(?:textbf|textit|texttt|textsc|textrm|emph|url|underline|href)\{([^{}\n]*)\}")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z][!-~]*")
_NUMBER_BEFORE = re.compile(r"\[\d{1,4}\]\s{1,3}(?=\[)")
_LINK_PREFIX = " \t　>*-+_"


class Heading(NamedTuple):
    """A heading line; `is_spaced` is whether a space follows the signs, as Markdown wants it."""

    level: int
    text: str
    is_spaced: bool


class Link(NamedTuple):
    """A Markdown link at the beginning of a text, and what follows it."""

    text: str
    url: str
    rest: str


def heading_in(line: str) -> Heading | None:
    """The heading that a line is, without its signs and without bold around all of it."""
    found = _HEADING.fullmatch(line.rstrip()) if "#" in line[:4] else None
    if found is None:
        return None
    signs, space, text = found.groups()
    without_closing = text.rstrip("#")
    if not without_closing or without_closing[-1].isspace():
        text = without_closing
    return Heading(len(signs), unwrapped(text.strip()), bool(space))


def unwrapped(text: str) -> str:
    """`text` without the bold marks that embrace all of it."""
    if text.startswith("**") and text.endswith("**") and text.count("**") == 2:  # noqa: PLR2004
        return text[2:-2].strip()
    return text


def leading_link(text: str) -> Link | None:
    """The link that `text` begins with, but for a number in brackets; its own text may hold brackets."""
    stripped = text.lstrip(_LINK_PREFIX)
    stripped = stripped[number.end() :] if (number := _NUMBER_BEFORE.match(stripped)) else stripped
    if not stripped.startswith("["):
        return None
    found = _TARGET.search(stripped)
    if found is None:
        return None
    url = found[1] if "://" in found[1] else f"https://{found[1]}"
    return Link(
        folded(unwrapped(stripped[1 : found.start()].strip())), url, stripped[found.end() :].strip(" *_　")
    )


def is_rule(line: str) -> bool:
    """Whether a line only draws a rule."""
    mark = line.lstrip()[:1]
    return mark != "" and mark in "-*_=" and line.count(mark) > 2 and not line.strip(mark + " \t　")  # noqa: PLR2004


def folded(text: str) -> str:
    """`text` on one line, with single spaces."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """`text` without bold marks, LaTeX commands for type and link brackets; addresses stay."""
    text = _LATEX.sub(r"\1", text)
    text = _REPEATED_LINK.sub(
        lambda found: found[1] if found[2] in found[1] else found.expand(r"\1 \2"), text
    )
    text = _INLINE_LINK.sub(_link_as_text, text)
    return _STRONG.sub(r"\1", text)


def has_han(text: str) -> bool:
    """Whether `text` holds a Chinese character."""
    return _HAN.search(text) is not None


def is_chinese(text: str) -> bool:
    """Whether `text` is Chinese, Latin names and links and all, and not English with a Chinese name in it."""
    return len(_HAN.findall(text)) >= max(len(_LATIN_WORD.findall(text)), 1)


def unfenced(lines: Sequence[Line]) -> list[Line]:
    """The lines without a code fence around all of them, which language models like to add."""
    written = [index for index, line in enumerate(lines) if line.text.strip()]
    if len(written) > 1 and all(
        lines[index].text.lstrip().startswith("```") for index in (written[0], written[-1])
    ):
        return list(lines[written[0] + 1 : written[-1]])
    return list(lines)


def dedented(lines: list[str]) -> list[str]:
    """The lines without the indentation that all of them share."""
    lines = [_indentation(line).expandtabs(4) + line.lstrip(" \t") for line in lines]
    shared = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[shared:] for line in lines]


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _link_as_text(found: re.Match[str]) -> str:
    text, url = found[1].strip(), found[2]
    return url if not text or text == url else f"{text} ({url})"
