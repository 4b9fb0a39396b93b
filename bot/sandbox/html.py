"""
Telegram's HTML, read as the real server reads it.

Stricter than any browser: a tag it does not know is an error, never text, and tags must
nest. What is read is neither cleaned nor trimmed here.
"""

import re
from dataclasses import dataclass

from bot.sandbox.entity import Entity, FormattedText, sorted_entities, utf16_length
from bot.sandbox.html_tags import TYPE_OF_TAG, Tag, decode_reference, fault, read_tag, shown
from bot.sandbox.links import checked_link

_SPECIAL = re.compile(rb"[<&]")
_UNIX_TIME = re.compile(r"[0-9]{1,12}")
_CUSTOM_EMOJI_ID = re.compile(r"-?[0-9]{1,19}")


@dataclass(frozen=True, slots=True)
class _OpenTag:
    """A start tag that waits for its end, and where its text begins."""

    tag: Tag
    offset: int
    text_index: int


def parse_html(html: str) -> FormattedText:
    """
    The text and entities of Telegram HTML, entities sorted.

    Raises:
        BotAPIError: 400 `can't parse entities: ...` in the real server's words.
    """
    return _Parser(html.encode("utf-8", "surrogatepass")).parse()


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
            raise fault(f'Can\'t find end tag corresponding to start tag "{shown(self._open[-1].tag.name)}"')
        return FormattedText(_without_lone_surrogates("".join(self._parts)), self._sorted_entities())

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._offset += utf16_length(text)

    def _reference(self, position: int) -> int:
        character, end = decode_reference(self._html, position)
        self._add(character or "&")
        return end

    def _tag(self, begin: int) -> int:
        if not self._open and self._html[begin + 1 : begin + 2] == b"/":
            raise fault(f"Unexpected end tag at byte offset {begin}")
        tag = read_tag(self._html, begin)
        if not tag.is_end:
            self._open.append(_OpenTag(tag, self._offset, len(self._parts)))
            return tag.end
        opened = self._open.pop()
        if tag.name and tag.name != opened.tag.name:
            raise fault(
                f'Unmatched end tag at byte offset {begin}, expected "</{shown(opened.tag.name)}>",'
                f' found "</{shown(tag.name)}>"'
            )
        if self._offset > opened.offset:
            self._close(opened)
        return tag.end

    def _close(self, opened: _OpenTag) -> None:
        """Make an entity of what a tag encloses, unless it turns out to be none."""
        argument = opened.tag.argument
        offset, length = opened.offset, self._offset - opened.offset
        match TYPE_OF_TAG[opened.tag.name]:
            case "text_link":
                url = checked_link(argument or "".join(self._parts[opened.text_index :]))
                if url:
                    self._entities.append(Entity("text_link", offset, length, url))
            case "pre" | "code" as entity_type:
                self._close_code(Entity(entity_type, offset, length, argument))
            case "custom_emoji":
                if not _CUSTOM_EMOJI_ID.fullmatch(argument) or int(argument) == 0:
                    raise fault("Invalid custom emoji identifier specified")
                self._entities.append(Entity("custom_emoji", offset, length, argument))
            case "date_time":
                if _UNIX_TIME.fullmatch(argument):
                    self._entities.append(Entity("date_time", offset, length, argument))
            case "blockquote" if argument:
                self._entities.append(Entity("expandable_blockquote", offset, length))
            case entity_type:
                self._entities.append(Entity(entity_type, offset, length))

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
        """Code on its own has no language."""
        plain = [
            Entity("code", entity.offset, entity.length) if entity.type == "code" else entity
            for entity in self._entities
        ]
        return tuple(sorted_entities(plain))


def _without_lone_surrogates(text: str) -> str:
    """Surrogate halves written as references join if they make a pair, else they are refused."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise fault(
            "Text contains invalid Unicode characters after decoding HTML entities,"
            " check for unmatched surrogate code units"
        ) from None
