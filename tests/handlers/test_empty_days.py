"""Empty days as readers see them: pushed, asked for, and widened."""

from datetime import timedelta

from conversation import GROUP, XIAOLIN, Conversation
from mornings import morning, ready
from recording import digest, entry, record
from topic_samples import subscribed, topics_in

from handlers.services import Services
from storage.records import DigestFormat


async def brought(
    conversation: Conversation, *titles: str, source: DigestFormat = DigestFormat.SUMMARY
) -> None:
    """A digest with papers of those titles arrives now."""
    now = conversation.clock.now()
    entries = [
        entry(f"{now:%y%m}.{now.day:02}{number:03}", title, tldr=title, tldr_zh="一句话")
        for number, title in enumerate(titles)
    ]
    async with conversation.database.transaction() as session:
        await record(
            session, digest(source, *entries), location=f"{source}/{now.date()}.md",
            digest_on=now.date(), now=now,
        )  # fmt: skip


async def test_narrow_topic_is_widened_from_an_empty_day(
    conversation: Conversation, services: Services
) -> None:
    """The line shows the near paper; its button previews fewer words, and saving changes the topic alone."""
    await ready(conversation)
    await subscribed(conversation, "quantum memory")
    await brought(conversation, "Quantum Error Correction", "Video Diffusion")
    [said] = await morning(conversation, services)
    assert "没有和你的主题匹配的" in said["text"]
    assert "Quantum Error Correction（没有「memory」）" in said["text"]
    assert "Video" not in said["text"]
    assert said["disable_notification"]

    [preview] = await conversation.tap(said, "放宽")
    assert preview["message_id"] != said["message_id"]
    assert preview["text"].startswith("把「quantum memory」换成「quantum」？")
    await conversation.tap(preview, "保存")
    assert [topic.wording.text for topic in await topics_in(conversation)] == ["quantum"]


async def test_widening_twice_offers_what_is_left(conversation: Conversation, services: Services) -> None:
    """A topic whose words changed meanwhile is widened as it is now, and a single word stays."""
    await ready(conversation)
    await subscribed(conversation, "quantum memory")
    await brought(conversation, "Quantum Error Correction")
    [said] = await morning(conversation, services)
    [preview] = await conversation.tap(said, "放宽")
    await conversation.tap(preview, "保存")
    await conversation.tap(said, "放宽")
    assert conversation.last_toast().startswith("这个主题没有可以去掉的词了")


async def test_late_source_is_told_in_other_words(conversation: Conversation, services: Services) -> None:
    """After a week of papers two days without: the source and since when; no talk of topics."""
    conversation.clock.move(timedelta(hours=22))
    for number in range(7):
        await brought(conversation, f"Quantum Memory {number}")
        conversation.clock.move(timedelta(days=1))
    conversation.clock.move(timedelta(hours=2))
    await ready(conversation)
    await subscribed(conversation, "quantum memory")
    [said] = await morning(conversation, services)
    assert "来源晚了" in said["text"]
    assert "左右就该到，还没来" in said["text"]
    assert "放宽" not in str(said.get("reply_markup"))
    [today] = await conversation.say("今天")
    assert "来源晚了" in today["text"]


async def test_in_a_group_only_admins_widen(conversation: Conversation, services: Services) -> None:
    """The near papers are for everybody, the topic is the admins'."""
    await conversation.say("/start", chat=GROUP)
    await brought(conversation, "Quantum Error Correction")
    [preview] = await conversation.say("/subscribe quantum memory", chat=GROUP)
    await conversation.tap(preview, "订阅")
    [said] = await conversation.say("/today", chat=GROUP)
    assert "Quantum Error Correction" in said["text"]
    assert await conversation.tap(said, "放宽", 710_000_002) == []
    [widened] = await conversation.tap(said, "放宽", XIAOLIN)
    assert widened["text"].startswith("把「quantum memory」换成「quantum」？")
