"""
Ways to ask for less, or for the same in other words, of a query that finds nothing.

Each way gives changed trees, likeliest first; whether papers match them is counted elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from storage.search.analysis import MARK, analyse_phrase
from storage.search.asked import Asked, texts_in
from storage.search.compiling import Strength, compile_node, exclusions
from storage.search.folding import fold_case
from storage.search.lexicon import Lexicon
from storage.search.query import parse, terms_of
from storage.search.stop_words import says_little
from storage.search.subsets import MOST_CONDITIONS, best_subsets
from storage.search.syntax import And, Leaf, Node, Not, Or, Phrase, Scope, Term, all_of, any_of, leaf_count

_MOST_FILTERS = 4
"""Filters that are left out one by one."""
_MOST_WORDS = 40
_MOST_WIDENED = 6
"""Words of a query whose translations are looked for one by one."""
_LARGEST_CONDITION = 8
"""Leaves of an alternative that is still looked at by itself."""
_TRANSLATED_SCOPES = frozenset((Scope.ANYWHERE, Scope.TITLE, Scope.KEYWORD, Scope.AREA))


@dataclass(frozen=True, slots=True)
class Reformulation:
    """Another tree, and what of the old one was changed, in its normal form."""

    root: Node
    changed: str
    is_last_resort: bool = False
    """Worth offering only where no milder one before it helps."""
    is_respelt: bool = False
    """It holds corrected words, so that what was left out does not tell what it is."""


Respellings = Mapping[Leaf, Sequence[Leaf]]
"""Leaves and what may have been meant by them, likeliest first."""


def respelt(asked: Asked, respellings: Respellings) -> Iterator[Reformulation]:
    """Words that no paper holds, corrected; all of them first, then the first one otherwise."""
    best = {leaf: found[0] for leaf, found in respellings.items()}
    for first, found in islice(respellings.items(), 1):
        for other in found:
            chosen = {**best, first: other}
            yield Reformulation(_replaced(asked.root, chosen), _together(chosen))


def without_filters(asked: Asked) -> Iterator[Reformulation]:
    """Days, numbers, values and exclusions left out: one alone, the last first, else all of them."""
    members = _members(asked.root)
    filters = [member for member in members if _is_filter(member)]
    singles = [[one] for one in reversed(filters[-_MOST_FILTERS:])]
    for some in [*singles, filters] if len(filters) > 1 else singles:
        rest = all_of(member for member in members if member not in some)
        if rest is not None and not isinstance(rest, Not):
            yield Reformulation(rest, _together(some), is_last_resort=len(some) > 1)


def fewer_words(asked: Asked, respellings: Respellings) -> Iterator[Reformulation]:
    """Words left out, as few as possible, the rarest first; filters stay, misspelt words are corrected."""
    best = {leaf: found[0] for leaf, found in respellings.items()}
    typed: dict[Node, Node] = {new: leaf for leaf, new in best.items()}
    corrected = set(_separate(list(typed))) - set(_separate(list(best)))
    members = _members(_replaced(asked.root, best))
    filters = [member for member in members if _is_filter(member)]
    words = _separate([member for member in members if not _is_filter(member)])
    frequency = {word: _most_papers(word, asked) for word in words}
    held = sorted((word for word in words if frequency[word]), key=lambda word: -frequency[word])
    held = held[-MOST_CONDITIONS:]
    if not held or len(words) == 1:
        return
    for numbers in _subsets(held, filters, asked):
        kept = [held[number] for number in numbers]
        left_out = [word for word in words if word not in kept] or members
        if best and left_out is members:
            continue  # corrected as a whole
        if all(map(says_little, kept)):
            continue
        is_respelt = not corrected.isdisjoint(kept)
        changed = [*best, *left_out] if is_respelt else [typed.get(word, word) for word in left_out]
        yield Reformulation(
            all_of([*kept, *filters]) or asked.root, _together(changed), is_respelt=is_respelt
        )


def in_other_language(asked: Asked) -> Iterator[Reformulation]:
    """Phrases, which are never widened, and words by translations that widening left out."""
    covered = {one.text for one in asked.additions}
    chosen: dict[Leaf, Node] = {}
    for leaf in texts_in(asked.root):
        if leaf.scope in _TRANSLATED_SCOPES and (node := _translated(leaf, asked.lexicon, covered)):
            chosen[leaf] = node
    if chosen:
        yield Reformulation(_replaced(asked.root, chosen), _together(chosen))


def _subsets(words: Sequence[Node], filters: Sequence[Node], asked: Asked) -> list[tuple[int, ...]]:
    if len(words) <= _MOST_WIDENED:
        words = [asked.widened(word) for word in words]
    wanted = [compile_node(word, Strength.LITERAL) for word in words]
    required = [compile_node(one, Strength.LITERAL) for one in filters if not isinstance(one, Not)]
    excluded = [query for one in filters for query in exclusions(one)]
    return best_subsets(asked.searcher, wanted, required, excluded)


def _separate(members: Sequence[Node]) -> list[Node]:
    """The words that can be left out: those of a Chinese run, of a lone phrase, and whole alternatives."""
    if len(members) == 1 and isinstance(members[0], Phrase):
        members = [Term(word, members[0].scope) for word in members[0].text.split()]
    parts = [
        part
        for member in members
        for part in (
            [Term(text, member.scope) for text in terms_of(member)] if isinstance(member, Term) else [member]
        )
    ]
    small = (part for part in parts if leaf_count(part) <= _LARGEST_CONDITION)
    return list(dict.fromkeys(islice(small, _MOST_WORDS)))


def _most_papers(word: Node, asked: Asked) -> int:
    """No fewer papers than `word` has, cheaply: those of its rarest token, or of added words."""
    own = sum(asked.papers_at_most(leaf) for leaf in texts_in(word))
    return own or sum(asked.papers_at_most(leaf) for leaf in texts_in(asked.widened(word)))


def _translated(leaf: Term | Phrase, lexicon: Lexicon, covered: set[str]) -> Node | None:
    words = tuple(word for word in analyse_phrase(leaf.text).words if word != MARK)
    others = (one.text for one in lexicon.translations_of(words) if one.text not in covered)
    text = next(others, None)
    if text is None:
        return None
    if isinstance(leaf, Phrase):
        return Phrase(" ".join(fold_case(text).split()), leaf.scope)
    root = parse(text).root
    return all_of(Term(one.text, leaf.scope) for one in texts_in(root)) if root else None


def _replaced(node: Node, chosen: Mapping[Leaf, Node]) -> Node:
    match node:
        case And(nodes):
            return all_of(_replaced(member, chosen) for member in nodes) or node
        case Or(nodes):
            return any_of(_replaced(member, chosen) for member in nodes) or node
        case Not():
            return node
    return chosen.get(node, node)


def _together(nodes: Iterable[Node]) -> str:
    return " ".join(node.canonical for node in nodes)


def _members(root: Node) -> Sequence[Node]:
    return root.nodes if isinstance(root, And) else (root,)


def _is_filter(node: Node) -> bool:
    return next(iter(texts_in(node)), None) is None
