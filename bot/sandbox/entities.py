"""
Entities given as JSON, and those the server finds by itself in any text.

Found: addresses, mentions, hashtags, commands and e-mail addresses; nothing is found inside
what is already an entity of another kind than plain styling.
"""

import json
import re

from bot.sandbox.errors import bad_request
from bot.sandbox.html import parse_html
from bot.sandbox.parameters import Parameters
from bot.sandbox.text import Entity, FormattedText, checked, utf16_length

MAX_RAW_TEXT_BYTES = 32_768
MAX_ENTITIES = 100
MAX_ENTITY_PAYLOAD_BYTES = 9_500
_GIVEN_TYPES = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "custom_emoji",
    }
)
_FOUND_BY_SERVER = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
_STYLES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"}
)
_PATTERNS = (
    (
        "url",
        re.compile(
            r"(?<![\w@])(?:https?|ftp|tg|ton)://[^\s<>\"«»“”‘’]*[^\s<>\"«»“”‘’.,;:!?'()\[\]]", re.IGNORECASE
        ),
    ),
    (
        "email",
        re.compile(
            r"(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b", re.IGNORECASE | re.ASCII
        ),
    ),
    (
        "url",
        re.compile(
            r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|ai|cn|dev|me|co|edu|gov|info)"
            r"(?![\w.-]*@)(?:/[^\s<>\"]*[^\s<>\".,;:!?'()\[\]])?(?![\w-])",
            re.IGNORECASE | re.ASCII,
        ),
    ),
    ("mention", re.compile(r"(?<!\w)@[a-zA-Z0-9_]{2,32}(?!\w)")),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("hashtag", re.compile(r"(?<![\w])#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)
_HINT = re.compile(r"[/@#$.:]")


def formatted_parameter(parameters: Parameters, name: str, entities_name: str) -> FormattedText:
    """
    The text of a call as it will be stored, from HTML or with entities.

    Raises:
        BotAPIError: 400, it is empty, too long or cannot be parsed.
    """
    raw = parameters.text(name)
    is_caption = name == "caption"
    if not raw and not is_caption:
        raise bad_request("message text is empty")
    if len(raw.encode("utf-8", "surrogatepass")) > MAX_RAW_TEXT_BYTES:
        raise bad_request("text is too long")
    formatted = checked(_parsed(parameters, raw, entities_name), is_caption=is_caption)
    result = with_found_entities(formatted)
    if sum(len(entity.argument.encode()) for entity in result.entities) > MAX_ENTITY_PAYLOAD_BYTES:
        raise bad_request("ENTITIES_TOO_LONG")
    return result


def with_found_entities(formatted: FormattedText) -> FormattedText:
    """With what the server finds by itself, sorted, at most as many as it keeps."""
    found = found_entities(formatted.text)
    taken = [entity for entity in formatted.entities if entity.type not in _STYLES]
    added = [
        entity
        for entity in found
        if not any(entity.offset < other.end and other.offset < entity.end for other in taken)
    ]
    merged = sorted((*formatted.entities, *added), key=lambda entity: (entity.offset, -entity.length))
    return FormattedText(formatted.text, tuple(merged[:MAX_ENTITIES]))


def found_entities(text: str) -> list[Entity]:
    """Addresses, mentions, hashtags and commands in a text, none overlapping."""
    if not _HINT.search(text):
        return []
    taken: list[tuple[int, int, str]] = []
    for entity_type, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            begin, end = match.span()
            if all(end <= other[0] or other[1] <= begin for other in taken):
                taken.append((begin, end, entity_type))
    return [
        Entity(entity_type, utf16_length(text[:begin]), utf16_length(text[begin:end]))
        for begin, end, entity_type in sorted(taken)
    ]


def _parsed(parameters: Parameters, raw: str, entities_name: str) -> FormattedText:
    mode = parameters.text("parse_mode").strip().lower()
    if mode == "html":
        return parse_html(raw)
    if mode in ("markdown", "markdownv2"):
        raise bad_request("the sandbox does not emulate Markdown, use HTML or entities")
    if mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    return FormattedText(raw, _given_entities(parameters.text(entities_name), utf16_length(raw)))


def _given_entities(value: str, text_length_utf16: int) -> tuple[Entity, ...]:
    if not value:
        return ()
    try:
        documents = json.loads(value)
    except (ValueError, RecursionError):
        raise bad_request("can't parse entities JSON object") from None
    if not isinstance(documents, list):
        return ()
    entities = (_given_entity(document) for document in documents)
    inside = (
        entity
        for entity in entities
        if entity is not None and 0 <= entity.offset < entity.end <= text_length_utf16
    )
    return tuple(sorted(inside, key=lambda entity: (entity.offset, -entity.length)))


def _given_entity(document: object) -> Entity | None:
    if not isinstance(document, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    entity_type = document.get("type")
    if not isinstance(entity_type, str):
        raise bad_request("can't parse MessageEntity: Can't find field \"type\"")
    offset, length = _number(document, "offset"), _number(document, "length")
    if entity_type in _FOUND_BY_SERVER or entity_type not in _GIVEN_TYPES:
        return None
    argument = document.get(
        {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}.get(entity_type, "")
    )
    return Entity(entity_type, offset, length, argument if isinstance(argument, str) else "")


def _number(document: dict[str, object], name: str) -> int:
    value = document.get(name)
    if value is None:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    if isinstance(value, bool) or not isinstance(value, int):
        raise bad_request(f'can\'t parse MessageEntity: Field "{name}" must be of type Number')
    return value
