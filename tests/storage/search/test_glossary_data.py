"""The glossary as data: enough of it, its marks and sections in order, nothing said twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files

import pytest

from storage.search.analysis import analyse_phrase
from storage.search.glossary import Mark, Term, glossary
from storage.search.latin import HAN
from storage.search.names import glossary_lexicon, words_of

_GENERAL = "General: "
_MOST_FORMS = 4
"""Names of a general word: only the first two ever widen a query."""


@pytest.fixture(scope="module")
def sections() -> dict[str, list[str]]:
    """The lines of the file below each of its headings, which no two sections share."""
    found: dict[str, list[str]] = defaultdict(list)
    for line, heading in _headed_lines():
        found[heading].append(line)
    return dict(found)


def _headed_lines() -> Iterator[tuple[str, str]]:
    lines = files("storage.search").joinpath("glossary.tsv").read_text(encoding="utf-8").splitlines()
    start = lines.index("# Models")
    heading = ""
    for line in lines[start:]:
        if line.startswith("# "):
            heading = line.removeprefix("# ")
        else:
            yield line, heading


def _terms(*, is_general: bool) -> list[Term]:
    return [term for term in glossary().terms if (Mark.GENERAL in term.marks) is is_general]


def test_there_are_enough_terms_of_both_kinds() -> None:
    """Terms of the field, and the everyday words that most titles are made of."""
    assert (len(_terms(is_general=False)) >= 1600, len(_terms(is_general=True)) >= 1800) == (True, True)


def test_sections_have_a_heading_of_their_own(sections: dict[str, list[str]]) -> None:
    """A heading stands once and has lines; general words come last."""
    headings = [heading for _, heading in _headed_lines()]
    changes = [now for before, now in zip(["", *headings], headings, strict=False) if before != now]
    assert changes == sorted(sections, key=lambda heading: heading.startswith(_GENERAL))


def test_general_sections_have_general_words_alone(sections: dict[str, list[str]]) -> None:
    """A line without the mark would widen topics by everyday words."""
    lines = [line for heading, found in sections.items() if heading.startswith(_GENERAL) for line in found]
    assert [line for line in lines if Mark.GENERAL not in line.split("\t")[-1].split()] == []


def test_no_line_stands_twice() -> None:
    """Neither whole nor with its names in another order."""
    lines = Counter((frozenset(term.chinese), frozenset(term.english)) for term in glossary().terms)
    assert [line for line, count in lines.items() if count > 1] == []


def test_chinese_names_are_chinese() -> None:
    """Latin words within a name belong to the English column; a slash never stands doubled or at an end."""
    words = {word for term in glossary().terms for name in term.chinese for word in name}
    assert [word for word in words if not re.fullmatch(f"[{HAN}]+", word)] == []


def test_no_english_name_stands_twice_in_a_line() -> None:
    """Case, plural and hyphens make no second name."""
    repeated = [
        term.english
        for term in glossary().terms
        if len({tuple(analyse_phrase(name).words) for name in (*term.english, *term.abbreviations)})
        < len(term.english) + len(term.abbreviations)
    ]
    assert repeated == []


def test_general_words_have_few_forms() -> None:
    """Only inflections that titles use; more would never be looked for."""
    assert [term for term in _terms(is_general=True) if len(term.english) > _MOST_FORMS] == []


def test_an_abbreviation_has_one_sense() -> None:
    """What stands for several ideas would widen a topic by the wrong ones."""
    senses: dict[str, list[str]] = defaultdict(list)
    for term in glossary().terms:
        for short in term.abbreviations:
            senses[short.casefold()].append(term.english[0])
    shortest = {short: min(names, key=len) for short, names in senses.items()}
    assert {
        short: names
        for short, names in senses.items()
        if any(not name.startswith(shortest[short]) for name in names)
    } == {}


def test_full_names_are_no_single_letters() -> None:
    """One letter is found everywhere."""
    names = [name for term in glossary().terms for name in (*term.english, *term.abbreviations)]
    assert [name for name in names if len(name) < 2] == []


@pytest.mark.parametrize("name", ["代理", "推理", "量化", "策略", "偏见", "抓取"])
def test_names_of_two_senses_are_marked(name: str) -> None:
    """Words that mean two things in this field never widen a topic."""
    (term,) = [term for term in glossary().terms if (name,) in term.chinese]
    assert Mark.AMBIGUOUS in term.marks


@pytest.mark.parametrize(("name", "other"), [("diffusion", "传播"), ("depth", "deep"), ("deep", "深度")])
def test_everyday_words_are_not_widened_by_another_sense(name: str, other: str) -> None:
    """Diffusion models propagate nothing, and depth maps have nothing to do with deep learning."""
    assert other not in {one.text for one in glossary_lexicon().translations_of(words_of(name))}
