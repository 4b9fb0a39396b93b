"""BibTeX that every program reads: balanced, escaped, with keys of its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_papers import make_paper
from view_samples import any_paper

from handlers.views.bibtex import bibliography, bibtex, citation_key
from storage.records import Paper


def gem(**changes: object) -> Paper:
    fields = {
        "arxiv_id": "2510.01051",
        "title": "GEM: A Gym for Agentic LLMs",
        "authors": ("Zichen Liu", "Anya Sims", "Keyu Duan"),
    }
    return make_paper(1, **(fields | changes))


def test_an_entry_reads_like_this() -> None:
    """The fields of a preprint, its title kept as it is written."""
    assert bibtex(gem()) == (
        "@misc{liu2025agentic,\n"
        "  title = {{GEM: A Gym for Agentic LLMs}},\n"
        "  author = {Zichen Liu and Anya Sims and Keyu Duan},\n"
        "  year = {2025},\n"
        "  eprint = {2510.01051},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2510.01051}\n"
        "}"
    )


def test_many_authors_can_be_cut_as_bibtex_does() -> None:
    """Whoever is left out is among the others."""
    assert "author = {Zichen Liu and others}" in bibtex(gem(), most_authors=1)


def test_what_tex_takes_for_commands_is_written_out() -> None:
    """Any title, with formulas as Unicode and on one line."""
    entry = bibtex(gem(title="50% of {AT&T} cost $5_0 #1\n~^\\ \u202eπ", authors=()))
    assert (
        r"title = {{50\% of {\textbraceleft}AT\&T{\textbraceright} cost \$5\_0 \#1"
        r" {\textasciitilde}{\textasciicircum}{\textbackslash} π}},"
    ) in entry
    assert "author" not in entry


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "liu2025agentic"),
        ({"authors": ("Müller-Łukasz, Jürgen",)}, "mullerukasz2025agentic"),
        ({"authors": ("张三",)}, "anonymous2025agentic"),
        ({"authors": ()}, "anonymous2025agentic"),
        ({"title": "π0"}, "liu2025paper1"),
        ({"title": "", "title_zh": "练习场", "arxiv_id": None}, "liu2025paper1"),
        ({"title": "A B Cde"}, "liu2025cde"),
        ({"arxiv_id": "cs.CL/0701001"}, "liu2025agentic"),
        ({"arxiv_id": "1706.03762"}, "liu2017agentic"),
    ],
)
def test_keys_are_name_year_and_word(changes: dict[str, object], key: str) -> None:
    """In ASCII, whatever the authors' script; something always stands there."""
    assert citation_key(gem(**changes)) == key


def test_names_that_hold_the_word_between_names_stay_whole() -> None:
    """Else one laboratory would become two people."""
    assert "author = {{Research and Labs} and Al Fine}" in bibtex(
        gem(authors=("Research and Labs", "Al Fine"))
    )


def test_keys_in_a_file_are_all_different() -> None:
    """Thirty papers of one author and word in a year."""
    text = bibliography([gem() for _ in range(30)])
    keys = re.findall(r"@misc\{(\w+),", text)
    assert keys[:3] == ["liu2025agentic", "liu2025agentica", "liu2025agenticb"]
    assert len(set(keys)) == 30


@given(st.lists(any_paper(), max_size=4))
def test_any_paper_gives_balanced_entries(papers: list[Paper]) -> None:
    """A brace in a title never swallows the rest of the file."""
    text = bibliography(papers)
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert len(re.findall(r"(?m)^@misc\{[a-z0-9]+,$", text)) == len(papers)
