"""Keyboards, checked as the real server checks them."""

import json
from typing import Any

import pytest

from bot.sandbox.errors import BotAPIError
from bot.sandbox.markup import check_requests, link_preview_options, reply_keyboard, reply_markup
from bot.sandbox.parameters import Parameters

BUTTON = {"text": "k", "callback_data": "1"}
PREFIX = "can't parse inline keyboard button: "


def keyboard(button: object) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ([], "object expected as reply markup"),
        ({"inline_keyboard": None}, 'field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [BUTTON]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (keyboard("k"), f"{PREFIX}InlineKeyboardButton must be an Object"),
        (keyboard({"text": "k"}), f"{PREFIX}Text buttons are unallowed in the inline keyboard"),
        (keyboard({"callback_data": "1"}), f'{PREFIX}Can\'t find field "text"'),
        (keyboard({"text": True, "callback_data": "1"}), f'{PREFIX}Field "text" must be of type String'),
        (keyboard({"text": "k", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (keyboard({"text": "k", "callback_data": "字" * 22}), "BUTTON_DATA_INVALID"),
        (keyboard({"text": " ", "callback_data": "1"}), "inline keyboard button text must be non-empty"),
        (
            keyboard({"text": "k", "url": "http://localhost/"}),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        ({"inline_keyboard": [[BUTTON] * 101]}, "REPLY_MARKUP_TOO_LONG"),
    ],
)
def test_keyboards_that_are_not_right_are_refused(markup: object, reason: str) -> None:
    """Every fault has the real server's description."""
    with pytest.raises(BotAPIError) as refusal:
        reply_markup(Parameters({"reply_markup": json.dumps(markup)}))
    assert refusal.value.description == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        (keyboard(BUTTON), keyboard(BUTTON)),
        (keyboard({**BUTTON, "callback_data": "字" * 21}), keyboard({**BUTTON, "callback_data": "字" * 21})),
        (keyboard({"text": 1, "url": "tg://x", "unknown": 1}), keyboard({"text": "1", "url": "tg://x"})),
        (keyboard({"text": "k", "copy_text": {"text": "x"}}), keyboard({"text": "k", "copy_text": {"text": "x"}})),
        (keyboard({**BUTTON, "style": "danger"}), keyboard({"text": "k", "style": "danger", "callback_data": "1"})),
        ({"inline_keyboard": [[], [BUTTON]]}, keyboard(BUTTON)),
        ({"inline_keyboard": []}, None),
        ({"remove_keyboard": True}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_keyboards_are_kept_as_telegram_shows_them(markup: object, kept: object) -> None:
    """Addresses become canonical, unknown fields and empty rows vanish."""
    assert reply_markup(Parameters({"reply_markup": json.dumps(markup)})) == kept


def test_the_old_preview_switch_still_works() -> None:
    """disable_web_page_preview means link_preview_options that are disabled."""
    assert link_preview_options(Parameters({"disable_web_page_preview": "true"})) == {"is_disabled": True}
    assert link_preview_options(Parameters({"link_preview_options": '{"is_disabled": false}'})) is None


@pytest.mark.parametrize("name", ["request_location", "request_contact"])
def test_only_one_person_may_be_asked_for_a_place_or_a_number(name: str) -> None:
    """In groups the whole message is refused, as by the real server."""
    markup = {"keyboard": [["no", {"text": "yes", name: True}]]}
    parameters = Parameters({"reply_markup": json.dumps(markup)})
    check_requests(parameters, is_private=True)
    with pytest.raises(BotAPIError, match="can be requested in private chats only"):
        check_requests(parameters, is_private=False)


@pytest.mark.parametrize("rows", [7, [7], [[{}]], [[" "]], [[None]]])
def test_reply_keyboards_that_are_not_right_are_refused(rows: object) -> None:
    """Anything but rows of texts, or of buttons with a text."""
    parameters = Parameters({"reply_markup": json.dumps({"keyboard": rows})})
    with pytest.raises(BotAPIError, match='"keyboard" of the ReplyKeyboardMarkup'):
        reply_keyboard(parameters)
