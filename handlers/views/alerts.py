"""Trouble and its end, in the operator's language, with what to do next."""

from collections.abc import Sequence

from handlers.escaping import shortened
from handlers.views.empty_day import moment
from handlers.views.problems import problem_told
from handlers.words import Words, words_in
from storage.alerts import Alert
from storage.records import Chat, MessageContent

_OPEN = {
    "source": "alert-source",
    "unreachable": "alert-unreachable",
    "unreadable": "alert-unreadable",
    "deliveries-failing": "alert-deliveries-failing",
    "dead-letters": "alert-dead-letters",
    "sending-stopped": "alert-sending-stopped",
    "sending-paused": "alert-sending-paused",
    "disk": "alert-disk",
    "poller": "alert-poller",
    "set-aside": "alert-set-aside",
    "unplanned": "alert-unplanned",
    "rejects": "alert-rejects",
}
_OVER = {
    "source": "alert-source-over",
    "unreachable": "alert-unreachable-over",
    "unreadable": "alert-unreadable-over",
    "deliveries-failing": "alert-deliveries-failing-over",
    "dead-letters": "alert-dead-letters-over",
    "sending-stopped": "alert-sending-over",
    "sending-paused": "alert-sending-over",
    "disk": "alert-disk-over",
    "poller": "alert-poller-over",
    "set-aside": "alert-set-aside-over",
    "unplanned": "alert-unplanned-over",
    "rejects": "alert-rejects-over",
}
KINDS = frozenset(_OPEN)
_LONGEST_PROBLEM = 300
_TOLD_TOGETHER = frozenset(("source", "unplanned"))


def told_together(alerts: Sequence[Alert]) -> list[tuple[Alert, ...]]:
    """Alerts in groups that make one message each: several late sources, say."""
    groups: dict[object, list[Alert]] = {}
    for alert in alerts:
        is_one_of_many = alert.kind in _TOLD_TOGETHER
        key = (alert.kind, alert.closed_at is None) if is_one_of_many else alert.key
        groups.setdefault(key, []).append(alert)
    return [tuple(group) for group in groups.values()]


def alert_message(group: Sequence[Alert], chat: Chat, *, is_in_panel: bool = False) -> MessageContent:
    """
    What began, or that it is over, of one alert or of several that `told_together` found alike.

    `is_in_panel` where it is read in /admin, which it need not point to then.
    """
    words, first = words_in(chat.language), group[0]
    if first.kind == "source" and len(group) > 1:
        return MessageContent(_several_sources(group, words))
    keys = _OPEN if first.closed_at is None else _OVER
    values = _values(first, chat, words) | {"place": "panel" if is_in_panel else "chat"}
    if first.kind == "unplanned":
        values["count"] = len(group)
    return MessageContent(words(keys[first.kind], **values))


def _several_sources(group: Sequence[Alert], words: Words) -> str:
    def lines(key: str) -> list[str]:
        return [words(key, **alert.arguments, source=_source(alert, words)) for alert in group]

    if group[0].closed_at is not None:
        return "\n".join([words("alert-sources-over"), *lines("alert-sources-over-line")])
    head = words("alert-sources", count=len(group))
    return "\n".join([head, *lines("alert-sources-line"), words("alert-sources-remedy")])


def _values(alert: Alert, chat: Chat, words: Words) -> dict[str, str | int]:
    values: dict[str, str | int] = dict(alert.arguments)
    if alert.kind in ("source", "rejects"):
        values["source"] = _source(alert, words)
    if alert.kind in ("unreachable", "unreadable"):
        values |= {
            "name": alert.subject,
            "problem": shortened(problem_told(str(values["problem"]), words), _LONGEST_PROBLEM),
        }
    return values | {"since": moment(chat, alert.opened_at, words)}


def _source(alert: Alert, words: Words) -> str:
    name, is_named, kind = alert.subject.rpartition("/")
    source = words.label("source-name", source=kind)
    return words.label("source-fetched", source=source, name=name) if is_named else source
