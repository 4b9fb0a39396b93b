"""What is said of a day with nothing to bring."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from made_papers import make_paper
from view_samples import make_chat

from bot.sandbox.html import parse_html
from handlers.buttons import WidenTopic
from handlers.callbacks import decoded
from handlers.views.empty_day import empty_day_message, source_name
from handlers.words import words_in
from storage.empty_days import EmptyDay
from storage.identifiers import TopicId
from storage.near_misses import NearMiss
from storage.records import ChatType, DigestFormat, EmptyReason, Language
from storage.sources import SourceHabit

SIX_UTC = datetime(2025, 10, 3, 6, 5, tzinfo=UTC)
LATE = SourceHabit(
    DigestFormat.REPORT,
    frozenset(range(5)),
    timedelta(hours=6, minutes=5),
    timedelta(minutes=90),
    date(2025, 10, 2),
    SIX_UTC - timedelta(days=1),
    late_since=SIX_UTC,
)
MISSES = (
    NearMiss(make_paper(1, title="GEM: A Gym", arxiv_id="2510.00001"), TopicId(7), "智能体 记忆", "记忆"),
    NearMiss(make_paper(2, title="Other & More"), TopicId(7), "智能体 记忆", '"world model"'),
)
UNMATCHED = EmptyDay(EmptyReason.NO_MATCH, new_papers=12, misses=MISSES)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ChatType)
def test_each_reason_has_words_of_its_own(language: Language, kind: ChatType) -> None:
    """In both languages and all kinds of chats, as HTML that Telegram takes, without a sound."""
    chat = make_chat(language, kind)
    days = [EmptyDay(reason, new_papers=12, held=2) for reason in EmptyReason]
    days += [EmptyDay(EmptyReason.NO_NEWS, late=(LATE,)), UNMATCHED, replace(UNMATCHED, late=(LATE,))]
    days += [EmptyDay(EmptyReason.NO_NEWS, next_due_at=SIX_UTC)]
    days += [EmptyDay(EmptyReason.NO_NEWS, next_due_at=SIX_UTC, awaited=(replace(LATE, late_since=None),))]

    contents = [empty_day_message(day, chat, "chenbao_bot") for day in days]

    assert len({one.html for one in contents}) == len(days)
    assert all(one.is_silent for one in contents)
    for one in contents:
        parse_html(one.html)


def test_trouble_at_a_source_names_it_and_since_when() -> None:
    """The source, its usual hour and the missing one, in the reader's own time."""
    day = EmptyDay(EmptyReason.NO_NEWS, late=(LATE,))

    chinese = empty_day_message(day, make_chat(), "b")
    english = empty_day_message(day, replace(make_chat(Language.EN), timezone="Europe/Berlin"), "b")

    assert "每日报告：10月3日 周五 14:05 左右就该到，还没来" in chinese.html
    assert "Daily report: expected around Friday 3 October, 08:05" in english.html
    assert chinese.keyboard == ()


def test_a_narrow_topic_shows_the_nearest_papers_and_widens() -> None:
    """Their titles lead to their cards, with what each lacks; a button offers the next wider words."""
    content = empty_day_message(UNMATCHED, make_chat(), "chenbao_bot")

    assert "最接近的 2 篇" in content.html
    assert "https://t.me/chenbao_bot?start=p_2510_00001" in content.html
    assert "没有「记忆」" in content.html
    assert "「world model」没有连在一起" in content.html
    assert "Other &amp; More" in content.html
    [[button]] = content.keyboard
    assert button.text == "放宽「智能体 记忆」"
    data = decoded(str(button.data))
    assert isinstance(data, WidenTopic)
    assert data.topic_id == 7


def test_in_a_channel_there_is_no_button() -> None:
    """Nobody could answer there to what it asks."""
    assert empty_day_message(UNMATCHED, make_chat(kind=ChatType.CHANNEL), "b").keyboard == ()


def test_one_near_paper_is_one() -> None:
    """The line counts what follows it."""
    day = replace(UNMATCHED, misses=MISSES[:1])

    assert "The closest:" in empty_day_message(day, make_chat(Language.EN), "b").html
    assert "最接近的一篇" in empty_day_message(day, make_chat(), "b").html


@pytest.mark.parametrize("language", Language)
def test_every_format_has_a_name_of_its_own_for_readers(language: Language) -> None:
    """No two sources are called the same, and none by its name in queries."""
    names = [source_name(replace(LATE, source=source), words_in(language)) for source in DigestFormat]
    assert len(set(names)) == len(DigestFormat)
    assert not set(names) & set(DigestFormat)
