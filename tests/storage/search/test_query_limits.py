"""No text is too long, too deep or too strange to be read."""

import pytest
from odd_queries import REPEATED

from storage.search.parsing import DEEPEST, MOST_CHARACTERS, MOST_TERMS
from storage.search.query import parse


def test_text_beyond_the_limit_is_ignored() -> None:
    """Characters after the 4,096th are named as ignored, shortened."""
    query = parse("a" * MOST_CHARACTERS + " and more" * 20)
    assert query.canonical == "a" * MOST_CHARACTERS
    assert query.ignored == (("and more " * 7)[:60] + "…",)


def test_terms_beyond_the_limit_are_ignored() -> None:
    """The 501st term and all after it have no effect."""
    query = parse(" ".join(f"w{number}" for number in range(MOST_TERMS + 20)))
    assert len(query.canonical.split()) == MOST_TERMS
    assert query.ignored == tuple(f"w{number}" for number in range(MOST_TERMS, MOST_TERMS + 20))


def test_parentheses_beyond_the_limit_are_flattened() -> None:
    """A thousand levels are read as forty; the words stay."""
    query = parse("(" * 1000 + "a" + ")" * 1000 + " b")
    assert query.canonical == "a b"
    assert query.ignored == ("(", ")")
    assert parse("(a | " * DEEPEST + "b" + ")" * DEEPEST).ignored == ()


@pytest.mark.parametrize("unit", REPEATED)
def test_any_repetition_is_read(unit: str) -> None:
    """Its normal form is settled; how soon it is read the benchmarks tell."""
    query = parse(unit * (MOST_CHARACTERS // len(unit)))
    assert parse(query.canonical).root == query.root
