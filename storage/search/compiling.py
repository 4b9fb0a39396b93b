"""
A query tree becomes one query of the engine, of terms and phrases only.

The same compiled query runs on the index on disk and on the small one in memory, so a topic
finds what /search finds. Exclusions are read in whole words at either strength: -化学 never
takes away 强化学习.
"""

from enum import StrEnum
from functools import cache
from itertools import pairwise

import tantivy

from storage.search.analysis import analyse_phrase
from storage.search.fields import schema, stream_field
from storage.search.glossary import glossary
from storage.search.query import terms_of
from storage.search.syntax import (
    And,
    DayField,
    Days,
    Exact,
    ExactField,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    RangeField,
    Scope,
    Term,
)

_EXACT = {ExactField.SOURCE: "source", ExactField.ID: "arxiv_id", ExactField.HAS: "has"}
_RANGES = {RangeField.UPVOTES: "upvotes"}
_DAYS = {DayField.DIGEST: "day", DayField.PUBLISHED: "published"}


class Strength(StrEnum):
    """How a paper matches: by whole words, only by the characters that stand in it, or in part."""

    WORD = "word"
    LITERAL = "literal"
    NEAREST = "nearest"
    """Some of the query's words, and all else that it asks for."""


def compile_node(node: Node, strength: Strength, *, is_about: bool = False) -> tantivy.Query:
    """
    The engine's query for `node`; `is_about` looks at titles, keywords and summaries alone.

    Every paper of WORD is a paper of LITERAL too. A Chinese word that no dictionary knows is
    looked for by its characters even at WORD.
    """
    match node:
        case And(nodes):
            wanted = [
                compile_node(part, strength, is_about=is_about) for part in nodes if not isinstance(part, Not)
            ]
            return without(all_match(wanted or [everything()]), exclusions(node))
        case Or(nodes):
            return any_matches([compile_node(part, strength, is_about=is_about) for part in nodes])
        case Not():
            return without(everything(), exclusions(node))
        case Exact(field, value):
            return tantivy.Query.term_query(schema(), _EXACT[field], value, "basic")
        case Range(field, lowest, highest):
            return _between(_RANGES[field], lowest, highest)
        case Days(field, first, last):
            return _between(
                _DAYS[field], first.toordinal() if first else None, last.toordinal() if last else None
            )
        case Term() | Phrase():
            return _leaf(node, strength, is_about=is_about)


def exclusions(node: Node) -> list[tantivy.Query]:
    """What the members of a conjunction, or an exclusion alone, take away."""
    members = node.nodes if isinstance(node, And) else (node,)
    return [compile_node(member.node, Strength.WORD) for member in members if isinstance(member, Not)]


@cache
def everything() -> tantivy.Query:
    """All papers, but not the traces of removed ones."""
    return tantivy.Query.exists_query("day")


def all_match(queries: list[tantivy.Query]) -> tantivy.Query:
    """Documents that every one of `queries` matches."""
    return _boolean(tantivy.Occur.Must, queries)


def any_matches(queries: list[tantivy.Query]) -> tantivy.Query:
    """Documents that one of `queries` matches."""
    return _boolean(tantivy.Occur.Should, queries)


def without(wanted: tantivy.Query, unwanted: list[tantivy.Query]) -> tantivy.Query:
    """Documents of `wanted` that none of `unwanted` matches."""
    if not unwanted:
        return wanted
    clauses = [(tantivy.Occur.Must, wanted), *((tantivy.Occur.MustNot, query) for query in unwanted)]
    return tantivy.Query.boolean_query(clauses)


def in_a_row(field: str, tokens: list[str]) -> tantivy.Query:
    """Documents with `tokens` at neighbouring positions of `field`; none of no tokens."""
    if not tokens:
        return tantivy.Query.empty_query()
    if len(tokens) == 1:
        return tantivy.Query.term_query(schema(), field, tokens[0], "freq")
    return tantivy.Query.phrase_query(schema(), field, list(tokens))


def _between(field: str, lowest: int | None, highest: int | None) -> tantivy.Query:
    return tantivy.Query.range_query(schema(), field, tantivy.FieldType.Integer, lowest, highest)


def _leaf(leaf: Term | Phrase, strength: Strength, *, is_about: bool) -> tantivy.Query:
    scope = "about" if is_about and leaf.scope is Scope.ANYWHERE else str(leaf.scope)
    parts = terms_of(leaf)
    if strength is Strength.WORD:
        return all_match([_matches_word(part, scope) for part in parts])
    # Names of persons are literal matches of a search that names no field.
    scopes = (scope, str(Scope.AUTHOR)) if scope == Scope.ANYWHERE else (scope,)
    divided = all_match([_matches_literally(part, scopes) for part in parts])
    return divided if len(parts) == 1 else any_matches([divided, _matches_literally(leaf.text, scopes)])


def in_words(text: str) -> tuple[str, list[str]]:
    """The stream and the tokens in a row by which a term is a word match."""
    streams = analyse_phrase(text)
    return ("grams", streams.grams) if _is_unknown(streams.words) else ("words", streams.words)


def in_characters(text: str) -> tuple[str, list[str]]:
    """The stream and the tokens in a row by which a term is a literal match."""
    streams = analyse_phrase(text)
    is_character = len(streams.words) == 1 and len(streams.words[0]) == 1
    return ("words", streams.words) if is_character else ("grams", streams.grams)


def _matches_word(text: str, scope: str) -> tantivy.Query:
    stream, tokens = in_words(text)
    return in_a_row(stream_field(stream, scope), tokens)


def _matches_literally(text: str, scopes: tuple[str, ...]) -> tantivy.Query:
    stream, tokens = in_characters(text)
    return any_matches([in_a_row(stream_field(stream, scope), tokens) for scope in scopes])


def _is_unknown(words: list[str]) -> bool:
    """Whether the dictionary knows a term's characters but no word in it: 具 and 身, not 具身."""
    pairs = pairwise(words)
    is_torn = any(len(one) == len(other) == 1 and not (one + other).isascii() for one, other in pairs)
    return is_torn and tuple(words) not in glossary().compounds


def _boolean(occur: tantivy.Occur, queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(occur, query) for query in queries])
