import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.sandbox import samples
from bot.sandbox.samples.days import sample_days
from bot.sandbox.samples.papers import SamplePaper, sample_papers

FIRST_DAY_ON = date(2026, 11, 20)
DAYS = range(samples.SAMPLE_DAYS)
DENSE_DAYS = (1, 3)
WEEKLY_DAYS = (0, 5)

HAN = re.compile(r"[\u4e00-\u9fff]")
AGENT = re.compile(r"智能体|(?<![a-z])(?:multi)?agent(?:s|ic)?(?![a-z])", re.IGNORECASE)
DIFFUSION = re.compile(r"扩散|diffusion|流匹配|flow matching", re.IGNORECASE)
RETRIEVAL = re.compile(r"检索增强|retrieval-augmented|\bRAG\b", re.IGNORECASE)
ARXIV_LINK = re.compile(r"(?:arxiv\.org/(?:abs|pdf)|huggingface\.co/papers)/(\d{4}\.\d{4,5})")

PROSE = ("abstract_zh", "tldr_zh", "guide", "innovations", "results", "problem", "method", "findings")
PROSE += ("takeaway", "abstract", "tldr")


def files(day: int, first_day_on: date = FIRST_DAY_ON) -> dict[str, str]:
    return dict(samples.files(first_day_on, day))


def markdown(day: int) -> dict[str, str]:
    return {name: text for name, text in files(day).items() if name.endswith(".md")}


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """What a Markdown digest says of each paper, which begins at the last heading before its link."""
    lines = "\n" + text
    links = list(ARXIV_LINK.finditer(lines))
    starts = [lines.rindex("\n#", 0, link.start()) for link in links]
    for link, start, end in zip(links, starts, [*starts[1:], len(lines)], strict=True):
        yield link[1], lines[start:end]


def chinese_news(day: int) -> dict[str, str]:
    """Identifier to text of the papers that stand in a digest for the first time, in Chinese."""
    earlier = {arxiv_id for before in range(day) for text in files(before).values() for arxiv_id in ids(text)}
    news: dict[str, str] = {}
    for text in markdown(day).values():
        news |= {arxiv_id: block for arxiv_id, block in blocks(text) if arxiv_id not in earlier}
    return news


def ids(text: str) -> set[str]:
    if text.startswith("["):
        return {entry["paper"]["id"] for entry in json.loads(text)}
    return set(ARXIV_LINK.findall(text))


def matches(papers: dict[str, str], topic: re.Pattern[str]) -> int:
    return sum(bool(topic.search(text)) for text in papers.values())


def test_papers_are_many_and_distinct() -> None:
    """At least sixty papers stand in the digests, no identifier and no title twice among them."""
    papers = sample_papers()
    assert len(papers) >= 60
    assert len({paper.title.casefold() for paper in papers.values()}) == len(papers)
    assert set().union(*(ids(text) for day in DAYS for text in files(day).values())) == set(papers)


@pytest.mark.parametrize("paper", sample_papers().values(), ids=lambda paper: paper.arxiv_id)
def test_paper_agrees_with_its_identifier(paper: SamplePaper) -> None:
    """The identifier has a year, a month and the digits of its time; the paper came out around then."""
    year, month = 2000 + int(paper.arxiv_id[:2]), int(paper.arxiv_id[2:4])
    assert re.fullmatch(r"\d{4}\.\d{5}" if year >= 2015 else r"\d{4}\.\d{4}", paper.arxiv_id)
    assert 1 <= month <= 12
    if paper.published_on:
        # An identifier is given on announcement, which may fall into the month after.
        months_apart = (year - paper.published_on.year) * 12 + month - paper.published_on.month
        assert months_apart in (0, 1)


@pytest.mark.parametrize("paper", sample_papers().values(), ids=lambda paper: paper.arxiv_id)
def test_texts_have_their_length_and_language(paper: SamplePaper) -> None:
    """Chinese fields are Chinese, English ones English, and none is a stub or an essay."""
    if paper.abstract_zh:
        assert 90 <= len(HAN.findall(paper.abstract_zh)) <= 200
    if paper.abstract:
        assert 50 <= len(paper.abstract.split()) <= 110
    if paper.tldr_zh:
        assert 30 <= len(paper.tldr_zh) <= 60
    for name in PROSE:
        text = getattr(paper, name)
        assert not text or bool(HAN.search(text)) is (name not in ("abstract", "tldr"))


def test_no_sentence_is_said_twice() -> None:
    """Every sentence is about its own paper."""
    texts = [getattr(paper, name) for paper in sample_papers().values() for name in PROSE]
    sentences = Counter(
        s.strip() for text in texts for s in re.split(r"[。；\n]|(?<=\.) ", text) if len(s) > 12
    )
    codes_aside = {s: n for s, n in sentences.items() if n > 1 and "https://" not in s}
    assert codes_aside == {}


@pytest.mark.parametrize("day", DAYS)
def test_day_brings_every_promised_format(day: int) -> None:
    """Each day has report, summary and API list of its date, and two days a weekly translation."""
    digest_on = FIRST_DAY_ON + timedelta(days=day)
    expected = [f"{digest_on}-report.md", f"{digest_on}-summary.md", f"hf-daily-papers-{digest_on}.json"]
    if day in WEEKLY_DAYS:
        expected.insert(0, f"{digest_on - timedelta(days=4):%Y-%m%d}-{digest_on:%m%d}.md")
    assert [name for name, _ in samples.files(FIRST_DAY_ON, day)] == expected
    assert all(len(ids(text)) >= 4 for text in files(day).values())


@pytest.mark.parametrize("day", DAYS)
def test_digests_say_their_date(day: int) -> None:
    """Report and summary name the day at the top; each API entry was submitted on it."""
    digest_on = FIRST_DAY_ON + timedelta(days=day)
    assert f"**Date**: {digest_on}\n" in files(day)[f"{digest_on}-report.md"]
    assert f"# Papers for {digest_on}\n" in files(day)[f"{digest_on}-summary.md"]
    entries = json.loads(files(day)[f"hf-daily-papers-{digest_on}.json"])
    assert {entry["paper"]["submittedOnDailyAt"][:10] for entry in entries} == {str(digest_on)}


def test_week_across_new_year_is_named_after_its_first_day() -> None:
    """The year in the name of a weekly translation is that of the week's Monday, as in real ones."""
    assert "2026-1230-0103.md" in files(0, first_day_on=date(2027, 1, 3))


@pytest.mark.parametrize("day", DENSE_DAYS)
def test_dense_day_overfills_a_digest(day: int) -> None:
    """Twelve new papers about agents and three about diffusion come in Chinese on a dense day."""
    news = chinese_news(day)
    assert matches(news, AGENT) == 12
    assert matches(news, DIFFUSION) == 3


@pytest.mark.parametrize("day", [day for day in DAYS if day not in DENSE_DAYS])
def test_other_days_are_light(day: int) -> None:
    """Between the dense days a follower of agents gets one to five new papers."""
    assert 1 <= matches(chinese_news(day), AGENT) <= 5


def test_a_narrow_topic_has_an_empty_day() -> None:
    """A follower of retrieval sees what an empty day looks like."""
    assert 0 in [matches(chinese_news(day), RETRIEVAL) for day in DAYS]


def test_records_grow() -> None:
    """Some papers come first in English and get a Chinese title in the week's translation."""
    english_first = {paper.arxiv_id for day in sample_days()[:5] for paper in day.api}
    translated = {paper.arxiv_id for paper in sample_days()[5].weekly if paper.title_zh}
    assert len(english_first & translated) >= 4


def test_texts_exercise_formatting() -> None:
    """What breaks careless renderers occurs: tags in code, formulas, nesting, comparisons, C++."""
    everything = "\n".join(text for day in DAYS for text in files(day).values())
    for needed in ("`<think>`", r"$\times$", "\n    *   ", "p < 0.001", "< 25%", "Q&A", "C++"):
        assert needed in everything


@pytest.mark.parametrize("day", DAYS)
def test_same_arguments_give_the_same_files(day: int) -> None:
    """A restarted sandbox brings the very same digests."""
    assert samples.files(FIRST_DAY_ON, day) == samples.files(FIRST_DAY_ON, day)


@pytest.mark.parametrize("day", [-1, samples.SAMPLE_DAYS])
def test_day_outside_the_samples_is_refused(day: int) -> None:
    """A day that has no samples is an error that names the day."""
    with pytest.raises(ValueError, match=str(day)):
        samples.files(FIRST_DAY_ON, day)
