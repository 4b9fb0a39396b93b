"""/connect: the bot is added to a group or channel, and one of them steered from the private chat."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from telegram import Bot

from handlers.asking import Asked
from handlers.buttons import SettingsPanel, SharedChats, SteerChat, StopSteering, TopicsPage
from handlers.context import Call, Replies
from handlers.rights import may_change
from handlers.services import Services
from handlers.views.connecting import adding_message, choice_message
from handlers.views.keyboards import tap
from handlers.views.settings import MAIN
from handlers.words import words_in
from storage.chats import chat_by_telegram_id
from storage.records import Chat, MessageContent
from storage.steering import end_steering, shared_chats, steer

_MOST_ASKED = 60
"""Groups and channels for which the server is asked at a tap."""
_AT_ONCE = 6


async def connect_command(call: Call) -> Replies:
    """Offer to be added, and those where that was done."""
    return (call.say(adding_message(call.words, call.services.bot_username)),)


async def prepared(
    bot: Bot, services: Services, asked: Asked, _data: SharedChats
) -> Callable[[Call, SharedChats], Awaitable[Replies]]:
    """
    Who lists the groups and channels in which the person is an admin at this moment.

    Raises:
        TelegramError: the server could not be asked.
    """
    async with services.database.reading() as session:
        chats = await shared_chats(session, _MOST_ASKED)
    slots = asyncio.Semaphore(_AT_ONCE)

    async def is_theirs(chat: Chat) -> bool:
        place = replace(asked, chat_id=chat.telegram_id, chat_type=chat.type)
        async with slots:
            return await may_change(bot, place)

    answers = await asyncio.gather(*map(is_theirs, chats))
    return partial(show_shared, [chat for chat, yes in zip(chats, answers, strict=True) if yes])


async def show_shared(chats: Sequence[Chat], call: Call, _data: SharedChats) -> Replies:
    """Ask which of them to steer."""
    return (call.show(choice_message(chats, call.words, call.services.bot_username)),)


async def steer_chat(call: Call, _data: SteerChat) -> Replies:
    """From now on commands of the private chat are about the chat of the button."""
    own = await chat_by_telegram_id(call.session, call.asked.chat_id)
    if own is None or own.id == call.chat.id:
        return (call.toast("no-such-button"),)
    await steer(call.session, own.id, call.chat.id, call.now)
    words = words_in(call.asked.language)  # the person's, not the channel's
    topics = tap(words.label("steering-topics-button"), TopicsPage(0))
    settings = tap(words.label("steering-settings-button"), SettingsPanel(MAIN))
    return (call.show(MessageContent(words("steering-began"), ((topics, settings),))),)


async def stop_steering(call: Call, _data: StopSteering) -> Replies:
    """From now on they are about the private chat itself."""
    await end_steering(call.session, call.chat.id)
    return (call.show(MessageContent(call.words("steering-ended"))),)
