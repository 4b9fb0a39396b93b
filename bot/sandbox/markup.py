"""Keyboards and link previews, checked as the real server checks them."""

from typing import Any

from bot.sandbox.errors import BotAPIError, bad_request
from bot.sandbox.fields import boolean_field, string_field
from bot.sandbox.links import checked_link
from bot.sandbox.parameters import Parameters

MAX_CALLBACK_DATA_BYTES = 64
MAX_BUTTONS = 100
_PREVIEW_SWITCHES = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
_FAULT = "can't parse inline keyboard button: "
_REPLY_KEYBOARDS = frozenset({"keyboard", "remove_keyboard", "force_reply"})
_REQUESTS = {"request_contact": "phone number", "request_location": "location"}
_BUTTON_STYLES = ("danger", "success", "primary")


def reply_markup(parameters: Parameters) -> dict[str, Any] | None:
    """
    The reply markup of a call; of the four kinds only an inline keyboard stays on a message.

    Raises:
        BotAPIError: it cannot be parsed, or a button is not allowed.
    """
    if not parameters.text("reply_markup"):
        return None
    return inline_keyboard(parameters.json("reply_markup", "reply keyboard markup"))


def reply_keyboard(parameters: Parameters) -> dict[str, Any] | None:
    """
    The markup of a call that concerns the keyboard in place of the letters, None where it has none.

    No message carries it: the page alone is told.

    Raises:
        BotAPIError: a keyboard is no array of rows of texts or buttons.
    """
    markup = (
        parameters.json("reply_markup", "reply keyboard markup") if parameters.text("reply_markup") else {}
    )
    if not isinstance(markup, dict) or not _REPLY_KEYBOARDS & markup.keys():
        return None
    rows = markup.get("keyboard", [])
    if not isinstance(rows, list) or not all(
        isinstance(row, list) and all(map(_is_key, row)) for row in rows
    ):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    return markup


def check_requests(parameters: Parameters, *, is_private: bool) -> None:
    """
    Let keyboards pass whose keys ask a person for what their chat may be asked for.

    Raises:
        BotAPIError: a key asks for a place, a number or a poll where more than one person writes.
    """
    for row in (reply_keyboard(parameters) or {}).get("keyboard", []):
        for key in row:
            asked = [name for name in _REQUESTS if isinstance(key, dict) and boolean_field(key, name)]
            if asked and not is_private:
                raise bad_request(f"{_REQUESTS[asked[0]]} can be requested in private chats only")


def inline_keyboard(markup: object) -> dict[str, Any] | None:
    """
    The inline keyboard of a reply markup, None where it has none or an empty one.

    Raises:
        BotAPIError: it is not right.
    """
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = _rows(markup["inline_keyboard"]) if "inline_keyboard" in markup else []
    keyboard = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, keyboard)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": keyboard} if keyboard else None


def link_preview_options(parameters: Parameters) -> dict[str, Any] | None:
    """
    How a link in the text is previewed, as the message will show it.

    Raises:
        BotAPIError: it cannot be parsed.
    """
    if not parameters.text("link_preview_options"):
        return {"is_disabled": True} if parameters.boolean("disable_web_page_preview") else None
    return preview_options(parameters.json("link_preview_options", "link preview options"))


def preview_options(options: object) -> dict[str, Any] | None:
    """
    Options for a link preview as a message keeps them, None where they say nothing.

    Raises:
        BotAPIError: they are not right.
    """
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    preview = {name: True for name in _PREVIEW_SWITCHES if boolean_field(options, name)}
    url = string_field(options, "url", default="")
    return {**preview, **({"url": url} if url else {})} or None


def _is_key(key: object) -> bool:
    text = key.get("text") if isinstance(key, dict) else key
    return isinstance(text, str) and bool(text.strip())


def _rows(keyboard: object) -> list[list[object]]:
    if not isinstance(keyboard, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    for row in keyboard:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
    return keyboard


def _button(button: object) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _button_fault("InlineKeyboardButton must be an Object")
    text = string_field(button, "text", _FAULT)
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    return {"text": text, **_style(button), **_action(button)}


def _style(button: dict[str, Any]) -> dict[str, str]:
    style = string_field(button, "style", _FAULT, default="")
    if style and style not in _BUTTON_STYLES:
        raise _button_fault("invalid button style specified")
    return {"style": style} if style else {}


def _action(button: dict[str, Any]) -> dict[str, Any]:
    """What a tap does; the first of these that is there decides, as on the real server."""
    if "url" in button:
        return {"url": _button_url(string_field(button, "url", _FAULT))}
    if "callback_data" in button:
        data = string_field(button, "callback_data", _FAULT)
        if not 1 <= len(data.encode()) <= MAX_CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if name in button:
            return {name: string_field(button, name, _FAULT)}
    for name in ("switch_inline_query_chosen_chat", "login_url", "web_app", "copy_text", "disabled"):
        if name in button:
            if not isinstance(button[name], dict):
                raise _button_fault(f'Field "{name}" must be of type Object')
            return {name: button[name]}
    raise _button_fault("Text buttons are unallowed in the inline keyboard")


def _button_url(url: str) -> str:
    checked = checked_link(url)
    if not checked:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked


def _button_fault(reason: str) -> BotAPIError:
    return bad_request(f"{_FAULT}{reason}")
