"""Replies become Bot API calls; harmless refusals are no failures."""

from collections.abc import AsyncGenerator

import pytest
from conversation import XIAOLIN
from sandbox_driver import GROUP, SandboxDriver
from telegram import Bot

from bot.telegram_client import build_application
from handlers.content_calls import send_content
from handlers.outcomes import Meaning
from handlers.replies import Edit, EditKeyboard, Reply, Send, SendDocument, Toast, reply_document
from handlers.replying import send_replies
from storage.records import Button, MessageContent


@pytest.fixture
async def bot(sandbox: SandboxDriver) -> AsyncGenerator[Bot]:
    sandbox.start(XIAOLIN)
    application = build_application(sandbox.token, sandbox.url, None)
    async with application.bot:
        yield application.bot


def texts(sandbox: SandboxDriver) -> list[str]:
    return [message["text"] for message in sandbox.messages(XIAOLIN)][1:]


async def send(bot: Bot, *replies: Reply) -> Meaning | None:
    failure = await send_replies(bot, [reply_document(reply) for reply in replies])
    return failure.outcome.meaning if failure else None


async def test_a_message_goes_out_with_its_buttons(bot: Bot, sandbox: SandboxDriver) -> None:
    """Formatting, keyboard and address arrive as they were written."""
    content = MessageContent("<b>早</b>", ((Button("好", data="st:main"), Button("看", url="https://a.b")),))
    number = (await send_content(bot, XIAOLIN, content)).message_id
    sent = sandbox.messages(XIAOLIN)[-1]
    assert (sent["message_id"], sent["text"]) == (number, "早")
    assert [(one["type"], one["offset"], one["length"]) for one in sent["entities"]] == [("bold", 0, 1)]
    assert sent["reply_markup"]["inline_keyboard"] == [
        [{"text": "好", "callback_data": "st:main"}, {"text": "看", "url": "https://a.b/"}]
    ]


async def test_an_edit_that_changes_nothing_is_done(bot: Bot, sandbox: SandboxDriver) -> None:
    """The second of two equal taps is as good as the first."""
    sent = await send_content(bot, XIAOLIN, MessageContent("a"))
    edit = Edit(XIAOLIN, sent.message_id, MessageContent("b"))
    assert await send(bot, edit, edit, Send(XIAOLIN, MessageContent("c"))) is None
    assert texts(sandbox) == ["b", "c"]


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(bot: Bot, sandbox: SandboxDriver) -> None:
    """Who deleted a message and taps on it elsewhere still gets an answer."""
    assert await send(bot, Edit(XIAOLIN, 99_999, MessageContent("b"))) is None
    assert texts(sandbox) == ["b"]


async def test_a_tap_answered_too_late_holds_nothing_up(bot: Bot, sandbox: SandboxDriver) -> None:
    """After a restart old taps cannot be answered; their messages can."""
    assert await send(bot, Toast("12345", "x"), Send(XIAOLIN, MessageContent("b"))) is None
    assert texts(sandbox) == ["b"]


async def test_refused_formatting_goes_out_as_plain_text_once(bot: Bot, sandbox: SandboxDriver) -> None:
    """A fault of ours in the markup costs the markup, not the message."""
    assert await send(bot, Send(XIAOLIN, MessageContent("<b>p < 0.05 &amp; 好"))) is None
    assert texts(sandbox) == ["p < 0.05 & 好"]


async def test_what_a_server_does_not_know_is_left_out(bot: Bot, sandbox: SandboxDriver) -> None:
    """Inline mode that was switched off, buttons and previews of a newer Bot API: the rest arrives."""
    rows = (
        (Button("好", data="st:main"), Button("抄", copied_text="@misc")),
        (Button("分享", shared_query="2510.01051"),),
    )
    content = MessageContent("<b>早</b>", rows, preview_url="https://a.b/c.png")
    sandbox.fault(
        "error", method="sendMessage", error_code=400, description="Bad Request: BUTTON_TYPE_INVALID", times=1
    )
    assert await send(bot, Send(XIAOLIN, content)) is None
    sent = sandbox.messages(XIAOLIN)[-1]
    assert (sent["text"], sent["link_preview_options"]) == ("早", {"is_disabled": True})
    assert sent["reply_markup"]["inline_keyboard"] == [[{"text": "好", "callback_data": "st:main"}]]
    sandbox.fault("error", method="sendMessage", error_code=400, description="Bad Request: x", times=2)
    assert await send(bot, Send(XIAOLIN, content)) is Meaning.REJECTED


async def test_a_picture_is_shown_small_as_a_preview(bot: Bot, sandbox: SandboxDriver) -> None:
    """Of the address that the content names, never of a link in its text."""
    content = MessageContent('<a href="https://a.b">早</a>', preview_url="https://c.d/e.png")
    assert await send(bot, Send(XIAOLIN, content)) is None
    shown = sandbox.messages(XIAOLIN)[-1]["link_preview_options"]
    assert shown == {"prefer_small_media": True, "url": "https://c.d/e.png"}


async def test_a_text_that_is_too_long_is_cut(bot: Bot, sandbox: SandboxDriver) -> None:
    """Better the front of a message than none."""
    assert await send(bot, Send(XIAOLIN, MessageContent("长" * 5000))) is None
    assert texts(sandbox) == ["长" * 4096]


async def test_a_failure_is_named_and_ends_the_answer(bot: Bot, sandbox: SandboxDriver) -> None:
    """Who blocked the bot gets nothing more of the same answer."""
    sandbox.block(XIAOLIN)
    one = Send(XIAOLIN, MessageContent("a"))
    assert await send(bot, one, one) is Meaning.GONE
    assert len(sandbox.calls("sendMessage")) == 1


async def test_a_file_goes_out_with_its_words(bot: Bot, sandbox: SandboxDriver) -> None:
    """Name, bytes and caption arrive; where its topic was closed, in the chat itself."""
    forum = sandbox.upgrade(GROUP)
    sandbox.set_member(forum, present=True)
    thread_id = sandbox.set_topic(forum)
    sandbox.set_topic(forum, thread_id, "closed")
    caption = MessageContent("<b>文件</b>", ((Button("看", url="https://a.b"),),))
    reply = SendDocument(forum, "a.bib", "@misc{ü,}", caption, thread_id, reply_to=1)
    assert await send(bot, reply) is None
    sent = sandbox.messages(forum)[-1]
    assert (sent["document"]["file_name"], sent["caption"]) == ("a.bib", "文件")
    assert sandbox.client.get(sent["document"]["url"]).content.decode() == "@misc{ü,}"
    assert sent["reply_markup"]["inline_keyboard"] == [[{"text": "看", "url": "https://a.b/"}]]


async def test_buttons_change_below_a_text_that_stays(bot: Bot, sandbox: SandboxDriver) -> None:
    """Twice the same is done; a message that is gone is left alone."""
    sent = await send_content(bot, XIAOLIN, MessageContent("<b>a</b>"))
    edit = EditKeyboard(XIAOLIN, sent.message_id, [[{"text": "b", "callback_data": "c"}]])
    gone = EditKeyboard(XIAOLIN, 99_999, edit.rows)
    assert await send(bot, edit, edit, gone, Send(XIAOLIN, MessageContent("d"))) is None
    assert texts(sandbox) == ["a", "d"]
    assert sandbox.messages(XIAOLIN)[-2]["reply_markup"]["inline_keyboard"] == edit.rows


async def test_an_answer_whose_topic_was_closed_goes_to_the_chat(bot: Bot, sandbox: SandboxDriver) -> None:
    """Who asked in a topic that is gone still gets the answer."""
    forum = sandbox.upgrade(GROUP)
    sandbox.set_member(forum, present=True)
    thread_id = sandbox.set_topic(forum)
    sandbox.set_topic(forum, thread_id, "closed")
    assert await send(bot, Send(forum, MessageContent("answer"), thread_id)) is None
    assert sandbox.messages(forum)[-1]["text"] == "answer"
