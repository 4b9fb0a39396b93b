"""
What stands below or beside the title of a paper without any label: its translation, its authors, its votes.

Only what the shape makes certain is taken; a line in italics may also be a text.
"""

import re

from bot.digests.formats.markdown import folded, is_chinese

_ITALICS = re.compile(r"\s{0,3}(?:>\s{0,3})?([*_])(?![*_\s])([^*_\n]{3,600})\1\s{0,3}")
_EMPHASISED = re.compile(r"\s{0,3}(?:>\s?)?(\*\*|\*|_)(?![*_\s])[^*_\[\]\n]{2,600}\1\s{0,3}(?:\|.*)?")
_SEPARATORS = re.compile(r"[,，、;；]|\band\b")
_NAME = re.compile(r"[^\W\d_][^\d:：!?()\[\]]{1,60}")
_PARTICLES = frozenset(
    {"de", "da", "del", "der", "den", "di", "la", "le", "van", "von", "bin", "el", "al", "y", "et", "al."}
)
_MOST_WORDS = 5
_VOTES = re.compile(r"(?:👍|⬆️?|🔥|❤️?)\s{0,3}(?:(?:upvotes?|点赞)\s{0,3}[:：]?\s{0,3})?(\d{1,6})(?!\d)")


def byline_in(line: str, title: str) -> tuple[str, str] | None:
    """The field that a line in italics is: a Chinese title below one that is not, or a list of names."""
    found = _ITALICS.fullmatch(line)
    if found is None:
        return None
    text = folded(found[2])
    if is_chinese(text) and not is_chinese(title):
        return None if text.endswith(("。", "！", "？")) else ("title_zh", text)
    return ("authors", text) if _are_names(text) else None


def is_emphasised(line: str) -> bool:
    """Whether a line, up to a vertical bar, is in italics or bold and holds no link."""
    return _EMPHASISED.fullmatch(line) is not None


def votes_in(text: str) -> tuple[str, str]:
    """The number of votes beside a sign for them, empty where there is none, and the text without it."""
    found = _VOTES.search(text)
    return (found[1], text[: found.start()] + text[found.end() :]) if found else ("", text)


def _are_names(text: str) -> bool:
    names = [name for part in _SEPARATORS.split(text) if (name := part.strip())]
    return (
        bool(names)
        and all(_is_name(name) for name in names)
        and (len(names) > 1 or len(text.split()) in (2, 3))
    )


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= _MOST_WORDS
        and _NAME.fullmatch(text) is not None
        and all(word in _PARTICLES or word[0].isupper() or not word.isascii() for word in words)
    )
