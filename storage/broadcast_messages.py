"""
What an announcement brings into the outbox: one message a chat, a few at a time, by its key.

Few wait in the outbox at once, and none is added while a digest waits: whoever sends takes the
oldest first, so a digest that comes due waits for as few. Chats whose hours are quiet are passed
over and gone through once more later; a message that waits in the outbox would hold up their
digest.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.broadcast_removal import DELETED
from storage.chat_rows import chat_from
from storage.identifiers import BroadcastId
from storage.notices import queue_notice
from storage.quiet import quiet_until
from storage.records import (
    Audience,
    Broadcast,
    BroadcastState,
    Chat,
    ChatState,
    ChatType,
    Language,
    MessageContent,
    MessageState,
)
from storage.schema import BroadcastRow, ChatRow, MessageRow
from storage.settling import UNFINISHED

_LOOKED_AT = 1_000
_WAITING = (MessageState.QUEUED, MessageState.DEFERRED, MessageState.UNKNOWN)
_CANCELLED = "the announcement was stopped"

Render = Callable[[Broadcast, Chat], MessageContent]


@dataclass(frozen=True, slots=True)
class Reach:
    """Who would get an announcement."""

    kinds: Mapping[ChatType, int]
    chinese: int
    """Of them, those who read Chinese."""
    unwilling: int
    """Chats that said they want none."""

    @property
    def total(self) -> int:
        """All who would get it."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of an announcement's messages."""

    sent: int
    waiting: int
    lost: int
    """Given up, or the chat is gone."""
    deleted: int


async def reach_of(session: AsyncSession, audience: Audience, operators: Collection[int]) -> Reach:
    """Who would get an announcement to `audience` now."""
    rows = await session.execute(
        select(ChatRow.type, ChatRow.language, func.count())
        .where(_is_meant(audience, operators))
        .group_by(ChatRow.type, ChatRow.language)
    )
    kinds: Counter[ChatType] = Counter()
    chinese = 0
    for kind, language, count in rows:
        kinds[ChatType(kind)] += count
        chinese += count * Language(language).is_chinese
    unwilling = await session.scalar(
        select(func.count()).where(ChatRow.state == ChatState.ACTIVE, ChatRow.wants_announcements.is_(False))
    )
    return Reach(kinds, chinese, unwilling or 0)


async def progress_of(session: AsyncSession, broadcast_id: BroadcastId) -> Progress:
    """What became of its messages so far."""
    rows = await session.execute(
        select(MessageRow.state, MessageRow.error, func.count())
        .where(MessageRow.broadcast_id == broadcast_id)
        .group_by(MessageRow.state, MessageRow.error)
    )
    counts: Counter[str] = Counter()
    for state, error, count in rows:
        counts[DELETED if error == DELETED else _CANCELLED if error == _CANCELLED else state] += count
    return Progress(
        sent=counts[MessageState.SENT],
        waiting=sum(counts[state] for state in UNFINISHED),
        lost=counts[MessageState.DEAD] + counts[MessageState.CANCELLED],
        deleted=counts[DELETED],
    )


async def waiting_count(session: AsyncSession) -> int:
    """How many messages of announcements are new in the outbox, or being sent."""
    found = select(func.count()).where(
        MessageRow.broadcast_id.is_not(None),
        MessageRow.state.in_([MessageState.QUEUED, MessageState.SENDING]),
    )
    return await session.scalar(found) or 0


async def queue_announcements(
    session: AsyncSession,
    broadcast: Broadcast,
    render: Render,
    *,
    room: int,
    operators: Collection[int],
    now: datetime,
) -> tuple[int, bool]:
    """
    Queue the announcement for up to `room` further chats; how many, and whether all were gone through.

    Nothing is queued where it is not being sent any more.
    """
    row = await session.get_one(BroadcastRow, broadcast.id, with_for_update=True, populate_existing=True)
    if row.state != BroadcastState.RUNNING or row.begun_at is None:
        return 0, False
    is_served = exists().where(MessageRow.broadcast_id == broadcast.id, MessageRow.chat_id == ChatRow.id)
    found = await session.scalars(
        select(ChatRow)
        .where(
            ChatRow.id > row.last_chat_id,
            ChatRow.created_at <= row.begun_at,
            _is_meant(broadcast.audience, operators),
            ~is_served,
        )
        .order_by(ChatRow.id)
        .limit(_LOOKED_AT)
    )
    chats = [chat_from(one) for one in found]
    queued = 0
    for chat in chats:
        if queued == room:
            break
        row.last_chat_id = chat.id
        if quiet_until(chat, now):
            row.has_passed_over = True
            continue
        content, key = render(broadcast, chat), f"broadcast:{broadcast.id}:{chat.id}"
        queued += await queue_notice(
            session, chat.id, 0, content, key=key, now=now, broadcast_id=broadcast.id
        )
    is_over = len(chats) < _LOOKED_AT and (not chats or row.last_chat_id == chats[-1].id)
    await session.flush()
    return queued, is_over


async def begin_round(session: AsyncSession, broadcast_id: BroadcastId) -> bool:
    """Go through the chats once more; False where none was passed over."""
    row = await session.get_one(BroadcastRow, broadcast_id, with_for_update=True, populate_existing=True)
    if not row.has_passed_over:
        return False
    row.last_chat_id, row.has_passed_over = 0, False
    await session.flush()
    return True


async def cancel_announcements(session: AsyncSession, broadcast_id: BroadcastId) -> bool:
    """Cancel what waits; whether some are being sent at this moment."""
    await session.execute(
        update(MessageRow)
        .where(MessageRow.broadcast_id == broadcast_id, MessageRow.state.in_(_WAITING))
        .values(state=MessageState.CANCELLED, error=_CANCELLED)
        .execution_options(synchronize_session=False)
    )
    sending = exists().where(
        MessageRow.broadcast_id == broadcast_id, MessageRow.state == MessageState.SENDING
    )
    return bool(await session.scalar(select(sending)))


def _is_meant(audience: Audience, operators: Collection[int]) -> ColumnElement[bool]:
    is_active = ChatRow.state == ChatState.ACTIVE
    match audience:
        case Audience.OPERATORS:
            return and_(is_active, ChatRow.telegram_id.in_(operators))
        case Audience.PRIVATE:
            return and_(is_active, ChatRow.wants_announcements, ChatRow.type == ChatType.PRIVATE)
        case Audience.ALL:
            return and_(is_active, ChatRow.wants_announcements)
