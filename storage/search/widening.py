"""
A query with its translations beside its own terms.

Phrases, exclusions, authors, organisations and exact fields are never widened. A Chinese run
stands beside what it falls into, so that only the part that was translated is widened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from storage.search.additions import WIDENED_SCOPES, Addition, variant_of
from storage.search.analysis import pieces_of
from storage.search.query import Query, parse, terms_of
from storage.search.segmenter import cut
from storage.search.stop_words import may_ask
from storage.search.syntax import And, Node, Not, Or, Scope, Term, all_of, any_of


def widened(query: Query, additions: Sequence[Addition]) -> Query:
    """
    `query` with its own terms or what was added for them; its canonical text parses to the same tree.

    Additions whose terms it does not have, or no longer has, are without effect.
    """
    if query.root is None or not additions or only_asks(query.root):
        return query
    by_terms: dict[tuple[str, ...], list[Addition]] = {}
    for one in additions:
        by_terms.setdefault(one.terms, []).append(one)
    return replace(query, root=_widened_node(query.root, by_terms))


def _is_widened(term: Term) -> bool:
    return term.scope in WIDENED_SCOPES


def only_asks(root: Node) -> bool:
    """Whether `root` has only words by which people ask: with added ones beside them some would be left out."""
    members = root.nodes if isinstance(root, And) else ()
    return bool(members) and all(isinstance(member, Not) or _may_ask(member) for member in members)


def _may_ask(node: Node) -> bool:
    return isinstance(node, Term) and node.scope is Scope.ANYWHERE and may_ask(node.text)


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
        variants = (variant_of(one.text, group[0].scope) for one in added)
        node = any_of(filter(None, (*_own(group, by_terms), *variants)))
        yield node or group[0]
    for term in free.values():
        yield _opened(term, by_terms)


def _own(group: Sequence[Term], by_terms: dict[tuple[str, ...], list[Addition]]) -> Iterator[Node | None]:
    """The terms that are translated together, each with what was added for it alone."""
    if len(group) == 1:
        yield group[0]
        group = _added_parts(group[0], by_terms)
        if not group:
            return
    texts = {term.canonical for term in group}
    yield all_of(
        _widened_terms(
            group,
            {key: one for key, one in by_terms.items() if texts.issuperset(key) and len(key) < len(texts)},
        )
    )


def _added_parts(term: Term, by_terms: dict[tuple[str, ...], list[Addition]]) -> list[Term]:
    """The terms that `term` is written of, each with additions of its own; none if it is not."""
    whole, parts = term.text, list[Term]()
    single = (one[0].own[0] for key, one in by_terms.items() if len(key) == 1)
    within = (one for one in single if one.scope is term.scope and one.text in whole and one.text != whole)
    known = sorted(within, key=lambda one: -len(one.text))
    while whole:
        part = next((one for one in known if whole.startswith(one.text)), None)
        if part is None:
            return []
        parts.append(part)
        whole = whole.removeprefix(part.text)
    return list(dict.fromkeys(parts))


def _opened(term: Term, by_terms: dict[tuple[str, ...], list[Addition]]) -> Node:
    """`term`, or else what it falls into, where anything was added for a part of it."""
    parts = parts_of(term, divides_parts=True)
    if not parts:
        return term
    nodes = list(_widened_terms(parts, by_terms))
    return term if nodes == parts else any_of(filter(None, (term, all_of(nodes)))) or term


def parts_of(term: Term, *, divides_parts: bool) -> list[Term]:
    """The terms that a Chinese run divides into, else its words; none for what is one already."""
    texts = terms_of(term)
    if len(texts) == 1 and divides_parts:
        pieces = pieces_of(term.text)
        texts = tuple(word for piece, is_han in pieces for word in (cut(piece) if is_han else (piece,)))
    parts = [Term(text, term.scope) for text in dict.fromkeys(texts)]
    return parts if len(parts) > 1 and all(_reads_back(part) for part in parts) else []


@lru_cache(maxsize=20_000)
def _reads_back(term: Term) -> bool:
    """Whether a term that was part of a longer one keeps its meaning when it stands alone."""
    return parse(term.canonical).root == term
