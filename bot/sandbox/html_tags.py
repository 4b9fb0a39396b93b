"""
Reading one tag or one character reference of Telegram's HTML.

Works on UTF-8 bytes, because the server names faults by byte offset. A NUL byte ends the
text for it wherever a tag is being read. Source: TD MessageEntity.cpp, parse_html.
"""

import re
from dataclasses import dataclass

from bot.sandbox.errors import BotAPIError, bad_request

TYPE_OF_TAG = {
    b"b": "bold",
    b"strong": "bold",
    b"i": "italic",
    b"em": "italic",
    b"u": "underline",
    b"ins": "underline",
    b"s": "strikethrough",
    b"strike": "strikethrough",
    b"del": "strikethrough",
    b"tg-spoiler": "spoiler",
    b"span": "spoiler",
    b"tg-emoji": "custom_emoji",
    b"tg-time": "date_time",
    b"a": "text_link",
    b"code": "code",
    b"pre": "pre",
    b"blockquote": "blockquote",
}
"""The entity each allowed tag becomes."""

_MEANINGFUL = frozenset({(b"a", b"href"), (b"tg-emoji", b"emoji-id"), (b"tg-time", b"unix")})
_PREFIXED = {(b"code", b"class"): "language-", (b"span", b"class"): "tg-"}
_NAMED_REFERENCES = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_MAX_REFERENCE_BYTES = 10
_MAX_CODE_POINT = 0x10FFFF

# Most tags carry nothing: one look instead of many.
_PLAIN_TAG = re.compile(rb"<(/?)([A-Za-z-]+)>")
_SPACE_BYTES = b" \t\r\n\x0b"
_SPACES = re.compile(rb"[ \t\r\n\x0b]*")
_TAG_NAME = re.compile(rb"[^ \t\r\n\x0b\x00>]*")
_ATTRIBUTE_NAME = re.compile(rb"[^ \t\r\n\x0b\x00=>/\"']*")
_NAME_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
_REFERENCE = re.compile(rb"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*))")


@dataclass(frozen=True, slots=True)
class Tag:
    """
    A start or end tag; `end` is where the text goes on.

    `argument` is what its attributes tell: an address, a language, an id, or that a quote
    can be expanded.
    """

    name: bytes
    is_end: bool
    end: int
    argument: str = ""


def fault(reason: str) -> BotAPIError:
    """A refusal of the text."""
    return bad_request(f"can't parse entities: {reason}")


def shown(raw: bytes) -> str:
    """Bytes of the text as a refusal repeats them."""
    return raw.decode("utf-8", "replace")


def read_tag(html: bytes, begin: int) -> Tag:
    """
    The tag that begins with the `<` at an offset.

    Raises:
        BotAPIError: it is unclosed, not allowed, or its attributes are not right.
    """
    plain = _PLAIN_TAG.match(html, begin)
    if plain is not None:
        tag = Tag(plain[2].lower(), bool(plain[1]), plain.end())
    elif html[begin + 1 : begin + 2] == b"/":
        tag = _end_tag(html, begin)
    else:
        tag = _start_tag(html, begin)
    if not tag.is_end:
        _check_supported(tag.name, begin)
        if tag.name == b"span" and tag.argument != "spoiler":
            raise fault(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
    return tag


def decode_reference(html: bytes, position: int) -> tuple[str, int]:
    """The character that the `&` at an offset begins and where it ends; empty where it is literal."""
    match = _REFERENCE.match(html, position)
    if match is None:
        return "", position + 1
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        character = _NAMED_REFERENCES.get(name, "")
    elif len(match[0]) >= _MAX_REFERENCE_BYTES:
        character = ""
    else:
        code = int(decimal or b"0") if hexadecimal is None else int(hexadecimal or b"0", 16)
        character = chr(code) if 0 < code < _MAX_CODE_POINT else ""
    if not character:
        return "", position + 1
    end = match.end()
    return character, end + 1 if html[end : end + 1] == b";" else end


def _start_tag(html: bytes, begin: int) -> Tag:
    name, position = _matched(_TAG_NAME, html, begin + 1)
    name = name.lower()
    if _is_over(html, position):
        raise fault(f"Unclosed start tag at byte offset {begin}")
    _check_supported(name, begin)
    argument = ""
    while True:
        position = _after_spaces(html, position)
        if html[position : position + 1] == b">":
            return Tag(name, is_end=False, end=position + 1, argument=argument)
        attribute, value, position = _attribute(html, name, begin, position)
        argument = _argument(name, attribute, value) or argument


def _end_tag(html: bytes, begin: int) -> Tag:
    name, position = _matched(_TAG_NAME, html, begin + 2)
    position = _after_spaces(html, position)
    if html[position : position + 1] != b">":
        raise fault(f"Unclosed end tag at byte offset {begin}")
    return Tag(name.lower(), is_end=True, end=position + 1)


def _attribute(html: bytes, tag: bytes, begin: int, position: int) -> tuple[bytes, str | None, int]:
    """Name and value, None where it has none, and where they end."""
    unclosed = fault(f'Unclosed start tag "{shown(tag)}" at byte offset {begin}')
    name, position = _matched(_ATTRIBUTE_NAME, html, position)
    if not name and not _is_over(html, position):
        raise fault(f'Empty attribute name in the tag "{shown(tag)}" at byte offset {begin}')
    position = _after_spaces(html, position)
    if _is_over(html, position):
        raise unclosed
    if html[position : position + 1] != b"=":
        return name, None, position
    position = _after_spaces(html, position + 1)
    if _is_over(html, position):
        raise unclosed
    value, position = _attribute_value(html, position)
    if _is_over(html, position):
        raise fault(f"Unclosed start tag at byte offset {begin}")
    return name, value, position


def _attribute_value(html: bytes, position: int) -> tuple[str, int]:
    quote = html[position : position + 1]
    if quote in (b'"', b"'"):
        return _quoted_value(html, quote, position + 1)
    value, end = _matched(_NAME_TOKEN, html, position)
    if not _is_over(html, end) and html[end] not in _SPACE_BYTES + b">":
        raise fault(f"Unexpected end of name token at byte offset {position}")
    return shown(value.lower()), end


def _quoted_value(html: bytes, quote: bytes, position: int) -> tuple[str, int]:
    end = html.find(quote, position)
    raw = html[position:end] if end >= 0 else b"\0"
    if 0 in raw:
        return "", len(html)
    parts: list[str] = []
    index = 0
    while (ampersand := raw.find(b"&", index)) >= 0:
        parts.append(shown(raw[index:ampersand]))
        character, index = decode_reference(raw, ampersand)
        parts.append(character or "&")
    parts.append(shown(raw[index:]))
    return "".join(parts), end + 1


def _argument(tag: bytes, attribute: bytes, value: str | None) -> str:
    """What an attribute tells of its tag; empty for attributes that mean nothing there."""
    if (tag, attribute) == (b"blockquote", b"expandable"):
        return "expandable"
    prefix = _PREFIXED.get((tag, attribute))
    if prefix is not None and value is not None and value.startswith(prefix):
        return value.removeprefix(prefix)
    return (value or "") if (tag, attribute) in _MEANINGFUL else ""


def _check_supported(name: bytes, begin: int) -> None:
    if name not in TYPE_OF_TAG:
        raise fault(f'Unsupported start tag "{shown(name)}" at byte offset {begin}')


def _matched(pattern: re.Pattern[bytes], html: bytes, position: int) -> tuple[bytes, int]:
    match = pattern.match(html, position)
    return (match[0], match.end()) if match else (b"", position)


def _after_spaces(html: bytes, position: int) -> int:
    return _matched(_SPACES, html, position)[1]


def _is_over(html: bytes, position: int) -> bool:
    return position >= len(html) or html[position] == 0
