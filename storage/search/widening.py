"""
Across languages: the terms of a query are widened by their translations.

The longest entries over the terms of one conjunction are widened, by at most two translations
each; phrases, exclusions, authors, organisations and exact fields never are. An entry is
sought among the terms whatever their order, for a query's normal form has none. A Chinese
run stands beside what it falls into, so that only the part that an entry knows is widened.
What was added is a value of its own, so that an answer can name it and a topic can keep it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from storage.search.analysis import MARK, analyse_phrase, pieces_of
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.parsing import DEEPEST, MOST_CHARACTERS, MOST_TERMS
from storage.search.query import Query, parse, terms_of
from storage.search.segmenter import cut
from storage.search.stop_words import may_ask
from storage.search.syntax import (
    And,
    Node,
    Not,
    Or,
    Phrase,
    Scope,
    Term,
    all_of,
    any_of,
    depth_of,
    leaf_count,
)

MOST_VARIANTS = 2
"""Translations of one entry that are added."""

_MOST_ADDITIONS = 64
_MOST_WIDENED_TERMS = 64
_MOST_WIDENED_CHARACTERS = 600
"""Longer queries say enough by themselves: they are not widened at all."""

_SHORTEST_ABBREVIATION = 2
_WIDENED_SCOPES = frozenset((Scope.ANYWHERE, Scope.TITLE, Scope.KEYWORD, Scope.AREA))
_TRUSTED = frozenset((Provenance.OPERATOR, Provenance.GLOSSARY))
_CONFIDENT = 0.9
"""What was learned widens a topic from this confidence on."""


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
        return _variant(self.text, self.own[0].scope) if self.terms else None


def additions_for(query: Query, lexicon: Lexicon) -> tuple[Addition, ...]:
    """What /search adds to `query`, longest entries first; nothing that would make it too long."""
    return _additions(query, lexicon, _translations, divides_parts=True)


def additions_for_topic(query: Query, lexicon: Lexicon) -> tuple[Addition, ...]:
    """What a topic may be widened by: curated and confident translations of whole terms with one sense."""
    return _additions(query, lexicon, _sure_translations, divides_parts=False)


def widened(query: Query, additions: Sequence[Addition]) -> Query:
    """
    `query` with its own terms or what was added for them; its canonical text parses to the same tree.

    Additions whose terms it does not have, or no longer has, are without effect.
    """
    if query.root is None or not additions or _only_asks(query.root):
        return query
    by_terms: dict[tuple[str, ...], list[Addition]] = {}
    for one in additions:
        by_terms.setdefault(one.terms, []).append(one)
    return replace(query, root=_widened_node(query.root, by_terms))


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
    if leaf_count(query.root) > _MOST_WIDENED_TERMS or _only_asks(query.root):
        return ()
    found: dict[Addition, None] = {}
    for terms, beside in _conjunctions(query.root):
        for scope in _WIDENED_SCOPES:
            members = [term for term in terms if term.scope is scope and _is_widened(term)]
            sought = _Sought(lexicon, translate, frozenset(beside), divides_parts)
            found.update(dict.fromkeys(sought.additions(members)))
    return _fitting(query, list(found)[:_MOST_ADDITIONS])


@dataclass(frozen=True, slots=True)
class _Sought:
    """The search for entries among the terms of one conjunction and scope."""

    lexicon: Lexicon
    translate: _Translate
    beside: frozenset[str]
    """Canonical texts that stand in the query beside these terms already."""
    divides_parts: bool

    def additions(self, terms: Sequence[Term]) -> Iterator[Addition]:
        words = {term: _words(term.text) for term in terms}
        free = dict.fromkeys(terms)
        for entry in self.lexicon.terms_within({word for term in terms for word in words[term]}):
            wanted = frozenset(entry)
            group = [term for term in free if words[term] and wanted.issuperset(words[term])]
            if wanted != frozenset().union(*(words[term] for term in group)):
                continue
            translations = self.translate(self.lexicon, entry)
            if translations is None:
                continue
            yield from self._of_group(group, wanted, translations)
            for term in group:
                del free[term]
        for term in free:
            children = _children(term, divides_parts=self.divides_parts)
            if children:
                yield from self.additions(children)

    def _of_group(
        self, group: Sequence[Term], words: frozenset[str], translations: Sequence[Translation]
    ) -> Iterator[Addition]:
        terms = tuple(sorted(term.canonical for term in group))
        known, count = [words], 0
        if len(group) == 1 and may_ask(group[0].text):
            # "search" is a word like others; of "is" and "about" only learning makes words.
            translations = [one for one in translations if one.provenance in _TRUSTED]
        for one in translations:
            node, added = _variant(one.text, group[0].scope), _words(one.text)
            if node is None or _says_little(one.text) or any(added >= other for other in known):
                continue
            known.append(added)
            if self._stands_beside(node, one.text):
                continue
            yield Addition(terms, one.text, one.confidence, one.provenance)
            count += 1
            if count == MOST_VARIANTS:
                return

    def _stands_beside(self, node: Term | Phrase, text: str) -> bool:
        words = (Term(word, node.scope).canonical for word in _variant_words(text))
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


def _widened_node(node: Node, by_terms: dict[tuple[str, ...], list[Addition]]) -> Node:
    match node:
        case Term():
            return all_of(_widened_terms([node], by_terms)) or node
        case And(nodes):
            terms = [member for member in nodes if isinstance(member, Term)]
            others = [_widened_node(member, by_terms) for member in nodes if not isinstance(member, Term)]
            return all_of([*_widened_terms(terms, by_terms), *others]) or node
        case Or(nodes):
            return any_of(_widened_node(member, by_terms) for member in nodes) or node
    return node


def _widened_terms(terms: Sequence[Term], by_terms: dict[tuple[str, ...], list[Addition]]) -> Iterator[Node]:
    free = {term.canonical: term for term in terms if _is_widened(term)}
    yield from (term for term in terms if not _is_widened(term))
    for texts, added in by_terms.items():
        if not all(text in free for text in texts):
            continue
        group = [free.pop(text) for text in texts]
        variants = (_variant(one.text, group[0].scope) for one in added)
        node = any_of(filter(None, (all_of(group), *variants)))
        yield node or group[0]
    for term in free.values():
        yield _opened(term, by_terms)


def _opened(term: Term, by_terms: dict[tuple[str, ...], list[Addition]]) -> Node:
    """`term`, or else what it falls into, where anything was added for a part of it."""
    children = _children(term, divides_parts=True)
    if not children:
        return term
    nodes = list(_widened_terms(children, by_terms))
    return term if nodes == children else any_of(filter(None, (term, all_of(nodes)))) or term


def _children(term: Term, *, divides_parts: bool) -> list[Term]:
    """The terms that a Chinese run divides into, else its words; none for what is one already."""
    texts = terms_of(term)
    if len(texts) == 1 and divides_parts:
        pieces = pieces_of(term.text)
        texts = tuple(word for piece, is_han in pieces for word in (cut(piece) if is_han else (piece,)))
    children = [Term(text, term.scope) for text in dict.fromkeys(texts)]
    return children if len(children) > 1 and all(_reads_back(child) for child in children) else []


def _is_widened(term: Term) -> bool:
    return term.scope in _WIDENED_SCOPES


def _only_asks(root: Node) -> bool:
    """Whether `root` has only words by which people ask: with added ones beside them some would be left out."""
    members = root.nodes if isinstance(root, And) else ()
    return bool(members) and all(isinstance(member, Not) or _may_ask(member) for member in members)


def _may_ask(node: Node) -> bool:
    return isinstance(node, Term) and node.scope is Scope.ANYWHERE and may_ask(node.text)


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in analyse_phrase(text).words if word != MARK)


def _term_of(canonical: str) -> Term:
    field, colon, text = canonical.partition(":")
    return Term(text, Scope(field)) if colon and field in _WIDENED_SCOPES else Term(canonical)


def _says_little(text: str) -> bool:
    """Abbreviations of two letters stand for too many things: DM is no diffusion model."""
    return len(text) <= _SHORTEST_ABBREVIATION and text.isascii()


def _variant(text: str, scope: Scope) -> Term | Phrase | None:
    """The node of an added name, words in a row if several; None where it would not read as words."""
    words = _variant_words(text)
    if len(words) > 1:
        phrase = _phrase(text)
        return Phrase(phrase, scope) if phrase else None
    return Term(words[0], scope) if words else None


@lru_cache(maxsize=20_000)
def _phrase(text: str) -> str:
    root = parse(f'"{text}"').root
    return root.text if isinstance(root, Phrase) else ""


@lru_cache(maxsize=20_000)
def _variant_words(text: str) -> tuple[str, ...]:
    root = parse(text).root
    members = root.nodes if isinstance(root, And) else (root,)
    terms = [member for member in members if isinstance(member, Term) and member.scope is Scope.ANYWHERE]
    return tuple(term.text for term in terms) if len(terms) == len(members) else ()


@lru_cache(maxsize=20_000)
def _reads_back(term: Term) -> bool:
    """Whether a term that was part of a longer one keeps its meaning when it stands alone."""
    return parse(term.canonical).root == term


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
