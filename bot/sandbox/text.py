"""
What the real server does to a formatted text before it stores it.

Control characters become spaces, some characters vanish, blank entities go, both ends are
trimmed, and entities follow. Source: TD misc.cpp clean_input_string and MessageEntity.cpp
fix_formatted_text.
"""

import re
from dataclasses import replace

from bot.sandbox.entity import Entity, FormattedText, sorted_entities, utf16_length, utf16_slice
from bot.sandbox.errors import BotAPIError, bad_request
from bot.sandbox.nesting import fixed

MAX_TEXT_CHARACTERS = 4096
MAX_CAPTION_CHARACTERS = 1024
MAX_OFFSET = 1_000_000

# Control characters but the line feed; then CR, bidi controls and separators, and three
# combining marks that draw lines through a text.
_TO_SPACE = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_VANISHING = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_DIRECTION_RUN = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
_INVISIBLE = re.compile("[\\s\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff\ufffc]*")
_BLANK = " \n"
_BLANK_UNITS = (b" \0", b"\n\0")
_KEPT_WHEN_BLANK = frozenset({"text_link", "text_mention", "custom_emoji", "date_time"})


def checked(formatted: FormattedText, *, is_caption: bool = False) -> FormattedText:
    """
    A text as it will be stored.

    Raises:
        BotAPIError: nothing is left of it, it is too long, or an entity does not fit it.
    """
    result = normalised(formatted)
    if is_caption:
        if len(result.text) > MAX_CAPTION_CHARACTERS:
            raise bad_request("message caption is too long")
        return result
    if _INVISIBLE.fullmatch(result.text):
        raise bad_request("text must be non-empty")
    if len(result.text) > MAX_TEXT_CHARACTERS:
        raise bad_request("message is too long")
    return result


def normalised(formatted: FormattedText) -> FormattedText:
    """
    Clean and trim a text, and move its entities along.

    Raises:
        BotAPIError: an entity begins or ends outside the text or inside a character.
    """
    for entity in formatted.entities:
        _check_bounds(entity)
    entities = fixed([entity for entity in formatted.entities if entity.length > 0])
    _check_borders(formatted.text, entities)
    text, entities = _cleaned(formatted.text, entities)
    return _trimmed(text, fixed(_unblanked(text, entities)))


def _check_bounds(entity: Entity) -> None:
    if not 0 <= entity.offset <= MAX_OFFSET:
        raise bad_request(f"receive an entity with incorrect offset {entity.offset}")
    if not 0 <= entity.length <= MAX_OFFSET:
        raise bad_request(f"receive an entity with incorrect length {entity.length}")


def _check_borders(text: str, entities: list[Entity]) -> None:
    length = utf16_length(text)
    low_halves = _low_surrogate_offsets(text) if length != len(text) else frozenset()
    for entity in entities:
        if entity.offset >= length:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
        if entity.offset in low_halves:
            raise _mid_symbol(text, entity.offset, "entity begins")
        if entity.end > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text"
                f" at UTF-16 offset {entity.end}"
            )
        if entity.end in low_halves:
            raise _mid_symbol(text, entity.end, f"entity beginning at UTF-16 offset {entity.offset} ends")


def _low_surrogate_offsets(text: str) -> frozenset[int]:
    offsets, offset = [], 0
    for character in text:
        offset += 1
        if character > "\uffff":
            offsets.append(offset)
            offset += 1
    return frozenset(offsets)


def _mid_symbol(text: str, offset: int, what: str) -> BotAPIError:
    position = len(utf16_slice(text, 0, offset + 1).encode())
    return bad_request(f"{what} in a middle of a UTF-16 symbol at byte offset {position}")


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    text = _TO_SPACE.sub(" ", text)
    removed = [match.start() for match in _VANISHING.finditer(text)]
    if removed:
        offsets = [utf16_length(text[:index]) for index in removed]
        entities = [_without(entity, offsets) for entity in entities]
        text = _VANISHING.sub("", text)
    text = _DIRECTION_RUN.sub(lambda run: "\u200c" * len(run[0]), text)
    return text, [entity for entity in entities if entity.length > 0]


def _without(entity: Entity, removed: list[int]) -> Entity:
    before = sum(offset < entity.offset for offset in removed)
    inside = sum(entity.offset <= offset < entity.end for offset in removed)
    return replace(entity, offset=entity.offset - before, length=entity.length - inside)


def _unblanked(text: str, entities: list[Entity]) -> list[Entity]:
    """Without the blanks at their beginnings, and without those of nothing but blanks."""
    units = text.encode("utf-16-le")
    kept = []
    for entity in entities:
        start = 2 * entity.offset
        if units[start : start + 2] not in _BLANK_UNITS or entity.type in _KEPT_WHEN_BLANK:
            kept.append(entity)
            continue
        part = units[start : 2 * entity.end].decode("utf-16-le")
        blanks = len(part) - len(part.lstrip(_BLANK))
        if blanks < len(part):
            kept.append(replace(entity, offset=entity.offset + blanks, length=entity.length - blanks))
    return kept


def _trimmed(text: str, entities: list[Entity]) -> FormattedText:
    """Without blanks at the end, and at the beginning up to the first entity."""
    kept = text.rstrip(_BLANK)
    end = utf16_length(kept)
    blanks = len(kept) - len(kept.lstrip(_BLANK))
    if entities:
        blanks = min(blanks, entities[0].offset)
    if len(kept) < len(text):
        entities = sorted_entities(
            [
                replace(entity, length=min(entity.end, end) - entity.offset)
                for entity in entities
                if entity.offset < end
            ]
        )
    if blanks:
        entities = [replace(entity, offset=entity.offset - blanks) for entity in entities]
    return FormattedText(kept[blanks:], tuple(entities))
