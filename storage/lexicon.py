"""
The lexicon of this instance: the program's glossary, the operator's changes of it, and what was learned.

What the operator struck out stays away whoever brings it: program, operator or learning.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import AddedTermRow, LearnedTranslationRow, RemovedTermRow
from storage.search.glossary import parse_glossary
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.names import glossary_translations, is_misread, translations_between, words_of

_OWN_SHARE = 0.7
"""
What the program's own order of names counts for beside what was learned; measured.

On two halves of 2024 by turns, Han characters of a title seeking the English record: MRR 0.914
and 0.875 with 0.7, 0.898 and 0.850 with 1.
"""
Words = tuple[str, ...]
_Read = tuple[Translation, Words]
"""A translation with the words of its text."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the database knows beyond the program's glossary, in the order in which it came."""

    added: tuple[str, ...]
    """Lines of the glossary's format."""
    removed: tuple[tuple[str, str], ...]
    """A name, and the other name it shall not be translated by; all where that is empty."""
    learned: tuple[tuple[str, str, float, str], ...]
    """Term, text, confidence, provenance."""


async def load_lexicon(session: AsyncSession) -> Lexicon:
    """All translations as they are now."""
    return lexicon_of(await changes(session))


async def changes(session: AsyncSession) -> Changes:
    """What the lexicon of this database is made of."""
    added = await session.scalars(select(AddedTermRow.line).order_by(AddedTermRow.id))
    removed = await session.execute(select(RemovedTermRow.name, RemovedTermRow.other_name))
    row = LearnedTranslationRow
    learned = await session.execute(
        select(row.term, row.text, row.confidence, row.provenance).order_by(row.confidence.desc(), row.id)
    )
    return Changes(
        tuple(added),
        tuple((name, other) for name, other in removed),
        tuple((term, text, confidence, provenance) for term, text, confidence, provenance in learned),
    )


def lexicon_of(found: Changes) -> Lexicon:
    """The lexicon that `found` makes of the program's; some tenths of a second where much was learned."""
    struck = frozenset((words_of(name), words_of(other)) for name, other in found.removed)
    return Lexicon(_without(_distinct(_translations(found)), struck))


def _translations(found: Changes) -> Iterator[_Read]:
    """Most trusted first."""
    own = translations_between(parse_glossary("\n".join(found.added)).terms, Provenance.OPERATOR)
    yield from ((one, words_of(one.text)) for one in own)
    learned = [_read(*one) for one in found.learned if not _is_cut_short(*one)]
    yield from _weighed(learned)
    for one, other in learned:
        yield one, other.words
        yield other, one.words


def _is_cut_short(term: str, text: str, _: float, provenance: str) -> bool:
    """Parentheses explain more words than were taken for the term: 监督微调 (SFT) says nothing of 微调."""
    return provenance == Provenance.PARENTHESES and is_misread(term, text)


def _read(term: str, text: str, confidence: float, provenance: str) -> tuple[Translation, Translation]:
    """A learned row in both directions."""
    words, other_words = words_of(term), words_of(text)
    source = Provenance(provenance)
    return Translation(words, text, confidence, source), Translation(other_words, term, confidence, source)


def _weighed(learned: Iterable[tuple[Translation, Translation]]) -> Iterator[_Read]:
    """
    The program's glossary, a little surer where this library says the same, less where it says otherwise.

    So of several names the one that the papers use comes first.
    """
    said: dict[Words, dict[Words, float]] = defaultdict(dict)
    for one, other in learned:
        said[one.words][other.words] = said[other.words][one.words] = one.confidence
    for one in glossary_translations():
        words = words_of(one.text)
        if evidence := said.get(one.words):
            share = _OWN_SHARE * one.confidence + (1 - _OWN_SHARE) * evidence.get(words, 0.0)
            yield replace(one, confidence=share), words
        else:
            yield one, words


def _distinct(translations: Iterable[_Read]) -> Iterator[_Read]:
    """The first of those that say the same in singular and plural."""
    seen: set[tuple[Words, Words]] = set()
    for one, words in translations:
        if words != one.words and (one.words, words) not in seen:
            seen.add((one.words, words))
            yield one, words


def _without(translations: Iterable[_Read], struck: frozenset[tuple[Words, Words]]) -> Iterator[Translation]:
    """Removing a name removes it on either side; removing a pair removes both directions."""
    if not struck:
        yield from (one for one, _ in translations)
    for one, words in translations:
        pairs = {(one.words, ()), (words, ()), (one.words, words), (words, one.words)}
        if not pairs & struck:
            yield one
