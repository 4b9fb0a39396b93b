"""
Which feature answers what: commands, Chinese words, plain text, buttons, comings and goings.

`register` puts it all into python-telegram-bot's application. The menus that Telegram shows
come from the same table, in `handlers.menus`.
"""

import re
from collections.abc import Awaitable, Callable, Coroutine
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

from handlers import (
    answers,
    buttons,
    help,  # noqa: A004
    paper,
    ready_made_choice,
    refining,
    search,
    settings,
    start,
    subscribe,
    today,
    topic_screen,
    topics,
)
from handlers.answering import answer, ignore
from handlers.asking import asked_in
from handlers.commands import COMMANDS, Command
from handlers.context import Call, Handle, Replies
from handlers.errors import on_error
from handlers.escaping import echo
from handlers.inline import answer_inline_query
from handlers.membership import membership_changed, migrated
from handlers.plain_text import command_in, glued_command_in
from handlers.services import Services
from storage.identifiers import SearchId
from storage.records import MessageContent
from storage.searches import saved_search

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]
TapHandle = Callable[[Call, Any], Awaitable[Replies]]

COMMAND_HANDLES: dict[str, Handle] = {
    "today": today.today_command,
    "search": search.search_command,
    "topics": topics.topics_command,
    "subscribe": subscribe.subscribe_command,
    "settings": settings.settings_command,
    "help": help.help_command,
    "start": start.start_command,
    "unsubscribe": topics.unsubscribe_command,
    "paper": paper.paper_command,
    "cancel": answers.cancel_command,
}

READING_BUTTONS: dict[type, TapHandle] = {
    buttons.ResultsPage: search.show_page,
    buttons.ResultCard: search.show_card,
    buttons.SortResults: refining.sort_results,
    buttons.ResultsWithin: refining.results_within,
    buttons.WidenResults: refining.widen_results,
    buttons.TrySuggestion: refining.try_suggestion,
    buttons.TryExample: search.try_example,
    buttons.DigestPart: today.show_digest,
    buttons.DigestCard: today.show_digest_card,
    buttons.DigestAll: today.show_all,
    buttons.DigestAllCard: today.show_all_card,
    buttons.PaperCard: paper.show_paper_card,
    buttons.OpenPaper: paper.open_paper,
    buttons.TopicSearch: topics.search_topic,
}
"""Buttons that everybody may tap."""

CHANGING_BUTTONS: dict[type, TapHandle] = {
    buttons.FollowSearch: refining.follow_search,
    buttons.ToggleReadyMade: ready_made_choice.toggle_ready_made,
    buttons.ReadyMadePage: ready_made_choice.show_ready_made,
    buttons.OpenReadyMade: subscribe.open_ready_made,
    buttons.ShowDraft: answers.show_draft_again,
    buttons.FollowDraft: subscribe.follow_draft,
    buttons.ToggleDraftWords: subscribe.toggle_draft_words,
    buttons.AskDraftWords: answers.ask_draft_words,
    buttons.TakeOffer: subscribe.take_offer,
    buttons.DropDraft: subscribe.drop_draft,
    buttons.TopicsPage: topics.show_topics,
    buttons.RemoveTopic: topics.remove_topic,
    buttons.BringBack: topics.bring_back,
    buttons.FollowAgain: topics.follow_again,
    buttons.TopicScreen: answers.show_topic_again,
    buttons.MuteTopic: topic_screen.set_muted,
    buttons.MoveTopic: topic_screen.move,
    buttons.ToggleTopicWords: topic_screen.toggle_topic_words,
    buttons.AskTopicName: answers.ask_topic_name,
    buttons.AskTopicWords: answers.ask_topic_words,
    buttons.SettingsPanel: settings.show_panel,
    buttons.SetZone: settings.set_zone,
    buttons.ConfirmZone: settings.confirm_zone,
    buttons.MoreZones: settings.more_zones,
    buttons.ToggleHour: settings.toggle_hour,
    buttons.SetMaximum: settings.set_maximum,
    buttons.SetLanguage: settings.set_language,
    buttons.ToggleChineseWait: settings.toggle_chinese_wait,
}
"""Buttons that in groups only admins may tap."""


def register(application: AnyApplication, services: Services) -> None:
    """Add the handlers of all features, and the error handler."""
    # What somebody sends through inline mode is ours already and asks nothing.
    messages = filters.UpdateType.MESSAGE & ~filters.ViaBot(username=services.bot_username)
    private = messages & filters.ChatType.PRIVATE
    private_text = private & (filters.TEXT | filters.CAPTION)
    for command in COMMANDS:
        on_command = _answering(services, partial(run_command, command), changes=command.is_change)
        application.add_handler(CommandHandler(command.name, on_command, messages))
    group_reply = messages & ~filters.ChatType.PRIVATE & filters.TEXT & filters.REPLY & ~filters.COMMAND
    # The words of an album stand under one of its pictures; the others would each be told again.
    wordless = private & ~filters.TEXT & ~filters.CAPTION & ~filters.StatusUpdate.ALL & ~_InAlbum()
    application.add_handlers(
        [
            MessageHandler(private_text & filters.COMMAND, _answering(services, unknown_command)),
            MessageHandler(private_text, partial(_on_plain_text, services)),
            MessageHandler(wordless, _answering(services, no_words)),
            MessageHandler(group_reply, partial(_on_reply, services)),
            MessageHandler(messages & filters.StatusUpdate.MIGRATE, partial(_on_migration, services)),
            CallbackQueryHandler(partial(_on_tap, services)),
            InlineQueryHandler(partial(_on_inline_query, services)),
            ChatMemberHandler(partial(_on_membership, services), ChatMemberHandler.MY_CHAT_MEMBER),
            TypeHandler(Update, partial(_on_anything_else, services)),
        ]
    )
    application.add_error_handler(partial(on_error, services))


async def run_command(command: Command, call: Call) -> Replies:
    """Carry out a command with the words after it; who gives one answers no question."""
    if command.name != "cancel":
        await answers.leave_question(call)
    _, _, argument = _parted(call.asked.text)
    return await COMMAND_HANDLES[command.name](call.with_argument(argument))


async def plain_text(call: Call) -> Replies:
    """A text in a private chat: a command's word, else papers it names, else an answer, else a search."""
    reading = command_in(call.asked.text)
    if reading is not None:
        if reading.command.name != "cancel":
            await answers.leave_question(call)
        return await COMMAND_HANDLES[reading.command.name](call.with_argument(reading.argument))
    named = await paper.answer_named_papers(call, call.asked.text, call.asked.links)
    if named is not None:
        return named
    if (replies := await answers.answered(call)) is not None:
        return replies
    return await search.answer_search(call.with_argument(call.asked.text))


async def read_as_command(call: Call, data: buttons.ReadAsCommand) -> Replies:
    """Take a searched text as the command that its first letters are."""
    kept = await saved_search(call.session, call.chat.id, SearchId(data.search_id))
    reading = glued_command_in(kept.text) if kept else None
    if reading is None:
        return (call.toast("gone-search"),)
    return await COMMAND_HANDLES[reading.command.name](call.with_argument(reading.argument))


async def unknown_command(call: Call) -> Replies:
    """A command that we do not have."""
    command, _, _ = _parted(call.asked.text)
    return (call.say(MessageContent(call.words("unknown-command", command=echo(command)))),)


async def no_words(call: Call) -> Replies:
    """A sticker, a photo without a caption, a voice message: we only read words."""
    return (call.say(MessageContent(call.words("only-words"))),)


class _InAlbum(filters.MessageFilter):
    """Messages that belong to a group of media."""

    def filter(self, message: Message) -> bool:
        """Whether this one does."""
        return message.media_group_id is not None


def _answering(
    services: Services, handle: Handle, *, changes: bool = False
) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def on_update(update: Update, context: Context) -> None:
        await answer(context.bot, services, update, handle, changes=changes)

    return on_update


async def _on_plain_text(services: Services, update: Update, context: Context) -> None:
    assert update.message is not None
    reading = command_in(update.message.text or update.message.caption or "")
    changes = reading is not None and reading.command.is_change
    await answer(context.bot, services, update, plain_text, changes=changes)


async def _on_reply(services: Services, update: Update, context: Context) -> None:
    """A reply in a group is for us only where it answers what we asked its writer."""
    asked = asked_in(update)
    if asked is None or not await answers.is_answer(services, asked):
        await ignore(services, update)
        return
    await answer(context.bot, services, update, answers.answer_in_group, changes=True)


async def _on_tap(services: Services, update: Update, context: Context) -> None:
    asked = asked_in(update)
    data = asked.data if asked else None
    kind = type(data)
    handle = READING_BUTTONS.get(kind) or CHANGING_BUTTONS.get(kind)
    if kind is buttons.ReadAsCommand:
        handle = read_as_command

    async def tapped(call: Call) -> Replies:
        return await handle(call, data) if handle else (call.toast("no-such-button"),)

    changes = handle is not None and kind not in READING_BUTTONS
    await answer(context.bot, services, update, tapped, changes=changes)


async def _on_inline_query(services: Services, update: Update, context: Context) -> None:
    assert update.inline_query is not None
    await answer_inline_query(context.bot, services, update.inline_query)


async def _on_membership(services: Services, update: Update, _context: Context) -> None:
    assert update.my_chat_member is not None
    await membership_changed(services, update.update_id, update.my_chat_member)


async def _on_migration(services: Services, update: Update, _context: Context) -> None:
    assert update.message is not None
    await migrated(services, update.update_id, update.message)


async def _on_anything_else(services: Services, update: Update, _context: Context) -> None:
    await ignore(services, update)


def _parted(text: str) -> tuple[str, str, str]:
    """The command, the white space after it, the rest."""
    parts = re.split(r"(\s+)", text, maxsplit=1)
    return (parts[0], parts[1], parts[2]) if len(parts) > 1 else (text, "", "")
