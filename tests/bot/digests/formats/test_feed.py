"""Feeds whose items are papers; nothing in them acts."""

from datetime import date

import pytest
from digest_samples import entry, sample

from bot.digests.formats import DigestError, explain, read
from bot.digests.formats.html_text import text_of_html
from storage.records import DigestFormat

LINK = "https://arxiv.org/abs/2501.00001"
RSS = "<rss version='2.0'><channel>{}</channel></rss>"


def item(description: str, title: str = "T", link: str = LINK) -> bytes:
    return RSS.format(
        f"<item><title>{title}</title><link>{link}</link><description>{description}</description></item>"
    ).encode()


def test_the_feed_of_arxiv_is_read() -> None:
    """The announcement before the abstract goes; categories, authors, DOI and day stay."""
    digest = sample("feed-arxiv.xml")
    paper = entry(digest, "LoRA")
    assert (digest.format, digest.digest_on) == (DigestFormat.FEED, date(2026, 3, 2))
    assert (paper.line, paper.arxiv_id) == (9, "2106.09685")
    assert paper.abstract == (
        "We freeze the weights where $r < d$ and train two small matrices. Code: https://github.com/microsoft/LoRA."
    )
    assert (paper.authors, paper.categories) == (("Edward J. Hu", "Yelong Shen"), ("cs.CL", "cs.AI"))
    assert (paper.code_url, paper.is_withdrawn) == ("https://github.com/microsoft/LoRA", None)
    assert (entry(digest, "A Paper").doi, entry(digest, "A Paper").authors) == (
        "10.1234/journal.2026.7",
        ("Ann One", "Bob Two"),
    )


def test_a_replacement_is_no_news_and_is_told() -> None:
    """A new version of an older paper would come as a paper of today."""
    (rejected,) = sample("feed-arxiv.xml").rejected
    assert (rejected.line, rejected.reason) == (22, "a new version of an older paper, no news")


def test_an_atom_feed_is_read_with_its_html_inert() -> None:
    """XHTML and HTML become text; what is no paper is refused with its line."""
    digest = sample("feed-atom.xml")
    chinese, english = digest.entries
    assert (chinese.arxiv_id, chinese.title_zh) == ("2201.11903", "思维链提示激发大语言模型的推理")
    assert chinese.abstract_zh == "给出几步推理的示例，\n\n模型便会一步步作答。"
    assert english.doi == "10.1038/s41586-021-03819-2"
    assert english.abstract == "Structures come close to experiments (https://example.org/e)."
    assert [(one.line, one.reason) for one in digest.rejected] == [(21, "an item that links to no paper")]
    assert digest.digest_on == date(2026, 3, 3)


def test_a_json_feed_is_read() -> None:
    """Its link or its external link names the paper."""
    digest = sample("feed.json")
    assert [(paper.arxiv_id, paper.title, paper.title_zh) for paper in digest.entries] == [
        ("2210.03629", "ReAct: Synergizing Reasoning and Acting in Language Models", ""),
        ("2302.04761", "", "Toolformer：语言模型可以自学使用工具"),
    ]
    assert digest.entries[0].code_url == "https://github.com/ysymyth/ReAct"
    assert digest.digest_on == date(2026, 3, 2)


def test_rss_1_has_its_items_beside_the_channel() -> None:
    """The shape that arXiv's feeds had until 2024, with the id behind the title and HTML in the text."""
    content = (
        "<?xml version='1.0'?><rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/' xmlns:dc='d'>"
        "<channel rdf:about='x'><dc:date>2023-09-14T20:30:00-05:00</dc:date></channel>"
        "<item rdf:about='http://arxiv.org/abs/2309.00001'><title>A Title. (arXiv:2309.00001v1 [cs.CL])</title>"
        "<link>http://arxiv.org/abs/2309.00001</link><description>&lt;p&gt;We try.&lt;/p&gt;</description>"
        "<dc:creator>&lt;a href='http://arxiv.org/a/x'&gt;Ann One&lt;/a&gt;</dc:creator></item></rdf:RDF>"
    )
    digest = read(content.encode())
    (paper,) = digest.entries
    assert (digest.digest_on, paper.arxiv_id, paper.title) == (date(2023, 9, 14), "2309.00001", "A Title")
    assert paper.abstract == "We try."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel/></rss>", "document type"),
        (b'<?xml version="1.0"?><!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed/>', "document type"),
        (b"<rss><channel><item>&undefined;</item></channel></rss>", "damaged XML at line 1"),
        (b"\n\n<rss>\n<channel>", "damaged XML at line 4"),
        (b"<rss>" + b"<a>" * 100 + b"</a>" * 100 + b"</rss>", "nested"),
        (item("It rains.", link="https://example.org/weather"), "a feed without papers: none of its 1 items"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "without its list"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "damaged JSON"),
    ],
)
def test_a_feed_that_cannot_be_read_is_refused_with_its_reason(content: bytes, said: str) -> None:
    """Entities are refused before they are looked at; damage is told with its line."""
    with pytest.raises(DigestError, match=said):
        read(content)
    (claiming,) = (report for report in explain(content) if report.claims)
    assert claiming.format is DigestFormat.FEED


def test_an_empty_feed_is_a_digest() -> None:
    """On weekends arXiv announces nothing."""
    digest = read(RSS.format("<pubDate>Sat, 07 Mar 2026 00:00:00 -0500</pubDate>").encode())
    assert (digest.digest_on, digest.entries) == (date(2026, 3, 7), ())


def test_a_feed_that_says_its_encoding_may_have_another() -> None:
    """XML names its encoding itself, so it is no guess."""
    text = "<?xml version='1.0' encoding='gb2312'?>" + item("模型自己决定。", title="题目").decode()
    (paper,) = read(text.encode("gb18030")).entries
    assert (paper.title_zh, paper.abstract_zh) == ("题目", "模型自己决定。")


def test_an_item_that_mentions_one_paper_is_that_paper_and_one_that_mentions_two_is_none() -> None:
    """What an item is about must be certain."""
    one = item("See https://arxiv.org/abs/2501.00001 now.", link="https://example.org/1")
    assert [paper.arxiv_id for paper in read(one).entries] == ["2501.00001"]
    two = item("arXiv:2501.00001 and arXiv:2501.00002", link="https://example.org/1")
    with pytest.raises(DigestError, match="a feed without papers"):
        read(two)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("a<br/>b", "a\nb"),
        ("<ul><li>x</li><li>y</li></ul>", "- x\n\n- y"),
        ("<a href='javascript:alert(1)'>go</a>", "go"),
        ('<a href="https://example.org/?a=1&amp;b=2">go</a>', "go (https://example.org/?a=1&b=2)"),
        ("<script>alert('<p>')</script>safe<style>p{}</style>", "safe"),
        ("<!-- a <b>hidden</b> -->seen<!-- open", "seen"),
        ("<img src=x onerror=alert(1)>x", "x"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_html_becomes_inert_text(markup: str, text: str) -> None:
    """Paragraphs, lists and addresses stay; everything that acts goes."""
    assert text_of_html(markup) == text
