"""Trouble and its end, in the operator's language, with what to do next."""

from handlers.views.empty_day import moment
from handlers.words import Words, words_in
from storage.alerts import Alert
from storage.records import Chat, MessageContent

_OPEN = {
    "source": "alert-source",
    "deliveries-failing": "alert-deliveries-failing",
    "dead-letters": "alert-dead-letters",
    "sending-stopped": "alert-sending-stopped",
    "sending-paused": "alert-sending-paused",
    "disk": "alert-disk",
    "poller": "alert-poller",
    "set-aside": "alert-set-aside",
    "rejects": "alert-rejects",
}
_OVER = {
    "source": "alert-source-over",
    "deliveries-failing": "alert-deliveries-failing-over",
    "dead-letters": "alert-dead-letters-over",
    "sending-stopped": "alert-sending-over",
    "sending-paused": "alert-sending-over",
    "disk": "alert-disk-over",
    "poller": "alert-poller-over",
    "set-aside": "alert-set-aside-over",
    "rejects": "alert-rejects-over",
}
KINDS = frozenset(_OPEN)


def alert_message(alert: Alert, chat: Chat) -> MessageContent:
    """What began, or that it is over."""
    words = words_in(chat.language)
    keys = _OPEN if alert.closed_at is None else _OVER
    return MessageContent(words(keys[alert.kind], **_values(alert, chat, words)))


def _values(alert: Alert, chat: Chat, words: Words) -> dict[str, str | int]:
    values: dict[str, str | int] = dict(alert.arguments)
    if alert.kind in ("source", "rejects"):
        values["source"] = words.label("source-name", source=alert.subject)
    return values | {"since": moment(chat, alert.opened_at, words)}
