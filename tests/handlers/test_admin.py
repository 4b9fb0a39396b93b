"""Operators see in chat how the bot fares; nobody else learns that they can."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation
from mornings import morning, ready
from paper_samples import MORNING

from handlers.buttons import AdminActs, AdminPanel
from handlers.callbacks import encoded
from handlers.services import RefusedFile, RefusedFiles, Services
from handlers.views.admin import FIGURES
from storage.acts import ActKind, record_act
from storage.alerts import open_alert
from storage.raw_files import RawFile, keep_raw_files, packed


@pytest.fixture
def services(services: Services, request: pytest.FixtureRequest) -> Services:
    """Of a bot that one of the two people runs, with the refused files of the test's parameter."""
    refused = getattr(request, "param", RefusedFiles())
    return replace(services, admins=(XIAOLIN,), refused_files=lambda: refused)


async def test_figures_tell_how_the_bot_fares(conversation: Conversation, services: Services) -> None:
    """Chats, topics, papers, and the digest that was sent, by its command and its word."""
    await ready(conversation, "智能体")
    await morning(conversation, services)
    for said in ("/admin", "管理"):
        [shown] = await conversation.say(said)
        lines = shown["text"].splitlines()
        assert lines[:2] == ["管理", "私聊：1 个在用，0 个已离开"]
        assert lines[2].startswith("主题 1 个，其中不同的 1 个；论文 ")
        assert lines[3] == "近 24 小时的晨报：送到 1，在路上 0，送不到 0"
        assert lines[4].startswith("从到点到送出：一半在 ")
        assert lines[5].startswith("最近的回复：一半在 ")
        assert lines[-1] == "现在一切正常。"


async def test_what_is_wrong_now_stands_below(conversation: Conversation) -> None:
    """As the alert said it, until it is over; a tap brings it up to date in place."""
    [shown] = await conversation.say("/admin")
    async with conversation.database.transaction() as session:
        await open_alert(session, "disk", {"free": 320}, MORNING)
    [again] = await conversation.tap(shown, "刷新")
    assert again["message_id"] == shown["message_id"]
    assert again["text"].endswith("CHENBAO_DATA_DIR 换到大一些的盘。")
    assert "现在的问题\n⛔ 磁盘快满了：只剩 320 MB。" in again["text"]


async def test_many_troubles_fit_a_message(conversation: Conversation) -> None:
    """The oldest are told, and how many more there are."""
    async with conversation.database.transaction() as session:
        for number in range(60):
            key, at = f"poller:host-{number}", MORNING + timedelta(minutes=number)
            await open_alert(session, key, {"reason": "conflict"}, at)
    [shown] = await conversation.say("/admin")
    assert shown["text"].endswith("另外还有 52 个问题。")


async def test_sources_are_a_tap_away_and_back(conversation: Conversation) -> None:
    """In place, with the last day of each."""
    [shown] = await conversation.say("/admin")
    [sources] = await conversation.tap(shown, "来源")
    assert sources["message_id"] == shown["message_id"]
    assert "最近一份是 10月3日 周五的" in sources["text"]
    [back] = await conversation.tap(sources, "返回")
    assert back["text"].splitlines()[:4] == shown["text"].splitlines()[:4]


def refused_files(*files: RefusedFile, total: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("services", [RefusedFiles(total, files)], indirect=True)


@refused_files(
    RefusedFile(
        "2026/<b>.md",
        MORNING,
        "none of its 5 entries can be read; line 3: heading without a link",
        ((3, "no <i>title</i>"),) * 5,
    ),
    total=1,
)
async def test_refused_files_are_told_with_their_reasons(conversation: Conversation) -> None:
    """The name, when, why, and which lines; markup in them is inert."""
    [shown] = await conversation.say("/admin")
    [refused] = await conversation.tap(shown, "被拒")
    title, name, reason, *lines = [line for line in refused["text"].splitlines() if line]
    assert title.startswith("被拒的文件，共 1 个。")
    assert name.startswith("1. 2026/<b>.md（10月3日 周五 ")
    assert reason == "5 条都读不懂；第 3 行：标题下面没有论文"
    assert lines == [*["· 第 3 行：no <i>title</i>"] * 3, "· 另外还有 2 行读不懂"]
    [back] = await conversation.tap(refused, "返回")
    assert back["text"].startswith("管理")


@refused_files(*[RefusedFile("x" * 300, MORNING, "&" * 900, ((9_999, "y" * 900),) * 9)] * 20, total=1_300)
async def test_many_refused_files_fit_a_message(conversation: Conversation) -> None:
    """The newest are told, and how many more there are."""
    [shown] = await conversation.say("/admin")
    [refused] = await conversation.tap(shown, "被拒")
    assert refused["text"].endswith("另外还有 1,294 个。")


@refused_files(*[RefusedFile("x" * 300, MORNING, "&" * 900, ((9_999, "y" * 900),) * 9)] * 20, total=20)
async def test_what_was_fetched_and_refused_is_told(conversation: Conversation) -> None:
    """Beside the inbox's, and without what may be a key."""
    place = "https://example.org/" + "folder/" * 40
    async with conversation.database.transaction() as session:
        files = [
            RawFile(str(number), f"{place}{number}.md?key=secret", packed(b"x"), 1, None, "<b> " * 300)
            for number in range(4)
        ]
        own = RawFile("own", "/inbox/own.md", packed(b"x"), 1, None, "no digest")
        await keep_raw_files(session, [*files, own], MORNING)
    [shown] = await conversation.say("/admin")
    [refused] = await conversation.tap(shown, "被拒")
    _, fetched = refused["text"].split("取来读不懂的，共 4 个。")
    assert "\n4. example.org/…/3.md?key=…（10月3日 周五" in fetched
    assert fetched.endswith("\n另外还有 1 个。")
    assert ("secret" in refused["text"], "own.md" in refused["text"]) == (False, False)


async def test_where_nothing_was_refused_it_is_said(conversation: Conversation) -> None:
    """An empty list could be taken for a fault."""
    [shown] = await conversation.say("/admin")
    [refused] = await conversation.tap(shown, "被拒")
    assert refused["text"] == "没有被拒的文件。"


async def test_for_others_there_is_no_such_command(conversation: Conversation) -> None:
    """They get the answer to an unknown command, its word is a search, and a forged tap does nothing."""
    [unknown] = await conversation.say("/admins", ALICE)
    [admin] = await conversation.say("/admin", ALICE)
    assert admin["text"] == unknown["text"].replace("/admins", "/admin")
    [found] = await conversation.say("管理", ALICE)
    assert "Admin" not in found["text"]
    assert "/admin" not in (await conversation.say("/help", ALICE))[0]["text"]
    assert await conversation.tap_data(admin, encoded(AdminPanel(FIGURES)), ALICE) == []
    assert conversation.last_toast().startswith("This button belongs to an old message")


async def test_a_group_sees_nothing_of_it(conversation: Conversation) -> None:
    """Not even where an operator asks there."""
    assert await conversation.say("/admin", XIAOLIN, GROUP) == []


async def test_the_operator_s_own_menu_has_it(conversation: Conversation) -> None:
    """Once the operator has begun, and nobody else's."""
    for person in (XIAOLIN, ALICE):
        await conversation.say("/start", person)
    [call] = conversation.sandbox.calls("setMyCommands")
    menu = conversation.sandbox.call("getMyCommands", scope={"type": "chat", "chat_id": XIAOLIN})
    assert menu["result"][-1]["command"] == "admin"
    assert call["error_code"] == 0


async def test_what_operators_did_is_listed_by_pages(conversation: Conversation) -> None:
    """Newest first; a forged tap of somebody else shows nothing."""
    async with conversation.database.transaction() as session:
        for number in range(12):
            await record_act(session, ActKind.CHAT_ERASED, number, MORNING + timedelta(minutes=number))
    [shown] = await conversation.say("/admin")
    [listed] = await conversation.tap(shown, "操作记录")
    title, first, *rest = listed["text"].splitlines()
    assert title == "管理员做过什么，共 12 条，保存 365 天"
    assert first.endswith("，命令行：删除了聊天 11 的全部数据")
    assert len(rest) == 9
    [second] = await conversation.tap(listed, "下一页")
    assert [line[-10:-6] for line in second["text"].splitlines()[1:]] == ["聊天 1", "聊天 0"]
    [admin] = await conversation.say("/help", ALICE)
    assert await conversation.tap_data(admin, encoded(AdminActs(0)), ALICE) == []
