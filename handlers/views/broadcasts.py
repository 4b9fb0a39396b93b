"""Announcements as operators see them: the list, a draft with its audience, how far one is."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from handlers.buttons import AdminPanel, DirectBroadcast, SetAudience, ShowBroadcast, WriteAnnouncement
from handlers.escaping import one_line
from handlers.views.admin import BROADCASTS, to_figures
from handlers.views.empty_day import moment
from handlers.views.keyboards import Row, chosen, in_pairs, tap
from handlers.views.measuring import cut_to_width, shown_text
from handlers.words import Words, words_in
from storage.broadcast_messages import Progress, Reach
from storage.broadcast_removal import DELETABLE_FOR
from storage.records import Audience, Broadcast, BroadcastState, Chat, ChatType, MessageContent

_LABEL_WIDTH = 30
_HOURS = int(DELETABLE_FOR.total_seconds() // 3600)
_AUDIENCES = {
    Audience.ALL: "broadcast-to-all",
    Audience.PRIVATE: "broadcast-to-private",
    Audience.OPERATORS: "broadcast-to-operators",
}
_STATES = {
    BroadcastState.DRAFT: "broadcast-is-draft",
    BroadcastState.RUNNING: "broadcast-is-running",
    BroadcastState.HELD: "broadcast-is-held",
    BroadcastState.STOPPING: "broadcast-is-stopping",
    BroadcastState.STOPPED: "broadcast-is-stopped",
    BroadcastState.UNDOING: "broadcast-is-undoing",
    BroadcastState.UNDONE: "broadcast-is-undone",
    BroadcastState.DONE: "broadcast-is-done",
}
_BUTTONS = {
    "hold": "broadcast-hold-button",
    "resume": "broadcast-resume-button",
    "stop": "broadcast-stop-button",
    "ask": "broadcast-undo-button",
    "again": "broadcast-again-button",
}
_OFFERED = {
    BroadcastState.RUNNING: ("hold", "stop", "ask"),
    BroadcastState.HELD: ("resume", "stop", "ask"),
    BroadcastState.STOPPED: ("ask", "again"),
    BroadcastState.DONE: ("ask", "again"),
    BroadcastState.UNDONE: ("again",),
}


def broadcasts_message(found: Sequence[Broadcast], chat: Chat) -> MessageContent:
    """The list; each opens what can be done with it."""
    words = words_in(chat.language)
    rows = [
        (tap(f"{words.label(_STATES[one.state])} · {_beginning(one, chat)}", ShowBroadcast(one.id)),)
        for one in found
    ]
    new = (tap(words.label("broadcast-new-button"), WriteAnnouncement(0, 0)),)
    title = words("broadcasts-title" if found else "broadcasts-none")
    return MessageContent(title, (new, *rows, to_figures(words)))


def words_question(chat: Chat, back: Any, *, is_english: bool) -> MessageContent:
    """Asks for the words; `back` is the button data of the way out."""
    words = words_in(chat.language)
    text = words("broadcast-ask-english" if is_english else "broadcast-ask")
    return MessageContent(text, ((tap(words.label("admin-back-button"), back),),))


def draft_message(broadcast: Broadcast, reach: Reach, chat: Chat) -> MessageContent:
    """To whom it will go, by kind and language, and the button that sends it."""
    words = words_in(chat.language)
    groups = reach.kinds.get(ChatType.GROUP, 0) + reach.kinds.get(ChatType.SUPERGROUP, 0)
    lines = [
        words("broadcast-draft"),
        words(
            "broadcast-reach",
            total=reach.total,
            private=reach.kinds.get(ChatType.PRIVATE, 0),
            groups=groups,
            channels=reach.kinds.get(ChatType.CHANNEL, 0),
        ),
        words("broadcast-languages", chinese=reach.chinese, others=reach.total - reach.chinese),
        *([words("broadcast-unwilling", count=reach.unwilling)] if reach.unwilling else []),
        Markup(),
        words("broadcast-how", hours=_HOURS),
    ]
    return MessageContent(Markup("\n").join(lines), _draft_keyboard(broadcast, reach.total, words))


def progress_message(broadcast: Broadcast, progress: Progress, chat: Chat) -> MessageContent:
    """How far it is; buttons for what may still be done."""
    words = words_in(chat.language)
    begun = moment(chat, broadcast.begun_at, words) if broadcast.begun_at else "–"
    lines = [
        words("broadcast-title", state=words.label(_STATES[broadcast.state]), begun=begun),
        words("broadcast-audience", audience=words.label(_AUDIENCES[broadcast.audience])),
        words(
            "broadcast-progress",
            sent=progress.sent,
            total=broadcast.audience_size,
            waiting=progress.waiting,
            lost=progress.lost,
        ),
        *([words("broadcast-deleted", count=progress.deleted)] if progress.deleted else []),
        *_left(broadcast, progress, words),
        Markup("<blockquote>{}</blockquote>").format(_beginning(broadcast, chat)),
    ]
    refresh = tap(words.label("admin-refresh-button"), ShowBroadcast(broadcast.id))
    acts = [
        tap(words.label(_button(act, broadcast)), DirectBroadcast(broadcast.id, act))
        for act in _OFFERED.get(broadcast.state, ())
    ]
    return MessageContent(Markup("\n").join(lines), (*in_pairs([refresh, *acts]), _to_list(words)))


def _button(act: str, broadcast: Broadcast) -> str:
    """The words of what may be done; after a trial, sending again is sending to others."""
    is_trial = act == "again" and broadcast.audience is Audience.OPERATORS
    return "broadcast-wider-button" if is_trial else _BUTTONS[act]


def _left(broadcast: Broadcast, progress: Progress, words: Words) -> list[Markup]:
    """That not everything could be taken back."""
    if broadcast.state is not BroadcastState.UNDONE or not progress.sent:
        return []
    return [words("broadcast-left", count=progress.sent, hours=_HOURS)]


def undo_question(broadcast: Broadcast, chat: Chat) -> MessageContent:
    """Whether what arrived shall really be deleted."""
    words = words_in(chat.language)
    keyboard = (
        (tap(words.label("broadcast-undo-yes-button"), DirectBroadcast(broadcast.id, "undo")),),
        (tap(words.label("admin-back-button"), ShowBroadcast(broadcast.id)),),
    )
    return MessageContent(words("broadcast-undo-question", hours=_HOURS), keyboard)


def _draft_keyboard(broadcast: Broadcast, total: int, words: Words) -> tuple[Row, ...]:
    audiences = [
        tap(chosen(words.label(key), broadcast.audience is audience), SetAudience(broadcast.id, audience))
        for audience, key in _AUDIENCES.items()
    ]
    english = "broadcast-change-english-button" if broadcast.english_text else "broadcast-english-button"
    writing = [
        tap(words.label("broadcast-change-button"), WriteAnnouncement(broadcast.id, 0)),
        tap(words.label(english), WriteAnnouncement(broadcast.id, 1)),
    ]
    send = tap(words.label("broadcast-send-button", count=total), DirectBroadcast(broadcast.id, "send"))
    drop = tap(words.label("broadcast-drop-button"), DirectBroadcast(broadcast.id, "drop"))
    return (
        *in_pairs(audiences),
        *in_pairs(writing),
        *(((send,),) if total else ()),
        (drop,),
        _to_list(words),
    )


def _to_list(words: Words) -> Row:
    return (tap(words.label("admin-back-button"), AdminPanel(BROADCASTS)),)


def _beginning(broadcast: Broadcast, chat: Chat) -> str:
    return cut_to_width(one_line(shown_text(broadcast.text_for(chat.language))), _LABEL_WIDTH)
