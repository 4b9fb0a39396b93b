"""
The one border between texts of others and Telegram HTML.

Titles, queries and names come from digests and readers; nothing of theirs may become markup,
turn the reading direction, or break the encoding. Whatever is `Markup` here was built by us.
"""

import re

from markupsafe import Markup, escape

ECHO_CHARACTERS = 64
"""How much of a reader's own text we say back."""

_DIRECTION_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u200b\ufeff"
_UNWANTED = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_DIRECTION_CONTROLS}{_INVISIBLE}]")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")
_WHITE_SPACE = re.compile(r"\s+")
_JOINER = "\u2060"
"""Takes no room and no break, and stands in no name or address."""
_ACTING = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=\w)(?=\.[A-Za-z]{2})")
_ADDRESS_WITH_QUERY = re.compile(r"(https?://[^\s?#]*)([?#][^\s;]*)", re.IGNORECASE)
_PARAMETER = re.compile(r"([?&#](?:[^=&#]*=)?)([^&#]+)")
_HARMLESS = re.compile(r"\d{1,4}|\d{4}-\d\d-\d\d")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'`]{1,2000}", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without control characters, direction marks, invisible breaks and halves of characters."""
    return _LONE_SURROGATES.sub("\ufffd", _UNWANTED.sub("", text.replace("\t", " ")))


def one_line(text: str) -> str:
    """The cleaned text on one line, white space folded."""
    return _WHITE_SPACE.sub(" ", clean(text)).strip()


def safe(text: str) -> Markup:
    """The text as Telegram HTML that shows exactly it."""
    return text if isinstance(text, Markup) else escape(clean(text))


def shortened(text: str, limit_characters: int = ECHO_CHARACTERS) -> str:
    """One line of at most `limit_characters`, an ellipsis included."""
    line = one_line(text)
    return line if len(line) <= limit_characters else line[: limit_characters - 1].rstrip() + "…"


def echo(text: str) -> Markup:
    """A reader's own words said back: short, and as code, so that nothing in them acts."""
    return Markup("<code>{}</code>").format(shortened(text) or "…")


def inert(text: str) -> str:
    """A text that looks the same, but in which clients find no mention, tag or address."""
    return _ACTING.sub(_JOINER, text)


def without_keys(text: str) -> str:
    """The text with what stands in the queries of its addresses left out, but days and small numbers: it may be a key."""
    return _ADDRESS_WITH_QUERY.sub(lambda found: found[1] + _PARAMETER.sub(_told, found[2]), text)


def _told(parameter: re.Match[str]) -> str:
    return parameter[1] + (parameter[2] if _HARMLESS.fullmatch(parameter[2]) else "…")


def is_web_address(url: str | None) -> bool:
    """Whether a link may be shown: http or https, without white space or quotes."""
    return bool(url and _WEB_ADDRESS.fullmatch(url))


def link(url: str, text: str | Markup) -> Markup:
    """A link; only the text where the address is none we show."""
    return Markup('<a href="{}">{}</a>').format(url, safe(text)) if is_web_address(url) else safe(text)
