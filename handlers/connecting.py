"""/connect: the bot is added to a group or channel, and one of them steered from the private chat."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from handlers.asking import Asked
from handlers.buttons import (
    ConnectChats,
    SettingsPanel,
    SharedChats,
    SharedChatsPage,
    SteerChat,
    StopSteering,
    TopicsPage,
)
from handlers.context import Call, Replies
from handlers.rights import may_change
from handlers.services import Services
from handlers.views.connecting import adding_message, choice_message
from handlers.views.keyboards import tap
from handlers.views.settings import MAIN
from handlers.views.welcome import time_question
from handlers.words import words_in
from storage.chats import remember_chat
from storage.records import Chat, MessageContent
from storage.steering import end_steering, shared_chats, steer, take_care

ASKED_AT_ONCE = 60
"""Groups and channels for which the server is asked at a tap."""
_SLOTS = 6
_NAME = re.compile(r"(?:@|t\.me/)([A-Za-z]\w{3,31})$", re.ASCII)


async def connect_command(call: Call) -> Replies:
    """Offer to be added, and those where that was done."""
    return (call.say(adding_message(call.words, call.services.bot_username)),)


async def show_connect(call: Call, _data: ConnectChats) -> Replies:
    """The same below the greeting, which stays."""
    return await connect_command(call)


async def named_chat(bot: Bot, text: str) -> int | None:
    """
    Telegram's number of the public group or channel that `/connect` names; None where it names none.

    Raises:
        TelegramError: the server could not be asked.
    """
    found = _NAME.search(text)
    if found is None:
        return None
    try:
        chat: Any = await bot._post("getChat", {"chat_id": f"@{found[1]}"})  # noqa: SLF001
    except (BadRequest, Forbidden):
        return None
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if isinstance(number, int) and number < 0 else None


async def prepared(
    bot: Bot, services: Services, asked: Asked, data: SharedChats | SharedChatsPage
) -> Callable[[Call, Any], Awaitable[Replies]]:
    """
    Who lists the groups and channels in which the person is an admin at this moment.

    Raises:
        TelegramError: the server could not be asked.
    """
    page = data.page if isinstance(data, SharedChatsPage) else 0
    async with services.database.reading() as session:
        chats = await shared_chats(
            session, ASKED_AT_ONCE + 1, offset=page * ASKED_AT_ONCE, person=asked.user_id or 0
        )
    slots, now = asyncio.Semaphore(_SLOTS), services.clock.now()

    async def is_theirs(chat: Chat) -> bool:
        place = replace(asked, chat_id=chat.telegram_id, chat_type=chat.type)
        async with slots:
            return await may_change(bot, place, services.known_admins, now)

    some = chats[:ASKED_AT_ONCE]
    answers = await asyncio.gather(*map(is_theirs, some))
    theirs = [chat for chat, yes in zip(some, answers, strict=True) if yes]
    return partial(show_shared, theirs, page + 1 if len(chats) > ASKED_AT_ONCE else None)


async def show_shared(chats: Sequence[Chat], next_page: int | None, call: Call, _data: Any) -> Replies:
    """Ask which of them to steer."""
    return (call.show(choice_message(chats, call.words, call.services.bot_username, next_page)),)


async def steer_chat(call: Call, _data: SteerChat) -> Replies:
    """From now on commands of the private chat are about the chat of the button or link."""
    asked = call.asked
    own = await remember_chat(
        call.session,
        asked.chat_id,
        type=asked.chat_type,
        title=asked.chat_title,
        language=asked.language,
        maximum=call.services.rules.maximum,
        now=call.now,
    )
    if own.id == call.chat.id:
        return (call.toast("no-such-button"),)
    await steer(call.session, own.id, call.chat.id, call.now)
    if asked.user_id is not None:
        await take_care(call.session, call.chat.id, asked.user_id)
    words = words_in(asked.language)  # the person's, not the channel's
    topics = tap(words.label("steering-topics-button"), TopicsPage(0))
    settings = tap(words.label("steering-settings-button"), SettingsPanel(MAIN))
    began = call.show(MessageContent(words("steering-began"), ((topics, settings),)))
    if call.chat.timezone is None:
        return (began, call.say(time_question(call.chat, call.now)))
    return (began,)


async def steer_named(call: Call) -> Replies:
    """The same, of the chat whose name was given."""
    return await steer_chat(call, SteerChat())


async def stop_steering(call: Call, _data: StopSteering) -> Replies:
    """From now on they are about the private chat itself."""
    await end_steering(call.session, call.chat.id)
    return (call.show(MessageContent(call.words("steering-ended"))),)
