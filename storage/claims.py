"""
Whose paper each entry speaks of, when digests change: gathering what must be looked at again.

Reads only. Identity itself is decided in storage.identity, from the claims gathered here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.identifiers import DigestId
from storage.identity import Claim, links_of, paper_keys, strength_of_key
from storage.paper_states import PaperState
from storage.schema import DigestRow, EntryRow, PaperRow

# Made once: building a statement takes longer than running it.
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_CLAIMS = (
    select(
        EntryRow.id,
        EntryRow.paper_id,
        EntryRow.arxiv_id,
        EntryRow.title_key,
        EntryRow.doi,
        DigestRow.superseded_at,
    )
    .join(DigestRow, DigestRow.id == EntryRow.digest_id)
    .order_by(EntryRow.id)
)
_OF_DIGESTS = _CLAIMS.where(DigestRow.id.in_(_WANTED))
_LIVE_OF_TITLES = _CLAIMS.where(EntryRow.title_key.in_(_WANTED), DigestRow.superseded_at.is_(None))
_LIVE_OF_DOIS = _CLAIMS.where(EntryRow.doi.in_(_WANTED), DigestRow.superseded_at.is_(None))
_PAPERS = select(PaperRow.id, *(getattr(PaperRow, name) for name in PaperState.columns()))
_BY_KEY = _PAPERS.where(PaperRow.key.in_(_WANTED))
_BY_ID = _PAPERS.where(PaperRow.id.in_(_WANTED))


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
        """Let papers whose arXiv id or DOI turned up keep their number under the better key."""
        claims = list(claims)
        meant = {keys[each.claim] for each in claims if each.is_live}
        for each in claims:
            old, new = self.keys[each.paper_id], keys[each.claim]
            if strength_of_key(old) < strength_of_key(new) and new not in self.ids and old not in meant:
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
    successors: dict[int, str]
    """Papers that lose entries so, and the one to which the last of them go."""


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
    successors = {each.paper_id: moves[each.entry_id] for each in stored if each.entry_id in moves}
    to_fold = [keys[claim] for claim in arrived]
    for each in stored:
        if each.is_touched or each.entry_id in moves:
            to_fold += [papers.keys[each.paper_id], moves.get(each.entry_id, papers.keys[each.paper_id])]
    return Touched(keys, papers, tuple(dict.fromkeys(to_fold)), moves, successors)


async def _stored_claims(
    session: AsyncSession, digest_ids: Sequence[DigestId], arrived: Sequence[Claim]
) -> list[StoredClaim]:
    """Entries of the digests that changed, and all live ones that titles and DOIs link to them or the arrived."""
    found = await _claims(session, _OF_DIGESTS, digest_ids, is_touched=True)
    known = {each.entry_id for each in found}
    claims = [*arrived, *(each.claim for each in found)]
    titles, dois = {claim.title_key for claim in claims} - {""}, links_of(claims)[1]
    asked_titles, asked_dois = set(titles), set(dois)
    while titles or dois:
        siblings = await _claims(session, _LIVE_OF_TITLES, sorted(titles), is_touched=False)
        siblings += await _claims(session, _LIVE_OF_DOIS, sorted(dois), is_touched=False)
        fresh = {each.entry_id: each for each in siblings if each.entry_id not in known}
        found += fresh.values()
        known |= fresh.keys()
        titles, dois = links_of(each.claim for each in fresh.values())
        titles, dois = titles - asked_titles, dois - asked_dois
        asked_titles |= titles
        asked_dois |= dois
    return found


async def _claims(
    session: AsyncSession, statement: Executable, wanted: Sequence[object], *, is_touched: bool
) -> list[StoredClaim]:
    return [
        StoredClaim(entry_id, paper_id, Claim(arxiv_id, title, doi or ""), superseded_at is None, is_touched)
        for some in batches(wanted)
        for entry_id, paper_id, arxiv_id, title, doi, superseded_at in await session.execute(
            statement, {"wanted": some}
        )
    ]


async def _stored_papers(
    session: AsyncSession, keys: Iterable[str], paper_ids: Iterable[int]
) -> StoredPapers:
    papers = StoredPapers()
    await _add_papers(session, papers, _BY_KEY, sorted(keys))
    await _add_papers(session, papers, _BY_ID, sorted(set(paper_ids) - set(papers.keys)))
    return papers


async def _add_papers(
    session: AsyncSession, papers: StoredPapers, statement: Executable, wanted: Sequence[object]
) -> None:
    for some in batches(wanted):
        for paper_id, *state in await session.execute(statement, {"wanted": some}):
            papers.add(paper_id, state[0], PaperState(*state))
