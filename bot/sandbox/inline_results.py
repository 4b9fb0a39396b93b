"""
The results of an inline query as a bot sends them, read and refused as the real server does.

Articles with text alone are read through; of other results only what all have in common.
"""

import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.fields import number_field, string_field
from bot.sandbox.formatting import formatted_content
from bot.sandbox.links import checked_link
from bot.sandbox.markup import inline_keyboard, preview_options
from bot.sandbox.parameters import Parameters, decode

MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_START_PARAMETER_BYTES = 64
TYPES = frozenset(
    {
        "article", "audio", "contact", "document", "game", "gif", "location", "mpeg4_gif", "photo",
        "sticker", "venue", "video", "voice",
    }
)  # fmt: skip
_WHAT = "can't parse inline query result: "
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]+")


def inline_results(parameters: Parameters) -> list[dict[str, Any]]:
    """
    The results of a call, each with the `content` of the message that choosing it sends.

    Raises:
        BotAPIError: 400, they cannot be read, are too many, or two have the same id.
    """
    value = parameters.text("results")
    try:
        results = decode(value) if value else []
    except ValueError:
        raise bad_request("can't parse JSON encoded inline query results: Expected string end") from None
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    read = [_result(result) for result in results]
    if len({result["id"] for result in read}) < len(read):
        raise bad_request("RESULT_ID_DUPLICATE")
    return read


def results_button(parameters: Parameters) -> dict[str, Any] | None:
    """
    The button above the results, None without one.

    Raises:
        BotAPIError: 400, it leads nowhere.
    """
    value = parameters.text("button")
    if not value:
        return None
    try:
        button = decode(value)
    except ValueError:
        raise bad_request("can't parse inline query results button") from None
    if not isinstance(button, dict):
        raise bad_request("object expected as inline query results button")
    text = string_field(button, "text")
    if "web_app" in button:
        return {"text": text, "web_app": button["web_app"]}
    parameter = string_field(button, "start_parameter", default="")
    _check_start_parameter(parameter)
    return {"text": text, "start_parameter": parameter}


def _check_start_parameter(parameter: str) -> None:
    if not parameter:
        raise bad_request("can't use empty start_parameter")
    if len(parameter.encode()) > MAX_START_PARAMETER_BYTES:
        raise bad_request("too long start_parameter specified")
    if not _START_PARAMETER.fullmatch(parameter):
        raise bad_request("unallowed characters in start_parameter are used")


def _result(result: object) -> dict[str, Any]:
    if not isinstance(result, dict):
        raise bad_request(f"{_WHAT}Inline query result must be an object")
    kind = string_field(result, "type", _WHAT).lower()
    if kind not in TYPES:
        raise bad_request(f'{_WHAT}type "{kind}" is unsupported for the inline query result')
    result_id = string_field(result, "id", _WHAT)
    if not result_id:
        raise bad_request("RESULT_ID_EMPTY")
    if len(result_id.encode()) > MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    kept: dict[str, Any] = {"type": kind, "id": result_id, **_shown(result)}
    if kind == "article":
        kept |= _article(result)
    if "reply_markup" in result:
        kept["reply_markup"] = inline_keyboard(result["reply_markup"])
    return kept


def _shown(result: dict[str, Any]) -> dict[str, Any]:
    """What the list of results shows of one."""
    names = ("title", "description", "url", "thumbnail_url")
    shown = {name: text for name in names if (text := string_field(result, name, _WHAT, default=""))}
    if "thumbnail_url" in shown and not checked_link(shown["thumbnail_url"]):
        raise bad_request("WEBDOCUMENT_URL_INVALID")
    for name in ("thumbnail_width", "thumbnail_height"):
        number_field(result, name, _WHAT, default=0)
    return shown


def _article(result: dict[str, Any]) -> dict[str, Any]:
    title = string_field(result, "title", _WHAT)
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request(f'{_WHAT}Can\'t find field "input_message_content"')
    message = formatted_content(content, _WHAT).as_json("text", "entities")
    if not title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if "link_preview_options" in content:
        preview = preview_options(content["link_preview_options"])
        message |= {"link_preview_options": preview} if preview else {}
    return {"content": message}
