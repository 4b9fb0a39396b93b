"""What stands below a card: similar papers, searches for its keywords, BibTeX, sharing."""

from dataclasses import replace
from typing import Any

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from paper_samples import DAY
from recording import digest, entry, record
from topic_samples import subscribed

from bot.handling import UpdateHandling
from bot.telegram_client import build_application
from handlers.buttons import PaperCard, SimilarPapers
from handlers.callbacks import encoded, folded
from handlers.registry import register
from handlers.services import Services
from storage.papers import papers_after
from storage.records import DigestFormat

GEM, KNAPSACK, ACON = "2510.01051", "2509.25849", "2510.00615"


def labels(conversation: Conversation, message: Message) -> list[list[str]]:
    return [[one["text"] for one in row] for row in conversation.rows(message)]


async def add(services: Services, arxiv_id: str, title: str, **more: Any) -> None:
    """A further paper, found by search."""
    async with services.database.transaction() as session:
        made = digest(DigestFormat.API, entry(arxiv_id, title, **more))
        await record(session, made, digest_on=DAY, now=services.clock.now(), location=f"{arxiv_id}.json")
    async with services.database.reading() as session:
        await services.index.follow(lambda revision, limit: papers_after(session, revision, limit))


async def test_similar_papers_come_in_place_and_lead_back(conversation: Conversation) -> None:
    """A list like a search's: numbers open cards, whose back button leads to it, and it to the first card."""
    [card] = await conversation.say(KNAPSACK)
    [listed] = await conversation.tap(card, "相似")
    assert listed["message_id"] == card["message_id"]
    assert listed["text"].startswith("和《Knapsack RL》相似")
    assert "Knapsack" not in listed["text"].partition("\n")[2]
    assert "DeepSearch" in listed["text"]
    assert labels(conversation, listed)[-1] == ["« 论文"]
    [other] = await conversation.tap(listed, "1")
    assert other["text"] != card["text"]
    [deeper] = await conversation.tap(other, "相似")
    assert deeper["text"].startswith("和《")
    [other_again] = await conversation.tap(deeper, "« 论文")
    assert other_again["text"] == other["text"]
    [back] = await conversation.tap(other_again, "« 结果")
    assert back["text"] == listed["text"]
    [first] = await conversation.tap(back, "« 论文")
    assert (first["text"], labels(conversation, first)) == (card["text"], labels(conversation, card))


async def test_from_a_digest_one_comes_back_to_the_digest(conversation: Conversation) -> None:
    """However far one wandered, in one and the same message."""
    await conversation.say("/help")
    await subscribed(conversation, "强化学习")
    [today] = await conversation.say("/today")
    [card] = await conversation.tap(today, "1")
    [listed] = await conversation.tap(card, "相似")
    [found] = await conversation.tap(listed, "1")
    for label in ("« 结果", "« 论文"):
        [found] = await conversation.tap(found, label)
    assert found["text"] == card["text"]
    [digest_again] = await conversation.tap(found, "« 晨报")
    assert digest_again["text"] == today["text"]
    assert digest_again["message_id"] == today["message_id"]


async def test_a_keyword_is_a_search_that_leads_back(conversation: Conversation) -> None:
    """Sorting and narrowing keep the way back."""
    [card] = await conversation.say(KNAPSACK)
    [listed] = await conversation.tap(card, "# 强化学习")
    assert listed["text"].startswith("搜索 强化学习：共 4 篇")
    assert listed["message_id"] == card["message_id"]
    [sorted_] = await conversation.tap(listed, "最新")
    [back] = await conversation.tap(sorted_, "« 论文")
    assert back["text"] == card["text"]


async def test_in_a_group_keywords_are_links_to_the_private_chat(conversation: Conversation) -> None:
    """A tap there would change everybody's message."""
    [card] = await conversation.say(f"/paper {KNAPSACK}", chat=GROUP)
    assert [row for row in labels(conversation, card) if row[0].startswith("#")] == []
    [first, *_] = [one["url"] for one in card["entities"] if one.get("url", "").startswith("https://t.me/")]
    [listed] = await conversation.say(f"/start {first.partition('start=')[2]}", ALICE)
    assert "Knapsack" in listed["text"]


async def test_short_bibtex_is_copied_long_one_is_shown(conversation: Conversation) -> None:
    """A button copies at most 256 characters."""
    [card] = await conversation.say(ACON)
    assert conversation.button(card, "BibTeX")["copy_text"]["text"].startswith(
        "@misc{anonymous2025acon,\n  title = {{ACON: Optimizing"
    )
    [card] = await conversation.say(GEM)
    [shown] = await conversation.tap(card, "BibTeX")
    assert shown["text"].startswith("@misc{liu2025agentic,\n")
    assert shown["entities"][0] | {"length": 0} == {
        "type": "pre", "language": "bibtex", "offset": 0, "length": 0,
    }  # fmt: skip
    [back] = await conversation.tap(shown, "« 论文")
    assert back["text"] == card["text"]


async def test_bibtex_that_fits_no_message_comes_as_a_file(
    conversation: Conversation, services: Services
) -> None:
    """Some papers have a thousand authors."""
    await add(services, "2510.77777", "Crowds", authors=tuple(f"Author Number{n}" for n in range(1000)))
    [card] = await conversation.say("2510.77777")
    [sent] = await conversation.tap(card, "BibTeX")
    assert sent["document"]["file_name"] == "number2025crowds.bib"


async def test_sharing_asks_inline_in_a_chat_of_ones_choice(conversation: Conversation) -> None:
    """What is shared there is the paper's own card."""
    [card] = await conversation.say(GEM)
    assert conversation.button(card, "分享")["switch_inline_query_chosen_chat"] == {
        "allow_user_chats": True,
        "allow_group_chats": True,
        "allow_channel_chats": True,
        "query": GEM,
    }


async def test_without_inline_mode_sharing_is_a_link(conversation: Conversation, services: Services) -> None:
    """The title with the link that opens the paper here."""
    application = build_application(conversation.sandbox.token, conversation.sandbox.url, None)
    plain = replace(services, has_inline_mode=False)
    register(application, plain)
    await application.initialize()
    conversation.handling = UpdateHandling(application, plain)
    [card] = await conversation.say(GEM)
    assert conversation.button(card, "分享")["url"] == (
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fchenbao_sandbox_bot%3Fstart%3Dp_2510_01051"
        "&text=GEM%3A+A+Gym+for+Agentic+LLMs"
    )
    await application.shutdown()


@pytest.mark.parametrize(
    "data",
    [
        "cs:pc-zzzz-0",
        "cs:st-main",
        "cs:x",
        "cs:sc-zz-1-0",
        "cw:pc-1-0:0",
        "cw:-:0",
        "cb:pc-zzzz-0",
        "cb:" + "-" * 60,
    ],
)
async def test_old_and_forged_buttons_do_no_harm(conversation: Conversation, data: str) -> None:
    """What names no paper of ours is said to be gone."""
    [card] = await conversation.say(ACON)
    changed = await conversation.tap_data(card, data)
    assert all("« 论文" in str(labels(conversation, one)) for one in changed)


async def test_a_paper_like_no_other_says_so(conversation: Conversation, services: Services) -> None:
    """Over the chat; the card stays."""
    await add(services, "2510.88888", "Xyzzy Plugh")
    [card] = await conversation.say("2510.88888")
    assert await conversation.tap(card, "相似") == []
    assert conversation.last_toast() == "库里没有和它相似的论文。"


async def test_another_chat_cannot_follow_the_way_back(conversation: Conversation) -> None:
    """A kept result belongs to its chat, whoever guesses its number."""
    [card] = await conversation.say(KNAPSACK)
    [listed] = await conversation.tap(card, "相似")
    number = conversation.button(listed, "1")["callback_data"]
    [own] = await conversation.say(ACON, ALICE)
    assert await conversation.tap_data(own, number, ALICE) == []
    assert encoded(SimilarPapers(folded(PaperCard(1, 0)))) == "cs:pc-1-0"
    assert XIAOLIN != ALICE
