"""Inline keyboards and link previews, checked as the real server checks them."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.links import checked_link
from bot.sandbox.parameters import Parameters

MAX_CALLBACK_DATA_BYTES = 64
_LINK_PREVIEW_FIELDS = (
    "is_disabled",
    "url",
    "prefer_small_media",
    "prefer_large_media",
    "show_above_text",
)
_REPLY_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


def reply_markup(parameters: Parameters) -> dict[str, Any] | None:
    """
    The reply markup of a call; of the four kinds only an inline keyboard stays on a message.

    Raises:
        BotAPIError: it cannot be parsed, or a button is not allowed.
    """
    markup = parameters.json("reply_markup", "reply keyboard markup")
    if markup is None and parameters.text("reply_markup") == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"])
        keyboard = [[_button(button) for button in row] for row in rows if row]
        return {"inline_keyboard": keyboard} if keyboard else None
    return None


def link_preview_options(parameters: Parameters) -> dict[str, Any] | None:
    """
    How a link in the text is previewed, as the message will show it.

    Raises:
        BotAPIError: it cannot be parsed.
    """
    options = parameters.json("link_preview_options", "link preview options")
    if options is None and parameters.text("link_preview_options") == "":
        disabled = parameters.boolean("disable_web_page_preview")
        return {"is_disabled": True} if disabled else None
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    return {name: options[name] for name in _LINK_PREVIEW_FIELDS if options.get(name)} or None


def _rows(keyboard: object) -> list[list[object]]:
    if not isinstance(keyboard, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    for row in keyboard:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
    return keyboard


def _button_fault(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _button(button: object) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _button_fault("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _button_fault(
            'Can\'t find field "text"' if text is None else 'Field "text" must be of type String'
        )
    if "url" in button:
        return {"text": text, "url": _button_url(button["url"])}
    if "callback_data" in button:
        return {"text": text, "callback_data": _callback_data(button["callback_data"])}
    for name in (
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
    ):
        if name in button:
            return {"text": text, name: button[name]}
    for name in ("copy_text", "web_app", "login_url"):
        if isinstance(button.get(name), dict):
            return {"text": text, name: button[name]}
    raise _button_fault("Text buttons are unallowed in the inline keyboard")


def _button_url(url: object) -> str:
    if not isinstance(url, str):
        raise _button_fault('Field "url" must be of type String')
    checked = checked_link(url)
    if not checked:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked


def _callback_data(data: object) -> str:
    if not isinstance(data, str):
        raise _button_fault('Field "callback_data" must be of type String')
    if not 1 <= len(data.encode("utf-8", "surrogatepass")) <= MAX_CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data
