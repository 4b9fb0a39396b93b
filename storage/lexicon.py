"""
The lexicon of this instance: the program's glossary, the operator's changes of it, and what was learned.

What the operator struck out stays away whoever brings it: program, operator or learning.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import AddedTermRow, LearnedTranslationRow, RemovedTermRow
from storage.search.glossary import parse_glossary
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.names import glossary_translations, translations_between, words_of

Names = frozenset[tuple[tuple[str, ...], tuple[str, ...]]]


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
    struck = [(words_of(name), words_of(other)) for name, other in found.removed]
    return Lexicon(_without(_distinct(_translations(found)), frozenset(struck)))


def _translations(found: Changes) -> Iterator[Translation]:
    """Most trusted first."""
    yield from translations_between(parse_glossary("\n".join(found.added)).terms, Provenance.OPERATOR)
    yield from glossary_translations()
    for term, text, confidence, provenance in found.learned:
        yield Translation(words_of(term), text, confidence, Provenance(provenance))
        yield Translation(words_of(text), term, confidence, Provenance(provenance))


def _distinct(translations: Iterable[Translation]) -> Iterator[tuple[Translation, tuple[str, ...]]]:
    """The first of those that say the same in singular and plural, with the words of its text."""
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for one in translations:
        pair = (one.words, words_of(one.text))
        if pair not in seen:
            seen.add(pair)
            yield one, pair[1]


def _without(
    translations: Iterable[tuple[Translation, tuple[str, ...]]], struck: Names
) -> Iterator[Translation]:
    """Removing a name removes it on either side; removing a pair removes both directions."""
    for one, words in translations:
        pairs = {(one.words, ()), (words, ()), (one.words, words), (words, one.words)}
        if not pairs & struck:
            yield one
