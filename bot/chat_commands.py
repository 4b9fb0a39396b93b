"""`chenbao chats`: one chat's data as a file, back, and gone."""

import json
from pathlib import Path

from bot.opening import opened_database
from bot.settings import Settings
from bot.terminal import EXIT_INCOMPLETE, messages, output, print_json
from storage.acts import ActKind, record_act
from storage.chat_export import exported_chat
from storage.chat_import import Restored, restore_chat
from storage.chats import chat_by_telegram_id, remember_chat
from storage.clock import SystemClock
from storage.erasure import erase_chat, holdings_of
from storage.errors import ExportUnreadable
from storage.exported_chat import ExportedChat, read_export


async def export(settings: Settings, telegram_id: int, path: Path | None) -> int:
    """Write all that is held about a chat to a file, or to standard output."""
    async with opened_database(settings) as database, database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
        if chat is None:
            return _unknown(telegram_id)
        document = await exported_chat(session, chat, SystemClock().now())
    if path is None:
        print_json(document)
        return 0
    text = json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    try:
        _write(path, text)
    except OSError as error:
        messages().print(f"cannot write {path}: {error.strerror}", style="red")
        return EXIT_INCOMPLETE
    output().print(f"{path}: {len(text)} bytes", soft_wrap=True)
    return 0


async def take_in(
    settings: Settings, path: Path, telegram_id: int | None, *, replaces: bool, as_json: bool
) -> int:
    """Restore topics, saved papers and, for a chat that is new or if it `replaces`, the settings of a chat."""
    try:
        content = path.read_bytes()  # noqa: ASYNC240 (nothing else runs in this process)
    except OSError as error:
        raise ExportUnreadable(f"cannot read {path}: {error.strerror}") from error
    exported = read_export(content)
    number = exported.telegram_id if telegram_id is None else telegram_id
    async with opened_database(settings) as database, database.transaction() as session:
        now = SystemClock().now()
        chat = await chat_by_telegram_id(session, number)
        is_new = chat is None
        if chat is None and telegram_id is not None:
            return _unknown(telegram_id)
        if chat is None:
            chat = await remember_chat(
                session,
                number,
                type=exported.type,
                title=exported.title,
                language=exported.language,
                maximum=settings.maximum,
                now=now,
            )
        restored = await restore_chat(
            session,
            chat,
            exported,
            now,
            takes_wishes=is_new or replaces,
            topic_limit=settings.topic_limit,
            keeps_threads=number == exported.telegram_id,
        )
        await record_act(session, ActKind.CHAT_IMPORTED, number, now)
    _tell(number, exported, restored, as_json=as_json)
    is_whole = not (exported.unreadable or restored.topics_over or restored.saved_unknown)
    return 0 if is_whole else EXIT_INCOMPLETE


async def forget(settings: Settings, telegram_id: int, *, is_sure: bool) -> int:
    """Tell what is held about a chat and, if that `is_sure`, delete all of it."""
    async with opened_database(settings) as database:
        async with database.reading() as session:
            chat = await chat_by_telegram_id(session, telegram_id)
            held = await holdings_of(session, chat) if chat else None
        if chat is None or held is None:
            return _unknown(telegram_id)
        output().print(
            f"chat {telegram_id}: {held.topics} topics, {held.digests} digests, {held.shown_papers} papers shown, "
            f"{held.searches} searches, {held.updates} updates, {held.saved_papers} saved papers",
            soft_wrap=True,
        )
        if not is_sure:
            messages().print("nothing is deleted yet; --yes deletes it, and nothing brings it back")
            return EXIT_INCOMPLETE
        async with database.transaction() as session:
            is_done = await erase_chat(session, chat)
            if is_done:
                await record_act(session, ActKind.CHAT_ERASED, telegram_id, SystemClock().now())
    if not is_done:
        messages().print("a message to it is under way; try again in a few seconds", style="red")
        return EXIT_INCOMPLETE
    output().print("deleted; what lies in backups stays there")
    return 0


def _write(path: Path, content: bytes) -> None:
    """For its owner alone: it holds what people wrote."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)


def _unknown(telegram_id: int) -> int:
    messages().print(
        f"no chat {telegram_id} ever spoke to the bot; `deliveries list` shows some", style="red"
    )
    return EXIT_INCOMPLETE


def _tell(number: int, exported: ExportedChat, restored: Restored, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "chat_id": number,
                "settings": restored.has_wishes,
                "topics": restored.topics,
                "topics_followed_before": restored.topics_known,
                "topics_over_the_limit": restored.topics_over,
                "topics_unreadable": exported.unreadable,
                "saved": restored.saved,
                "saved_not_in_the_library": restored.saved_unknown,
            }
        )
        return
    told = [f"{restored.topics} topics added, {restored.topics_known} followed before"]
    if restored.topics_over:
        told.append(f"{restored.topics_over} over the limit (CHENBAO_TOPIC_LIMIT)")
    if exported.unreadable:
        told.append(f"{exported.unreadable} unreadable")
    told.append(f"{restored.saved} papers saved")
    if restored.saved_unknown:
        told.append(
            f"{restored.saved_unknown} saved ones are not in this library; ingest them and import again"
        )
    told.append(
        "settings taken" if restored.has_wishes else "settings left as they are (--replace takes them)"
    )
    output().print(f"chat {number}: " + "; ".join(told), soft_wrap=True)
