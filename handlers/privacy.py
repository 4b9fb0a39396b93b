"""/privacy: what is kept about a chat, why, for how long, who sees it, and how to be rid of it."""

from markupsafe import Markup

from handlers.context import Call, Replies
from handlers.services import Retention
from handlers.words import Words
from storage.records import MessageContent


async def privacy_command(call: Call) -> Replies:
    """Tell it."""
    return (call.say(privacy_message(call.words, call.services.retention, is_private=call.is_private)),)


def privacy_message(words: Words, retention: Retention, *, is_private: bool) -> MessageContent:
    """What is kept, in the order in which it goes."""
    kept = [
        words("privacy-wishes"),
        words("privacy-shown"),
        *([words("privacy-saved")] if is_private else []),
        words("privacy-digests", days=retention.digests_days),
        words("privacy-searches", days=retention.searches_days),
        words("privacy-updates", days=retention.updates_days),
    ]
    ends = [
        words("privacy-sight" if is_private else "privacy-sight-group"),
        words("privacy-export" if is_private else "privacy-export-group"),
        words("privacy-forget", days=retention.updates_days),
        words("privacy-backups"),
    ]
    blocks = ([words("privacy-title"), *kept], *([line] for line in ends))
    return MessageContent(Markup("\n\n").join(Markup("\n").join(lines) for lines in blocks))
