"""The sample digests and the real parsers, which know nothing of each other, agree on every field."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.digests.formats import read
from bot.sandbox import samples
from bot.sandbox.samples.days import sample_days
from bot.sandbox.samples.papers import SamplePaper
from storage.records import DigestFormat, Entry

FIRST_DAY_ON = date(2026, 11, 20)
DAYS = range(samples.SAMPLE_DAYS)


def squashed(text: str) -> str:
    return "".join(text.split())


def of_weekly(paper: SamplePaper, entry: Entry) -> None:
    assert entry.title_zh == paper.title_zh
    assert entry.abstract_zh == paper.abstract_zh
    assert (entry.code_url is not None) is ("https://github.com" in paper.abstract_zh)


def of_report(paper: SamplePaper, entry: Entry) -> None:
    assert "".join(entry.areas).replace("-", "") == "".join(paper.areas).replace("-", "")
    assert entry.tldr_zh == paper.tldr_zh
    sections = {section.heading: squashed(section.markdown) for section in entry.sections}
    assert sections["使用指南"] == squashed(paper.guide)
    assert sections["主要创新点"] == squashed(paper.innovations)
    assert sections["实验效果"] == squashed(paper.results)
    assert list(sections) == ["应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验效果"]
    assert (entry.code_url is not None) is ("https://github.com" in paper.guide)


def of_summary(paper: SamplePaper, entry: Entry) -> None:
    assert entry.keywords_zh == paper.keywords_zh
    assert entry.tldr_zh == paper.tldr_zh
    said = squashed("".join(section.markdown for section in entry.sections))
    assert said == squashed(paper.tldr_zh + paper.problem + paper.method + paper.findings + paper.takeaway)


def of_api(paper: SamplePaper, entry: Entry) -> None:
    assert entry.abstract == paper.abstract
    assert entry.tldr == paper.tldr
    assert entry.keywords == paper.keywords
    assert entry.authors == paper.authors
    assert entry.organization == paper.organization
    assert entry.published_on == paper.published_on
    assert entry.upvotes == paper.upvotes
    assert entry.code_url == (paper.code_url or None)
    assert entry.project_url == (paper.project_url or None)


FIELDS_OF: dict[DigestFormat, Callable[[SamplePaper, Entry], None]] = {
    DigestFormat.WEEKLY: of_weekly,
    DigestFormat.REPORT: of_report,
    DigestFormat.SUMMARY: of_summary,
    DigestFormat.API: of_api,
}


@pytest.mark.parametrize("day", DAYS)
def test_every_sample_is_read_whole(day: int) -> None:
    """Each file is read as its own format and day, nothing is refused, every paper has every field."""
    digest_on = FIRST_DAY_ON + timedelta(days=day)
    for name, text in samples.files(FIRST_DAY_ON, day):
        digest = read(text.encode(), name)
        papers: tuple[SamplePaper, ...] = getattr(sample_days()[day], digest.format)
        assert (name, digest.digest_on, digest.rejected) == (name, digest_on, ())
        assert [entry.arxiv_id for entry in digest.entries] == [paper.arxiv_id for paper in papers]
        for paper, entry in zip(papers, digest.entries, strict=True):
            assert entry.title == paper.title
            FIELDS_OF[digest.format](paper, entry)


def test_samples_show_every_format() -> None:
    """The six days hold the four formats of a bot's ordinary morning, each read as such from the text alone."""
    read_as = {read(text.encode()).format for day in DAYS for _, text in samples.files(FIRST_DAY_ON, day)}
    assert read_as == set(FIELDS_OF)
