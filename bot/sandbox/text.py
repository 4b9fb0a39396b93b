"""
What the real server does to a formatted text before it stores it.

Control characters become spaces, some characters vanish, both ends are trimmed, entities
follow. Offsets of entities count UTF-16 code units throughout.
"""

import re
from dataclasses import dataclass, replace

from bot.sandbox.errors import bad_request

MAX_TEXT_CHARACTERS = 4096
MAX_CAPTION_CHARACTERS = 1024

# TD misc.cpp, clean_input_string: control characters but the line feed; then CR, bidi controls
# and separators, and three combining marks that draw lines.
_TO_SPACE = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_VANISHING = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_BLANK = " \n"


@dataclass(frozen=True, slots=True)
class Entity:
    """A MessageEntity; `argument` is its url, language, user id or custom emoji id."""

    type: str
    offset: int
    length: int
    argument: str = ""

    @property
    def end(self) -> int:
        """The first code unit behind it."""
        return self.offset + self.length

    def as_json(self) -> dict[str, object]:
        """The Bot API object."""
        view: dict[str, object] = {"offset": self.offset, "length": self.length, "type": self.type}
        if self.type == "text_link":
            view["url"] = self.argument
        elif self.type == "pre" and self.argument:
            view["language"] = self.argument
        elif self.type == "custom_emoji":
            view["custom_emoji_id"] = self.argument
        return view


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text and its entities, sorted by offset, longer ones first."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """A part of a text by UTF-16 offset and length; half a pair becomes U+FFFD."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def cleaned(formatted: FormattedText) -> FormattedText:
    """Without what the server takes out, and with its entities where they then belong."""
    text = _TO_SPACE.sub(" ", formatted.text)
    removed = [match.start() for match in _VANISHING.finditer(text)]
    if removed:
        positions = [utf16_length(text[:index]) for index in removed]
        formatted = FormattedText(text, tuple(_without(entity, positions) for entity in formatted.entities))
        text = _VANISHING.sub("", text)
    return _trimmed(FormattedText(text, formatted.entities))


def checked(formatted: FormattedText, *, is_caption: bool = False) -> FormattedText:
    """
    A text as it will be stored.

    Raises:
        BotAPIError: nothing is left of it, or it is too long.
    """
    result = cleaned(formatted)
    if is_caption:
        if len(result.text) > MAX_CAPTION_CHARACTERS:
            raise bad_request("message caption is too long")
        return result
    if not result.text:
        raise bad_request("text must be non-empty")
    if len(result.text) > MAX_TEXT_CHARACTERS:
        raise bad_request("message is too long")
    return result


def _without(entity: Entity, removed: list[int]) -> Entity:
    before = sum(position < entity.offset for position in removed)
    inside = sum(entity.offset <= position < entity.end for position in removed)
    return replace(entity, offset=entity.offset - before, length=entity.length - inside)


def _trimmed(formatted: FormattedText) -> FormattedText:
    kept = formatted.text.rstrip(_BLANK)
    end = utf16_length(kept)
    text = kept.lstrip(_BLANK)
    start = len(kept) - len(text)
    entities = []
    for entity in formatted.entities:
        offset = max(entity.offset - start, 0)
        length = min(entity.end, end) - start - offset
        if length > 0:
            entities.append(replace(entity, offset=offset, length=length))
    return FormattedText(text, tuple(entities))
