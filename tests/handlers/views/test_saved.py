"""The list of saved papers fits a message and a phone, whatever the papers are called."""

from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import make_paper
from view_samples import DAY, any_paper

from bot.sandbox.html import parse_html
from handlers.views.measuring import LIMIT, shown_text, weight
from handlers.views.saved import PAPERS_PER_PAGE, ids_on_page, saved_page
from handlers.words import words_in
from storage.records import Language, Paper


def test_a_page_reads_like_this() -> None:
    """What a paper is called, what it is about, when it came; papers that are gone are left out."""
    papers = {
        one.id: one
        for one in (
            make_paper(1, title="GEM: A Gym", keywords_zh=("智能体", "练习"), code_url="https://a.b/c"),
            make_paper(3, title="", arxiv_id="2510.01051"),
        )
    }
    page = saved_page((1, 2, 3), 0, papers, words_in(Language.ZH_HANS), DAY)
    assert shown_text(page.html) == (
        "收藏：3 篇论文\n\n1. GEM\n智能体、练习 · 10月3日 · 代码\n\n2. 2510.01051\n10月3日"
    )
    assert page.paper_ids == (1, 3)


@settings(max_examples=30)
@given(st.lists(any_paper(), min_size=1, max_size=12), st.sampled_from(Language), st.integers(0, 9))
def test_any_papers_fit(some: list[Paper], language: Language, page: int) -> None:
    """Each page parses and fits, and a page outside is the nearest."""
    saved = tuple(range(1, len(some) + 1))
    papers = dict(zip(saved, some, strict=True))
    shown = ids_on_page(saved, page)
    assert 0 < len(shown) <= PAPERS_PER_PAGE
    made = saved_page(saved, page, {one: papers[one] for one in shown}, words_in(language), DAY)
    assert parse_html(made.html).text.strip()
    assert not weight(made.html).exceeds(LIMIT)
