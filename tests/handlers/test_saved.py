"""Saving papers by the star on their cards, the list of them, and what leaves as BibTeX."""

from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from recording import digest, entry, record

from storage.records import DigestFormat
from storage.saved import save_paper, saved_ids

GEM, ACON, CODE2VIDEO = "2510.01051", "2510.00615", "2510.01174"


def labels(conversation: Conversation, message: Message) -> list[str]:
    return [one["text"] for row in conversation.rows(message) for one in row]


async def save(conversation: Conversation, *arxiv_ids: str) -> None:
    for arxiv_id in arxiv_ids:
        [card] = await conversation.say(arxiv_id)
        await conversation.tap(card, "☆")
        conversation.clock.move(timedelta(minutes=1))


async def test_a_star_saves_and_takes_back_in_place(conversation: Conversation) -> None:
    """Only the star changes; the card stays as it is."""
    [card] = await conversation.say(GEM)
    [starred] = await conversation.tap(card, "☆ 收藏")
    assert conversation.last_toast() == "已收藏。发送 /saved 看全部。"
    assert starred["text"] == card["text"]
    assert starred["entities"] == card["entities"]
    rows, before = conversation.rows(starred), conversation.rows(card)
    changed = [
        (old["text"], new["text"])
        for row, row_before in zip(rows, before, strict=True)
        for new, old in zip(row, row_before, strict=True)
        if new != old
    ]
    assert changed == [("☆ 收藏", "★ 已收藏")]
    [again] = await conversation.say(GEM)
    assert "★ 已收藏" in labels(conversation, again)
    [back] = await conversation.tap(again, "★")
    assert conversation.last_toast() == "已取消收藏。"
    assert labels(conversation, back) == labels(conversation, card)


async def test_two_taps_on_one_star_save_once(conversation: Conversation) -> None:
    """The second of two taps that were both on their way changes nothing."""
    [card] = await conversation.say(GEM)
    data = conversation.button(card, "☆")["callback_data"]
    assert len(await conversation.tap_data(card, data)) == 1
    assert await conversation.tap_data(card, data) == []
    assert conversation.last_toast() == "已收藏。发送 /saved 看全部。"
    [listed] = await conversation.say("/saved")
    assert listed["text"].startswith("收藏：1 篇论文")


async def test_saved_papers_are_listed_newest_first_and_open_in_place(conversation: Conversation) -> None:
    """A card of the list knows its neighbours and leads back to its page."""
    await save(conversation, GEM, ACON, CODE2VIDEO)
    [listed] = await conversation.say("收藏")
    names = ("Code2Video", "ACON", "GEM")
    places = [listed["text"].index(name) for name in names]
    assert places == sorted(places)
    [card] = await conversation.tap(listed, "2")
    assert card["message_id"] == listed["message_id"]
    assert card["text"].startswith("ACON")
    [card] = await conversation.tap(card, "下一篇")
    assert card["text"].startswith("GEM")
    [card] = await conversation.tap(card, "★")
    [card] = await conversation.tap(card, "« 收藏")
    assert card["text"].startswith("收藏：2 篇论文")


async def test_the_list_has_pages(conversation: Conversation) -> None:
    """Ten a page; a page that is gone is the last one."""
    async with conversation.database.transaction() as session:
        entries = [entry(f"2509.{number:05}", f"Hibernation, Part {number}") for number in range(12)]
        made = digest(DigestFormat.API, *entries)
        outcome = await record(session, made, location="more.json", now=conversation.clock.now())
        for paper_id in outcome.new:
            await save_paper(session, XIAOLIN, paper_id, conversation.clock.now())
    [first] = await conversation.say("/saved")
    assert first["text"].startswith("收藏：12 篇论文 · 第 1/2 页")
    [second] = await conversation.tap(first, "下一页")
    assert "Part 0" in second["text"]
    assert [one for one in labels(conversation, second) if one.isdigit()] == ["11", "12"]
    [card] = await conversation.tap(second, "12")
    [back] = await conversation.tap(card, "« 收藏")
    assert back["text"] == second["text"]
    assert (await conversation.tap_data(second, "kp:9")) == []


async def test_everybody_has_papers_of_their_own(conversation: Conversation) -> None:
    """What one saves the other does not see."""
    await save(conversation, GEM)
    [listed] = await conversation.say("/saved", ALICE)
    assert listed["text"].startswith("Nothing saved yet.")
    [card] = await conversation.say(GEM, ALICE)
    assert "☆ Save" in labels(conversation, card)


async def test_in_a_group_a_tap_saves_for_whoever_taps(conversation: Conversation) -> None:
    """The star there is everybody's: it stays as it is and never takes anything back."""
    [card] = await conversation.say(f"/paper {GEM}", chat=GROUP)
    for _ in range(2):
        assert await conversation.tap(card, "☆", ALICE) == []
    assert "Save" in conversation.last_toast() or "收藏" in conversation.last_toast()
    async with conversation.database.reading() as session:
        assert len(await saved_ids(session, ALICE)) == 1
        assert await saved_ids(session, XIAOLIN) == ()
    [own] = await conversation.say("/saved", ALICE)
    assert "GEM" in own["text"]


async def test_the_list_is_not_shown_to_a_group(conversation: Conversation) -> None:
    """The command answers there with the way to the private chat."""
    [told] = await conversation.say("/saved", chat=GROUP)
    [[button]] = conversation.rows(told)
    assert button["url"] == "https://t.me/chenbao_sandbox_bot"


async def test_saved_papers_leave_as_a_file(conversation: Conversation) -> None:
    """One file of BibTeX, the newest saved first."""
    await save(conversation, ACON, GEM)
    [listed] = await conversation.say("/saved")
    [sent] = await conversation.tap(listed, "导出 BibTeX")
    assert sent["document"]["file_name"] == "chenbao.bib"
    assert sent["caption"].startswith("2 篇论文")
    text = conversation.sandbox.client.get(sent["document"]["url"]).content.decode()
    assert text.startswith("@misc{liu2025agentic,\n  title = {{GEM: A Gym for Agentic LLMs}},")
    assert text.count("@misc{") == 2


@pytest.mark.parametrize("data", ["ks:zzz:1", "kc:0:zzz:0", "ke", "kp:99"])
async def test_old_and_forged_buttons_do_no_harm(conversation: Conversation, data: str) -> None:
    """Papers that are gone, lists that are empty."""
    [listed] = await conversation.say("/saved")
    assert listed["text"].startswith("还没有收藏")
    await conversation.tap_data(listed, data)
    async with conversation.database.reading() as session:
        assert await saved_ids(session, XIAOLIN) == ()
