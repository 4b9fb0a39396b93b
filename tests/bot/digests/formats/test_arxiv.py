"""Answers of the arXiv API: metadata, as old as the newest paper in them."""

from datetime import date

import pytest
from digest_samples import entry, sample

from bot.digests.formats import DigestError, read
from bot.digests.formats.withdrawal import says_withdrawn
from storage.records import DigestFormat, Entry

ANSWER = "arxiv.xml"
FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id>{}</feed>'


def test_a_paper_has_all_that_arxiv_knows() -> None:
    """Paragraphs on one line each, the primary category first, the code from the comment."""
    paper = entry(sample(ANSWER), "Attention")
    assert paper == Entry(
        line=8,
        arxiv_id="1706.03762",
        title="Attention Is All You Need",
        abstract="Our model needs attention alone, where $p < 0.05$.\n\nIt trains in parallel.",
        authors=("Ashish Vaswani", "Noam Shazeer"),
        published_on=date(2017, 6, 12),
        categories=("cs.CL", "cs.LG"),
        is_withdrawn=False,
        code_url="https://github.com/tensorflow/tensor2tensor",
    )


def test_a_withdrawn_paper_is_marked() -> None:
    """By its authors' comment; its DOI stands in small letters."""
    paper = entry(sample(ANSWER), "A Theorem")
    assert (paper.is_withdrawn, paper.doi) == (True, "10.1234/wrong.2026")


def test_an_entry_without_an_id_is_refused_with_its_line() -> None:
    """The others are read."""
    assert [(one.line, one.excerpt) for one in sample(ANSWER).rejected] == [(38, "An entry without a number")]


@pytest.mark.parametrize(
    ("name", "day"),
    [("x.xml", date(2026, 1, 2)), ("2026-01-05.xml", date(2026, 1, 5)), ("2026-03-02.xml", date(2026, 1, 2))],
)
def test_an_answer_is_as_old_as_its_newest_paper(name: str, day: date) -> None:
    """A name may say a few days more, as after a weekend; asking for old papers makes no news of them."""
    from digest_samples import SAMPLES

    assert read((SAMPLES / ANSWER).read_bytes(), name).digest_on == day


def test_an_empty_answer_is_a_digest() -> None:
    """Nothing found is no damage."""
    digest = read(FEED.format("").encode())
    assert (digest.format, digest.entries, digest.rejected) == (DigestFormat.ARXIV, (), ())


def test_an_error_of_the_api_is_told() -> None:
    """It comes as an entry, and is none."""
    error = "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format</summary></entry>"
    with pytest.raises(DigestError, match="answered with an error: incorrect id format"):
        read(FEED.format(error).encode())


@pytest.mark.parametrize(
    ("comment", "abstract", "is_withdrawn"),
    [
        ("This paper has been withdrawn by the authors", "We prove.", True),
        ("Withdrawn: an error in Lemma 2", "We prove.", True),
        ("", "This paper has been withdrawn due to a crucial error.", True),
        ("", "The article was retracted.", True),
        ("12 pages", "We study withdrawn drugs and retracted articles.", False),
        ("not withdrawn, only revised", "We prove.", False),
        ("", "", False),
    ],
)
def test_only_arxivs_own_words_say_that_a_paper_is_withdrawn(
    comment: str, abstract: str, is_withdrawn: bool
) -> None:
    """A paper about withdrawal is not withdrawn."""
    assert says_withdrawn(comment, abstract) is is_withdrawn
