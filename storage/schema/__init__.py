"""
The tables, once for SQLite and PostgreSQL: a module a subject, all of them known once this one is.

Migrations build them; a test proves that both agree. Rows never leave storage: functions
read them into the records of `storage.records`.
"""

from storage.schema.chats import ChatRow, DestinationRow, QuestionRow, SearchRow, UpdateRow
from storage.schema.deliveries import DeliveryRow, MessageRow, ShownRow
from storage.schema.instance import AlertRow, InstanceRow, SenderRow
from storage.schema.lexicon import AddedTermRow, LearnedTranslationRow, LearningRow, RemovedTermRow
from storage.schema.operators import ActRow, BroadcastRow, InvitationRow, SearchCountRow, StandingRow
from storage.schema.papers import DigestPlaceRow, DigestRow, EntryRow, PaperRow
from storage.schema.people import GroupAnswerRow, SavedPaperRow, SteeringRow
from storage.schema.sources import RawFileRow, SourceItemRow, SourceRow
from storage.schema.table import Table
from storage.schema.topics import DraftRow, MatchRow, QueryRow, TopicRow

__all__ = [
    "ActRow",
    "AddedTermRow",
    "AlertRow",
    "BroadcastRow",
    "ChatRow",
    "DeliveryRow",
    "DestinationRow",
    "DigestPlaceRow",
    "DigestRow",
    "DraftRow",
    "EntryRow",
    "GroupAnswerRow",
    "InstanceRow",
    "InvitationRow",
    "LearnedTranslationRow",
    "LearningRow",
    "MatchRow",
    "MessageRow",
    "PaperRow",
    "QueryRow",
    "QuestionRow",
    "RawFileRow",
    "RemovedTermRow",
    "SavedPaperRow",
    "SearchCountRow",
    "SearchRow",
    "SenderRow",
    "ShownRow",
    "SourceItemRow",
    "SourceRow",
    "StandingRow",
    "SteeringRow",
    "Table",
    "TopicRow",
    "UpdateRow",
]
