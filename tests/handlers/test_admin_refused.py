"""Operators have refused files read again, and hear what came of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from conversation import ALICE, XIAOLIN, Conversation, Message
from digest_files import ATTENTION, api
from inbox_files import put
from paper_samples import MORNING
from strict_messages import check

from bot.digests.retrying import Retrier
from bot.digests.sources.folder import Inbox
from bot.digests.sources.refusals import refused_files
from bot.retry_requests import RetryRequests
from handlers.buttons import RetryRefused
from handlers.callbacks import encoded
from handlers.services import Services
from handlers.views.measuring import shown_text
from storage.acts import acts
from storage.raw_files import RawFile, keep_raw_files, packed
from storage.records import MessageContent

WEB = "https://example.org/daily/2026.md?key=secret"


class Telling(list[tuple[int, MessageContent]]):
    """What was told to whom, and who tells it."""

    requests: RetryRequests


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


@pytest.fixture
def telling() -> Telling:
    return Telling()


@pytest.fixture
def services(services: Services, folder: Path, telling: Telling) -> Services:
    async def say(telegram_id: int, content: MessageContent) -> bool:
        telling.append((telegram_id, content))
        return True

    retrier = Retrier(services.database, services.clock, [folder])
    telling.requests = RetryRequests(services.database, services.clock, retrier, say)
    return replace(
        services,
        admins=(XIAOLIN,),
        refused_files=lambda: refused_files([folder]),
        ask_retry=telling.requests.ask,
    )


async def refused_panel(conversation: Conversation, folder: Path) -> Message:
    """Of one file in the inbox and one that was fetched."""
    put(folder, "one.json", b"no digest")
    await Inbox(folder, conversation.database, conversation.clock).scan()
    fetched = RawFile("f" * 64, WEB, packed(b"portal"), 6, None, "no known digest format")
    async with conversation.database.transaction() as session:
        await keep_raw_files(session, [fetched], MORNING)
    [shown] = await conversation.tap((await conversation.say("/admin"))[0], "被拒")
    return shown


async def test_all_are_read_again_and_what_came_of_it_is_told(
    conversation: Conversation, folder: Path, telling: Telling
) -> None:
    """In a message of its own, beside the taps; impatient taps count once. It stands in the log."""
    shown = await refused_panel(conversation, folder)
    assert [[one["text"] for one in row] for row in conversation.rows(shown)] == [
        ["再读 1", "再读 2"],
        ["全部再读一遍"],
        ["‹ 返回"],
    ]
    (folder / "quarantine" / "one.json").write_bytes(api(ATTENTION[:2]))
    for _ in range(2):
        assert await conversation.tap(shown, "全部再读一遍") == []
        assert conversation.last_toast() == "正在再读，读完告诉你。"
    await telling.requests.carry_out()
    await telling.requests.carry_out()
    [(chat, content)] = telling
    check(content)
    read, refused, first = shown_text(content.html).splitlines()
    assert (chat, read, refused) == (
        XIAOLIN,
        "现在能读了：1 个文件，1 篇论文。",
        "再读了一遍，还是读不懂：1 个文件。",
    )
    assert first == "比如 example.org/…/2026.md?key=…：认不出格式，开头是 'portal'"
    async with conversation.database.reading() as session:
        kinds = {(act.kind, act.subject, act.user_id) for act in await acts(session, 5)}
    assert kinds == {("refused-retried", "2", XIAOLIN)}


async def test_one_is_read_again_by_its_number(
    conversation: Conversation, folder: Path, telling: Telling
) -> None:
    """Of a file on this machine no path is told."""
    await conversation.tap(await refused_panel(conversation, folder), "再读 1")
    await telling.requests.carry_out()
    [(_, content)] = telling
    assert shown_text(content.html).splitlines() == [
        "再读了一遍，还是读不懂：1 个文件。",
        "比如 one.json：认不出格式，开头是 'no digest'",
    ]


async def test_others_have_nothing_read(conversation: Conversation, folder: Path, telling: Telling) -> None:
    """Not even with the data of the button."""
    await refused_panel(conversation, folder)
    [message] = await conversation.say("/help", ALICE)
    assert await conversation.tap_data(message, encoded(RetryRefused("")), ALICE) == []
    await telling.requests.carry_out()
    assert telling == []
