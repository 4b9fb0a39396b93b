"""
Telegram's HTML, read as the real server reads it.

Works on UTF-8 bytes, because the server names faults by byte offset. Stricter than any
browser: a tag it does not know is an error, never text. Source: TD MessageEntity.cpp,
parse_html, as described by the published formatting options.
"""

import re
from dataclasses import dataclass

from bot.sandbox.entity import Entity, FormattedText, sorted_entities, utf16_length
from bot.sandbox.errors import BotAPIError, bad_request
from bot.sandbox.links import checked_link

_TYPE_OF_TAG = {
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
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPECIAL = re.compile(rb"[<&]")
_TAG_NAME = re.compile(rb"[^ \t\r\n\x0b\x00>]*")
_SPACES = re.compile(rb"[ \t\r\n\x0b]*")
_ATTRIBUTE_NAME = re.compile(rb"[^ \t\r\n\x0b\x00=>/\"']*")
_NAME_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
_REFERENCE = re.compile(rb"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*))")
_MAX_REFERENCE_BYTES = 10
_MAX_CODE_POINT = 0x10FFFF
_SPACE_BYTES = b" \t\r\n\x0b"
_UNIX_TIME = re.compile(r"[0-9]{1,12}")
_CUSTOM_EMOJI_ID = re.compile(r"-?[0-9]{1,19}")


@dataclass(slots=True)
class _OpenTag:
    name: bytes
    argument: str
    offset: int
    text_index: int


def parse_html(html: str) -> FormattedText:
    """
    The text and entities of Telegram HTML, entities sorted; not yet cleaned or trimmed.

    Raises:
        BotAPIError: 400 `can't parse entities: ...` in the real server's words.
    """
    return _Parser(html.encode("utf-8", "surrogatepass")).parse()


def _fault(reason: str) -> BotAPIError:
    return bad_request(f"can't parse entities: {reason}")


class _Parser:
    """One reading of one text from front to back."""

    def __init__(self, html: bytes) -> None:
        self._html = html
        self._parts: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def parse(self) -> FormattedText:
        position = 0
        while (match := _SPECIAL.search(self._html, position)) is not None:
            self._add(self._html[position : match.start()].decode("utf-8", "surrogatepass"))
            position = self._reference(match.start()) if match[0] == b"&" else self._tag(match.start())
        self._add(self._html[position:].decode("utf-8", "surrogatepass"))
        if self._open:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{_shown(self._open[-1].name)}"')
        return FormattedText(_without_lone_surrogates("".join(self._parts)), self._sorted_entities())

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._offset += utf16_length(text)

    def _reference(self, position: int) -> int:
        character, end = _decode_reference(self._html, position)
        self._add(character or "&")
        return end if character else position + 1

    def _tag(self, begin: int) -> int:
        if self._html[begin + 1 : begin + 2] == b"/":
            return self._end_tag(begin)
        return self._start_tag(begin)

    def _start_tag(self, begin: int) -> int:
        name, position = self._name(begin + 1)
        if position >= len(self._html) or self._html[position] == 0:
            raise _fault(f"Unclosed start tag at byte offset {begin}")
        if name not in _TYPE_OF_TAG:
            raise _fault(f'Unsupported start tag "{_shown(name)}" at byte offset {begin}')
        argument = ""
        while True:
            position = self._after_spaces(position)
            if self._html[position : position + 1] == b">":
                break
            attribute, value, position = self._attribute(name, begin, position)
            argument = _argument(name, attribute, value) or argument
        if name == b"span" and argument != "spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_OpenTag(name, argument, self._offset, len(self._parts)))
        return position + 1

    def _attribute(self, tag: bytes, begin: int, position: int) -> tuple[bytes, str | None, int]:
        match = _ATTRIBUTE_NAME.match(self._html, position)
        name, position = (match[0], match.end()) if match else (b"", position)
        if not name:
            if self._at_end(position):
                raise self._unclosed(tag, begin)
            raise _fault(f'Empty attribute name in the tag "{_shown(tag)}" at byte offset {begin}')
        position = self._after_spaces(position)
        if self._html[position : position + 1] != b"=":
            if self._at_end(position):
                raise self._unclosed(tag, begin)
            return name, None, position
        position = self._after_spaces(position + 1)
        if self._at_end(position):
            raise self._unclosed(tag, begin)
        value, position = self._attribute_value(position)
        if self._at_end(position):
            raise _fault(f"Unclosed start tag at byte offset {begin}")
        return name, value, position

    def _attribute_value(self, position: int) -> tuple[str, int]:
        quote = self._html[position : position + 1]
        if quote in (b'"', b"'"):
            return self._quoted(quote, position + 1)
        match = _NAME_TOKEN.match(self._html, position)
        value, end = (match[0], match.end()) if match else (b"", position)
        if not self._at_end(end) and self._html[end] not in _SPACE_BYTES + b">":
            raise _fault(f"Unexpected end of name token at byte offset {position}")
        return _shown(value.lower()), end

    def _quoted(self, quote: bytes, position: int) -> tuple[str, int]:
        end = self._html.find(quote, position)
        if end < 0:
            return "", len(self._html)
        raw = self._html[position:end]
        if 0 in raw:
            return "", position + raw.index(0)
        parts: list[str] = []
        index = 0
        while (ampersand := raw.find(b"&", index)) >= 0:
            parts.append(_shown(raw[index:ampersand]))
            character, index = _decode_reference(raw, ampersand)
            parts.append(character or "&")
        parts.append(_shown(raw[index:]))
        return "".join(parts), end + 1

    def _end_tag(self, begin: int) -> int:
        if not self._open:
            raise _fault(f"Unexpected end tag at byte offset {begin}")
        name, position = self._name(begin + 2)
        position = self._after_spaces(position)
        if self._html[position : position + 1] != b">":
            raise _fault(f"Unclosed end tag at byte offset {begin}")
        tag = self._open.pop()
        if name and name != tag.name:
            raise _fault(
                f'Unmatched end tag at byte offset {begin}, expected "</{_shown(tag.name)}>",'
                f' found "</{_shown(name)}>"'
            )
        if self._offset > tag.offset:
            self._close(tag)
        return position + 1

    def _close(self, tag: _OpenTag) -> None:
        entity = Entity(_TYPE_OF_TAG[tag.name], tag.offset, self._offset - tag.offset, tag.argument)
        if entity.type == "text_link":
            url = checked_link(tag.argument or "".join(self._parts[tag.text_index :]))
            if url:
                self._entities.append(Entity("text_link", entity.offset, entity.length, url))
        elif entity.type in ("pre", "code"):
            self._close_code(entity)
        elif entity.type == "custom_emoji":
            if not _CUSTOM_EMOJI_ID.fullmatch(tag.argument) or int(tag.argument) == 0:
                raise _fault("Invalid custom emoji identifier specified")
            self._entities.append(entity)
        elif entity.type == "date_time":
            if _UNIX_TIME.fullmatch(tag.argument):
                self._entities.append(entity)
        elif entity.type == "blockquote" and tag.argument:
            self._entities.append(Entity("expandable_blockquote", entity.offset, entity.length))
        else:
            self._entities.append(Entity(entity.type, entity.offset, entity.length))

    def _close_code(self, entity: Entity) -> None:
        """A pre and a code with a language, around the same text, are one pre with a language."""
        inner = self._entities[-1] if self._entities else None
        if inner is not None and (inner.offset, inner.length) == (entity.offset, entity.length):
            if entity.type == "pre" and inner.type == "code" and inner.argument:
                self._entities[-1] = Entity("pre", entity.offset, entity.length, inner.argument)
                return
            if entity.type == "code" and inner.type == "pre" and not inner.argument and entity.argument:
                self._entities[-1] = Entity("pre", entity.offset, entity.length, entity.argument)
                return
        self._entities.append(entity)

    def _sorted_entities(self) -> tuple[Entity, ...]:
        plain = (
            Entity("code", entity.offset, entity.length) if entity.type == "code" else entity
            for entity in self._entities
        )
        return tuple(sorted_entities(list(plain)))

    def _name(self, position: int) -> tuple[bytes, int]:
        match = _TAG_NAME.match(self._html, position)
        return (match[0].lower(), match.end()) if match else (b"", position)

    def _after_spaces(self, position: int) -> int:
        match = _SPACES.match(self._html, position)
        return match.end() if match else position

    def _at_end(self, position: int) -> bool:
        return position >= len(self._html) or self._html[position] == 0

    def _unclosed(self, tag: bytes, begin: int) -> BotAPIError:
        return _fault(f'Unclosed start tag "{_shown(tag)}" at byte offset {begin}')


def _argument(tag: bytes, attribute: bytes, value: str | None) -> str:
    """What an attribute tells of its tag; empty for attributes that mean nothing there."""
    if tag == b"blockquote" and attribute == b"expandable":
        return "expandable"
    if not value:
        return ""
    if (tag, attribute) in ((b"a", b"href"), (b"tg-emoji", b"emoji-id"), (b"tg-time", b"unix")):
        return value
    if (tag, attribute) == (b"code", b"class"):
        return value.removeprefix("language-") if value.startswith("language-") else ""
    if (tag, attribute) == (b"span", b"class"):
        return value.removeprefix("tg-") if value.startswith("tg-") else ""
    return ""


def _decode_reference(html: bytes, position: int) -> tuple[str, int]:
    """The character a reference stands for and where it ends; empty where it stays literal."""
    match = _REFERENCE.match(html, position)
    if match is None:
        return "", position + 1
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        character = _NAMED.get(name, "")
    else:
        code = int(hexadecimal or b"0", 16) if hexadecimal is not None else int((decimal or b"0")[:12])
        is_refused = code == 0 or code >= _MAX_CODE_POINT or len(match[0]) >= _MAX_REFERENCE_BYTES
        character = "" if is_refused else chr(code)
    if not character:
        return "", position + 1
    end = match.end()
    return character, end + 1 if html[end : end + 1] == b";" else end


def _without_lone_surrogates(text: str) -> str:
    """Surrogate halves written as references join if they make a pair, else they are refused."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise _fault(
            "Text contains invalid Unicode characters after decoding HTML entities,"
            " check for unmatched surrogate code units"
        ) from None


def _shown(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
