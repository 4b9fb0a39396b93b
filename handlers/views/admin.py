"""The first panels of /admin: figures with open troubles, and how the sources fare."""

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from handlers.buttons import AdminActs, AdminPanel
from handlers.views.alerts import KINDS, alert_message, told_together
from handlers.views.keyboards import Row, tap
from handlers.words import Words, words_in
from storage.alerts import Alert
from storage.figures import ChatCount, Figures, Lateness
from storage.records import Chat, ChatType, MessageContent

FIGURES, SOURCES, REFUSED, BROADCASTS = "figures", "sources", "refused", "broadcasts"
VISITORS, PRIVACY, QUOTAS = "visitors", "privacy", "quotas"
_MOST_TROUBLES = 8
"""Of the longest kind they still fit a message."""
_SHORT = timedelta(minutes=2)


def figures_message(
    found: Figures, papers: int, alerts: Sequence[Alert], chat: Chat, *, answered: Lateness | None = None
) -> MessageContent:
    """The first panel; `papers` are those that search finds, `answered` how long answers took lately."""
    words = words_in(chat.language)
    lines = [
        words("admin-title"),
        *_chat_lines(found, words),
        words("admin-library", topics=found.topics, queries=found.queries, papers=papers),
        words("admin-deliveries", sent=found.sent, waiting=found.waiting, dead=found.dead),
    ]
    if late := found.lateness:
        told = {"median": _duration(late.median, words), "slow": _duration(late.p95, words)}
        lines.append(words("admin-lateness", **told))
    if answered is not None:
        told = {"median": _short(answered.median, words), "slow": _short(answered.p95, words)}
        lines.append(words("admin-answers", **told))
    lines += [Markup(), *_troubles(alerts, chat, words)]
    keyboard = (
        (
            tap(words.label("admin-sources-button"), AdminPanel(SOURCES)),
            tap(words.label("admin-refused-button"), AdminPanel(REFUSED)),
        ),
        (
            tap(words.label("admin-broadcasts-button"), AdminPanel(BROADCASTS)),
            tap(words.label("admin-visitors-button"), AdminPanel(VISITORS)),
        ),
        (
            tap(words.label("admin-quotas-button"), AdminPanel(QUOTAS)),
            tap(words.label("admin-acts-button"), AdminActs(0)),
        ),
        (tap(words.label("admin-refresh-button"), AdminPanel(FIGURES)),),
    )
    return MessageContent(Markup("\n").join(lines), keyboard)


def _chat_lines(found: Figures, words: Words) -> list[Markup]:
    groups = [found.chats.get(kind, ChatCount()) for kind in (ChatType.GROUP, ChatType.SUPERGROUP)]
    kinds = {
        "private": found.chats.get(ChatType.PRIVATE, ChatCount()),
        "group": ChatCount(sum(one.active for one in groups), sum(one.gone for one in groups)),
        "channel": found.chats.get(ChatType.CHANNEL, ChatCount()),
    }
    return [
        words("admin-chats", kind=kind, active=count.active, gone=count.gone)
        for kind, count in kinds.items()
        if count != ChatCount()
    ]


def _troubles(alerts: Sequence[Alert], chat: Chat, words: Words) -> list[Markup]:
    groups = told_together([alert for alert in alerts if alert.kind in KINDS])
    if not groups:
        return [words("admin-fine")]
    told = [alert_message(one, chat, is_in_panel=True) for one in groups[:_MOST_TROUBLES]]
    shown = [Markup(one.html) for one in told]  # noqa: S704 (ours)
    more = len(groups) - len(shown)
    rest = [words("admin-more-troubles", count=more)] if more else []
    return [words("admin-troubles"), *shown, *rest]


def _duration(span: timedelta, words: Words) -> str:
    if span < _SHORT:
        return words.label("admin-seconds", count=round(span.total_seconds()))
    return words.label("admin-minutes", count=round(span / timedelta(minutes=1)))


def _short(span: timedelta, words: Words) -> str:
    return words.label("admin-milliseconds", count=round(span / timedelta(milliseconds=1)))


def to_figures(words: Words) -> Row:
    """The way back."""
    return (tap(words.label("admin-back-button"), AdminPanel(FIGURES)),)
