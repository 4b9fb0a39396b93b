"""Sending, editing, deleting and marking messages over HTTP."""

import json
from typing import Any

import pytest
from sandbox_driver import ALICE, CHANNEL, GROUP, XIAOLIN, SandboxDriver


def sent(sandbox: SandboxDriver, text: str = "x", **more: Any) -> int:
    """A message of the bot to 小林; its id."""
    return sandbox.result("sendMessage", chat_id=XIAOLIN, text=text, **more)["message_id"]


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 12345, "text": "x"}, "chat not found"),
        ({"chat_id": "小林", "text": "x"}, "chat not found"),
        ({"chat_id": "@nobody_here", "text": "x"}, "chat not found"),
        ({"chat_id": 10**30, "text": "x"}, "chat not found"),
        ({"chat_id": XIAOLIN}, "message text is empty"),
        ({"chat_id": XIAOLIN, "text": ""}, "message text is empty"),
        ({"chat_id": 1, "text": ""}, "message text is empty"),
        ({"chat_id": XIAOLIN, "text": " \n"}, "text must be non-empty"),
        ({"chat_id": XIAOLIN, "text": "x" * 4097}, "message is too long"),
        ({"chat_id": XIAOLIN, "text": "字" * 11_000}, "text is too long"),
        ({"chat_id": XIAOLIN, "text": "x", "parse_mode": "RTF"}, "unsupported parse_mode"),
        (
            {"chat_id": XIAOLIN, "text": "<br>", "parse_mode": "html"},
            'can\'t parse entities: Unsupported start tag "br" at byte offset 0',
        ),
        (
            {"chat_id": XIAOLIN, "text": "x", "entities": [1]},
            "can't parse MessageEntity: expected an Object",
        ),
        (
            {"chat_id": XIAOLIN, "text": "x", "entities": [{"type": "bold", "length": 1}]},
            'can\'t parse MessageEntity: Can\'t find field "offset"',
        ),
        (
            {"chat_id": XIAOLIN, "text": "x", "entities": [{"type": "shiny", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        ({"chat_id": XIAOLIN, "text": "x", "reply_markup": None}, "object expected as reply markup"),
        ({"chat_id": XIAOLIN, "text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        (
            {"chat_id": XIAOLIN, "text": "x", "link_preview_options": "no"},
            "can't parse link preview options JSON object",
        ),
        ({"chat_id": XIAOLIN, "text": "x", "link_preview_options": []}, "object expected as link preview options"),
        ({"chat_id": XIAOLIN, "text": "x", "message_thread_id": 5}, "message thread not found"),
        (
            {"chat_id": XIAOLIN, "text": "x", "reply_parameters": {"message_id": 999_999}},
            "message to be replied not found",
        ),
        (
            {"chat_id": XIAOLIN, "text": "x", "reply_parameters": {"message_id": 0}},
            "invalid message identifier specified",
        ),
        ({"chat_id": XIAOLIN, "text": "x\ud83d"}, "strings must be encoded in UTF-8"),
    ],
)  # fmt: skip
def test_refusals_use_the_servers_words(
    lived_in: SandboxDriver, parameters: dict[str, Any], reason: str
) -> None:
    """What Telegram refuses to send is refused with its description, and nothing is sent."""
    before = lived_in.messages(XIAOLIN)
    answer = lived_in.client.post(
        f"/bot{lived_in.token}/sendMessage",
        content=json.dumps(parameters),
        headers={"content-type": "application/json"},
    )
    assert (answer.status_code, answer.json()) == (
        400,
        {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"},
    )
    assert lived_in.messages(XIAOLIN) == before


def test_who_never_wrote_cannot_be_written_to(sandbox: SandboxDriver) -> None:
    """The bot writes to a person only after the person did."""
    reason = "Forbidden: bot can't initiate conversation with a user"
    assert sandbox.refusal("sendMessage", chat_id=ALICE, text="x") == reason
    sandbox.start(ALICE)
    assert sandbox.result("sendMessage", chat_id=ALICE, text="x")["chat"]["id"] == ALICE


def test_a_sent_message_is_whole(lived_in: SandboxDriver) -> None:
    """A message carries its author, chat, date, entities, answered message and preview."""
    question = lived_in.send(XIAOLIN, XIAOLIN, "问")
    message = lived_in.result(
        "sendMessage",
        chat_id=XIAOLIN,
        text="答 😀 b",
        entities=[{"type": "bold", "offset": 5, "length": 1}],
        reply_parameters={"message_id": question["message_id"]},
        link_preview_options={"is_disabled": True},
        disable_notification=True,
    )
    assert message["from"]["username"] == "chenbao_sandbox_bot"
    assert message["chat"] == {
        "id": XIAOLIN, "first_name": "小林", "username": "xiaolin_reads", "type": "private"
    }  # fmt: skip
    assert message["entities"] == [{"offset": 5, "length": 1, "type": "bold"}]
    assert message["reply_to_message"]["text"] == "问"
    assert message["link_preview_options"] == {"is_disabled": True}
    assert "disable_notification" not in message
    shown = lived_in.messages(XIAOLIN)[-1]
    assert (shown["disable_notification"], shown["reply_to_message_id"]) == (True, question["message_id"])


def test_a_channel_post_has_no_author(lived_in: SandboxDriver) -> None:
    """In a channel the channel itself is the sender."""
    message = lived_in.result("sendMessage", chat_id="@chenbao_sandbox_channel", text="x")
    assert (message["sender_chat"]["id"], "from" in message) == (CHANNEL, False)


def test_an_edit_replaces_everything(lived_in: SandboxDriver) -> None:
    """A new text takes new entities and a new keyboard; what is not given again is gone."""
    keyboard = {"inline_keyboard": [[{"text": "k", "callback_data": "1"}]]}
    message_id = sent(lived_in, "<b>a</b>", parse_mode="HTML", reply_markup=keyboard)
    edited = lived_in.result("editMessageText", chat_id=XIAOLIN, message_id=message_id, text="b")
    assert (edited["text"], edited.get("entities"), edited.get("reply_markup")) == ("b", None, None)
    assert edited["edit_date"] >= edited["date"]


def test_an_unchanged_edit_is_refused(lived_in: SandboxDriver) -> None:
    """The same text and keyboard are told apart from a change."""
    reason = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly"
        " the same as a current content and reply markup of the message"
    )
    message_id = sent(lived_in)
    here = {"chat_id": XIAOLIN, "message_id": message_id}
    assert lived_in.refusal("editMessageText", **here, text=" x ") == reason
    assert lived_in.refusal("editMessageReplyMarkup", **here) == reason
    keyboard = {"inline_keyboard": [[{"text": "k", "url": "a.org"}]]}
    edited = lived_in.result("editMessageReplyMarkup", **here, reply_markup=keyboard)
    assert edited["reply_markup"]["inline_keyboard"][0][0]["url"] == "http://a.org/"


def test_edits_need_a_message_of_the_bot(lived_in: SandboxDriver) -> None:
    """Unknown, foreign and deleted messages cannot be edited."""
    theirs = lived_in.send(XIAOLIN, XIAOLIN, "x")["message_id"]
    gone = sent(lived_in)
    lived_in.result("deleteMessage", chat_id=XIAOLIN, message_id=gone)
    expected = [
        ({}, "message identifier is not specified"),
        ({"chat_id": XIAOLIN}, "message to edit not found"),
        ({"chat_id": XIAOLIN, "message_id": gone}, "message to edit not found"),
        ({"chat_id": XIAOLIN, "message_id": theirs}, "message can't be edited"),
        ({"message_id": gone}, "chat_id is empty"),
    ]
    found = [(where, lived_in.refusal("editMessageText", text="y", **where)) for where, _ in expected]
    assert found == [(where, f"Bad Request: {reason}") for where, reason in expected]


def test_captions_and_texts_are_told_apart(lived_in: SandboxDriver) -> None:
    """A text has no caption to edit, a file no text."""
    message_id = sent(lived_in)
    where = {"chat_id": XIAOLIN, "message_id": message_id}
    reason = "Bad Request: there is no caption in the message to edit"
    assert lived_in.refusal("editMessageCaption", **where, caption="y") == reason
    photo = lived_in.result("sendPhoto", chat_id=XIAOLIN, photo="https://a.org/x.png", caption="c")
    where["message_id"] = photo["message_id"]
    reason = "Bad Request: there is no text in the message to edit"
    assert lived_in.refusal("editMessageText", **where, text="y") == reason
    assert lived_in.result("editMessageCaption", **where, caption="d")["caption"] == "d"
    reason = "Bad Request: message caption is too long"
    assert lived_in.refusal("editMessageCaption", **where, caption="d" * 1025) == reason


def test_messages_are_deleted(sandbox: SandboxDriver) -> None:
    """Deleted messages go, once, and not after two days."""
    sandbox.start(XIAOLIN)
    first, second, third = sent(sandbox), sent(sandbox), sent(sandbox)
    assert sandbox.result("deleteMessage", chat_id=XIAOLIN, message_id=first) is True
    again = sandbox.refusal("deleteMessage", chat_id=XIAOLIN, message_id=first)
    assert again == "Bad Request: message to delete not found"
    assert sandbox.result("deleteMessages", chat_id=XIAOLIN, message_ids=[first, second]) is True
    sandbox.advance(49 * 3600)
    late = sandbox.refusal("deleteMessage", chat_id=XIAOLIN, message_id=third)
    assert late == "Bad Request: message can't be deleted"
    assert [message["message_id"] for message in sandbox.messages(XIAOLIN)][1:] == [third]


def test_others_messages_in_a_group_stay(lived_in: SandboxDriver) -> None:
    """A bot that is no administrator deletes only its own."""
    theirs = lived_in.send(GROUP, ALICE, "x")["message_id"]
    reason = lived_in.refusal("deleteMessage", chat_id=GROUP, message_id=theirs)
    assert reason == "Bad Request: message can't be deleted"


def test_a_reaction_is_shown(lived_in: SandboxDriver) -> None:
    """The bot marks a message with one of the allowed emoji."""
    message_id = lived_in.send(XIAOLIN, XIAOLIN, "x")["message_id"]
    where = {"chat_id": XIAOLIN, "message_id": message_id}
    lived_in.result("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert lived_in.messages(XIAOLIN)[-1]["reactions"] == ["👀"]
    reason = lived_in.refusal("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "x"}])
    assert reason == "Bad Request: REACTION_INVALID"


def test_a_tap_is_answered_once(lived_in: SandboxDriver) -> None:
    """A callback query takes one answer, of 200 characters, while it is young."""
    message_id = sent(lived_in)
    query_id = lived_in.tap(XIAOLIN, XIAOLIN, message_id, "forged")
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    long = lived_in.refusal("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    assert long == "Bad Request: MESSAGE_TOO_LONG"
    assert lived_in.result("answerCallbackQuery", callback_query_id=query_id) is True
    assert lived_in.refusal("answerCallbackQuery", callback_query_id=query_id) == late
    assert lived_in.refusal("answerCallbackQuery") == late
    old = lived_in.tap(XIAOLIN, XIAOLIN, message_id, "x")
    lived_in.advance(1000)
    assert lived_in.refusal("answerCallbackQuery", callback_query_id=old) == late
