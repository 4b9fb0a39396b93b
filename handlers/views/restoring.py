"""What an exported chat holds that can be restored, and what came of it."""

from markupsafe import Markup

from handlers.buttons import LeaveFile, RestoreChat
from handlers.views.keyboards import tap
from handlers.words import Words, words_in
from storage.chat_import import Restored
from storage.exported_chat import ExportedChat
from storage.records import Chat, MessageContent


def restoring_question(exported: ExportedChat, words: Words, update_id: int) -> MessageContent:
    """What is in the file; the buttons name the update that brought it."""
    lines = [
        words("restore-question"),
        words("restore-topics", count=len(exported.topics)),
        words("restore-saved", count=len(exported.saved)),
        words("restore-settings"),
        Markup(""),
        words("restore-hint"),
    ]
    choices = (
        (words.label("restore-all-button"), RestoreChat(update_id, 1)),
        (words.label("restore-without-settings-button"), RestoreChat(update_id, 0)),
        (words.label("restore-nothing-button"), LeaveFile()),
    )
    return MessageContent(Markup("\n").join(lines), tuple((tap(text, data),) for text, data in choices))


def restored_message(restored: Restored, exported: ExportedChat, chat: Chat) -> MessageContent:
    """What was restored, and what could not be."""
    words = words_in(chat.language)
    unusable = exported.unreadable + restored.topics_refused
    lines = [
        *(
            [words("restored-topics", count=restored.topics, known=restored.topics_known)]
            if exported.topics
            else []
        ),
        *([words("restored-saved", count=restored.saved)] if exported.saved else []),
        *([words("restored-settings")] if restored.has_wishes else []),
        *([words("restored-over", count=restored.topics_over)] if restored.topics_over else []),
        *([words("restored-unusable", count=unusable)] if unusable else []),
        *([words("restored-unknown", count=restored.saved_unknown)] if restored.saved_unknown else []),
    ]
    return MessageContent(Markup("\n").join(lines))
