"""Methods that answer what a person asked by a tap or by typing the bot's name."""

import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.fields import string_field
from bot.sandbox.formatting import formatted_content
from bot.sandbox.links import checked_link
from bot.sandbox.markup import inline_keyboard
from bot.sandbox.parameters import Parameters, decode
from bot.sandbox.queries import Query, QueryKind
from bot.sandbox.world import World

MAX_ANSWER_CHARACTERS = 200
MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Bot API answerCallbackQuery; once for each tap, and not too late."""
    text, url = parameters.text("text"), parameters.text("url")
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not checked_link(url):
        raise bad_request("URL_INVALID")
    query = world.queries.waiting(
        QueryKind.CALLBACK, parameters.text("callback_query_id"), world.clock.timestamp()
    )
    answer = {"text": text, "show_alert": parameters.boolean("show_alert"), "url": url}
    _answer(world, query, "answer", {"callback_query_id": query.query_id, **answer})
    return True


def answer_inline_query(world: World, parameters: Parameters) -> bool:
    """Bot API answerInlineQuery, for articles with text; other results are kept as they came."""
    results = parameters.json("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    next_offset = parameters.text("next_offset")
    if len(next_offset.encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    kept = [_result(result) for result in results]
    if len({result["id"] for result in kept}) < len(kept):
        raise bad_request("RESULT_ID_DUPLICATE")
    answer = {"results": kept, "next_offset": next_offset, "button": _button(parameters)}
    query = world.queries.waiting(
        QueryKind.INLINE, parameters.text("inline_query_id"), world.clock.timestamp()
    )
    _answer(world, query, "inline", {"inline_query_id": query.query_id, **answer})
    return True


def _answer(world: World, query: Query, event_type: str, answer: dict[str, Any]) -> None:
    world.queries.answer(query.query_id, answer)
    world.events.add(event_type, chat_id=query.chat_id, person_id=query.person_id, **answer)


def _result(result: object) -> dict[str, Any]:
    what = "can't parse inline query result: "
    if not isinstance(result, dict):
        raise bad_request(f"{what}inline query result must be an Object")
    string_field(result, "type", what)
    if not 1 <= len(string_field(result, "id", what).encode()) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    kept = dict(result)
    if result["type"] == "article":
        string_field(result, "title", what)
        content = result.get("input_message_content")
        if not isinstance(content, dict):
            raise bad_request(f'{what}Can\'t find field "input_message_content"')
        kept["content"] = formatted_content(content).as_json("text", "entities")
    if "reply_markup" in result:
        kept["reply_markup"] = inline_keyboard(result["reply_markup"])
    return kept


def _button(parameters: Parameters) -> dict[str, Any] | None:
    value = parameters.text("button")
    if not value:
        return None
    try:
        button = decode(value)
    except ValueError:
        raise bad_request("can't parse inline query results button") from None
    if not isinstance(button, dict):
        raise bad_request("object expected as inline query results button")
    string_field(button, "text")
    parameter = button.get("start_parameter")
    if parameter is not None and not _START_PARAMETER.fullmatch(str(parameter)):
        raise bad_request("START_PARAM_INVALID")
    return button
