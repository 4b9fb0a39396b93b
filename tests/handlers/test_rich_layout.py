"""Rich digests: chosen after a look at a sample, opened like others, and never worth a digest."""

from typing import Any

import pytest
from conversation import XIAOLIN, Conversation
from mornings import morning, ready
from pushing import change_chats, chat_of

from handlers.services import Services
from storage.records import Layout

GEM = "GEM: A Gym for Agentic LLMs"
Block = dict[str, Any]


async def offered(conversation: Conversation) -> list[dict[str, Any]]:
    """The sample and the question, after a tap on the layout."""
    [settings] = await conversation.say("设置")
    [panel] = await conversation.tap(settings, "版式")
    return await conversation.tap(panel, "富文本")


async def rich(conversation: Conversation) -> None:
    _, question = await offered(conversation)
    await conversation.tap(question, "看得清")


def blocks(message: dict[str, Any], kind: str) -> list[Block]:
    return [one for one in message["rich_message"]["blocks"] if one["type"] == kind]


def said(value: Any) -> str:
    """All the words of blocks."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(said, value))
    return "".join(said(value[name]) for name in ("summary", "text", "blocks", "expression") if name in value)


async def test_sample_comes_first_and_only_a_yes_takes_the_layout(conversation: Conversation) -> None:
    """Some clients show rich messages blank, and no server tells: the question is an ordinary message."""
    await ready(conversation, "智能体")
    sample, question = await offered(conversation)
    kinds = [one["type"] for one in sample["rich_message"]["blocks"]]
    assert kinds == ["heading", "paragraph", "details"]
    assert "\\frac" in said(blocks(sample, "details"))
    assert "能看清吗" in question["text"]
    assert (await chat_of(conversation.database, XIAOLIN)).layout is Layout.COMPACT
    [left] = await conversation.tap(question, "看不到")
    assert "版式没有变" in left["text"]
    assert (await chat_of(conversation.database, XIAOLIN)).layout is Layout.COMPACT
    [taken] = await conversation.tap_data(question, "sr:1")
    assert "从下一份起用富文本" in taken["text"]
    assert (await chat_of(conversation.database, XIAOLIN)).layout is Layout.RICH
    [panel] = await conversation.tap(taken, "版式")
    assert [one["text"] for one in conversation.rows(panel)[0]] == ["简洁", "详细", "✓ 富文本"]


async def test_sample_that_is_refused_says_so_and_breaks_nothing(conversation: Conversation) -> None:
    """What the server does not take comes as a sentence; the question stands all the same."""
    await ready(conversation, "智能体")
    conversation.sandbox.fault("error", method="sendRichMessage", reason="not_found", times=None)
    sample, question = await offered(conversation)
    assert "服务器没有收下" in sample["text"]
    await conversation.tap(question, "看不到")
    assert (await chat_of(conversation.database, XIAOLIN)).layout is Layout.COMPACT
    [today] = await conversation.say("今天")
    assert "GEM" in today["text"]


async def test_answer_that_we_never_offered_changes_nothing(conversation: Conversation) -> None:
    """Data of a button may come from anybody."""
    await ready(conversation, "智能体")
    _, question = await offered(conversation)
    assert await conversation.tap_data(question, "sr:7") == []
    assert (await chat_of(conversation.database, XIAOLIN)).layout is Layout.COMPACT


async def test_rich_digest_holds_what_others_hold(conversation: Conversation, services: Services) -> None:
    """The same papers and counts, each with a fold; for the preview and the push alike."""
    await ready(conversation, "智能体")
    [compact] = await conversation.say("今天")
    await rich(conversation)
    [today] = await conversation.say("今天")
    [pushed] = await morning(conversation, services)
    assert conversation.rows(today) == conversation.rows(compact)
    for digest in (today, pushed):
        headings = [said(one) for one in blocks(digest, "heading")]
        numbers = [one for row in conversation.rows(digest) for one in row if one["text"].isdecimal()]
        assert headings[0].startswith("晨报 · ")
        assert headings[1] == f"智能体 {len(numbers)}"
        assert len(blocks(digest, "details")) == len(numbers)
        assert GEM in said(digest["rich_message"]["blocks"])
        assert "匹配主题：智能体（agentic）" in said(blocks(digest, "details"))
    first_line = compact["text"].splitlines()[1]
    assert first_line == said(blocks(today, "paragraph")[0])


async def test_number_opens_the_card_in_place_and_leads_back(
    conversation: Conversation, services: Services
) -> None:
    """A rich message becomes the card, and rich again."""
    await ready(conversation, "智能体")
    await rich(conversation)
    [today] = await conversation.say("今天")
    [pushed] = await morning(conversation, services)
    for digest in (today, pushed):
        [card] = await conversation.tap(digest, "1")
        assert card["message_id"] == digest["message_id"]
        assert ("rich_message" in card, "作者" in card["text"]) == (False, True)
        if digest is pushed:
            [back] = await conversation.tap(card, "晨报")
            assert back["rich_message"] == digest["rich_message"]


async def test_edit_that_is_refused_as_rich_is_made_as_text(
    conversation: Conversation, services: Services
) -> None:
    """A server of before reads no rich content there, and finds no text."""
    await ready(conversation, "智能体")
    await rich(conversation)
    [pushed] = await morning(conversation, services)
    [card] = await conversation.tap(pushed, "1")
    conversation.sandbox.fault(
        "error",
        method="editMessageText",
        error_code=400,
        description="Bad Request: message text is empty",
    )
    [back] = await conversation.tap(card, "晨报")
    assert GEM in back["text"]


async def test_card_is_a_message_of_its_own_where_rich_ones_cannot_become_texts(
    conversation: Conversation, services: Services
) -> None:
    """It leads back to the digest all the same."""
    await ready(conversation, "智能体")
    await rich(conversation)
    [pushed] = await morning(conversation, services)
    conversation.sandbox.fault(
        "error",
        method="editMessageText",
        error_code=400,
        description="Bad Request: there is no text in the message to edit",
    )
    [card] = await conversation.tap(pushed, "1")
    assert card["message_id"] > pushed["message_id"]
    [back] = await conversation.tap(card, "晨报")
    assert (back["message_id"], back["rich_message"]) == (card["message_id"], pushed["rich_message"])


@pytest.mark.parametrize("reason", ["not_found", "method_not_found"])
async def test_server_without_rich_messages_is_met_once(
    conversation: Conversation, services: Services, reason: str
) -> None:
    """The digest comes detailed at once, the chat is told next, and once, and keeps that layout."""
    await ready(conversation, "智能体")
    await rich(conversation)
    conversation.sandbox.fault("error", method="sendRichMessage", reason=reason, times=None)
    [digest] = await morning(conversation, services)
    assert GEM in digest["text"]
    assert (await chat_of(conversation.database, XIAOLIN)).layout is Layout.NORMAL
    later = []
    for _ in range(2):
        await change_chats(conversation.database, not_before=None)
        later += [one["text"] for one in await morning(conversation, services)]
    assert len([text for text in later if "不支持富文本" in text]) == 1
    assert len(conversation.sandbox.calls("sendRichMessage")) == 2


async def test_content_that_is_refused_costs_the_form_alone(
    conversation: Conversation, services: Services
) -> None:
    """One message comes detailed; the next one is rich again, and nobody is told."""
    await ready(conversation, "智能体")
    await rich(conversation)
    conversation.sandbox.fault(
        "error",
        method="sendRichMessage",
        error_code=400,
        description="Bad Request: RICH_MESSAGE_TOO_LONG",
    )
    [digest] = await morning(conversation, services)
    assert GEM in digest["text"]
    assert (await chat_of(conversation.database, XIAOLIN)).layout is Layout.RICH
    [today] = await conversation.say("今天", XIAOLIN)
    assert "rich_message" in today or "没有" in today["text"]
