"""What /status tells: last, next, wishes, and what is wrong."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from view_samples import make_chat, match, selection_of

from bot.sandbox.html import parse_html
from handlers.views.status import Circumstances, status_message
from storage.chat_status import DeliveryStatus, LastDigest, Obstacle, WaitingDigest
from storage.identifiers import ChatId, DeliveryId, DestinationId
from storage.records import Destination, DigestFormat, EmptyReason, Language
from storage.sending_pauses import SendingState
from storage.sources import SourceHabit

NOW = datetime(2025, 10, 3, 3, tzinfo=UTC)
DUE = datetime(2025, 10, 4, tzinfo=UTC)
FREE = SendingState(None, None, None)
SOURCE = SourceHabit(
    DigestFormat.SUMMARY,
    frozenset(range(5)),
    timedelta(hours=6, minutes=5),
    timedelta(minutes=90),
    date(2025, 10, 2),
    NOW - timedelta(hours=21),
    late_since=None,
)
LATE = replace(SOURCE, late_since=NOW - timedelta(hours=5))
LAST = LastDigest(
    datetime(2025, 10, 3, 0, 1, tzinfo=UTC),
    selection_of({"智能体": [match(1, "智能体"), match(2, "智能体")]}, digest_days=(date(2025, 10, 2),)),
    DeliveryId(1),
)
WELL = Circumstances(
    now=NOW,
    destination=Destination(DestinationId(1), ChatId(1), 0, DUE),
    deliveries=DeliveryStatus(last=LAST),
    sending=FREE,
    sources=(SOURCE,),
    topic_count=3,
    muted_count=1,
)


def waiting(obstacle: Obstacle | None) -> DeliveryStatus:
    return DeliveryStatus(waiting=WaitingDigest(date(2025, 10, 3), obstacle, timedelta(seconds=301)))


TROUBLES = (
    replace(WELL, topic_count=0, muted_count=0),
    replace(WELL, muted_count=3),
    replace(WELL, sources=(LATE,)),
    replace(WELL, is_cut_off=True),
    replace(WELL, is_cut_off=True, has_operators=False),
    replace(WELL, troubled_sources=("weekly",)),
    replace(WELL, sending=SendingState(None, None, "token refused")),
    replace(WELL, sending=SendingState(DUE, "flood", None)),
    *(replace(WELL, deliveries=waiting(obstacle)) for obstacle in Obstacle),
    replace(WELL, deliveries=waiting(None), quiet_until=DUE),
    replace(WELL, deliveries=DeliveryStatus(dead_on=date(2025, 10, 2))),
    replace(WELL, destination=replace(WELL.destination, is_thread_lost=True)),
)


def test_all_is_well_and_the_next_digest_is_named() -> None:
    """When the last came and what it held, when the next is due, and from which lists it will be."""
    html = status_message(WELL, make_chat()).html

    assert html == (
        "<b>状态</b>\n\n"
        "上一份：10月3日 周五 08:01 送到，2 篇，来自 10月2日的论文列表\n"
        "下一份：10月4日 周六 08:00，带来新到的论文，到 10月3日的列表为止\n"
        "每日摘要一般 14:05 左右到。\n\n"
        "主题：3 个，其中 1 个静音\n\n"
        "一切正常。"
    )


def test_english_readers_get_the_same() -> None:
    """In the reader's language and zone."""
    html = status_message(WELL, replace(make_chat(Language.EN), timezone="Europe/Berlin")).html

    assert "Last digest: Friday 3 October, 02:01, 2 papers, from the list of 2 October" in html
    assert "Next digest: Saturday 4 October, 02:00, with new papers, up to the list of 3 October" in html
    assert "Daily summary: usually here around 08:05." in html
    assert html.endswith("Everything is in order.")


def test_list_that_the_last_digest_had_is_not_promised_again() -> None:
    """It would read as if nothing new came."""
    had = replace(LAST, selection=replace(LAST.selection, digest_days=(date(2025, 10, 3),)))
    html = status_message(replace(WELL, deliveries=DeliveryStatus(last=had)), make_chat()).html
    assert "下一份：10月4日 周六 08:00，带来到那时新到的论文" in html


@pytest.mark.parametrize("language", Language)
def test_each_trouble_has_words_of_its_own(language: Language) -> None:
    """None of them looks like all being well, and all are HTML that Telegram takes."""
    chat = make_chat(language)
    fine = status_message(WELL, chat).html.splitlines()[-1]

    texts = [status_message(one, chat).html for one in TROUBLES]

    assert len({text.split("\n\n")[-1] for text in texts}) == len(TROUBLES)
    assert not any(fine in text for text in texts)
    for text in texts:
        parse_html(text)


@pytest.mark.parametrize("language", Language)
def test_a_digest_that_waits_for_its_turn_is_on_its_way(language: Language) -> None:
    """In a busy morning nobody takes tomorrow's digest for the next one, nor a turn for trouble."""
    html = status_message(replace(WELL, deliveries=waiting(None)), make_chat(language)).html

    assert "10月3日那份正在路上。" in html or "The digest of 3 October is on its way." in html
    assert html.endswith(("一切正常。", "Everything is in order."))


def test_a_wait_is_told_in_minutes() -> None:
    """Five minutes and a second are six."""
    html = status_message(replace(WELL, deliveries=waiting(Obstacle.OUTAGE)), make_chat()).html

    assert "约 6 分钟后再试" in html


def test_without_a_zone_nothing_is_in_order() -> None:
    """No digest comes before one is chosen, and the line that says so is the last word."""
    html = status_message(WELL, replace(make_chat(), timezone=None)).html

    assert "还没有选时区" in html
    assert "一切正常" not in html


def test_wishes_that_keep_a_digest_away_are_named() -> None:
    """A pause with its end, and quiet hours."""
    chat = replace(make_chat(), paused_until=date(2025, 10, 6), quiet_from="22:00", quiet_until="07:00")

    html = status_message(WELL, chat).html

    assert "暂停中，10月6日 周一恢复。" in html
    assert "免打扰：22:00–07:00" in html


def test_an_empty_day_is_told_beside_the_last_digest() -> None:
    """Who got nothing today sees why, and when something came."""
    empty = DeliveryStatus(last=LAST, empty=(date(2025, 10, 4), EmptyReason.NO_MATCH))

    html = status_message(replace(WELL, deliveries=empty), make_chat()).html

    assert "10月4日没有可送的：新论文里没有和主题匹配的。" in html
