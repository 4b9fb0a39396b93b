"""The fold of a paper's entries: fixed precedence, nothing lost to an empty value, no order of arrival."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.documents import entry_document, entry_of, merged_document, merged_of
from storage.identifiers import DigestId
from storage.merging import PRECEDENCE, Contribution, merge
from storage.records import DigestFormat, DigestMention, Entry, Origin, Section

API, WEEKLY, REPORT, SUMMARY = (
    DigestFormat.API,
    DigestFormat.WEEKLY,
    DigestFormat.REPORT,
    DigestFormat.SUMMARY,
)
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)

texts = st.text(max_size=12)
lists = st.lists(st.text(min_size=1, max_size=4), max_size=3).map(tuple)
numbers = st.none() | st.integers(0, 99)
entries = st.builds(
    Entry,
    line=st.integers(1, 99),
    title=texts,
    title_zh=texts,
    abstract=texts,
    abstract_zh=texts,
    tldr=texts,
    tldr_zh=texts,
    keywords=lists,
    keywords_zh=lists,
    areas=lists,
    sections=st.lists(st.builds(Section, st.sampled_from("甲乙"), texts), max_size=3).map(tuple),
    authors=lists,
    organization=texts,
    upvotes=numbers,
    github_stars=numbers,
    code_url=st.none() | st.text(min_size=1, max_size=9),
    published_on=st.none() | st.dates(),
    doi=texts,
    categories=lists,
    is_withdrawn=st.none() | st.booleans(),
)
contributions = st.lists(
    st.builds(
        Contribution,
        entries,
        st.sampled_from(DigestFormat),
        st.dates(MONDAY, date(2026, 3, 6)),
        st.integers(1, 99).map(DigestId),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda each: each.digest_id,
)


def said(source: DigestFormat, day: date = MONDAY, number: int = 1, **fields: Any) -> Contribution:
    return Contribution(Entry(line=1, **fields), source, day, DigestId(number))


def folded(*all_said: Contribution) -> Entry:
    return merge(all_said, "1706.03762").entry


@settings(max_examples=150)
@given(contributions=contributions, data=st.data())
def test_order_of_arrival_never_shows(contributions: list[Contribution], data: st.DataObject) -> None:
    """Any permutation of the same entries folds into the same record."""
    shuffled = data.draw(st.permutations(contributions))
    assert merge(shuffled, None) == merge(contributions, None)


@settings(max_examples=150)
@given(contributions=contributions)
def test_no_field_is_lost_and_every_origin_is_true(contributions: list[Contribution]) -> None:
    """What any digest says is there, and the named digest said it."""
    merged = merge(contributions, None)
    for field in PRECEDENCE:
        offers = [each for each in contributions if getattr(each.entry, field) not in ("", (), None)]
        if offers:
            origin = merged.origins[field]
            assert getattr(merged.entry, field) in [
                getattr(each.entry, field)
                for each in offers
                if (each.source, each.digest_on) == (origin.source, origin.digest_on)
            ]
    headings = {section.heading for each in contributions for section in each.entry.sections}
    assert {section.heading for section in merged.entry.sections} == headings


@settings(max_examples=100)
@given(contributions=contributions)
def test_stored_documents_read_back_equal(contributions: list[Contribution]) -> None:
    """Entries and folds survive the database as JSON."""
    merged = merge(contributions, "1706.03762")
    assert merged_of(merged_document(merged)) == merged
    for each in contributions:
        assert entry_of(entry_document(each.entry)) == each.entry


def test_english_comes_from_the_api_and_chinese_from_the_weekly() -> None:
    """Before reports and summaries."""
    merged = folded(
        said(SUMMARY, title="s", title_zh="总"),
        said(REPORT, title="r", title_zh="报"),
        said(WEEKLY, title="w", title_zh="周"),
        said(API, title="a"),
    )
    assert (merged.title, merged.title_zh) == ("a", "周")
    assert folded(said(SUMMARY, title="s"), said(REPORT, title="r")).title == "r"


def test_arxiv_knows_its_metadata_best_and_anybodys_files_come_last() -> None:
    """Categories, DOI and withdrawal come from arXiv; a table of anybody's only fills what nobody else says."""
    merged = folded(
        said(DigestFormat.CSV, title="c", doi="10.1/c", tldr_zh="表", organization="机构"),
        said(DigestFormat.ARXIV, title="x", doi="10.1/x", categories=("cs.CL",), is_withdrawn=False),
        said(DigestFormat.FEED, doi="10.1/f", is_withdrawn=True),
        said(DigestFormat.DAILY, title="d", tldr_zh="览"),
    )
    assert (merged.title, merged.doi, merged.categories) == ("x", "10.1/x", ("cs.CL",))
    assert merged.is_withdrawn is False
    assert (merged.tldr_zh, merged.organization) == ("览", "机构")


def test_a_row_of_an_earlier_version_reads_as_saying_nothing_new() -> None:
    """Documents stored before DOI, categories and withdrawal were known have them empty."""
    entry = entry_of({"line": 3, "title": "t"})
    assert (entry.doi, entry.categories, entry.is_withdrawn) == ("", (), None)


def test_every_format_has_its_place_in_every_precedence() -> None:
    """No field forgets a format, so that nothing is lost because of where it came from."""
    assert all(set(sources) == set(DigestFormat) for sources in PRECEDENCE.values())


def test_short_text_comes_from_the_report_then_the_summary() -> None:
    """Then from the API; a weekly digest has none."""
    report, summary, api = said(REPORT, tldr_zh="报"), said(SUMMARY, tldr_zh="总"), said(API, tldr="a")
    assert folded(api, summary, report).tldr_zh == "报"
    assert folded(api, summary).tldr_zh == "总"
    assert folded(api, summary).tldr == "a"


def test_first_sentence_stands_in_for_a_missing_short_text() -> None:
    """In each language from its own abstract, with the abstract's origin."""
    merged = merge([said(API, abstract="It works. Well."), said(WEEKLY, abstract_zh="有效。很好。")], None)
    assert (merged.entry.tldr, merged.entry.tldr_zh) == ("It works.", "有效。")
    assert merged.origins["tldr_zh"] == Origin(WEEKLY, MONDAY)


def test_later_digest_of_one_source_wins_and_then_the_later_ingestion() -> None:
    """Whatever order they came in."""
    earlier, later = said(API, MONDAY, 2, upvotes=1), said(API, TUESDAY, 1, upvotes=9)
    assert folded(earlier, later).upvotes == 9
    assert folded(said(API, MONDAY, 2, upvotes=3), said(API, MONDAY, 1, upvotes=5)).upvotes == 3


def test_empty_value_replaces_nothing() -> None:
    """A later file that says less keeps what the earlier said."""
    merged = folded(
        said(API, MONDAY, 1, authors=("Ada",), upvotes=0), said(API, TUESDAY, 2, title="Attention")
    )
    assert (merged.authors, merged.upvotes, merged.title) == (("Ada",), 0, "Attention")


def test_sections_are_collected_from_every_digest() -> None:
    """Reports first; a heading that comes again in the same source takes its later text."""
    merged = folded(
        said(SUMMARY, sections=(Section("关键词", "总"),)),
        said(REPORT, MONDAY, 1, sections=(Section("创新点", "旧"), Section("效果", "好"))),
        said(REPORT, TUESDAY, 2, sections=(Section("创新点", "新"),)),
    )
    assert merged.sections == (Section("创新点", "新"), Section("效果", "好"), Section("关键词", "总"))


def test_code_is_the_repository_of_the_api_first() -> None:
    """Else what the texts of another digest link to."""
    api, weekly = (
        said(API, code_url="https://github.com/a/a"),
        said(WEEKLY, code_url="https://github.com/w/w"),
    )
    assert folded(weekly, api).code_url == "https://github.com/a/a"
    assert folded(weekly, said(API)).code_url == "https://github.com/w/w"


def test_digests_are_mentioned_once_each_and_earliest_first() -> None:
    """Two files of one source and day are one mention."""
    merged = merge([said(WEEKLY, TUESDAY, 3), said(API, MONDAY, 2), said(API, MONDAY, 1)], None)
    assert merged.digests == (DigestMention(API, MONDAY), DigestMention(WEEKLY, TUESDAY))


def test_newest_saying_decides_whether_a_paper_is_withdrawn() -> None:
    """Whoever says so; of one day the source that knows best. No word about it is no saying."""
    arxiv = DigestFormat.ARXIV
    assert folded(
        said(arxiv, MONDAY, is_withdrawn=False), said(WEEKLY, TUESDAY, is_withdrawn=True)
    ).is_withdrawn
    again = folded(
        said(WEEKLY, MONDAY, is_withdrawn=True), said(arxiv, TUESDAY, number=2, is_withdrawn=False)
    )
    assert again.is_withdrawn is False
    same_day = (said(arxiv, number=1, is_withdrawn=True), said(WEEKLY, number=2, is_withdrawn=False))
    assert folded(*same_day, said(API, TUESDAY, number=3, title="a")).is_withdrawn
