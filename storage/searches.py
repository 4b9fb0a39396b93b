"""Results of searches, kept so that their pages stay the same while somebody reads them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table as SQLTable
from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.documents import addition_document, addition_of
from storage.identifiers import ChatId, PaperId, SearchId
from storage.schema import SearchRow
from storage.search.additions import Addition
from storage.search.ranking import SearchResult
from storage.search.suggesting import Suggestion, SuggestionKind
from storage.search.syntax import Order

_INSERT = insert(cast("SQLTable", SearchRow.__table__))


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """
    A search and its best papers, best first.

    The first `word_total` of `total` are word matches; papers behind `total` match in part only.
    """

    id: SearchId
    text: str
    paper_ids: tuple[PaperId, ...]
    total: int
    word_total: int
    order: Order
    within_days: int | None
    """Only digests of the last so many days, by a button; None for what the text itself says."""
    is_widened: bool
    """Whether the additions were searched, too."""
    made_at: datetime
    additions: tuple[Addition, ...] = ()
    """What the lexicon had for its words at the time."""
    suggestions: tuple[Suggestion, ...] = ()
    similar_to: PaperId | None = None
    """The paper that these are like; the text is what marks in them what they share with it."""
    opened_from: str | None = None
    """The button data of the card from which it was asked, to which it leads back."""

    @property
    def used_additions(self) -> tuple[Addition, ...]:
        """The additions that were searched."""
        return self.additions if self.is_widened else ()


async def save_search(
    session: AsyncSession,
    chat_id: ChatId,
    text: str,
    result: SearchResult,
    now: datetime,
    *,
    order: Order = Order.BEST,
    within_days: int | None = None,
    additions: Sequence[Addition] = (),
    is_widened: bool = True,
    suggestions: Sequence[Suggestion] = (),
    similar_to: PaperId | None = None,
    opened_from: str | None = None,
) -> SavedSearch:
    """Keep a result for its chat, with what buttons have made of the search and its words."""
    paper_ids = [hit.paper_id for hit in result.hits]
    values = {
        "chat_id": chat_id,
        "text": text,
        "paper_ids": paper_ids,
        "total": result.total,
        "word_total": result.total_word,
        "sort_order": order,
        "within_days": within_days,
        "is_widened": is_widened,
        "additions": [addition_document(one) for one in additions],
        "suggestions": [asdict(one) for one in suggestions],
        "similar_to": similar_to,
        "opened_from": opened_from,
        "created_at": now,
    }
    connection = await session.connection()
    inserted = (await connection.execute(_INSERT, values)).inserted_primary_key
    assert inserted is not None
    return SavedSearch(
        id=SearchId(inserted.id),
        text=text,
        paper_ids=tuple(paper_ids),
        total=result.total,
        word_total=result.total_word,
        order=order,
        within_days=within_days,
        is_widened=is_widened,
        made_at=now,
        additions=tuple(additions),
        suggestions=tuple(suggestions),
        similar_to=similar_to,
        opened_from=opened_from,
    )


async def saved_search(session: AsyncSession, chat_id: ChatId, search_id: SearchId) -> SavedSearch | None:
    """A kept result; None if it is gone or belongs to another chat."""
    row = await session.get(SearchRow, search_id)
    if row is None or row.chat_id != chat_id:
        return None
    return _saved(row)


async def forget_searches(session: AsyncSession, before: datetime) -> None:
    """Drop results older than `before`."""
    await session.execute(delete(SearchRow).where(SearchRow.created_at < before))


def _saved(row: SearchRow) -> SavedSearch:
    papers = tuple(map(PaperId, row.paper_ids))
    return SavedSearch(
        id=SearchId(row.id),
        text=row.text,
        paper_ids=papers,
        total=row.total,
        word_total=row.word_total,
        order=Order(row.sort_order),
        within_days=row.within_days,
        is_widened=row.is_widened,
        made_at=row.created_at,
        additions=tuple(map(addition_of, row.additions)),
        suggestions=tuple(_suggestion_of(one) for one in row.suggestions),
        similar_to=None if row.similar_to is None else PaperId(row.similar_to),
        opened_from=row.opened_from,
    )


def _suggestion_of(document: dict[str, Any]) -> Suggestion:
    return Suggestion(**document | {"kind": SuggestionKind(document["kind"])})
