"""/help: every command of the table that works in this chat, and examples."""

from markupsafe import Markup

from handlers.commands import COMMANDS, Scope
from handlers.context import Call, Replies
from handlers.words import Words
from storage.records import MessageContent


async def help_command(call: Call) -> Replies:
    """Say how it works."""
    services = call.services
    bot_username = services.bot_username if services.has_inline_mode else None
    content = help_message(call.words, bot_username, is_private=call.is_private, is_operator=call.is_operator)
    return (call.say(content),)


def help_message(
    words: Words, inline_username: str | None, *, is_private: bool, is_operator: bool = False
) -> MessageContent:
    """All commands in the order of the table, with examples; inline mode where the bot has it."""
    wanted = Scope.PRIVATE if is_private else Scope.GROUP | Scope.ADMIN
    if is_operator:
        wanted |= Scope.OPERATOR
    commands = [
        words(
            "help-command",
            name=command.name,
            word=command.word(words),
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
        [
            *([words("help-words")] if is_private else []),
            *([words("help-inline", bot=inline_username)] if inline_username else []),
        ],
    )
    return MessageContent(Markup("\n\n").join(Markup("\n").join(lines) for lines in blocks if lines))
