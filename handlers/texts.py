"""Who answers what somebody writes: a command, its Chinese word, papers, an answer, words to search."""

from handlers import (
    admin,
    answers,
    buttons,
    connecting,
    erasing,
    exporting,
    feedback,
    help,  # noqa: A004
    here,
    language,
    paper,
    privacy,
    saved,
    search,
    settings,
    start,
    status,
    subscribe,
    times,
    today,
    topics,
)
from handlers.commands import Command, Scope
from handlers.context import Call, Handle, Replies
from handlers.courtesy import answer_courtesy, courtesy_in
from handlers.escaping import echo
from handlers.plain_text import command_in, glued_command_in
from handlers.traditional import in_script
from handlers.views.keyboards import open_link
from storage.identifiers import SearchId
from storage.records import MessageContent
from storage.searches import saved_search

COMMAND_HANDLES: dict[str, Handle] = {
    "today": today.today_command,
    "search": search.search_command,
    "topics": topics.topics_command,
    "subscribe": subscribe.subscribe_command,
    "settings": settings.settings_command,
    "status": status.status_command,
    "saved": saved.saved_command,
    "pause": times.pause_command,
    "language": language.language_command,
    "help": help.help_command,
    "start": start.start_command,
    "resume": times.resume_command,
    "unsubscribe": topics.unsubscribe_command,
    "paper": paper.paper_command,
    "here": here.here_command,
    "connect": connecting.connect_command,
    "feedback": feedback.feedback_command,
    "cancel": answers.cancel_command,
    "privacy": privacy.privacy_command,
    "export": exporting.export_command,
    "forget": erasing.forget_command,
    "admin": admin.admin_command,
}


async def run_command(command: Command, call: Call) -> Replies:
    """Carry out a command with the words after it."""
    if not _is_known_to(call, command):
        return await unknown_command(call)
    if not call.is_private and not command.scope & (Scope.GROUP | Scope.ADMIN):
        return (call.say(_only_private(call, command)),)
    _, *rest = call.asked.text.split(maxsplit=1)
    return await _carried_out(command, call, "".join(rest))


async def plain_text(call: Call) -> Replies:
    """A text in a private chat: a command's word, papers it names, an answer, a courtesy, or else a search."""
    reading = command_in(call.asked.text)
    if reading is not None and _is_known_to(call, reading.command):
        return await _carried_out(reading.command, call, reading.argument)
    named = await paper.answer_named_papers(call, call.asked.text, call.asked.links)
    if named is not None:
        return named
    if (replies := await answers.answered(call)) is not None:
        return replies
    if (courtesy := courtesy_in(call.asked.text)) is not None:
        return answer_courtesy(call, courtesy)
    return await search.answer_search(call.with_argument(call.asked.text))


async def read_as_command(call: Call, data: buttons.ReadAsCommand) -> Replies:
    """Take a searched text as the command that its first letters are."""
    kept = await saved_search(call.session, call.chat.id, SearchId(data.search_id))
    reading = glued_command_in(kept.text) if kept else None
    if reading is None:
        return (call.toast("gone-search"),)
    return await COMMAND_HANDLES[reading.command.name](
        call.with_argument(in_script(reading.argument, call.chat.language))
    )


async def unknown_command(call: Call) -> Replies:
    """A command that we do not have."""
    command, *_ = call.asked.text.split(maxsplit=1)
    return (call.say(MessageContent(call.words("unknown-command", command=echo(command)))),)


async def no_words(call: Call) -> Replies:
    """A sticker, a photo without a caption, a voice message: we only read words."""
    return (call.say(MessageContent(call.words("only-words"))),)


async def too_fast(call: Call) -> Replies:
    """One message of too many at once; the next ones are passed over."""
    return (call.toast("too-fast"),)


def _is_known_to(call: Call, command: Command) -> bool:
    """Whether there is such a command for the one who writes it."""
    return command.scope is not Scope.OPERATOR or call.is_operator


def _only_private(call: Call, command: Command) -> MessageContent:
    """What belongs to one person is not shown to a group; a button leads to where it is."""
    button = open_link(call.words.label("only-private-button"), f"https://t.me/{call.services.bot_username}")
    return MessageContent(call.words("only-private", command=f"/{command.name}"), (button,))


async def _carried_out(command: Command, call: Call, argument: str) -> Replies:
    """Who gives a command answers no question, except by the one that asks what to leave."""
    left = await answers.leave_question(call) if command.name != "cancel" else ()
    return (*left, *await COMMAND_HANDLES[command.name](call.with_argument(argument)))
