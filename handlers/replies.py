"""
What a handler answers, as values: kept with the update's effects, then sent, again if need be.

They carry their whole address, because after a crash nothing else is left of the conversation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from storage.outbox import content_document, content_from
from storage.records import MessageContent


@dataclass(frozen=True, slots=True)
class Send:
    """A new message; `reply_to` is the message it answers, `thread_id` is 0 outside threads."""

    chat: int
    content: MessageContent
    thread_id: int = 0
    reply_to: int | None = None
    asks_place: Sequence[str] | None = None
    """Labels of the button that sends where one is, and of the one that does not; private chats alone."""
    removes_keyboard: bool = False
    """Takes that keyboard away."""
    only_for: int | None = None
    """In a group the person whom it is for."""
    is_hidden: bool = False
    """That person alone shall see it, where the server can do that."""
    is_passing: bool = False
    """Where all see it, it goes after a while."""
    tap_id: str | None = None
    """The tap that it answers."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A message of ours changed in place; sent anew where it is gone."""

    chat: int
    message_id: int
    content: MessageContent
    thread_id: int = 0
    only_for: int | None = None
    """Who alone sees it; `message_id` is then its number as an ephemeral message."""


@dataclass(frozen=True, slots=True)
class EditKeyboard:
    """The buttons below a message of ours, as the Bot API has them; its text stays as it is."""

    chat: int
    message_id: int
    rows: list[list[dict[str, Any]]]
    only_for: int | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """A message of ours taken away."""

    chat: int
    message_id: int
    only_for: int | None = None


@dataclass(frozen=True, slots=True)
class SendDocument:
    """A text as a file to keep; `content` is what stands below it."""

    chat: int
    file_name: str
    text: str
    content: MessageContent
    """At most 1,024 characters."""
    thread_id: int = 0
    reply_to: int | None = None
    otherwise: Send | None = None
    """What is said where we may not write to that chat, in another one."""


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a tap: at most 200 characters, or nothing to say; as an alert it stays until closed."""

    query_id: str
    text: str = ""
    is_alert: bool = False
    url: str | None = None
    """What it opens for the one who tapped: a link to us with a payload."""


@dataclass(frozen=True, slots=True)
class InlineResult:
    """A result of an inline query: how the list shows it, and the message that choosing it sends."""

    id: str
    """1 to 64 bytes, once in an answer."""
    title: str
    description: str
    content: MessageContent
    """Its buttons carry links alone."""
    thumbnail_url: str | None = None


@dataclass(frozen=True, slots=True)
class StartButton:
    """A button above inline results that opens the private chat with /start and a payload."""

    text: str
    payload: str


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """The answer to an inline query; never kept, because nobody waits for it after a crash."""

    results: tuple[InlineResult, ...] = ()
    next_offset: str = ""
    """What the client sends for the next page; empty where there is none."""
    button: StartButton | None = None
    cache_seconds: int = 60


@dataclass(frozen=True, slots=True)
class SetMenu:
    """The chat's own command menu, in a language by IETF tag; None takes it away."""

    chat: int
    language: str | None
    is_private: bool
    is_operator: bool = False


Reply = Send | SendDocument | Edit | EditKeyboard | Close | Toast | SetMenu
_KINDS: dict[str, type[Reply]] = {
    "send": Send,
    "document": SendDocument,
    "edit": Edit,
    "keyboard": EditKeyboard,
    "close": Close,
    "toast": Toast,
    "menu": SetMenu,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def reply_document(reply: Reply) -> dict[str, Any]:
    """The reply as JSON values."""
    values = {one.name: getattr(reply, one.name) for one in fields(reply)}
    if isinstance(reply, Send | SendDocument | Edit):
        values["content"] = content_document(reply.content)
    if isinstance(reply, SendDocument) and reply.otherwise is not None:
        values["otherwise"] = reply_document(reply.otherwise)
    return {"kind": _NAMES[type(reply)], **values}


def reply_from(document: dict[str, Any]) -> Reply:
    """The reply that `reply_document` wrote down."""
    values = dict(document)
    kind = _KINDS[values.pop("kind")]
    if "content" in values:
        values["content"] = content_from(values["content"])
    if values.get("otherwise") is not None:
        values["otherwise"] = reply_from(values["otherwise"])
    return kind(**values)
