"""
Which feature hears of what: commands, plain text, buttons, comings and goings.

`register` puts it all into python-telegram-bot's application. The menus that Telegram shows
come from the same table of commands, in `handlers.menus`.
"""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import answers, connecting, restoring
from handlers.answering import answer, ignore
from handlers.asking import asked_in
from handlers.commands import COMMANDS, Manner, Scope
from handlers.context import Call, Handle, Replies
from handlers.inline import answer_inline_query
from handlers.membership import membership_changed, migrated, topic_renamed, topic_reopened
from handlers.places import place_sent
from handlers.plain_text import command_in
from handlers.services import Services
from handlers.steering import is_asked_elsewhere
from handlers.taps import CHANGING_BUTTONS, PREPARED_BUTTONS, READING_BUTTONS, SHARED_BUTTONS
from handlers.texts import no_words, plain_text, run_command, unknown_command

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]


def register(application: AnyApplication, services: Services) -> None:
    """Add the handlers of all features."""
    # What somebody sends through inline mode is ours already and asks nothing.
    messages = filters.UpdateType.MESSAGE & ~filters.ViaBot(username=services.bot_username)
    private = messages & filters.ChatType.PRIVATE
    private_text = private & (filters.TEXT | filters.CAPTION)
    named = private & filters.Regex(r"^/connect\s+\S")
    application.add_handler(MessageHandler(named, partial(_on_connect, services)))
    for command in COMMANDS:
        on_command = _answering(
            services,
            partial(run_command, command),
            changes=command.is_change,
            is_steering=command.is_steering,
            manner=command.manner,
        )
        where = private if command.scope is Scope.OPERATOR else messages
        application.add_handler(CommandHandler(command.name, on_command, where))
    group_reply = messages & ~filters.ChatType.PRIVATE & filters.TEXT & filters.REPLY & ~filters.COMMAND
    # The words of an album stand under one of its pictures; the others would each be told again.
    wordless = private & ~filters.TEXT & ~filters.CAPTION & ~filters.StatusUpdate.ALL & ~_InAlbum()
    application.add_handlers(
        [
            MessageHandler(private & filters.Document.FileExtension("json"), partial(_on_file, services)),
            MessageHandler(private & filters.LOCATION, _answering(services, place_sent)),
            MessageHandler(private_text & filters.COMMAND, _answering(services, unknown_command)),
            MessageHandler(private_text, partial(_on_plain_text, services)),
            MessageHandler(wordless, _answering(services, no_words)),
            MessageHandler(group_reply, partial(_on_reply, services)),
            MessageHandler(messages & filters.StatusUpdate.MIGRATE, partial(_on_migration, services)),
            MessageHandler(
                messages & filters.StatusUpdate.FORUM_TOPIC_REOPENED, partial(_on_reopened_topic, services)
            ),
            MessageHandler(
                messages & filters.StatusUpdate.FORUM_TOPIC_EDITED, partial(_on_renamed_topic, services)
            ),
            CallbackQueryHandler(partial(_on_tap, services)),
            InlineQueryHandler(partial(_on_inline_query, services)),
            ChatMemberHandler(partial(_on_membership, services), ChatMemberHandler.MY_CHAT_MEMBER),
            TypeHandler(Update, partial(_on_anything_else, services)),
        ]
    )


class _InAlbum(filters.MessageFilter):
    """Messages that belong to a group of media."""

    def filter(self, message: Message) -> bool:
        """Whether this one does."""
        return message.media_group_id is not None


def _answering(
    services: Services,
    handle: Handle,
    *,
    changes: bool = False,
    is_steering: bool = False,
    manner: Manner = Manner.HIDDEN,
) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def on_update(update: Update, context: Context) -> None:
        await answer(
            context.bot,
            services,
            update,
            handle,
            changes=changes,
            is_steering=is_steering,
            manner=manner,
        )

    return on_update


async def _on_plain_text(services: Services, update: Update, context: Context) -> None:
    assert update.message is not None
    reading = command_in(update.message.text or update.message.caption or "")
    changes = reading is not None and reading.command.is_change
    if reading is not None:
        is_steering = reading.command.is_steering
    else:
        is_steering = await is_asked_elsewhere(services, asked_in(update))
    await answer(context.bot, services, update, plain_text, changes=changes, is_steering=is_steering)


async def _on_file(services: Services, update: Update, context: Context) -> None:
    """A file is fetched before the transaction, for that waits for nobody."""
    assert update.message is not None
    assert update.message.document is not None
    exported = await restoring.fetched(context.bot, update.message.document)
    await answer(context.bot, services, update, partial(restoring.offer, exported))


async def _on_connect(services: Services, update: Update, context: Context) -> None:
    """The server is asked for the chat of a name before the transaction."""
    asked = asked_in(update)
    number = await connecting.named_chat(context.bot, asked.text) if asked else None
    handle = connecting.connect_command if number is None else connecting.steer_named
    await answer(context.bot, services, update, handle, about_chat=number)


async def _on_reply(services: Services, update: Update, context: Context) -> None:
    """A reply in a group is for us only where it answers what we asked its writer."""
    asked = asked_in(update)
    if asked is None or not await answers.is_answer(services, asked):
        await ignore(services, update)
        return
    await answer(context.bot, services, update, answers.answer_in_group, changes=True, manner=Manner.PASSING)


async def _on_tap(services: Services, update: Update, context: Context) -> None:
    asked = asked_in(update)
    data = asked.data if asked else None
    kind = type(data)
    handle = READING_BUTTONS.get(kind) or CHANGING_BUTTONS.get(kind)
    if asked is not None and kind in PREPARED_BUTTONS:
        handle = await PREPARED_BUTTONS[kind](context.bot, services, asked, data)

    async def tapped(call: Call) -> Replies:
        return await handle(call, data) if handle else (call.toast("no-such-button"),)

    changes = handle is not None and kind not in READING_BUTTONS
    is_owners = kind in READING_BUTTONS and kind not in SHARED_BUTTONS
    await answer(context.bot, services, update, tapped, changes=changes, is_owners=is_owners)


async def _on_inline_query(services: Services, update: Update, context: Context) -> None:
    assert update.inline_query is not None
    await answer_inline_query(context.bot, services, update.inline_query)


async def _on_membership(services: Services, update: Update, _context: Context) -> None:
    assert update.my_chat_member is not None
    await membership_changed(services, update.update_id, update.my_chat_member)


async def _on_migration(services: Services, update: Update, _context: Context) -> None:
    assert update.message is not None
    await migrated(services, update.update_id, update.message)


async def _on_reopened_topic(services: Services, update: Update, _context: Context) -> None:
    assert update.message is not None
    await topic_reopened(services, update.update_id, update.message)


async def _on_renamed_topic(services: Services, update: Update, _context: Context) -> None:
    assert update.message is not None
    await topic_renamed(services, update.update_id, update.message)


async def _on_anything_else(services: Services, update: Update, _context: Context) -> None:
    await ignore(services, update)
