"""Lists of papers in JSON of anybody's making."""

import json
from datetime import date

import pytest
from digest_samples import entry, sample

from bot.digests.formats import explain, read
from storage.records import DigestFormat, Section

LINES = "table.jsonl"
ONE = {"arxiv_id": "2501.00001", "title": "One Title", "abstract": "Text.", "published_date": "2025-01-02"}
TWO = {"链接": "https://arxiv.org/abs/2501.00002", "标题": "第二篇"}


def test_rows_of_objects_are_read() -> None:
    """One a line; what an object holds further in is its own, under names that tables have, too."""
    digest = sample(LINES)
    react, toolformer = entry(digest, "ReAct"), entry(digest, "Toolformer")
    assert (digest.format, [one.line for one in digest.entries]) == (DigestFormat.JSON, [1, 4])
    assert (react.arxiv_id, react.authors) == ("2210.03629", ("Shunyu Yao", "Zhao, Jeffrey"))
    assert (react.categories, react.abstract) == (("cs.CL", "cs.AI"), "The model thinks and acts in turn.")
    assert (react.tldr_zh, react.sections) == ("边想边做。", (Section("motivation", "想法与动作应当交替。"),))
    assert (toolformer.arxiv_id, toolformer.title) == ("2302.04761", "Toolformer")
    assert toolformer.abstract == "The model learns to use tools."
    assert (toolformer.code_url, toolformer.github_stars) == (
        "https://github.com/lucidrains/toolformer-pytorch",
        81,
    )
    assert [(one.line, one.reason) for one in digest.rejected] == [
        (3, "entry 2: neither an arXiv id nor a DOI nor a title")
    ]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ([ONE, TWO], date(2025, 1, 2)),
        ({"papers": [ONE, TWO]}, date(2025, 1, 2)),
        ({"date": "2025-01-03", "count": 2, "data": [ONE, TWO]}, date(2025, 1, 3)),
    ],
)
def test_lists_are_read_wherever_they_stand(value: object, day: date) -> None:
    """The object around them may say the day, else the newest paper does."""
    digest = read(json.dumps(value).encode())
    assert (digest.format, digest.digest_on) == (DigestFormat.JSON, day)
    assert [(one.arxiv_id, one.title or one.title_zh) for one in digest.entries] == [
        ("2501.00001", "One Title"),
        ("2501.00002", "第二篇"),
    ]


def test_lists_of_the_api_are_left_to_it() -> None:
    """However few of its fields they have."""
    for item in (
        {"paper": {"id": "2501.00001", "title": "T"}},
        {"id": "2501.00001", "title": "T", "summary": "S"},
    ):
        assert read(json.dumps([item]).encode()).format is DigestFormat.API


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"error": "slow down"}', "objects without a title and an id or link of a paper: error"),
        ('[{"name": "x", "price": 1}]', "objects without a title and an id or link of a paper: name, price"),
        ('["x"]', "JSON without objects of papers"),
        ('[{"title": ', "JSON that cannot be read"),
        ("text", "does not begin as JSON"),
    ],
)
def test_json_without_papers_is_not_claimed(text: str, why: str) -> None:
    """Its first object decides, and what it has is told."""
    (report,) = (report for report in explain(text.encode()) if report.format is DigestFormat.JSON)
    assert (report.claims, report.why) == (False, why)
