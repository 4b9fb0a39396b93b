"""Which entries speak of the same paper: the arXiv id, else a title that leaves no choice."""

from hypothesis import given
from hypothesis import strategies as st

from storage.identity import INDEXED_LENGTH_CHARACTERS, Claim, arxiv_id_of_key, paper_keys, title_key

TITLE = title_key("Attention Is All You Need")

claims = st.builds(
    Claim,
    st.none() | st.sampled_from(["1706.03762", "2402.00001"]),
    st.sampled_from([TITLE, "other title key"]),
)


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
