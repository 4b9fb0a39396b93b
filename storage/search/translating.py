"""
Across languages: which translations of its terms a query is widened by.

The longest entries over the terms of one conjunction are translated, by at most two names
each. An entry is sought among the terms whatever their order, for a query's normal form has
none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from storage.search.additions import WIDENED_SCOPES, Addition, variant_of, variant_words
from storage.search.analysis import MARK, analyse_phrase
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.parsing import DEEPEST, MOST_CHARACTERS, MOST_TERMS
from storage.search.query import Query
from storage.search.stop_words import may_ask
from storage.search.syntax import And, Node, Or, Phrase, Scope, Term, depth_of, leaf_count
from storage.search.widening import only_asks, parts_of, widened

MOST_VARIANTS = 2
"""Translations of one entry that are added."""

_MOST_ADDITIONS = 64
_MOST_WIDENED_TERMS = 64
_MOST_WIDENED_CHARACTERS = 600
"""Longer queries say enough by themselves: they are not widened at all."""

_SHORTEST_ABBREVIATION = 2
_TRUSTED = frozenset((Provenance.OPERATOR, Provenance.GLOSSARY))
_PLAUSIBLE = 0.5
"""What was learned stands beside a surer translation from this confidence on."""
_CONFIDENT = 0.9
"""What was learned widens a topic from this confidence on."""


def additions_for(query: Query, lexicon: Lexicon) -> tuple[Addition, ...]:
    """What /search adds to `query`, longest entries first; nothing that would make it too long."""
    return _additions(query, lexicon, _translations, divides_parts=True)


def additions_for_topic(query: Query, lexicon: Lexicon) -> tuple[Addition, ...]:
    """What a topic may be widened by: curated and confident translations of whole terms with one sense."""
    return _additions(query, lexicon, _sure_translations, divides_parts=False)


_Translate = Callable[[Lexicon, tuple[str, ...]], Sequence[Translation] | None]
"""The translations to use of a term; None where the lexicon shall not be asked for it at all."""


def _translations(lexicon: Lexicon, words: tuple[str, ...]) -> Sequence[Translation] | None:
    return lexicon.translations_of(words)


def _sure_translations(lexicon: Lexicon, words: tuple[str, ...]) -> Sequence[Translation] | None:
    """A curated term without a sure translation still keeps the shorter terms within it apart."""
    sure = [
        one
        for one in lexicon.translations_of(words)
        if one.provenance in _TRUSTED or one.confidence >= _CONFIDENT
    ]
    return [one for one in sure if not (one.is_ambiguous or one.is_general)] if sure else None


def _additions(
    query: Query, lexicon: Lexicon, translate: _Translate, *, divides_parts: bool
) -> tuple[Addition, ...]:
    if query.root is None or len(query.canonical) > _MOST_WIDENED_CHARACTERS:
        return ()
    if leaf_count(query.root) > _MOST_WIDENED_TERMS or only_asks(query.root):
        return ()
    found: dict[Addition, None] = {}
    for terms, beside in _conjunctions(query.root):
        for scope in WIDENED_SCOPES:
            members = [term for term in terms if term.scope is scope]
            sought = _Sought(lexicon, translate, frozenset(beside), divides_parts)
            found.update(dict.fromkeys(sought.additions(members, are_typed=True)))
    return _fitting(query, list(found)[:_MOST_ADDITIONS])


@dataclass(frozen=True, slots=True)
class _Sought:
    """The search for entries among the terms of one conjunction and scope."""

    lexicon: Lexicon
    translate: _Translate
    beside: frozenset[str]
    """Canonical texts that stand in the query beside these terms already."""
    divides_parts: bool

    def additions(
        self, terms: Sequence[Term], *, are_typed: bool, within: frozenset[str] | None = None
    ) -> Iterator[Addition]:
        """
        Longest entries first; `within` are the words of a longer one that has them all.

        `are_typed` tells terms that stand alone in the query from those that a run was cut into.
        """
        words = {term: _words(term.text) for term in terms}
        free = dict.fromkeys(terms)
        for entry in self.lexicon.terms_within({word for term in terms for word in words[term]}):
            wanted = frozenset(entry)
            if wanted == within:
                continue
            group = [term for term in free if words[term] and wanted.issuperset(words[term])]
            if wanted != frozenset().union(*(words[term] for term in group)):
                continue
            if len(group) == 1 and entry != _in_order(group[0].text):
                continue  # text-to-speech is no speech-to-text
            translations = self.translate(self.lexicon, entry)
            if translations is None:
                continue
            yield from self._of_group(group, wanted, translations)
            for term in group:
                del free[term]
            if self.divides_parts:
                yield from self._apart(group, entry, are_typed=are_typed)
        for term in free:
            parts = parts_of(term, divides_parts=self.divides_parts)
            if parts:
                yield from self.additions(parts, are_typed=False)

    def _apart(self, group: Sequence[Term], entry: tuple[str, ...], *, are_typed: bool) -> Iterator[Addition]:
        """
        What the parts of an entry are widened by: papers may hold them apart.

        Chinese words typed apart are meant apart. A run and English words, which have no other way
        to be written, are taken apart only where each part is a term of the field by itself.
        """
        is_meant = are_typed and not all(term.text.isascii() for term in group)
        if len(group) == 1:
            parts = self._terms_of_run(entry, group[0].scope)
        else:
            telling = (self._is_telling(tuple(analyse_phrase(term.text).words)) for term in group)
            parts = list(group) if is_meant or all(telling) else []
        if len(parts) > 1:
            yield from self.additions(parts, are_typed=are_typed, within=frozenset(entry))

    def _terms_of_run(self, words: tuple[str, ...], scope: Scope) -> list[Term]:
        """The terms of the field that a Chinese compound is made of, longest from the left; none if not all are."""
        if any(word.isascii() for word in words):
            return []
        parts, start = list[Term](), 0
        while start < len(words):
            ends = range(min(len(words), start + len(words) - 1), start, -1)
            end = next((end for end in ends if self._is_telling(words[start:end])), None)
            if end is None:
                return []
            parts.append(Term("".join(words[start:end]), scope))
            start = end
        return parts

    def _is_telling(self, words: tuple[str, ...]) -> bool:
        """Whether a curated term says something by itself, as 机器人 does and 模型 does not."""
        known = [one for one in self.translate(self.lexicon, words) or () if one.provenance in _TRUSTED]
        return bool(known) and not any(one.is_general for one in known)

    def _of_group(
        self, group: Sequence[Term], words: frozenset[str], translations: Sequence[Translation]
    ) -> Iterator[Addition]:
        terms = tuple(sorted(term.canonical for term in group))
        known, count = [words], 0
        if len(group) == 1 and may_ask(group[0].text):
            # "search" is a word like others; of "is" and "about" only learning makes words.
            translations = [one for one in translations if one.provenance in _TRUSTED]
        for one in translations:
            node, added = variant_of(one.text, group[0].scope), _words(one.text)
            if node is None or _says_little(one.text) or any(added >= other for other in known):
                continue
            if one.provenance not in _TRUSTED and _adds_little(added, one.confidence, known[1:]):
                continue
            known.append(added)
            if self._stands_beside(node, one.text):
                continue
            yield Addition(terms, one.text, one.confidence, one.provenance)
            count += 1
            if count == MOST_VARIANTS:
                return

    def _stands_beside(self, node: Term | Phrase, text: str) -> bool:
        words = (Term(word, node.scope).canonical for word in variant_words(text))
        return node.canonical in self.beside or all(word in self.beside for word in words)


def _conjunctions(node: Node) -> Iterator[tuple[list[Term], list[str]]]:
    """The terms that must all match together, and the texts that stand beside them."""
    match node:
        case Term():
            yield [node], []
        case And(nodes):
            terms = [member for member in nodes if isinstance(member, Term)]
            yield terms, [member.canonical for member in nodes]
            for member in nodes:
                if isinstance(member, Or):
                    yield from _conjunctions(member)
        case Or(nodes):
            texts = [member.canonical for member in nodes]
            for member in nodes:
                if isinstance(member, Term):
                    yield [member], texts
                else:
                    yield from ((terms, [*beside, *texts]) for terms, beside in _conjunctions(member))


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(_in_order(text))


def _in_order(text: str) -> tuple[str, ...]:
    return tuple(word for word in analyse_phrase(text).words if word != MARK)


def _adds_little(words: frozenset[str], confidence: float, better: Sequence[frozenset[str]]) -> bool:
    """Beside a better name a guess, or a mere piece of it: 强化学习 is more than "reinforcement"."""
    return bool(better) and (confidence < _PLAUSIBLE or any(words < other for other in better))


def _says_little(text: str) -> bool:
    """Abbreviations of two letters stand for too many things: DM is no diffusion model."""
    return len(text) <= _SHORTEST_ABBREVIATION and text.isascii()


def _fitting(query: Query, additions: list[Addition]) -> tuple[Addition, ...]:
    """As many of `additions` as leave a query that can be read again."""
    while additions and not _can_be_read(widened(query, additions)):
        additions = additions[: len(additions) // 2]
    return tuple(additions)


def _can_be_read(query: Query) -> bool:
    root = query.root
    if root is None or len(query.canonical) > MOST_CHARACTERS or depth_of(root) > DEEPEST:
        return False
    return leaf_count(root) <= MOST_TERMS
