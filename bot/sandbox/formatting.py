"""The formatted texts of a call: HTML, or a plain text with entities beside it."""

import json
from typing import Any

from bot.sandbox.entity import BLOCKQUOTES, STYLES, Entity, FormattedText
from bot.sandbox.errors import BotAPIError, bad_request
from bot.sandbox.fields import number_field, string_field
from bot.sandbox.found import found_entities
from bot.sandbox.html import parse_html
from bot.sandbox.links import checked_link
from bot.sandbox.nesting import limited, with_found
from bot.sandbox.parameters import Parameters, decode
from bot.sandbox.text import checked

MAX_RAW_TEXT_BYTES = 32_768
MAX_ENTITY_PAYLOAD_BYTES = 9_500
ENTITY_OVERHEAD_BYTES = 16
_WITHOUT_ARGUMENT = frozenset({*STYLES, *BLOCKQUOTES, "code"})
_FOUND_BY_SERVER = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)


def formatted_text(parameters: Parameters) -> FormattedText:
    """
    The `text` of a call as it will be stored.

    Raises:
        BotAPIError: 400, it is empty, too long or cannot be parsed.
    """
    raw = parameters.text("text")
    if not raw:
        raise bad_request("message text is empty")
    return stored(checked(_parsed(raw, parameters.text("parse_mode"), parameters.text("entities"))))


def formatted_caption(parameters: Parameters) -> FormattedText:
    """
    The `caption` of a call as it will be stored; it may be empty.

    Raises:
        BotAPIError: 400, it is too long or cannot be parsed.
    """
    raw = parameters.text("caption")
    parsed = _parsed(raw, parameters.text("parse_mode"), parameters.text("caption_entities"))
    return stored(checked(parsed, is_caption=True))


def formatted_content(content: dict[str, Any], what: str) -> FormattedText:
    """
    The text of an InputTextMessageContent, as inline results carry it; `what` begins each refusal.

    Raises:
        BotAPIError: 400, it is empty, too long or cannot be parsed.
    """
    raw = string_field(content, "message_text", what)
    if not raw:
        raise bad_request(f"{what}Message text is empty")
    entities = content.get("entities")
    mode = string_field(content, "parse_mode", what, default="")
    try:
        parsed = _parsed(raw, mode, json.dumps(entities) if entities else "")
    except BotAPIError as error:
        reason = error.description.removeprefix("Bad Request: ")
        raise bad_request(f"{what}{reason[:1].upper()}{reason[1:]}") from None
    return stored(checked(parsed))


def stored(formatted: FormattedText) -> FormattedText:
    """
    With what Telegram adds and without what it drops.

    Raises:
        BotAPIError: the entities need more room than it gives them.
    """
    entities = limited(list(formatted.entities))
    payload_bytes = sum(ENTITY_OVERHEAD_BYTES + len(entity.argument.encode()) for entity in entities)
    if payload_bytes > MAX_ENTITY_PAYLOAD_BYTES:
        raise bad_request("ENTITIES_TOO_LONG")
    return FormattedText(formatted.text, tuple(with_found(entities, found_entities(formatted.text))))


def _parsed(raw: str, parse_mode: str, entities: str) -> FormattedText:
    if len(raw.encode()) > MAX_RAW_TEXT_BYTES:
        raise bad_request("text is too long")
    mode = parse_mode.lower()
    if not raw or mode in ("", "none"):
        return FormattedText(raw, _given_entities(entities))
    if mode == "html":
        return parse_html(raw)
    if mode in ("markdown", "markdownv2"):
        raise bad_request("the sandbox does not read Markdown; use HTML or entities")
    raise bad_request("unsupported parse_mode")


def _given_entities(value: str) -> tuple[Entity, ...]:
    """Entities that are no JSON or no array are passed over, as on the real server."""
    try:
        documents = decode(value) if value else []
    except ValueError:
        return ()
    if not isinstance(documents, list):
        return ()
    return tuple(entity for document in documents if (entity := _given_entity(document)) is not None)


def _given_entity(document: object) -> Entity | None:
    what = "can't parse MessageEntity: "
    if not isinstance(document, dict):
        raise bad_request(f"{what}expected an Object")
    offset = number_field(document, "offset", what)
    length = number_field(document, "length", what)
    entity_type = string_field(document, "type", what)
    if entity_type in _FOUND_BY_SERVER:
        return None
    if entity_type in _WITHOUT_ARGUMENT:
        return Entity(entity_type, offset, length)
    match entity_type:
        case "pre":
            return Entity("pre", offset, length, string_field(document, "language", what, default=""))
        case "text_link":
            url = checked_link(string_field(document, "url", what))
            return Entity("text_link", offset, length, url) if url else None
        case "custom_emoji":
            return Entity(
                "custom_emoji", offset, length, str(number_field(document, "custom_emoji_id", what))
            )
        case "":
            raise bad_request(f"{what}Type is not specified")
    raise bad_request(f"{what}Unsupported type specified")
