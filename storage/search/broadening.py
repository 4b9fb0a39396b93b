"""
Broader queries than one that found nothing: each asks for one thing less.

A word of several, a filter, an exclusion, or the quotes around a phrase. Which of them finds
papers is asked elsewhere; here no paper is looked at.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.search.query import Query, parse
from storage.search.syntax import And, Node, Not, Or, Phrase, Term, all_of, any_of, leaf_count
from storage.search.widening import parts_of

_MOST_PARTS = 12
"""Of a longer query only the first so many parts are left out one by one."""
_MOST_LEAVES = 60


@dataclass(frozen=True, slots=True)
class Broader:
    """A query that asks for less."""

    query: Query
    left_out: str
    """What it does not ask for, in the query language: a word, or a phrase whose quotes are gone."""
    kept_parts: int
    """How many other things are still asked for: the more, the nearer it is."""


def broader_queries(query: Query) -> list[Broader]:
    """
    All that ask for one thing less than `query`, the nearest first; none where nothing can be left out.

    A lone word stays as it is, and so does what would only exclude.
    """
    if query.root is None or leaf_count(query.root) > _MOST_LEAVES:
        return []
    found: dict[str, Broader] = {}
    for root, left_out, kept_parts in _less(query.root):
        text = Query("", root).canonical
        if (read := parse(text)).root == root and root != query.root:
            found.setdefault(text, Broader(read, left_out.canonical, kept_parts))
    return sorted(found.values(), key=lambda one: -one.kept_parts)


def _less(root: Node) -> Iterator[tuple[Node, Node, int]]:
    """Trees that ask for less, what of `root` each leaves out, and how much it keeps."""
    parts = _parts(root.nodes if isinstance(root, And) else (root,))
    if len(parts) > 1:
        yield from _without_one(parts)
    for number, part in enumerate(parts[:_MOST_PARTS]):
        others = [*parts[:number], *parts[number + 1 :]]
        for loose, changed in _loosened(part):
            if (node := all_of([*others, loose])) is not None:
                # The words are all still there: nearer than without one of them.
                yield node, changed, len(parts)


def _without_one(parts: Sequence[Node]) -> Iterator[tuple[Node, Node, int]]:
    for number, part in enumerate(parts[:_MOST_PARTS]):
        others = [*parts[:number], *parts[number + 1 :]]
        node = all_of(others)
        if node is not None and any(not isinstance(one, Not) for one in others):
            yield node, part, len(others)


def _parts(members: Iterable[Node]) -> list[Node]:
    """The things asked for: an unspaced Chinese run asks for several."""
    parts: list[Node] = []
    for member in members:
        divided = parts_of(member, divides_parts=False) if isinstance(member, Term) else []
        parts.extend(divided or [member])
    return list(dict.fromkeys(parts))


def _loosened(part: Node) -> Iterator[tuple[Node, Node]]:
    """A phrase as its words, wherever they stand; of alternatives each phrase in turn."""
    if isinstance(part, Phrase) and (words := _words_of(part)):
        yield words, part
    if isinstance(part, Or):
        for member in part.nodes:
            for loose, changed in _loosened(member):
                others = [one for one in part.nodes if one != member]
                if (node := any_of([*others, loose])) is not None:
                    yield node, changed


def _words_of(phrase: Phrase) -> Node | None:
    words = [Term(word, phrase.scope) for word in phrase.text.split()]
    return (
        all_of(words) if len(words) > 1 and all(parse(one.canonical).root == one for one in words) else None
    )
