"""Tables of papers in CSV and TSV, in either language."""

from datetime import date

import pytest
from digest_samples import entry, sample

from bot.digests.formats import DigestError, read
from bot.digests.formats.field_names import separator_of
from storage.records import DigestFormat, Section


def test_a_chinese_table_in_gb18030_is_read() -> None:
    """Its header makes sense in no other encoding; a column of its own becomes a part."""
    digest = sample("table-gb18030.csv")
    paper = entry(digest, "Attention")
    assert (digest.format, digest.digest_on) == (DigestFormat.CSV, date(2021, 6, 17))
    assert (paper.line, paper.arxiv_id) == (2, "1706.03762")
    assert paper.authors == ("Ashish Vaswani", "Noam Shazeer")
    assert (paper.abstract, paper.abstract_zh) == ("", "只用注意力的翻译模型。")
    assert paper.sections == (Section("备注", "适合入门 的一篇"),)
    assert paper.published_on == date(2017, 6, 12)
    assert (digest.entries[1].title_zh, digest.entries[1].abstract_zh) == (
        "低秩适配",
        "冻结原有权重，\n只训练两个低秩矩阵。",
    )


def test_a_tsv_is_read() -> None:
    """Numbers with commas, lists as Python writes them, and words for nothing."""
    paper, bare = sample("table.tsv").entries
    assert (paper.arxiv_id, paper.title_zh) == ("2210.03629", "ReAct：在语言模型中结合推理与行动")
    assert (paper.authors, paper.categories) == (("Shunyu Yao", "Jeffrey Zhao"), ("cs.CL", "cs.AI"))
    assert (paper.tldr, paper.upvotes, paper.published_on) == (
        "Thinking helps acting.",
        1024,
        date(2022, 10, 6),
    )
    assert (bare.abstract, bare.upvotes, bare.published_on) == ("", None, date(2023, 2, 9))


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("table-gb18030.csv", 5, "neither an arXiv id nor a DOI nor a title"),
        ("table.tsv", 4, "neither an arXiv id nor a DOI nor a title"),
    ],
)
def test_a_row_that_names_no_paper_is_refused_with_its_line(name: str, line: int, reason: str) -> None:
    """Lines count in the file, whatever the rows before have in quotation marks."""
    assert [(one.line, one.reason) for one in sample(name).rejected] == [(line, reason)]


@pytest.mark.parametrize(
    ("header", "separator"),
    [
        ("arxiv_id,title,abstract", ","),
        ("标题;链接;摘要", ";"),
        ("ID\tTitle\tURL", "\t"),
        ("Paper Title|DOI|Year", "|"),
        ("论文标题，链接，作者", "，"),
        ('"Title","Link"', ","),
        ("title,abstract,authors", None),
        ("name,link,price,stock,colour", None),
        ("Dear all, the title and the link follow", None),
        ("", None),
    ],
)
def test_the_header_decides(header: str, separator: str | None) -> None:
    """A title and something that leads to the paper, and mostly columns that we know."""
    assert separator_of(header) == separator


def test_the_name_dates_a_table() -> None:
    """Before the newest paper in it."""
    content = b"\xef\xbb\xbftitle,doi,published\nT,10.1234/X.1,2020-01-01\n"
    digest = read(content, "papers-2026-03-02.csv")
    assert (digest.digest_on, digest.entries[0].doi) == (date(2026, 3, 2), "10.1234/x.1")


def test_a_row_of_too_many_cells_is_refused() -> None:
    """Its commas have shifted the columns, so nothing in it is certain."""
    digest = read(
        b"title,url\nA, B and C,https://arxiv.org/abs/2501.00001\nD,https://arxiv.org/abs/2501.00002\n"
    )
    assert [(one.line, one.reason) for one in digest.rejected] == [(2, "more cells than columns")]
    assert [paper.title for paper in digest.entries] == ["D"]


def test_a_quotation_mark_without_its_second_is_an_error_and_no_paper() -> None:
    """It would take the rest of the file into one cell."""
    content = 'title,url\nT,"https://arxiv.org/abs/2501.00001\n' + "x,y\n" * 50_000
    with pytest.raises(DigestError, match=r"row of line 2: .* look for a quotation mark"):
        read(content.encode())
