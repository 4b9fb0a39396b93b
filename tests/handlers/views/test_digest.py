"""A digest is one screen, says what it holds, and always fits."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import shared_files
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import make_paper
from paper_samples import sample_digests
from view_samples import DAY, any_paper, make_chat, match, selection_of

from bot.digests.formats import read
from bot.sandbox.html import parse_html
from handlers.buttons import DigestAll, DigestCard, DigestPart
from handlers.callbacks import decoded
from handlers.views.digest import digest_messages
from handlers.views.digest_all import all_papers_page
from handlers.views.digest_papers import paper_line
from handlers.views.measuring import LIMIT, display_width, shown_text, weight
from storage.identifiers import DeliveryId, PaperId
from storage.records import ChatType, Entry, Language, Layout, Match, MessageContent, Paper, Selection

ZH, EN = Language.ZH_HANS, Language.EN
SCREEN_WIDTH = 40
"""Twenty Han characters."""
TOPICS = {
    "智能体": re.compile("智能体|agent", re.IGNORECASE),
    "扩散模型": re.compile("扩散|diffusion", re.IGNORECASE),
}


def lines_on_screen(html: str) -> int:
    """How many lines a phone shows that takes twenty Han characters a line."""
    return sum(max(1, -(-display_width(line) // SCREEN_WIDTH)) for line in shown_text(html).split("\n"))


def papers_of(entries: Sequence[Entry]) -> dict[PaperId, Paper]:
    names = [name for name in Entry.__slots__ if name != "line"]
    return {
        PaperId(number): make_paper(number, **{name: getattr(entry, name) for name in names})
        for number, entry in enumerate(entries, 1)
    }


def day_for(papers: dict[PaperId, Paper], maximum: int = 10) -> Selection:
    """What the two topics bring of a day, by plain search in its texts; the best `maximum` are shown."""
    found: dict[str, list[Match]] = {topic: [] for topic in TOPICS}
    for paper in papers.values():
        about = " ".join((paper.title, paper.tldr, paper.tldr_zh, *paper.keywords_zh, *paper.areas))
        text = " ".join((about, paper.abstract, *(section.markdown for section in paper.sections)))
        topics = tuple(topic for topic, words in TOPICS.items() if words.search(text))
        if topics:
            is_about = any(TOPICS[topic].search(about) for topic in topics)
            found[topics[0]].append(match(paper.id, *topics, is_about=is_about))
    best = sorted((one for some in found.values() for one in some), key=lambda one: not one.is_about)
    shown = {one.paper_id for one in best[:maximum]}
    kept = {topic: [one for one in some if one.paper_id in shown] for topic, some in found.items()}
    return selection_of(kept, best[maximum:], new_papers=len(papers))


def the_digest(
    selection: Selection,
    papers: dict[PaperId, Paper],
    language: Language = ZH,
    kind: ChatType = ChatType.PRIVATE,
    layout: Layout = Layout.COMPACT,
) -> tuple[MessageContent, ...]:
    return digest_messages(
        selection,
        papers,
        replace(make_chat(language, kind), layout=layout),
        local_day=DAY,
        delivery_id=DeliveryId(5),
        bot_username="chenbao_bot",
    )


DENSE_DAYS = [
    pytest.param(None, id="own sample"),
    *(pytest.param(path, id=path.name[:3]) for path in shared_files("digests/001*", "digests/002*")),
]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", DENSE_DAYS)
def test_a_dense_day_is_one_screen(path: Path | None, language: Language) -> None:
    """Twelve or twenty-one matches stay under thirty lines in one message, in both languages."""
    digest = read(path.read_bytes(), str(path)) if path else sample_digests()[0]
    papers = papers_of(digest.entries)
    selection = day_for(papers)
    assert selection.total >= 12
    [message] = the_digest(selection, papers, language)
    assert lines_on_screen(message.html) < 30
    assert len(message.paper_ids) == 10


def test_a_digest_reads_like_this() -> None:
    """The whole of a small digest, as a reader of Chinese sees it."""
    papers = papers_of(sample_digests()[0].entries)
    selection = selection_of(
        {"智能体": [match(1, "智能体", "扩散模型"), match(2, "智能体")], "扩散模型": [match(10, "扩散模型")]},
        [match(9, "智能体", is_about=False), match(12, "扩散模型", is_about=False)],
    )
    [message] = the_digest(selection, papers)
    assert shown_text(message.html) == (
        "晨报 · 10月3日 周五\n"
        "新论文 36 篇，匹配 5 篇，先看 3 篇\n"
        "\n"
        "智能体 2\n"
        "1 GEM 强化学习、环境模拟器 ＋扩散模型\n"
        "2 ACON 长程智能体、上下文压缩\n"
        "\n"
        "扩散模型 1\n"
        "3 Aligning Visual Foundation Encoders to… 视觉编码器对齐、图像分词器\n"
        "\n"
        "另有 2 篇：GUI-KV、ReSWD（仅正文提到）\n"
        "来自 10月3日的论文列表。"
    )
    assert [[button.text for button in row] for row in message.keyboard] == [["1", "2", "3"], ["全部 5 篇"]]
    assert decoded(str(message.keyboard[0][2].data)) == DigestCard(5, 0, 10)
    assert decoded(str(message.keyboard[1][0].data)) == DigestAll(5, 0, 0)


def test_a_detailed_digest_says_what_each_paper_is_about_and_why_it_came() -> None:
    """Both titles, a mark where there is code, the beginning of the summary, the words that were hit."""
    papers = {
        PaperId(1): make_paper(
            1, title="GEM: A Gym", title_zh="GEM：练习场", tldr="A gym.", tldr_zh="本文给智能体一个练习场。",
            code_url="https://github.com/a/b",
        ),
        PaperId(2): make_paper(2, title="ACON", tldr="Contexts made short."),
    }  # fmt: skip
    why = replace(match(1, "智能体", "强化学习"), words=(("agentic",), ()))
    selection = selection_of({"智能体": [why, match(2, "智能体")]})
    [message] = the_digest(selection, papers, layout=Layout.NORMAL)
    assert shown_text(message.html).split("\n\n")[1:-1] == [
        "智能体 2\n1 GEM：练习场 · 有代码\nGEM: A Gym\n给智能体一个练习场。\n匹配：agentic；强化学习",
        "2 ACON\nContexts made short.",
    ]
    [message] = the_digest(selection, papers, EN, layout=Layout.NORMAL)
    assert "1 GEM: A Gym · code\nGEM：练习场\nA gym." in shown_text(message.html)


def test_a_digest_without_sound_and_later_parts_are_silent() -> None:
    """A phone rings once a morning at most."""
    papers = {PaperId(number): make_paper(number, title="Long title " * 7) for number in range(1, 121)}
    selection = selection_of({"智能体": [match(number, "智能体") for number in papers]})
    assert [part.is_silent for part in the_digest(selection, papers)][:2] == [False, True]
    chat = replace(make_chat(), is_silent=True)
    parts = digest_messages(selection, papers, chat, local_day=DAY, delivery_id=None, bot_username="b")
    assert all(part.is_silent for part in parts)


def test_english_readers_are_told_once_that_a_day_is_chinese() -> None:
    """English titles, and one word at the foot that there is no English text behind them."""
    papers = papers_of(sample_digests()[0].entries)
    [message] = the_digest(selection_of({"Agents": [match(1, "Agents")]}), papers, EN)
    assert shown_text(message.html) == (
        "Chenbao · Friday 3 October\n"
        "36 new papers, 1 for you\n"
        "\n"
        "Agents 1\n"
        "1 GEM: A Gym for Agentic LLMs\n"
        "\n"
        "From 3 October, Chinese only so far."
    )


def test_groups_get_links_and_no_numbers() -> None:
    """In a group an edit would change everybody's message; a title opens the private chat instead."""
    papers = papers_of(sample_digests()[0].entries)
    [message] = the_digest(selection_of({"智能体": [match(1, "智能体")]}), papers, kind=ChatType.SUPERGROUP)
    assert '1 <a href="https://t.me/chenbao_bot?start=p_2510_01051">GEM</a> 强化学习' in message.html
    assert message.keyboard == ()


def test_a_catch_up_says_so_and_names_its_days() -> None:
    """After downtime one digest comes for several days, and is not taken for one day's."""
    papers = papers_of(sample_digests()[0].entries)
    days = tuple(DAY.replace(day=day) for day in (1, 2, 3))
    selection = selection_of({"智能体": [match(1, "智能体")]}, digest_days=days, is_catch_up=True, held=2)
    text = shown_text(the_digest(selection, papers)[0].html)
    assert "前几次没能按时送到" in text
    assert "来自 10月1日–10月3日的论文列表。" in text
    assert "还有 2 篇在等中文摘要。" in text


def test_a_preview_says_that_it_is_one() -> None:
    """/today never looks like the delivery itself."""
    papers = papers_of(sample_digests()[0].entries)
    selection = selection_of({"智能体": [match(1, "智能体")]})
    [message] = digest_messages(
        selection, papers, make_chat(), local_day=DAY, delivery_id=None, bot_username="b"
    )
    assert "这是此刻的预览，不影响定时推送。" in message.html
    assert decoded(str(message.keyboard[0][0].data)) == DigestCard(0, 0, 1)


@settings(max_examples=40)
@given(
    st.lists(any_paper(), max_size=40),
    st.sampled_from(Language),
    st.sampled_from(ChatType),
    st.sampled_from(Layout),
    st.text(),
)
def test_any_papers_make_messages_that_fit_and_rejoin(
    made: list[Paper], language: Language, kind: ChatType, layout: Layout, topic: str
) -> None:
    """Whatever titles hold, every part is accepted, within limits, and no paper is lost or doubled."""
    papers = {
        PaperId(number): make_paper(
            number,
            title=paper.title,
            title_zh=paper.title_zh,
            keywords_zh=paper.keywords_zh,
            tldr=paper.tldr,
            tldr_zh=paper.tldr_zh,
            code_url=paper.code_url,
        )
        for number, paper in enumerate(made, 1)
    }
    selection = selection_of({topic: [match(number, topic, "x") for number in papers]})
    parts = the_digest(selection, papers, language, kind, layout)
    assert [paper_id for part in parts for paper_id in part.paper_ids] == list(papers)
    for part in parts:
        parse_html(part.html)
        assert not weight(part.html).exceeds(LIMIT)
        assert sum(map(len, part.keyboard)) <= 100
    chat = make_chat(language, kind)
    whole = "\n".join(part.html for part in parts)
    if layout is Layout.COMPACT:
        for number, paper in enumerate(papers.values(), 1):
            assert paper_line(paper, number, chat, "chenbao_bot") in whole


def test_many_papers_become_several_messages() -> None:
    """A large maximum is split between papers, and each part carries its own numbers."""
    papers = {PaperId(number): make_paper(number, title="Long title " * 7) for number in range(1, 121)}
    selection = selection_of({"智能体": [match(number, "智能体") for number in papers]})
    parts = the_digest(selection, papers)
    assert len(parts) > 1
    assert [button.text for part in parts for row in part.keyboard for button in row] == [
        str(number) for number in papers
    ]
    assert decoded(str(parts[1].keyboard[0][0].data)).digest_part == 1


def test_all_papers_of_a_digest_come_by_pages() -> None:
    """Behind the button stand all matches, numbered on, with the way back."""
    papers = {PaperId(number): make_paper(number, title=f"Paper {number}") for number in range(1, 22)}
    selection = selection_of(
        {"智能体": [match(number, "智能体") for number in range(1, 11)]},
        [match(number, "智能体") for number in range(11, 22)],
    )
    page = all_papers_page(selection, papers, make_chat(), DigestAll(5, 0, 1), "b")
    assert page.paper_ids == tuple(range(11, 21))
    assert "11 <b>Paper 11</b>" in page.html
    assert [[button.text for button in row] for row in page.keyboard] == [
        ["11", "12", "13", "14", "15"],
        ["16", "17", "18", "19", "20"],
        ["« 晨报", "‹ 上一页", "下一页 ›"],
    ]
    assert decoded(str(page.keyboard[2][0].data)) == DigestPart(5, 0)
    last = all_papers_page(selection, papers, make_chat(), DigestAll(5, 0, 99), "b")
    assert last.paper_ids == (21,)
