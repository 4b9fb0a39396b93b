"""
Formatted text as Telegram keeps it: a text, and entities that say what its parts are.

Offsets and lengths count UTF-16 code units, lengths of texts Unicode code points.
"""

from dataclasses import dataclass
from typing import Any

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
BLOCKQUOTES = ("blockquote", "expandable_blockquote")
MONOSPACED = ("pre", "code")

# Of entities with the same place the lower number comes first (TD get_type_priority).
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 10,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_OTHER_PRIORITY = 50


@dataclass(frozen=True, slots=True)
class Entity:
    """A MessageEntity; `argument` is its url, language, user, custom emoji or time."""

    type: str
    offset: int
    length: int
    argument: str = ""

    @property
    def end(self) -> int:
        """The first code unit behind it."""
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        """The Bot API object."""
        view: dict[str, Any] = {"offset": self.offset, "length": self.length, "type": self.type}
        match self.type:
            case "text_link":
                view["url"] = self.argument
            case "pre" if self.argument:
                view["language"] = self.argument
            case "custom_emoji":
                view["custom_emoji_id"] = self.argument
            case "date_time":
                view["unix_time"] = int(self.argument)
        return view


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text and its entities, sorted, outer ones first."""

    text: str
    entities: tuple[Entity, ...] = ()

    def as_json(self, text_name: str, entities_name: str) -> dict[str, Any]:
        """The two fields of a message, without the second where there are none."""
        fields: dict[str, Any] = {text_name: self.text}
        if self.entities:
            fields[entities_name] = [entity.as_json() for entity in self.entities]
        return fields


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """A part of a text by UTF-16 offset and length; half a pair becomes U+FFFD."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def _order(entity: Entity) -> tuple[int, int, int]:
    return entity.offset, -entity.length, _PRIORITY.get(entity.type, _OTHER_PRIORITY)


def sorted_entities(entities: list[Entity]) -> list[Entity]:
    """In the order in which Telegram returns them."""
    return sorted(entities, key=_order)
