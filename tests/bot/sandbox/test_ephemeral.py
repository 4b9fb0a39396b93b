"""Ephemeral messages: one member of a group sees them, and the bot changes and deletes them by a number of their own."""

import pytest
from sandbox_driver import ALICE, CHANNEL, GROUP, XIAOLIN, SandboxDriver

FOR_ALICE = {"receiver_user_id": ALICE}


def hidden(sandbox: SandboxDriver, text: str = "psst") -> int:
    """A message for Alice alone; its number."""
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    sent = sandbox.result(
        "sendMessage", chat_id=GROUP, text=text, reply_markup=keyboard, ephemeral_message_parameters=FOR_ALICE
    )
    assert (sent["message_id"], sent["receiver_user"]["id"]) == (0, ALICE)
    return int(sent["ephemeral_message_id"])


def named(number: int) -> dict[str, int]:
    return {"chat_id": GROUP, "receiver_user_id": ALICE, "ephemeral_message_id": number}


def test_admin_bot_sends_edits_and_deletes_them(sandbox: SandboxDriver) -> None:
    """By receiver and number; the page is told whose they are."""
    sandbox.set_bot_admin(GROUP)
    number = hidden(sandbox)
    [shown] = sandbox.messages(GROUP)
    assert (shown["receiver_id"], shown["text"]) == (ALICE, "psst")
    assert sandbox.result("editEphemeralMessageReplyMarkup", **named(number)) is True
    assert "reply_markup" not in sandbox.messages(GROUP)[0]
    assert sandbox.result("editEphemeralMessageText", **named(number), text="again") is True
    assert sandbox.messages(GROUP)[0]["text"] == "again"
    assert sandbox.result("deleteEphemeralMessage", **named(number)) is True
    assert sandbox.messages(GROUP) == []
    assert (
        sandbox.refusal("deleteEphemeralMessage", **named(number))
        == "Bad Request: message to delete not found"
    )


def test_they_have_no_number_among_the_others(sandbox: SandboxDriver) -> None:
    """Methods for ordinary messages do not find them, nor does another member."""
    sandbox.set_bot_admin(GROUP)
    number = hidden(sandbox)
    assert "not found" in sandbox.refusal("editMessageText", chat_id=GROUP, message_id=number, text="x")
    assert "not found" in sandbox.refusal("deleteMessage", chat_id=GROUP, message_id=number)
    other = named(number) | {"receiver_user_id": XIAOLIN}
    assert "not found" in sandbox.refusal("editEphemeralMessageText", **other, text="x")


def test_tap_tells_the_number_of_its_own(sandbox: SandboxDriver) -> None:
    """Only the receiver can tap; the message in the query has 0 where others have a number."""
    sandbox.set_bot_admin(GROUP)
    number = hidden(sandbox)
    sandbox.tap(GROUP, ALICE, number, "x")
    [*_, update] = sandbox.updates()
    message = update["callback_query"]["message"]
    assert (message["message_id"], message["ephemeral_message_id"]) == (0, number)
    answer = sandbox.client.post(
        "/page/tap", json={"chat_id": GROUP, "person_id": XIAOLIN, "message_id": number, "callback_data": "x"}
    )
    assert answer.status_code == 400


def test_mere_member_only_answers_a_tap(sandbox: SandboxDriver) -> None:
    """Of the same person, and within seconds."""
    said = sandbox.result("sendMessage", chat_id=GROUP, text="all")
    asked = {"chat_id": GROUP, "text": "psst"}
    assert (
        sandbox.refusal("sendMessage", **asked, ephemeral_message_parameters=FOR_ALICE)
        == "Bad Request: BOT_NOT_ADMIN"
    )
    query = {"callback_query_id": sandbox.tap(GROUP, ALICE, said["message_id"], "x")}
    sandbox.result("answerCallbackQuery", **query)
    assert (
        sandbox.result("sendMessage", **asked, ephemeral_message_parameters=FOR_ALICE | query)["message_id"]
        == 0
    )
    wrong = {"receiver_user_id": XIAOLIN} | query
    assert "BOT_NOT_ADMIN" in sandbox.refusal("sendMessage", **asked, ephemeral_message_parameters=wrong)
    sandbox.advance(16)
    assert "BOT_NOT_ADMIN" in sandbox.refusal(
        "sendMessage", **asked, ephemeral_message_parameters=FOR_ALICE | query
    )


@pytest.mark.parametrize("chat", [CHANNEL, XIAOLIN])
def test_only_groups_have_them(sandbox: SandboxDriver, chat: int) -> None:
    """In private everybody is alone already."""
    sandbox.send(XIAOLIN, XIAOLIN, "hello")
    parameters = {"receiver_user_id": XIAOLIN}
    assert "BOT_NOT_ADMIN" in sandbox.refusal(
        "sendMessage", chat_id=chat, text="x", ephemeral_message_parameters=parameters
    )
