"""
Whose paper each entry speaks of, when digests change: gathering what must be looked at again.

Reads only. Identity itself is decided in storage.identity, from the claims gathered here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.identifiers import DigestId
from storage.identity import Claim, paper_keys
from storage.paper_states import PaperState
from storage.schema import DigestRow, EntryRow, PaperRow


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """The claim of an entry that has its row, and the paper it belongs to so far."""

    entry_id: int
    paper_id: int
    claim: Claim
    is_live: bool
    is_touched: bool
    """Its digest is one of those that changed."""


@dataclass(slots=True)
class StoredPapers:
    """Papers that have their rows, under the key that they have or are about to take."""

    states: dict[str, PaperState] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)

    def add(self, paper_id: int, key: str, state: PaperState) -> None:
        """Take a paper in under `key`; `state` is what its row says."""
        self.states[key], self.ids[key], self.keys[paper_id] = state, paper_id, key

    def adopt(self, claims: Iterable[StoredClaim], keys: dict[Claim, str]) -> None:
        """Let papers known by title alone become those whose arXiv id turned up, with their number."""
        for each in claims:
            old, new = self.keys[each.paper_id], keys[each.claim]
            if old.startswith("title:") and new.startswith("arxiv:") and new not in self.ids:
                self.add(self.ids.pop(old), new, self.states.pop(old))


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of digests makes us fold anew."""

    keys: dict[Claim, str]
    """The paper that each arrived or stored claim means now."""
    papers: StoredPapers
    paper_keys: tuple[str, ...]
    """The papers to fold, in the order of their entries."""
    moves: dict[int, str]
    """Stored entries that go to another paper than before."""


async def touched_by(
    session: AsyncSession, digest_ids: Sequence[DigestId], arrived: Sequence[Claim]
) -> Touched:
    """What to fold anew when `digest_ids` came, went or returned and `arrived` claims have no rows yet."""
    stored = await _stored_claims(session, digest_ids, arrived)
    live = [each.claim for each in stored if each.is_live]
    keys = paper_keys([*live, *arrived], [each.claim for each in stored])
    papers = await _stored_papers(session, set(keys.values()), {each.paper_id for each in stored})
    papers.adopt(stored, keys)
    moves = {
        each.entry_id: keys[each.claim]
        for each in stored
        if each.is_live and papers.keys[each.paper_id] != keys[each.claim]
    }
    to_fold = [keys[claim] for claim in arrived]
    for each in stored:
        if each.is_touched or each.entry_id in moves:
            to_fold += [papers.keys[each.paper_id], moves.get(each.entry_id, papers.keys[each.paper_id])]
    return Touched(keys, papers, tuple(dict.fromkeys(to_fold)), moves)


async def _stored_claims(
    session: AsyncSession, digest_ids: Sequence[DigestId], arrived: Sequence[Claim]
) -> list[StoredClaim]:
    """Entries of the digests that changed, and all live ones with a title of theirs or of the arrived."""
    touched: list[StoredClaim] = []
    if digest_ids:
        touched = await _claims(session, DigestRow.id.in_(digest_ids), is_touched=True)
    titles = {claim.title_key for claim in (*arrived, *(each.claim for each in touched))} - {""}
    known = {each.entry_id for each in touched}
    for some in batches(sorted(titles)):
        condition = EntryRow.title_key.in_(some) & DigestRow.superseded_at.is_(None)
        siblings = await _claims(session, condition, is_touched=False)
        touched += [each for each in siblings if each.entry_id not in known]
    return touched


async def _claims(session: AsyncSession, condition: Any, *, is_touched: bool) -> list[StoredClaim]:
    statement = (
        select(EntryRow.id, EntryRow.paper_id, EntryRow.arxiv_id, EntryRow.title_key, DigestRow.superseded_at)
        .join(DigestRow, DigestRow.id == EntryRow.digest_id)
        .where(condition)
        .order_by(EntryRow.id)
    )
    return [
        StoredClaim(entry_id, paper_id, Claim(arxiv_id, title), superseded_at is None, is_touched)
        for entry_id, paper_id, arxiv_id, title, superseded_at in await session.execute(statement)
    ]


async def _stored_papers(
    session: AsyncSession, keys: Iterable[str], paper_ids: Iterable[int]
) -> StoredPapers:
    papers = StoredPapers()
    columns = (PaperRow.id, *(getattr(PaperRow, name) for name in PaperState.columns()))
    conditions = [PaperRow.key.in_(some) for some in batches(sorted(keys))]
    for condition in conditions:
        for paper_id, *state in await session.execute(select(*columns).where(condition)):
            papers.add(paper_id, state[0], PaperState(*state))
    missing = set(paper_ids) - set(papers.keys)
    for some in batches(sorted(missing)):
        for paper_id, *state in await session.execute(select(*columns).where(PaperRow.id.in_(some))):
            papers.add(paper_id, state[0], PaperState(*state))
    return papers
