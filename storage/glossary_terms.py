"""
The glossary as the operator sees and changes it: the program's terms, own ones and learned ones.

Changes are kept apart from what they change, so that a new version of the program and the next
learning bring their terms and the operator's word still holds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.errors import UnusableTerm
from storage.instance import advance_lexicon
from storage.schema import AddedTermRow, LearnedTranslationRow, RemovedTermRow
from storage.search.glossary import Term, glossary, line_of, parse_glossary
from storage.search.latin import HAN
from storage.search.lexicon import Provenance
from storage.search.names import names_of, words_of
from storage.search.segmenter import cut

LONGEST_NAME = 80
_HAN = re.compile(f"[{HAN}]")
_HAN_ONLY = re.compile(f"[{HAN}]+")
_UNWANTED = re.compile(r"[\t\r\n|]")

Words = tuple[str, ...]
Struck = frozenset[tuple[Words, Words]]


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term, whoever brought it."""

    term: Term
    provenance: Provenance
    confidence: float
    seen: int | None = None
    """Papers that a learned one was seen in."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names, as people write them."""
        return names_of(self.term)


async def glossary_entries(session: AsyncSession) -> list[GlossaryEntry]:
    """All terms in force: own, the program's, learned ones surest first; what was struck out is gone."""
    struck = await _struck(session)
    own = await session.scalars(select(AddedTermRow.line).order_by(AddedTermRow.id))
    row = LearnedTranslationRow
    learned = await session.execute(
        select(row.term, row.text, row.provenance, row.confidence, row.seen).order_by(
            row.confidence.desc(), row.id
        )
    )
    entries = [
        *(GlossaryEntry(term, Provenance.OPERATOR, 1.0) for term in parse_glossary("\n".join(own)).terms),
        *(GlossaryEntry(term, Provenance.GLOSSARY, 1.0) for term in glossary().terms),
        *(
            GlossaryEntry(_learned_term(term, text), Provenance(provenance), confidence, seen)
            for term, text, provenance, confidence, seen in learned
        ),
    ]
    return [replace(entry, term=term) for entry in entries for term in _without(entry.term, struck)]


async def add_terms(session: AsyncSession, terms: Iterable[Term], now: datetime) -> int:
    """
    Add own terms, or bring back what was struck out of them; those known already change nothing.

    Gives how many were new.

    Raises:
        UnusableTerm: a term lacks a side, or a name cannot be one; nothing was added.
    """
    wanted = [usable(term) for term in terms]
    lines = {line: term for term in wanted if (line := line_of(term))}
    known = set(await session.scalars(select(AddedTermRow.line)))
    new = [line for line in lines if line not in known]
    session.add_all(AddedTermRow(line=line, added_at=now) for line in new)
    returned = await _bring_back(session, wanted)
    if new or returned:
        await session.flush()
        await advance_lexicon(session)
    return len(new)


async def remove_name(session: AsyncSession, name: str, other: str, now: datetime) -> int:
    """
    Strike out a name, or with `other` only that the two mean each other; it stays so.

    Gives how many terms had it; none means that nothing was struck out.
    """
    words, other_words = words_of(name), words_of(other)
    found = [
        entry
        for entry in await glossary_entries(session)
        if words in (known := {words_of(one) for one in entry.names}) and (not other or other_words in known)
    ]
    if found and words:
        session.add(RemovedTermRow(name=name, other_name=other, removed_at=now))
        await session.flush()
        await advance_lexicon(session)
    return len(found) if words else 0


def usable(term: Term) -> Term:
    """
    The term with its Chinese names cut into words, if it can be used.

    Raises:
        UnusableTerm: the message says what is missing or wrong.
    """
    chinese = ["".join(name) for name in term.chinese]
    told = ", ".join(names_of(term)) or "nothing"
    if not chinese:
        raise UnusableTerm(f"a term needs a Chinese name; given: {told}")
    if not (term.english or term.abbreviations):
        raise UnusableTerm(f"a term needs an English name or an abbreviation; given: {told}")
    for name in chinese:
        if not _HAN.search(name):
            raise UnusableTerm(f"{name!r} stands where Chinese names belong, but has no Chinese character")
    for name in (*term.english, *term.abbreviations):
        if _HAN.search(name):
            raise UnusableTerm(f"{name!r} stands where English names belong, but has Chinese characters")
    for name in names_of(term):
        if not words_of(name) or _UNWANTED.search(name) or len(name) > LONGEST_NAME:
            raise UnusableTerm(
                f"{name[:LONGEST_NAME]!r} is no name: words of at most {LONGEST_NAME} characters"
            )
    cuts = tuple(given if len(given) > 1 else _cut(given[0]) for given in term.chinese)
    return replace(term, chinese=cuts)


def _cut(name: str) -> Words:
    return tuple(cut(name)) if _HAN_ONLY.fullmatch(name) else (name,)


def _learned_term(term: str, text: str) -> Term:
    if _HAN.search(term):
        return Term((_cut(term),), (text,))
    return Term((), (term,), (text,))


async def _struck(session: AsyncSession) -> Struck:
    found = await session.execute(select(RemovedTermRow.name, RemovedTermRow.other_name))
    return frozenset((words_of(name), words_of(other)) for name, other in found)


async def _bring_back(session: AsyncSession, terms: Sequence[Term]) -> int:
    """Forget what was struck out of names that the operator now gives himself."""
    sides = [{words_of(name) for name in names_of(term)} | {()} for term in terms]
    rows = await session.execute(select(RemovedTermRow.id, RemovedTermRow.name, RemovedTermRow.other_name))
    returned = [
        number
        for number, name, other in rows
        if any(words_of(name) in side and words_of(other) in side for side in sides)
    ]
    await session.execute(delete(RemovedTermRow).where(RemovedTermRow.id.in_(returned)))
    return len(returned)


def _without(term: Term, struck: Struck) -> Iterator[Term]:
    """
    What is left of `term`: it falls in two where a pair of its names was struck out.

    Nothing where a side is left without names; learned abbreviations have no Chinese side.
    """
    words = {name: words_of(name) for name in names_of(term)}
    left = _with_names(term, {name for name in words if (words[name], ()) not in struck})
    if len(names_of(left)) < 2 or (term.chinese and not left.chinese):  # noqa: PLR2004
        return
    if not (left.english or left.abbreviations):
        return
    names = names_of(left)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if {(words[one], words[other]), (words[other], words[one])} & struck:
                for gone in (one, other):
                    yield from _without(_with_names(left, set(names) - {gone}), struck)
                return
    yield left


def _with_names(term: Term, names: set[str]) -> Term:
    return replace(
        term,
        chinese=tuple(name for name in term.chinese if "".join(name) in names),
        english=tuple(name for name in term.english if name in names),
        abbreviations=tuple(name for name in term.abbreviations if name in names),
    )
