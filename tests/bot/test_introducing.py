"""What the bot tells Telegram, and its operator, about itself at the start."""

import pytest
from readers import reader
from recording import NOON
from sandbox_driver import SandboxDriver

from bot.introducing import introduce, introduce_to_chats
from bot.telegram_client import build_application
from storage.chat_menus import chats_with_other_menu, keep_own_menu, want_own_menu
from storage.chats import change_chat, mark_gone
from storage.database import Database
from storage.identifiers import ChatId
from storage.records import Language

XIAOLIN, ALICE, BLOCKED = 710_000_001, 710_000_002, 710_000_003


def own_menu(sandbox: SandboxDriver, chat: int) -> list[dict[str, str]]:
    menu = sandbox.call("getMyCommands", scope={"type": "chat", "chat_id": chat})
    found: list[dict[str, str]] = menu.get("result", [])
    return found


@pytest.mark.parametrize(("is_on", "lines"), [(True, 0), (False, 1)])
async def test_an_operator_is_told_how_to_switch_inline_mode_on(
    sandbox: SandboxDriver, caplog: pytest.LogCaptureFixture, is_on: bool, lines: int
) -> None:
    """Only BotFather can do it, so the log says whom to write what, once and only where needed."""
    sandbox.set_inline_mode(on=is_on)
    application = build_application(sandbox.token, sandbox.url, None)
    await application.initialize()
    await introduce(application.bot)
    await application.shutdown()
    assert caplog.text.count("/setinline to @BotFather, choose @chenbao_sandbox_bot") == lines
    assert [call["error_code"] for call in sandbox.calls("setMyCommands")] == [0] * 6


async def test_menus_of_chats_are_set_where_they_are_other_ones(
    sandbox: SandboxDriver, database: Database
) -> None:
    """Once for each chat that has its own; again only when commands have changed, or the server refused."""
    async with database.transaction() as session:
        for person in (XIAOLIN, ALICE, BLOCKED):
            chat, _ = await reader(session, person, language=Language.ZH_HANT)
            await want_own_menu(session, chat.id)
        await mark_gone(session, BLOCKED, "blocked", NOON)
        await reader(session, 13)
    application = build_application(sandbox.token, sandbox.url, None)
    await application.initialize()
    sandbox.fault("error", method="setMyCommands", error_code=400, times=1)
    for known in ([ALICE], [XIAOLIN, ALICE], [XIAOLIN, ALICE]):
        await introduce_to_chats(application.bot, database)
        assert [person for person in (XIAOLIN, ALICE) if own_menu(sandbox, person)] == known
    assert [call["error_code"] for call in sandbox.calls("setMyCommands")] == [400, 0, 0]
    await application.shutdown()


async def test_operators_have_a_menu_of_their_own(sandbox: SandboxDriver, database: Database) -> None:
    """With what only they may do on top; who runs the bot no longer loses that at the next start."""
    async with database.transaction() as session:
        for person in (XIAOLIN, ALICE):
            await reader(session, person)
    application = build_application(sandbox.token, sandbox.url, None)
    await application.initialize()
    for operators, commands in (([XIAOLIN], 11), ([XIAOLIN], 11), ([], 10)):
        await introduce_to_chats(application.bot, database, operators)
        assert [len(own_menu(sandbox, person)) for person in (XIAOLIN, ALICE)] == [commands, 0]
    assert len(sandbox.calls("setMyCommands")) == 2
    await application.shutdown()


async def test_a_flood_puts_the_rest_off(sandbox: SandboxDriver, database: Database) -> None:
    """It is all cosmetic, and digests need the same limits."""
    async with database.transaction() as session:
        for person in (XIAOLIN, ALICE):
            chat, _ = await reader(session, person)
            await want_own_menu(session, chat.id)
    application = build_application(sandbox.token, sandbox.url, None)
    await application.initialize()
    sandbox.fault("error", method="setMyCommands", retry_after=60)
    await introduce_to_chats(application.bot, database)
    assert len(sandbox.calls("setMyCommands")) == 1
    await application.shutdown()


async def test_a_language_chosen_meanwhile_keeps_the_menu_wanted(database: Database) -> None:
    """What was set then is not what the chat wants now."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        await change_chat(session, chat.id, NOON, language=Language.EN)
        await want_own_menu(session, chat.id)
        await keep_own_menu(session, chat, "x")
        assert [one.id for one in await chats_with_other_menu(session, "x", after=ChatId(0))] == [chat.id]
