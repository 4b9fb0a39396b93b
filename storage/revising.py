"""
Papers fold anew when digests come, change, go or return.

Works on all of them at once, with a fixed number of statements whatever their number. Only a
paper whose record really changed takes a new revision, so that index and matching do no more
than they must.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.claims import Touched, touched_by
from storage.documents import entry_document, entry_of
from storage.identifiers import DigestId, PaperId
from storage.identity import Claim
from storage.instance import next_revisions
from storage.paper_states import HeldDigest, HeldEntry, PaperState, state_of
from storage.records import DigestFormat
from storage.saved import move_saved
from storage.schema import DigestRow, EntryRow, PaperRow

# Made once: building a statement takes longer than running it.
_HELD = (
    select(
        EntryRow.id.label("entry_id"),
        EntryRow.paper_id,
        EntryRow.content,
        EntryRow.arxiv_id,
        EntryRow.title_key,
        EntryRow.doi,
        DigestRow.id,
        DigestRow.source,
        DigestRow.digest_on,
        DigestRow.is_estimated,
        DigestRow.is_archive,
        DigestRow.superseded_at,
        DigestRow.location,
        DigestRow.ingested_at,
    )
    .join(DigestRow, DigestRow.id == EntryRow.digest_id)
    .where(EntryRow.paper_id.in_(bindparam("paper_ids", expanding=True)))
)
_ADD_PAPERS = insert(PaperRow).returning(PaperRow.id, PaperRow.key)
_ADD_ENTRIES = insert(EntryRow)
_CHANGE_PAPERS = update(PaperRow)
_CHANGE_ENTRIES = update(EntryRow)


@dataclass(frozen=True, slots=True)
class Revised:
    """Papers by what happened to them, in the order of their entries."""

    new: tuple[PaperId, ...] = ()
    changed: tuple[PaperId, ...] = ()
    unchanged: tuple[PaperId, ...] = ()
    removed: tuple[PaperId, ...] = ()


async def revise_papers(
    session: AsyncSession, digest_ids: Sequence[DigestId], arrived: Sequence[HeldEntry], now: datetime
) -> Revised:
    """
    Fold anew every paper that the stored entries of `digest_ids` or the `arrived` ones speak of.

    The caller has marked which digests are live; the arrived entries get their rows here.
    """
    touched = await touched_by(session, digest_ids, [each.claim for each in arrived])
    held = await _held_entries(session, touched)
    for each in arrived:
        held.setdefault(touched.keys[each.claim], []).append(each)
    before = touched.papers.states
    after = {key: state_of(key, held.get(key, []), before.get(key)) for key in touched.paper_keys}
    changes = {key: state for key, state in after.items() if state and state != before.get(key)}
    await _write_papers(session, touched, changes, now)
    await _write_entries(session, touched, arrived)
    await _move_saved(session, touched, after)
    return _revised(touched, before, after)


async def _held_entries(session: AsyncSession, touched: Touched) -> dict[str, list[HeldEntry]]:
    """All stored entries of the papers to fold, superseded ones too, by the paper they belong to now."""
    held: dict[str, list[HeldEntry]] = {}
    papers = touched.papers
    for some in batches(papers.ids[key] for key in touched.paper_keys if key in papers.ids):
        for row in await session.execute(_HELD, {"paper_ids": some}):
            key = touched.moves.get(row.entry_id, papers.keys[row.paper_id])
            held.setdefault(key, []).append(_held_entry(row))
    return held


def _held_entry(row: Row[Any]) -> HeldEntry:
    digest = HeldDigest(
        id=DigestId(row.id),
        source=DigestFormat(row.source),
        digest_on=row.digest_on,
        is_estimated=row.is_estimated,
        is_archive=row.is_archive,
        is_live=row.superseded_at is None,
        location=row.location,
        ingested_at=row.ingested_at,
    )
    return HeldEntry(entry_of(row.content), Claim(row.arxiv_id, row.title_key, row.doi or ""), digest)


async def _write_papers(
    session: AsyncSession, touched: Touched, changes: dict[str, PaperState], now: datetime
) -> None:
    """Number the changes and store them; new papers get their row and their number in `touched.papers`."""
    if not changes:
        return
    new, changed = [], []
    revisions = await next_revisions(session, len(changes))
    for revision, (key, state) in zip(revisions, changes.items(), strict=True):
        row = {**state.values(), "revision": revision, "revised_at": now}
        if paper_id := touched.papers.ids.get(key):
            changed.append({"id": paper_id, **row})
        else:
            new.append(row)
    if changed:
        await session.execute(_CHANGE_PAPERS, changed)
    if new:
        for paper_id, key in await session.execute(_ADD_PAPERS, new):
            touched.papers.ids[key] = paper_id


async def _write_entries(session: AsyncSession, touched: Touched, arrived: Sequence[HeldEntry]) -> None:
    paper_ids = touched.papers.ids
    if touched.moves:
        moved = [{"id": entry_id, "paper_id": paper_ids[key]} for entry_id, key in touched.moves.items()]
        await session.execute(_CHANGE_ENTRIES, moved)
    if arrived:
        rows = [
            {
                "digest_id": each.digest.id,
                "paper_id": paper_ids[touched.keys[each.claim]],
                "arxiv_id": each.claim.arxiv_id,
                "title_key": each.claim.title_key,
                "doi": each.claim.doi or None,
                "content": entry_document(each.entry),
            }
            for each in arrived
        ]
        await session.execute(_ADD_ENTRIES, rows)


async def _move_saved(session: AsyncSession, touched: Touched, after: dict[str, PaperState | None]) -> None:
    """A paper whose entries all turned out to speak of another one is saved as that one."""
    ids, keys = touched.papers.ids, touched.papers.keys
    gone = {
        paper_id: ids[key]
        for paper_id, key in touched.successors.items()
        if (state := after[keys[paper_id]]) and state.is_removed
    }
    if gone:
        await move_saved(session, gone)


def _revised(touched: Touched, before: dict[str, PaperState], after: dict[str, PaperState | None]) -> Revised:
    new, changed, unchanged, removed = [], [], [], []
    for key, state in after.items():
        paper_id = touched.papers.ids.get(key)
        if state is None or paper_id is None:
            continue
        old = before.get(key)
        if state == old:
            if not state.is_removed:
                unchanged.append(PaperId(paper_id))
        elif state.is_removed:
            removed.append(PaperId(paper_id))
        elif old is None or old.is_removed:
            new.append(PaperId(paper_id))
        else:
            changed.append(PaperId(paper_id))
    return Revised(tuple(new), tuple(changed), tuple(unchanged), tuple(removed))
