"""Inline mode: papers for any chat."""

import logging
from typing import Any

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation
from hypothesis import example, given
from hypothesis import strategies as st
from paper_samples import DAY
from recording import digest, entry, record
from sqlalchemy import Engine, event
from sqlalchemy import text as statement

from handlers.deep_links import USAGE, search_payload, searched_text
from handlers.services import Services
from storage.papers import papers_after
from storage.records import DigestFormat

GEM = "2510.01051"


def titles(answer: dict[str, Any]) -> list[str]:
    return [result["title"].partition(":")[0] for result in answer["results"]]


async def add_papers(services: Services, count: int, **more: Any) -> None:
    """A further digest of so many papers about hibernation, found by search."""
    entries = [
        entry(f"2509.{number:05}", f"Hibernation of Agents, Part {number}", **more) for number in range(count)
    ]
    async with services.database.transaction() as session:
        made = digest(DigestFormat.API, *entries)
        await record(session, made, digest_on=DAY, now=services.clock.now(), location="more.json")
    async with services.database.reading() as session:
        await services.index.follow(lambda revision, limit: papers_after(session, revision, limit))


async def test_a_query_brings_papers_that_can_be_sent(conversation: Conversation) -> None:
    """Title and facts in the reader's language, and a card with links for a chat we may not know."""
    conversation.sandbox.set_member(GROUP, present=False)
    answer = await conversation.ask("gym")
    [gem] = answer["results"]
    assert gem["title"] == "GEM: A Gym for Agentic LLMs"
    assert gem["description"] == ("3 October · 57 upvotes · code\nAn environment suite for training agents.")
    sent = conversation.sandbox.choose_inline(GROUP, ALICE, answer["inline_query_id"], gem["id"])
    assert sent["via_bot"] == "chenbao_sandbox_bot"
    assert sent["text"] == (
        "GEM: A Gym for Agentic LLMs\n\nAn environment suite for training agents.\n\n"
        "3 October 2025 · 57 upvotes · code\narXiv · PDF · HF · Code"
    )
    [row] = sent["reply_markup"]["inline_keyboard"]
    assert row == [
        {"text": "Open in Chenbao", "url": "https://t.me/chenbao_sandbox_bot?start=p_2510_01051"},
        {"text": "arXiv", "url": f"https://arxiv.org/abs/{GEM}"},
    ]
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_a_reader_of_chinese_is_answered_in_chinese(conversation: Conversation) -> None:
    """The line below the facts shows why a paper came."""
    answer = await conversation.ask("蒙特卡洛树搜索", XIAOLIN)
    assert titles(answer)[0] == "DeepSearch"
    assert answer["results"][0]["description"] == ("10月3日\n蒙特卡洛树搜索 · 强化学习")
    found = (await conversation.ask("强化学习", XIAOLIN))["results"]
    assert any("讨论强化学习" in result["description"] for result in found)


async def test_words_of_one_language_find_papers_of_the_other(conversation: Conversation) -> None:
    """The same widening as in /search."""
    shown = titles(await conversation.ask("扩散模型", XIAOLIN))
    assert [one for one in shown if one.endswith("Tokenizers for Diffusion Models")] != []


async def test_results_are_those_of_search_in_its_order(conversation: Conversation) -> None:
    """One search, whatever the way to it."""
    [page] = await conversation.say('/search "强化学习"')
    shown = titles(await conversation.ask('"强化学习"', XIAOLIN))
    places = [page["text"].index(title) for title in shown if title in page["text"]]
    assert len(places) >= 3
    assert places == sorted(places)


async def test_without_words_the_newest_papers_come(conversation: Conversation, services: Services) -> None:
    """Before the first letter there is already something to read."""
    answer = await conversation.ask("")
    assert len(answer["results"]) == 15
    assert answer["next_offset"] == ""


async def test_more_results_come_page_by_page(conversation: Conversation, services: Services) -> None:
    """Twenty at a time, none twice, until there are no more."""
    await add_papers(services, 45)
    pages, offset = [], ""
    while True:
        answer = await conversation.ask("hibernation", offset=offset)
        pages.append([result["id"] for result in answer["results"]])
        offset = answer["next_offset"]
        if not offset:
            break
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({one for page in pages for one in page}) == 45


@pytest.mark.parametrize("offset", ["9999", "x", "-20", "１０", "9" * 60])
async def test_an_offset_that_is_none_of_ours_does_no_harm(conversation: Conversation, offset: str) -> None:
    """Clients send back what we gave; anything else is answered all the same."""
    answer = await conversation.ask("gym", offset=offset)
    assert answer["next_offset"] == ""


@pytest.mark.parametrize(
    "text", [GEM, f"https://arxiv.org/pdf/{GEM}v2", f"see arxiv.org/abs/{GEM} now", f"look {GEM}"]
)
async def test_an_id_or_a_link_brings_its_paper(conversation: Conversation, text: str) -> None:
    """Who has the link sends the card instead."""
    assert titles(await conversation.ask(text)) == ["GEM"]


async def test_where_nothing_is_found_a_button_says_why(conversation: Conversation) -> None:
    """It leads to the same search in the private chat, where there is room for advice."""
    answer = await conversation.ask("冬眠", XIAOLIN)
    assert (answer["results"], answer["button"]["text"]) == ([], "没有找到「冬眠」，看看怎么改")
    [told] = await conversation.say(f"/start {answer['button']['start_parameter']}")
    assert "没有找到 冬眠" in told["text"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2510.99999", "2510.99999 is not in the library yet"),
        ("!!", "No word to search for in “!!”"),
        ("zzzz " * 40, "Nothing found for “zzzz zzzz zzzz zzzz zzzz zzzz z…”. Why?"),
    ],
)
async def test_every_empty_answer_has_a_reason(conversation: Conversation, text: str, label: str) -> None:
    """And its button leads somewhere."""
    answer = await conversation.ask(text)
    assert (answer["results"], answer["button"]["text"]) == ([], label)
    [told] = await conversation.say(f"/start {answer['button']['start_parameter']}", ALICE)
    assert told["text"]


async def test_near_papers_are_called_near(conversation: Conversation) -> None:
    """Where no paper has all the words, those with most of them come, and the button says so."""
    answer = await conversation.ask("gym hibernation")
    assert titles(answer)[0] == "GEM"
    assert answer["button"]["text"] == "Nothing has all of “gym hibernation”; the closest"


async def test_an_answer_is_kept_for_its_reader_for_a_minute(conversation: Conversation) -> None:
    """Language and dates are the reader's, so nobody else is given it."""
    await conversation.ask("gym")
    call = conversation.sandbox.calls("answerInlineQuery")[-1]
    kept = {name: call["parameters"][name] for name in ("cache_time", "is_personal")}
    assert {name: str(value).lower() for name, value in kept.items()} == {
        "cache_time": "60",
        "is_personal": "true",
    }
    assert (call["unknown"], call["mistyped"]) == ([], [])


async def test_a_picture_that_telegram_refuses_does_not_cost_the_answer(
    conversation: Conversation, services: Services
) -> None:
    """The results come once more without pictures and formatting."""
    await add_papers(services, 1, thumbnail_url="http://pictures/1.png")
    assert titles(await conversation.ask("hibernation")) == ["Hibernation of Agents, Part 0"]
    assert [call["error_code"] for call in conversation.sandbox.calls("answerInlineQuery")] == [400, 0]


async def test_a_late_answer_is_dropped_quietly(
    conversation: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    """The person has typed on; nothing is logged and nothing tried again."""
    query_id = conversation.sandbox.ask_inline(GROUP, ALICE, "gym")
    [update] = conversation.sandbox.updates()
    conversation.sandbox.result("answerInlineQuery", inline_query_id=query_id, results=[])
    with caplog.at_level(logging.WARNING):
        await conversation.handle(update)
    assert len(conversation.sandbox.calls("answerInlineQuery")) == 2
    assert caplog.records == []


async def test_other_failures_are_logged_without_the_words(
    conversation: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    """An outage costs this answer alone."""
    conversation.sandbox.fault("error", method="answerInlineQuery", error_code=502)
    conversation.sandbox.ask_inline(GROUP, ALICE, "secret gym")
    await conversation.settle()
    assert "inline.failed meaning=refused" in caplog.text
    assert "secret" not in caplog.text


async def test_what_was_sent_through_the_bot_asks_nothing(conversation: Conversation) -> None:
    """The card holds a link, but the bot does not answer to its own words."""
    answer = await conversation.ask("gym", XIAOLIN, XIAOLIN)
    query_id, result_id = answer["inline_query_id"], answer["results"][0]["id"]
    conversation.sandbox.choose_inline(XIAOLIN, XIAOLIN, query_id, result_id)
    [seen] = await conversation.settle()
    assert seen["message"]["via_bot"]["is_bot"]
    assert conversation.sandbox.calls("sendMessage") == []


async def test_an_answer_costs_the_same_however_many_papers_it_shows(conversation: Conversation) -> None:
    """One call of the server, and for twenty papers as many statements as for one."""
    await add_papers(conversation.services, 20)
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        statements.append(text)

    event.listen(Engine, "before_cursor_execute", note)
    counts, shown = [], []
    for query in ("gym", "gem", "hibernation"):
        before = len(statements)
        shown.append(len((await conversation.ask(query))["results"]))
        counts.append(len(statements) - before)
    event.remove(Engine, "before_cursor_execute", note)
    assert (shown[0], shown[2]) == (1, 20)
    assert counts[2] == counts[1] > 0
    assert [call["error_code"] for call in conversation.sandbox.calls("answerInlineQuery")] == [0] * 3


@given(st.text(max_size=80))
@example("智能体 记忆")
@example("\ud800")
@example("词" * 15)
def test_a_searched_text_travels_in_a_payload(text: str) -> None:
    """What does not fit is not cut: the button then asks how to search."""
    payload = search_payload(text)
    if payload is not None:
        assert len(payload) <= 64
        assert searched_text(payload) == text.encode("utf-8", "replace").decode()
    else:
        assert len(text.encode("utf-8", "replace")) > 46 or not text


@given(st.text(alphabet="abcq_-019", max_size=64))
@example(f"q_{'_' * 10}")
@example(USAGE)
def test_any_payload_is_a_text_or_nothing(payload: str) -> None:
    """Links come from anybody."""
    assert isinstance(searched_text(payload), str | None)


async def test_an_empty_library_says_so(conversation: Conversation, services: Services) -> None:
    """On the first day there is nothing to show yet, and the answer is soon forgotten."""
    async with services.database.transaction() as session:
        await session.execute(statement("UPDATE papers SET is_removed = true, revision = revision + 1000"))
    async with services.database.reading() as session:
        await services.index.follow(lambda revision, limit: papers_after(session, revision, limit))
    answer = await conversation.ask("")
    assert (answer["results"], answer["button"]["text"]) == ([], "The library holds no papers yet")
    call = conversation.sandbox.calls("answerInlineQuery")[-1]
    assert str(call["parameters"]["cache_time"]) == "10"
