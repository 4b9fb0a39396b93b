"""
What a query is widened by, as values: an answer can name them, and a topic can keep them.

Which ones a query gets is found out in `storage.search.translating`; `storage.search.widening`
puts them into it.
"""

from dataclasses import dataclass
from functools import lru_cache

from storage.search.lexicon import Provenance
from storage.search.query import parse
from storage.search.syntax import And, Phrase, Scope, Term

WIDENED_SCOPES = frozenset((Scope.ANYWHERE, Scope.TITLE, Scope.KEYWORD, Scope.AREA))
"""Where a term must stand if it is to be widened; others name people, places and exact values."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Words added to a query: they stand beside the terms that they translate."""

    terms: tuple[str, ...]
    """Canonical texts of the query's terms that are translated together, in normal order."""
    text: str
    """The added words; several must stand in a row."""
    confidence: float
    provenance: Provenance

    @property
    def own(self) -> tuple[Term, ...]:
        """The terms themselves."""
        return tuple(map(_term_of, self.terms))

    @property
    def variant(self) -> Term | Phrase | None:
        """The added words as the widened query holds them."""
        return variant_of(self.text, self.own[0].scope) if self.terms else None


@lru_cache(maxsize=20_000)
def variant_of(text: str, scope: Scope) -> Term | Phrase | None:
    """The node of an added name, words in a row if several; None where it would not read as words."""
    words = variant_words(text)
    if len(words) > 1:
        phrase = _phrase(text)
        return Phrase(phrase, scope) if phrase else None
    return Term(words[0], scope) if words else None


def _phrase(text: str) -> str:
    root = parse(f'"{text}"').root
    return root.text if isinstance(root, Phrase) else ""


@lru_cache(maxsize=20_000)
def variant_words(text: str) -> tuple[str, ...]:
    """The words of an added name as a query reads them; none where it would read anything but words."""
    root = parse(text).root
    members = root.nodes if isinstance(root, And) else (root,)
    terms = [member for member in members if isinstance(member, Term) and member.scope is Scope.ANYWHERE]
    return tuple(term.text for term in terms) if len(terms) == len(members) else ()


@lru_cache(maxsize=20_000)
def _term_of(canonical: str) -> Term:
    field, colon, text = canonical.partition(":")
    return Term(text, Scope(field)) if colon and field in WIDENED_SCOPES else Term(canonical)
