"""/help: every command of the table that works in this chat, and examples."""

from markupsafe import Markup

from handlers.commands import COMMANDS, Scope
from handlers.context import Call, Replies
from handlers.words import Words
from storage.records import MessageContent


async def help_command(call: Call) -> Replies:
    """Say how it works."""
    return (call.say(help_message(call.words, is_private=call.is_private)),)


def help_message(words: Words, *, is_private: bool) -> MessageContent:
    """All commands in the order of the table, with examples."""
    wanted = Scope.PRIVATE if is_private else Scope.GROUP | Scope.ADMIN
    commands = [
        words(
            "help-command",
            name=command.name,
            word=command.word,
            description=command.description(words),
        )
        for command in COMMANDS
        if command.scope & wanted
    ]
    examples = [words("help-examples-title"), words("help-examples" if is_private else "help-examples-group")]
    blocks = (
        [words("help-title"), words("help-intro")],
        [] if is_private else [words("help-intro-group")],
        commands,
        examples,
        [words("help-words")] if is_private else [],
    )
    return MessageContent(Markup("\n\n").join(Markup("\n").join(lines) for lines in blocks if lines))
