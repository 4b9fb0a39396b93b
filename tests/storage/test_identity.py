"""Which entries speak of the same paper: the arXiv id, else the DOI, else a title that leaves no choice."""

from hypothesis import given
from hypothesis import strategies as st

from storage.identity import (
    INDEXED_LENGTH_CHARACTERS,
    Claim,
    arxiv_id_of_key,
    claim_of,
    links_of,
    paper_keys,
    title_key,
)
from storage.records import Entry

TITLE = title_key("Attention Is All You Need")

claims = st.builds(
    Claim,
    st.none() | st.sampled_from(["1706.03762", "2402.00001"]),
    st.sampled_from([TITLE, "other title key"]),
    st.sampled_from(["", "10.1000/one", "10.1000/two"]),
)
ONE, TWO = "10.1000/one", "10.1000/two"
X, W = "1706.03762", "2402.00001"


def test_case_width_punctuation_and_spaces_of_a_title_do_not_count() -> None:
    """Digests copy titles with other dashes, line breaks and full-width letters."""
    assert title_key("Attention\n is ALL－you need!") == TITLE
    assert title_key("注意力：就是你所需要的一切") == title_key("注意力就是 你所需要的一切。")


def test_titles_that_differ_in_a_letter_or_digit_differ() -> None:
    """Version numbers and Greek letters matter."""
    assert len({title_key(title) for title in ("Qwen2", "Qwen3", "π0", "π0.5")}) == 4


@given(title=st.text())
def test_key_of_any_title_can_be_indexed(title: str) -> None:
    """PostgreSQL refuses long rows in an index; long titles still differ by their end."""
    long = title * 300
    assert len(title_key(long)) <= INDEXED_LENGTH_CHARACTERS
    assert title_key(title) == "" or title_key(long) != title_key(long + "x")


def test_claim_without_id_joins_the_only_id_of_its_title() -> None:
    """And stands alone if there is none or a choice."""
    nameless, one, other = Claim(None, TITLE), Claim("1706.03762", TITLE), Claim("2402.00001", TITLE)
    assert paper_keys([nameless, one])[nameless] == "arxiv:1706.03762"
    assert paper_keys([nameless])[nameless] == f"title:{TITLE}"
    assert paper_keys([nameless, one, other])[nameless] == f"title:{TITLE}"


def test_claim_that_does_not_count_is_answered_but_decides_nothing() -> None:
    """A superseded entry is looked at, not listened to."""
    nameless, gone = Claim(None, TITLE), Claim("1706.03762", TITLE)
    assert paper_keys([nameless], [gone])[nameless] == f"title:{TITLE}"
    assert paper_keys([gone], [nameless])[nameless] == "arxiv:1706.03762"


@given(claims=st.lists(claims, max_size=6), data=st.data())
def test_answer_does_not_depend_on_order(claims: list[Claim], data: st.DataObject) -> None:
    """Identity is a function of the set of claims."""
    assert paper_keys(data.draw(st.permutations(claims))) == paper_keys(claims)


@given(claims=st.lists(claims, max_size=6))
def test_claim_with_an_id_is_that_paper(claims: list[Claim]) -> None:
    """Whatever its title."""
    for claim, key in paper_keys(claims).items():
        if claim.arxiv_id:
            assert arxiv_id_of_key(key) == claim.arxiv_id


def test_claims_with_one_doi_are_one_paper() -> None:
    """Whatever their titles; another DOI is another paper, even under the same title."""
    here, there, else_ = Claim(None, TITLE, ONE), Claim(None, "another title", ONE), Claim(None, TITLE, TWO)
    keys = paper_keys([here, there, else_])
    assert keys == {here: f"doi:{ONE}", there: f"doi:{ONE}", else_: f"doi:{TWO}"}


def test_claim_that_names_both_ties_a_doi_to_an_arxiv_id() -> None:
    """A published version is then its preprint; where two ids are named with it, nobody knows which."""
    published, tie, other = Claim(None, "the title in print", ONE), Claim(X, TITLE, ONE), Claim(W, "", ONE)
    assert paper_keys([published, tie])[published] == f"arxiv:{X}"
    assert paper_keys([published, tie, other])[published] == f"doi:{ONE}"


def test_doi_joins_the_only_arxiv_id_of_its_title() -> None:
    """Unless another DOI has the title, too, or its titles lead to several ids."""
    published, preprint = Claim(None, TITLE, ONE), Claim(X, TITLE)
    rival, elsewhere = Claim(None, TITLE, TWO), Claim(W, "another title")
    assert paper_keys([published, preprint])[published] == f"arxiv:{X}"
    assert paper_keys([published, preprint, rival])[published] == f"doi:{ONE}"
    renamed = Claim(None, "another title", ONE)
    assert paper_keys([published, renamed, preprint, elsewhere])[published] == f"doi:{ONE}"


def test_title_alone_joins_what_all_that_bear_it_mean() -> None:
    """One DOI, or the preprint that it is tied to; not one of two."""
    nameless, published, tie = Claim(None, TITLE), Claim(None, TITLE, ONE), Claim(X, "", ONE)
    assert paper_keys([nameless, published])[nameless] == f"doi:{ONE}"
    assert paper_keys([nameless, published, tie])[nameless] == f"arxiv:{X}"
    assert paper_keys([nameless, published, Claim(None, TITLE, TWO)])[nameless] == f"title:{TITLE}"


def test_short_title_joins_nothing_to_a_doi() -> None:
    """As with arXiv ids: Technical Report is the title of many."""
    short = Claim(None, "report")
    assert paper_keys([short, Claim(None, "report", ONE)])[short] == "title:report"


def test_dois_that_arxiv_gives_are_its_ids() -> None:
    """The number says which paper it is; it is no DOI beside it."""
    entry = Entry(line=1, title="Attention Is All You Need", doi=f"10.48550/arxiv.{X}")
    assert claim_of(entry) == Claim(X, TITLE)


@given(claims=st.lists(claims, max_size=6))
def test_only_linked_claims_have_a_say(claims: list[Claim]) -> None:
    """Whoever asks for all that titles and DOIs link to a claim gets the answer that all claims give."""
    whole = paper_keys(claims)
    for claim in claims:
        linked = {claim}
        for _ in claims:
            titles, dois = links_of(linked)
            linked |= {one for one in claims if one.title_key in titles or one.doi in dois}
        assert paper_keys(linked)[claim] == whole[claim]
