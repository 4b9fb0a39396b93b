"""
What became of deliveries and notices, for operators: listed, and one explained part by part.

Reads only.
"""

from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.delivery_fates import ChatReport, DeliveryReport, Fate, PartReport, Reference, Wanted
from storage.identifiers import PaperId
from storage.records import DeliveryState, MessageState
from storage.schema import ChatRow, DeliveryRow, DestinationRow, MessageRow

_ON_THE_WAY = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN, MessageState.DEFERRED)


async def delivery_reports(session: AsyncSession, wanted: Wanted, limit: int) -> tuple[DeliveryReport, ...]:
    """The newest `limit` deliveries and notices, newest first."""
    deliveries = await _deliveries(session, _matching(wanted).order_by(DeliveryRow.id.desc()).limit(limit))
    notices = await _notices(session, _matching_notices(wanted).limit(limit))
    return tuple(sorted((*deliveries, *notices), key=lambda one: one.planned_at, reverse=True)[:limit])


async def delivery_report(session: AsyncSession, reference: Reference) -> DeliveryReport | None:
    """The one that `reference` names."""
    if reference.is_notice:
        found = await _notices(session, _notices_at_all().where(MessageRow.id == reference.number))
    else:
        found = await _deliveries(session, _deliveries_at_all().where(DeliveryRow.id == reference.number))
    return found[0] if found else None


async def totals(session: AsyncSession) -> dict[str, int]:
    """How many messages are in each state, and how many copies may have arrived twice."""
    rows = await session.execute(
        select(MessageRow.state, func.count(), func.sum(MessageRow.repeats)).group_by(MessageRow.state)
    )
    found = {state: (count, repeats) for state, count, repeats in rows}
    told = {str(state): found.get(state, (0, 0))[0] for state in MessageState}
    return told | {"possible_duplicates": sum(int(repeats or 0) for _, repeats in found.values())}


def _fate() -> ColumnElement[Any]:
    def has(*states: MessageState) -> ColumnElement[bool]:
        return exists().where(MessageRow.delivery_id == DeliveryRow.id, MessageRow.state.in_(states))

    return case(
        (DeliveryRow.state != DeliveryState.RENDERED, DeliveryRow.state),
        (has(MessageState.DEAD), Fate.DEAD),
        (has(*_ON_THE_WAY), Fate.WAITING),
        (has(MessageState.CANCELLED), Fate.CANCELLED),
        else_=Fate.SENT,
    )


def _deliveries_at_all() -> Select[Any]:
    return (
        select(DeliveryRow, DestinationRow.thread_id, ChatRow, _fate())
        .join(DestinationRow, DestinationRow.id == DeliveryRow.destination_id)
        .join(ChatRow, ChatRow.id == DestinationRow.chat_id)
    )


def _matching(wanted: Wanted) -> Select[Any]:
    statement = _deliveries_at_all()
    if wanted.fates:
        statement = statement.where(_fate().in_(wanted.fates))
    if wanted.fates and wanted.fates <= {Fate.DEAD, Fate.WAITING}:
        # Few, and found by an index; the fate of each of very many deliveries is not.
        states = [MessageState.DEAD, *_ON_THE_WAY]
        few = select(MessageRow.delivery_id).where(MessageRow.state.in_(states))
        statement = statement.where(DeliveryRow.id.in_(few))
    if wanted.telegram_id is not None:
        statement = statement.where(ChatRow.telegram_id == wanted.telegram_id)
    if wanted.since is not None:
        statement = statement.where(DeliveryRow.local_date >= wanted.since)
    return statement


def _notices_at_all() -> Select[MessageRow, ChatRow]:
    return (
        select(MessageRow, ChatRow)
        .join(ChatRow, ChatRow.id == MessageRow.chat_id)
        .where(MessageRow.delivery_id.is_(None))
        .order_by(MessageRow.id.desc())
    )


def _matching_notices(wanted: Wanted) -> Select[MessageRow, ChatRow]:
    statement = _notices_at_all()
    if wanted.fates:
        states = [state for state in MessageState if _fate_of(state) in wanted.fates]
        statement = statement.where(MessageRow.state.in_(states))
    if wanted.telegram_id is not None:
        statement = statement.where(ChatRow.telegram_id == wanted.telegram_id)
    if wanted.since is not None:
        statement = statement.where(MessageRow.created_at >= datetime.combine(wanted.since, time(), UTC))
    return statement


def _fate_of(state: MessageState) -> Fate:
    return Fate.WAITING if state in _ON_THE_WAY else Fate(state)


async def _deliveries(session: AsyncSession, statement: Select[Any]) -> list[DeliveryReport]:
    rows = (await session.execute(statement)).all()
    messages = await session.scalars(
        select(MessageRow)
        .where(MessageRow.delivery_id.in_([delivery.id for delivery, *_ in rows]))
        .order_by(MessageRow.part)
    )
    parts: dict[int | None, list[PartReport]] = {}
    for message in messages:
        parts.setdefault(message.delivery_id, []).append(_part(message))
    return [
        DeliveryReport(
            Reference(delivery.id),
            _chat(chat),
            thread_id,
            Fate(fate),
            delivery.reason,
            delivery.local_date,
            delivery.local_hour,
            delivery.due_at,
            delivery.planned_at,
            _papers_in(delivery.selection),
            tuple(parts.get(delivery.id, [])),
        )
        for delivery, thread_id, chat, fate in rows
    ]


async def _notices(session: AsyncSession, statement: Select[MessageRow, ChatRow]) -> list[DeliveryReport]:
    return [
        DeliveryReport(
            Reference(message.id, is_notice=True),
            _chat(chat),
            message.thread_id,
            _fate_of(MessageState(message.state)),
            message.notice_key,
            None,
            None,
            message.created_at,
            message.created_at,
            0,
            (_part(message),),
        )
        for message, chat in (await session.execute(statement)).all()
    ]


def _papers_in(selection: dict[str, Any]) -> int:
    """None where it cannot be read: such a delivery was set aside, and is to be seen all the same."""
    try:
        return sum(len(group["matches"]) for group in selection["groups"]) + len(selection["rest"])
    except (LookupError, TypeError):
        return 0


def _part(message: MessageRow) -> PartReport:
    return PartReport(
        message.id,
        message.part,
        MessageState(message.state),
        message.attempts,
        message.repeats,
        message.error,
        message.not_before,
        message.lease_until,
        message.created_at,
        message.sent_at,
        message.telegram_message_id,
        _paper_ids(message.content),
        str(message.content.get("html", "")),
    )


def _paper_ids(content: dict[str, Any]) -> tuple[PaperId, ...]:
    return tuple(map(PaperId, content.get("paper_ids", ())))


def _chat(row: ChatRow) -> ChatReport:
    return ChatReport(
        row.telegram_id,
        row.title,
        row.state,
        row.state_reason,
        row.not_before,
        row.restricted_since,
        row.missing_since,
    )
