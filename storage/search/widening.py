"""
Across languages: the terms of a query are widened by their translations.

The longest entry over the terms of one conjunction is widened, by at most two translations;
phrases, exclusions, authors, organisations and exact fields never are. What was added is a
value of its own, so that an answer can name it and a topic can keep it.
"""

from dataclasses import dataclass

from storage.search.lexicon import Provenance


@dataclass(frozen=True, slots=True)
class Addition:
    """Words added to a query: they stand beside the terms that they translate."""

    terms: tuple[str, ...]
    """Canonical texts of the query's terms that are translated together, in normal order."""
    text: str
    """The added words; several must all match."""
    confidence: float
    provenance: Provenance
