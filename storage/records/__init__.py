"""
The values that cross package borders: frozen, complete, and free of any database object.

A digest file becomes a `Digest` of `Entry` values; storage folds all entries of one paper
into a `Paper`. Texts are plain except `Section.markdown`. Empty string and empty tuple mean
"the digest does not say"; `None` means the same for numbers, dates and links.
"""

from storage.records.broadcasts import Audience, Broadcast, BroadcastState
from storage.records.chats import (
    CardLanguage,
    Chat,
    ChatState,
    ChatType,
    Destination,
    EmptyDays,
    Language,
    Layout,
    SlotKey,
)
from storage.records.deliveries import (
    UNRENDERED,
    Button,
    DeliveryKind,
    DeliveryState,
    EmptyReason,
    Match,
    MessageContent,
    MessageState,
    Selection,
    TopicGroup,
)
from storage.records.papers import (
    Digest,
    DigestFormat,
    DigestMention,
    Entry,
    Origin,
    Paper,
    RejectedEntry,
    RemovedPaper,
    Section,
)

__all__ = [
    "UNRENDERED",
    "Audience",
    "Broadcast",
    "BroadcastState",
    "Button",
    "CardLanguage",
    "Chat",
    "ChatState",
    "ChatType",
    "DeliveryKind",
    "DeliveryState",
    "Destination",
    "Digest",
    "DigestFormat",
    "DigestMention",
    "EmptyDays",
    "EmptyReason",
    "Entry",
    "Language",
    "Layout",
    "Match",
    "MessageContent",
    "MessageState",
    "Origin",
    "Paper",
    "RejectedEntry",
    "RemovedPaper",
    "Section",
    "Selection",
    "SlotKey",
    "TopicGroup",
]
