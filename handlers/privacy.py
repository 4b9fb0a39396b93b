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
    for_ever = [
        words("privacy-until-deleted", days=retention.gone_days),
        words("privacy-wishes"),
        words("privacy-shown"),
        *([words("privacy-saved")] if is_private else []),
    ]
    for_days = [
        words("privacy-days", days=days) + words(key)
        for key, days in (
            ("privacy-digests", retention.digests_days),
            ("privacy-searches", retention.searches_days),
            ("privacy-updates", retention.updates_days),
        )
    ]
    rights = [
        words("privacy-sight" if is_private else "privacy-sight-group"),
        words("privacy-export" if is_private else "privacy-export-group"),
        words("privacy-forget", days=retention.updates_days),
        words("privacy-standing"),
        words("privacy-backups"),
    ]
    blocks = ([words("privacy-title")], for_ever, [*for_days, words("privacy-inline")], rights)
    return MessageContent(Markup("\n\n").join(Markup("\n").join(lines) for lines in blocks))
