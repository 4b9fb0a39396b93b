"""Operators see how each source fares, and add, switch, poll and remove those that are not in the file."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from conversation import ALICE, XIAOLIN, Conversation, Message
from paper_samples import MORNING

from bot.naming_sources import name_sources
from bot.settings import Settings
from bot.source_lines import source_in
from bot.source_settings import DEFAULT_NAME, default_source, named
from handlers.buttons import AskSource, DirectSource, ListSources, ShowSource
from handlers.callbacks import encoded
from handlers.services import Services
from storage.acts import acts
from storage.identifiers import SourceId
from storage.named_sources import NamedSource, SourceState, add_source, agree_with_file, all_sources
from storage.source_items import ItemRecord, ItemState, items_of, keep_items
from storage.source_polls import settle_poll

DAY = timedelta(days=1)
LINE = "page daily https://example.org/{date:%Y-%m-%d}.json?key=secret every_minutes=30"


@pytest.fixture
def services(services: Services) -> Services:
    return replace(services, admins=(XIAOLIN,), source_in=source_in, default_source=DEFAULT_NAME)


def waiting(address: str, next_look_at: datetime | None) -> ItemRecord:
    return ItemRecord(address, None, ItemState.AWAITED, "", "", "", MORNING, MORNING, next_look_at)


async def panel(conversation: Conversation) -> Message:
    [admin] = await conversation.say("/admin")
    [shown] = await conversation.tap(admin, "来源")
    return shown


async def added(conversation: Conversation, line: str = LINE) -> Message:
    await conversation.tap(await panel(conversation), "添加来源")
    [shown] = await conversation.say(line)
    return shown


async def stored(conversation: Conversation) -> list[SourceState]:
    async with conversation.database.reading() as session:
        return await all_sources(session)


async def done(conversation: Conversation) -> list[tuple[str, str]]:
    async with conversation.database.reading() as session:
        return [(act.kind, act.subject) for act in reversed(await acts(session, 20))]


async def test_a_source_is_added_in_one_line(conversation: Conversation) -> None:
    """It is polled from then on; of its address only the host is shown, for keys may stand in it."""
    shown = await added(conversation)
    assert shown["text"].splitlines()[:3] == ["daily（网页）", "取自 example.org", "在聊天里管理。"]
    [state] = await stored(conversation)
    assert (state.is_in_file, state.is_enabled, state.named.options["every_minutes"]) == (False, True, 30)
    assert "secret" not in shown["text"] + (await panel(conversation))["text"]
    assert await done(conversation) == [("source-added", "daily")]


async def test_a_wrong_line_is_told_and_may_be_written_again(conversation: Conversation) -> None:
    """The value and the remedy are named; what might be a secret is not repeated."""
    for line, told in (
        (
            "page daily nowhere",
            "url 应该是网址，比如 https://example.org/{date:%Y-%m-%d}.md，写的是 'nowhere'",
        ),
        ("carrier-pigeon daily x", "第一个词要是 page, daily-papers"),
        (
            "https://example.org/f.xml?key=secret",
            "要写种类和名字：feed my-source https://example.org/f.xml?key=…",
        ),
        ("github daily a/b token=ghp_secret", "token 不能在聊天里给"),
        ("page daily https://[::1]/a.md?key=secret", "::1 不是公网地址"),
        ("page daily ftp://example.org/a", "url 应该是网址"),
        ("x" * 4_000, "第一个词要是"),
        ("page " + "x" * 4_000, "name must be"),
        ("page daily https://me:secret@example.org/a", "url must be"),
        (
            "feed daily https://example.org/f every_minutes=1",
            "every_minutes 应该是分钟数，从 5 到 10080，写的是 '1'",
        ),
        ("folder here /etc", "chenbao.toml"),
        ("page", "page 后面要写名字"),
    ):
        shown = await added(conversation, line)
        assert told in shown["text"]
        assert "secret" not in shown["text"]
    [again] = await conversation.say("github daily owner/name")
    assert again["text"].startswith("daily（GitHub）\n取自 owner/name")
    [taken] = await conversation.tap(again, "返回")
    assert "已经有叫 daily 的来源" in (await added(conversation))["text"]
    assert taken["message_id"] == again["message_id"]


async def test_a_source_is_switched_polled_and_removed(conversation: Conversation) -> None:
    """Each act stands in the log; what is removed is asked first; a poll looks at what waits, not at what is done."""
    shown = await added(conversation)
    [off] = await conversation.tap(shown, "关闭")
    assert "已关闭" in off["text"]
    [on] = await conversation.tap(off, "打开")
    async with conversation.database.transaction() as session:
        await settle_poll(
            session, SourceId(1), now=MORNING, next_poll_at=MORNING + 2 * DAY, is_good=False, is_filled=True
        )
        await keep_items(session, SourceId(1), [waiting("late", MORNING + DAY), waiting("done", None)])
    await conversation.tap(on, "现在去取")
    assert conversation.last_toast() == "几秒内就去取。"
    assert (await stored(conversation))[0].next_poll_at == conversation.clock.now()
    async with conversation.database.transaction() as session:
        items = await items_of(session, SourceId(1), ["late", "done"])
    looks = {address: item.next_look_at for address, item in items.items()}
    assert looks == {"late": conversation.clock.now(), "done": None}
    [question] = await conversation.tap(on, "移除")
    [left] = await conversation.tap(question, "是的")
    assert (await stored(conversation), "daily" in left["text"]) == ([], False)
    kinds = ["source-added", "source-off", "source-on", "source-polled", "source-removed"]
    assert await done(conversation) == [(kind, "daily") for kind in kinds]
    [log] = await conversation.tap((await conversation.say("/admin"))[0], "操作记录")
    assert log["text"].splitlines()[1].endswith("：移除来源 daily")


async def test_how_a_source_fares_is_told(conversation: Conversation) -> None:
    """What came, what is missing, what is wrong, and when it is polled next; markup in it is inert."""
    async with conversation.database.transaction() as session:
        await add_source(session, NamedSource("daily", "page", {}), MORNING)
        today = MORNING.date()
        await keep_items(
            session,
            SourceId(1),
            [
                *(item(today - number * DAY, ItemState.ARRIVED) for number in (4, 5, 6)),
                item(today - 2 * DAY, ItemState.GIVEN_UP),
                item(today - DAY, ItemState.REFUSED, "<b>no digest</b>"),
                item(today, ItemState.AWAITED),
            ],
        )
        problem = "https://example.org/x?key=secret answered 403; " + "a mirror may help " * 40
        await settle_poll(
            session,
            SourceId(1),
            now=MORNING,
            next_poll_at=MORNING + timedelta(hours=3),
            is_good=True,
            is_filled=True,
            problem=problem,
        )
    shown = await panel(conversation)
    _, listed = shown["text"].split("从哪里取\n")
    assert [line[:14] for line in listed.splitlines()] == [
        "daily（网页）", "· 上次取到：10月3日 周", "· 缺 1 天", "· ⚠️ 从 10月3日 周", "· ⚠️ 最新的读不懂：<b",
    ]  # fmt: skip
    [one] = await conversation.tap(shown, "daily")
    lines = one["text"].splitlines()
    assert lines[4:6] == ["文件：取到 3，等着 1，读不懂 1", "近 30 天缺 1 天：10月1日"]
    assert (len(one["text"]) < 700, "secret" in one["text"]) == (True, False)
    assert lines[-2].startswith(
        "⚠️ 从 10月3日 周五 10:00 起取不到（1 次）：https://example.org/x?key=… 答复 403："
    )
    assert lines[-1] == "⚠️ 最新的读不懂：<b>no digest</b>"
    trouble = "来源有问题：daily。"
    assert trouble in (await conversation.say("/status"))[0]["text"]
    assert trouble not in (await conversation.say("/status", ALICE))[0]["text"]


def item(day: date, state: ItemState, problem: str | None = None) -> ItemRecord:
    return ItemRecord(
        f"https://example.org/{day}", day, state, "", "", "", MORNING, MORNING, None, problem=problem
    )


async def test_sources_of_the_settings_are_only_shown(conversation: Conversation) -> None:
    """They can be polled now; forged taps change nothing. One that left the file can be removed."""
    named = NamedSource("fixed", "github", {"repository": "a/b"})
    async with conversation.database.transaction() as session:
        await agree_with_file(session, [named], MORNING)
    [shown] = await conversation.tap(await panel(conversation), "fixed")
    assert "写在 chenbao.toml 里" in shown["text"]
    assert [one["text"] for row in shown["reply_markup"]["inline_keyboard"] for one in row] == [
        "现在去取",
        "‹ 返回",
    ]
    for act in ("off", "ask", "remove", "paint"):
        assert await conversation.tap_data(shown, encoded(DirectSource(1, act)), XIAOLIN) == []
    assert (await stored(conversation))[0].is_enabled
    async with conversation.database.transaction() as session:
        await agree_with_file(session, [], MORNING)
    assert "已经没有它了" in (await conversation.tap(await panel(conversation), "fixed"))[0]["text"]
    assert await conversation.tap_data(shown, encoded(DirectSource(1, "remove")), XIAOLIN) != []
    assert await stored(conversation) == []


async def test_the_default_is_switched_for_good(
    conversation: Conversation, services: Services, tmp_path: Path
) -> None:
    """Off and on outlast restarts; it cannot be removed, for a fresh bot would add it again."""
    settings = Settings(data_dir=tmp_path)

    async def restart() -> bool:
        await name_sources(conversation.database, settings, services.clock, has_default=True)
        return (await stored(conversation))[0].is_enabled

    async with conversation.database.transaction() as session:
        await agree_with_file(session, [named(default_source())], MORNING)
    [shown] = await conversation.tap(await panel(conversation), "daily-papers")
    assert "默认的来源" in shown["text"]
    for act in ("ask", "remove"):
        assert await conversation.tap_data(shown, encoded(DirectSource(1, act)), XIAOLIN) == []
    [off] = await conversation.tap(shown, "关闭")
    assert (await restart(), "默认的来源" in off["text"]) == (False, True)
    assert [one["text"] for row in conversation.rows(off) for one in row] == ["打开", "‹ 返回"]
    await conversation.tap(off, "打开")
    assert await restart()
    assert await done(conversation) == [("source-off", "daily-papers"), ("source-on", "daily-papers")]


async def test_others_can_do_nothing_with_sources(conversation: Conversation) -> None:
    """Not even with the data of the buttons."""
    await added(conversation)
    [message] = await conversation.say("/help", ALICE)
    forged = (
        ListSources(0),
        ShowSource(1),
        AskSource(),
        *(DirectSource(1, act) for act in ("off", "remove")),
    )
    for data in forged:
        assert await conversation.tap_data(message, encoded(data), ALICE) == []
    [state] = await stored(conversation)
    assert state.is_enabled


async def test_who_leaves_the_question_names_no_source(conversation: Conversation) -> None:
    """The next text is a search again."""
    [asked] = await conversation.tap(await panel(conversation), "添加来源")
    await conversation.tap(asked, "返回")
    await conversation.say("github weekly owner/name")
    assert await stored(conversation) == []
