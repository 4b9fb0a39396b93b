"""The arXiv id, in every link that leads to a paper and in nothing else."""

from datetime import date

import pytest

from storage.identifiers import (
    arxiv_id_in,
    arxiv_id_of,
    arxiv_ids_alone_in,
    arxiv_ids_in,
    arxiv_month,
    doi_in,
)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("https://arxiv.org/abs/2507.19849", "2507.19849"),
        ("https://arxiv.org/abs/2507.19849v12?context=cs", "2507.19849"),
        ("http://www.arxiv.org/pdf/2507.19849v2.pdf", "2507.19849"),
        ("https://arxiv.org/html/2507.19849#S1", "2507.19849"),
        ("https://huggingface.co/papers/2507.19849", "2507.19849"),
        ("https://hf-mirror.com/papers/2507.19849", "2507.19849"),
        ("https://www.alphaxiv.org/overview/2507.19849", "2507.19849"),
        ("https://www.alphaxiv.org/zh/overview/2507.19849v1", "2507.19849"),
        ("https://alphaxiv.org/pdf/2507.19849", "2507.19849"),
        ("https://export.arxiv.org/abs/2507.19849", "2507.19849"),
        ("https://ar5iv.labs.arxiv.org/html/2507.19849", "2507.19849"),
        ("https://ar5iv.org/abs/2507.19849", "2507.19849"),
        ("https://papers.cool/arxiv/2507.19849", "2507.19849"),
        ("https://example.org/arxiv/2507.19849", None),
        ("https://doi.org/10.48550/arXiv.2507.19849", "2507.19849"),
        ("见 arXiv:1412.6980。", "1412.6980"),
        ("见arXiv：1412.6980v9，很短", "1412.6980"),
        ("arXiv 1412.6980", "1412.6980"),
        ("https://arxiv.org/abs/hep-th/9711200v3", "hep-th/9711200"),
        ("https://huggingface.co/papers/date/2026-02-11", None),
        ("https://arxiv.org/abs/2513.19849", None),
        ("https://arxiv.org/abs/2507.198491", None),
        ("version 2507.19849", None),
    ],
)
def test_a_link_names_its_paper(text: str, identifier: str | None) -> None:
    """Mirrors, versions and file endings lead to the same id."""
    assert arxiv_id_in(text) == identifier


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        (" 2507.19849v2 ", "2507.19849"),
        ("cs.CL/0701001", "cs.CL/0701001"),
        ("2500.19849", None),
        ("２５０７.１９８４９", None),
    ],
)
def test_an_id_is_known_without_its_version(text: str, identifier: str | None) -> None:
    """The month must exist and the digits be plain."""
    assert arxiv_id_of(text) == identifier


def test_all_links_of_a_text_are_found_once_and_in_order() -> None:
    """The same paper under several addresses is one."""
    text = (
        "先看 https://huggingface.co/papers/2510.01051，再看 arxiv.org/pdf/2510.00615v2.pdf；"
        "原文 https://arxiv.org/abs/2510.01051v3 和 2509.25301"
    )
    assert arxiv_ids_in(text) == ("2510.01051", "2510.00615")


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("看看2510.01051这篇，还有 2510.00615v2。", ("2510.01051", "2510.00615")),
        ("(2510.01051) 2510.01051", ("2510.01051",)),
        ('id:2510.01051 -2510.00615 "2509.25301"', ()),
        ("v2510.01051 12510.01051 2510.010511 2510.01051.1 1999.12345", ()),
        ("https://example.org/2510.01051", ()),
    ],
)
def test_a_number_that_looks_like_an_id_may_be_one(text: str, identifiers: tuple[str, ...]) -> None:
    """Fields and exclusions of a query, versions and longer numbers are none."""
    assert arxiv_ids_alone_in(text) == identifiers


def test_an_id_tells_its_month() -> None:
    """Only ids of the new scheme do."""
    assert arxiv_month("2507.19849") == date(2025, 7, 1)
    assert arxiv_month("hep-th/9711200") is None


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1038/S41586-021-03819-2", "10.1038/s41586-021-03819-2"),
        ("http://dx.doi.org/10.1145/3292500.3330701.", "10.1145/3292500.3330701"),
        ("见 doi:10.1162/tacl_a_00349，很短", "10.1162/tacl_a_00349"),
        ("(10.1016/S0004-3702(97)00043-X)", "10.1016/s0004-3702(97)00043-x"),
        ("https://doi.org/10.48550/arXiv.1706.03762", ""),
        ("version 10.2 of 1/2", ""),
        ("110.1038/x", ""),
    ],
)
def test_a_doi_is_found_in_any_case_and_without_its_address(text: str, doi: str) -> None:
    """One form a DOI, so that two digests mean the same; arXiv's own are ids already."""
    assert doi_in(text) == doi
