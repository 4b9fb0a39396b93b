"""
All that we hold about one chat, as one document that people can read and another instance can take.

Its form is told in docs/export.md; a column that a table gets later comes along by itself. Papers
stand in it by their arXiv id and title, for our numbers mean nothing elsewhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.records import Chat
from storage.saved import saved_papers_of
from storage.schema import (
    ChatRow,
    DeliveryRow,
    DestinationRow,
    DraftRow,
    GroupAnswerRow,
    MessageRow,
    PaperRow,
    QueryRow,
    QuestionRow,
    SearchCountRow,
    SearchRow,
    ShownRow,
    StandingRow,
    SteeringRow,
    Table,
    TopicRow,
    UpdateRow,
)

FORMAT = "chenbao-chat"
VERSION = 1
_OURS = frozenset({"id", "chat_id", "destination_id", "delivery_id", "query_id", "leased_by"})
"""Numbers of ours, which mean nothing elsewhere, and the name of a process."""
_Papers = Mapping[int, dict[str, Any]]


async def exported_chat(session: AsyncSession, chat: Chat, now: datetime) -> dict[str, Any]:
    """The document, in JSON values."""
    row = await session.get_one(ChatRow, chat.id)
    inside = select(DestinationRow.id).where(DestinationRow.chat_id == chat.id)
    deliveries = await _rows(session, DeliveryRow, DeliveryRow.destination_id.in_(inside))
    messages = await _rows(session, MessageRow, MessageRow.chat_id == chat.id)
    searches = await _rows(session, SearchRow, SearchRow.chat_id == chat.id)
    shown = await _rows(session, ShownRow, ShownRow.destination_id.in_(inside))
    numbers = {
        *(each.paper_id for each in shown),
        *(match["paper_id"] for each in deliveries for match in _matches(each.selection)),
        *(number for each in messages for number in each.content.get("paper_ids", ())),
        *(number for each in searches for number in each.paper_ids),
    }
    papers = await _papers(session, numbers)
    questions = await _rows(session, QuestionRow, QuestionRow.chat_id == chat.id)
    group_answers = await _rows(session, GroupAnswerRow, GroupAnswerRow.chat_id == chat.id)
    updates = await _rows(session, UpdateRow, UpdateRow.lane == chat.telegram_id)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": now.isoformat(),
        "chat": {"chat_id": row.telegram_id, **_values(row, leave_out={"telegram_id"})},
        "destinations": await _destinations(
            session, chat, papers, deliveries=deliveries, messages=messages, shown=shown
        ),
        "notices": [_message(each, papers) for each in messages if each.delivery_id is None],
        "searches": [_search(each, papers) for each in searches],
        "questions": [_values(each) for each in questions],
        "steering": await _steering(session, chat),
        "cares_for": list(await session.scalars(_cared_for(chat))),
        "group_answers": [_values(each) for each in group_answers],
        "saved": [
            {"key": each.key, "title": each.title, "saved_at": each.saved_at.isoformat()}
            for each in await saved_papers_of(session, chat.telegram_id)
        ],
        "standing": await _standing(session, chat),
        "updates": [{"update_id": each.id, **_values(each, leave_out={"lane"})} for each in updates],
    }


async def _steering(session: AsyncSession, chat: Chat) -> list[dict[str, Any]]:
    """Which group or channel the private chat steers, if any."""
    rows = await session.execute(
        select(ChatRow.telegram_id, SteeringRow.began_at)
        .join(SteeringRow, SteeringRow.steered_id == ChatRow.id)
        .where(SteeringRow.chat_id == chat.id)
    )
    return [{"steered_chat_id": number, "began_at": _json(began_at)} for number, began_at in rows]


def _cared_for(chat: Chat) -> Select[int]:
    """Telegram's numbers of groups and channels that the person looked after last."""
    found = ChatRow.caretaker_id == chat.telegram_id
    return select(ChatRow.telegram_id).where(found).order_by(ChatRow.id)


async def _standing(session: AsyncSession, chat: Chat) -> dict[str, Any]:
    """Whether it may use the bot, and how often its person searched where that is counted."""
    rows = await _rows(session, StandingRow, StandingRow.telegram_id == chat.telegram_id)
    counts = await _rows(session, SearchCountRow, SearchCountRow.user_id == chat.telegram_id)
    return {
        **(_values(rows[0], leave_out={"telegram_id"}) if rows else {}),
        "search_counts": [_values(each, leave_out={"user_id"}) for each in counts],
    }


async def _destinations(
    session: AsyncSession,
    chat: Chat,
    papers: _Papers,
    *,
    deliveries: Sequence[DeliveryRow],
    messages: Sequence[MessageRow],
    shown: Sequence[ShownRow],
) -> list[dict[str, Any]]:
    rows = await _rows(session, DestinationRow, DestinationRow.chat_id == chat.id)
    inside = [row.id for row in rows]
    topics = await _topics(session, inside)
    drafts = _by(await _rows(session, DraftRow, DraftRow.destination_id.in_(inside)), "destination_id")
    digests, parts = _by(deliveries, "destination_id"), _by(messages, "delivery_id")
    seen = _by(shown, "destination_id")
    return [
        {
            **_values(row),
            "topics": topics.get(row.id, []),
            "drafts": [_values(each) for each in drafts[row.id]],
            "deliveries": [_delivery(each, parts[each.id], papers) for each in digests[row.id]],
            "shown_papers": _named(papers, (each.paper_id for each in seen[row.id])),
        }
        for row in rows
    ]


async def _topics(session: AsyncSession, destinations: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    rows = await session.execute(
        select(TopicRow, QueryRow.text)
        .join(QueryRow, QueryRow.id == TopicRow.query_id)
        .where(TopicRow.destination_id.in_(destinations))
        .order_by(TopicRow.destination_id, TopicRow.position, TopicRow.id)
    )
    topics: dict[int, list[dict[str, Any]]] = {}
    for row, query in rows:
        topics.setdefault(row.destination_id, []).append({**_values(row), "widened_query": query})
    return topics


def _delivery(row: DeliveryRow, parts: Sequence[MessageRow], papers: _Papers) -> dict[str, Any]:
    named = [
        {**papers[match["paper_id"]], "topics": match["topics"]}
        for match in _matches(row.selection)
        if match["paper_id"] in papers
    ]
    told = [_message(each, papers) for each in parts]
    # The command line names a delivery by this number.
    return {"id": row.id, **_values(row, leave_out={"selection"}), "papers": named, "parts": told}


def _message(row: MessageRow, papers: _Papers) -> dict[str, Any]:
    content = row.content
    return {
        **_values(row, leave_out={"content"}),
        "html": content.get("html"),
        "keyboard": content.get("keyboard"),
        "papers": _named(papers, content.get("paper_ids", ())),
    }


def _search(row: SearchRow, papers: _Papers) -> dict[str, Any]:
    return {**_values(row, leave_out={"paper_ids"}), "papers": _named(papers, row.paper_ids)}


def _matches(selection: Mapping[str, Any]) -> list[dict[str, Any]]:
    groups = [match for group in selection.get("groups", ()) for match in group["matches"]]
    return [*groups, *selection.get("rest", ())]


def _named(papers: _Papers, numbers: Iterable[int]) -> list[dict[str, Any]]:
    return [papers[number] for number in numbers if number in papers]


async def _papers(session: AsyncSession, numbers: Collection[int]) -> dict[int, dict[str, Any]]:
    """What names papers anywhere; the rest of their records stays where it is."""
    title, title_zh = (PaperRow.record[name].as_string() for name in ("title", "title_zh"))
    papers: dict[int, dict[str, Any]] = {}
    for some in batches(numbers):
        rows = await session.execute(
            select(PaperRow.id, PaperRow.arxiv_id, title, title_zh).where(PaperRow.id.in_(some))
        )
        papers |= {
            number: {"arxiv_id": arxiv_id, "title": english or chinese}
            for number, arxiv_id, english, chinese in rows
        }
    return papers


def _by(rows: Iterable[Any], name: str) -> defaultdict[int, list[Any]]:
    """Rows by the number that they have in a column."""
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


async def _rows(session: AsyncSession, table: type[Any], found: Any) -> Sequence[Any]:
    key = table.__table__.primary_key.columns
    return (await session.scalars(select(table).where(found).order_by(*key))).all()


def _values(row: Table, *, leave_out: Collection[str] = ()) -> dict[str, Any]:
    """All columns of a row but those that mean nothing elsewhere, as JSON values."""
    names = [column.name for column in row.__table__.columns if column.name not in _OURS]
    return {name: _json(getattr(row, name)) for name in names if name not in leave_out}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
