"""The glossary's file: what people edit must hold together."""

from collections import Counter

import pytest

from storage.search import segmenter
from storage.search.glossary import Mark, Term, glossary, parse_glossary


def test_every_chinese_name_is_cut_as_written() -> None:
    """The slashes in the file are what the segmenter does, for every name."""
    names = [name for term in glossary().terms for name in term.chinese]
    assert {name: tuple(segmenter.cut("".join(name))) for name in names} == {name: name for name in names}


def test_no_chinese_name_stands_twice() -> None:
    """A Chinese name belongs to one term."""
    names = Counter(name for term in glossary().terms for name in term.chinese)
    assert [name for name, count in names.items() if count > 1] == []


def test_terms_have_both_languages() -> None:
    """Every term has a Chinese and an English name, and there are enough of them."""
    terms = glossary().terms
    assert [term for term in terms if not (term.chinese and (term.english or term.abbreviations))] == []
    assert len(terms) >= 600


def test_a_line_is_read_into_a_term() -> None:
    """Names in order, full and short ones apart, and what the marks claim."""
    read = parse_glossary("# comment\n\n量化 | 模型/量化\tquantization\tQ\tambiguous general\n")
    names = (("量化",), ("模型", "量化"))
    marks = frozenset({Mark.AMBIGUOUS, Mark.GENERAL})
    assert read.terms == (Term(names, ("quantization",), ("Q",), marks),)


def test_a_line_with_a_missing_column_is_named() -> None:
    """The editor hears which line is wrong."""
    with pytest.raises(ValueError, match="line 2 has 3 columns"):
        parse_glossary("智能体\tagent\t\t\n扩散\tdiffusion\t\n")


def test_a_line_with_an_unknown_mark_is_named() -> None:
    """A mistyped mark would otherwise silently widen topics."""
    with pytest.raises(ValueError, match=r"line 1: 'ambigous'.*ambiguous, general"):
        parse_glossary("代理\tagent\t\tambigous\n")


def test_other_cuts_are_another_version() -> None:
    """An index built with other words is noticed; names in English make no difference to it."""
    lines = ["多/智能体\tmulti-agent\t\t", "多智能体\tmulti-agent\t\t", "多/智能体\tmany agents\t\t"]
    one, other, renamed = (parse_glossary(line).checksum for line in lines)
    assert (one == other, one == renamed) == (False, True)
