"""
Tags of rich HTML (Bot API sendRichMessage), one after the other.

Stricter than the HTML of browsers and than that of plain messages: a tag or an attribute that is
not in the table is refused, and values stand in double quotes. The real server parses rich HTML
behind the Bot API and names few of its faults; those without a name of its own are put in the
words of the plain parser.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.sandbox.errors import BotAPIError, bad_request
from bot.sandbox.html_tags import decode_reference

STYLES: Mapping[str, str] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "mark": "marked",
    "sub": "subscript",
    "sup": "superscript",
    "code": "code",
}
"""Tags within a text that say no more than their name, and the rich text each becomes."""

EMPTY_TAGS = frozenset({"br", "hr"})
"""Tags that hold nothing and have no end."""

_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **{name: frozenset() for name in STYLES},
    "code": frozenset({"class"}),
    "a": frozenset({"href", "name"}),
    "tg-math": frozenset(),
    "tg-math-block": frozenset(),
    "br": frozenset(),
    "hr": frozenset(),
    "p": frozenset(),
    **{f"h{size}": frozenset() for size in range(1, 7)},
    "footer": frozenset(),
    "pre": frozenset(),
    "blockquote": frozenset({"expandable", "collapsed"}),
    "aside": frozenset(),
    "cite": frozenset(),
    "details": frozenset({"open"}),
    "summary": frozenset(),
    "ul": frozenset(),
    "ol": frozenset({"start", "type"}),
    "li": frozenset({"value", "type"}),
}
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*(/?)>")
_ATTRIBUTE = re.compile(rb"([a-z-]+)(?:=\"([^\"]*)\")?")
_NAME = re.compile(rb"</?([^\s<>/]*)")
_SPECIAL = re.compile(rb"[<&]")
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class RichTag:
    """A tag; `begin` is its byte offset, for refusals."""

    name: str
    is_end: bool
    attributes: Mapping[str, str]
    begin: int


def rich_fault(reason: str) -> BotAPIError:
    """A refusal of the markup."""
    return bad_request(f"can't parse rich message: {reason}")


def rich_tokens(html: str) -> Iterator[str | RichTag]:
    """
    Texts, their references decoded, and tags, in order.

    Raises:
        BotAPIError: 400, a tag is malformed, unknown or has an attribute that it cannot have.
    """
    raw = html.encode("utf-8", "surrogatepass")
    position = 0
    while (special := _SPECIAL.search(raw, position)) is not None:
        begin = special.start()
        if begin > position:
            yield raw[position:begin].decode("utf-8", "replace")
        if special[0] == b"&":
            character, position = decode_reference(raw, begin)
            yield _whole(character or "&")
            continue
        tag, position = _tag(raw, begin)
        yield tag
        if tag.name in EMPTY_TAGS:
            yield RichTag(tag.name, is_end=True, attributes={}, begin=begin)
    if position < len(raw):
        yield raw[position:].decode("utf-8", "replace")


def _tag(raw: bytes, begin: int) -> tuple[RichTag, int]:
    match = _TAG.match(raw, begin)
    if match is None:
        named = _NAME.match(raw, begin)
        name = named[1].decode("utf-8", "replace") if named else ""
        raise rich_fault(f'Malformed tag "{name}" at byte offset {begin}')
    name, is_end = match[2].decode().lower(), bool(match[1])
    if name not in _ATTRIBUTES or (is_end and (match[3].strip() or name in EMPTY_TAGS)):
        raise rich_fault(f'Unsupported {"end" if is_end else "start"} tag "{name}" at byte offset {begin}')
    if match[4] and name not in EMPTY_TAGS:
        raise rich_fault(f'Tag "{name}" must have an end tag at byte offset {begin}')
    attributes = {one[1].decode(): _value(one[2] or b"") for one in _ATTRIBUTE.finditer(match[3])}
    if unknown := attributes.keys() - _ATTRIBUTES[name]:
        raise rich_fault(f'Unsupported attribute "{min(unknown)}" of tag "{name}" at byte offset {begin}')
    return RichTag(name, is_end, attributes, begin), match.end()


def _whole(character: str) -> str:
    """A character; half a one, which no UTF-8 can hold, becomes U+FFFD."""
    return "\ufffd" if _HALVES.match(character) else character


def _value(raw: bytes) -> str:
    parts: list[str] = []
    position = 0
    while (ampersand := raw.find(b"&", position)) >= 0:
        parts.append(raw[position:ampersand].decode("utf-8", "replace"))
        character, position = decode_reference(raw, ampersand)
        parts.append(_whole(character or "&"))
    return "".join([*parts, raw[position:].decode("utf-8", "replace")])
