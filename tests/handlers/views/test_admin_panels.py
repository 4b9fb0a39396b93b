"""What the panels of operators say of late sources and late digests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from view_samples import make_chat

from handlers.views.admin import figures_message
from handlers.views.sources import sources_message
from storage.figures import ChatCount, Figures, Lateness
from storage.records import ChatType, DigestFormat, Language
from storage.sources import SourceHabit

HABIT = SourceHabit(
    source=DigestFormat.REPORT,
    usual_weekdays=frozenset(range(5)),
    usual_delay=timedelta(hours=6, minutes=5),
    grace=timedelta(minutes=90),
    last_good_on=date(2026, 2, 27),
    last_good_at=datetime(2026, 2, 27, 6, 5, tzinfo=UTC),
    late_since=datetime(2026, 3, 2, 6, 5, tzinfo=UTC),
)
NONE = Figures({}, topics=0, queries=0, sent=0, waiting=0, dead=0, lateness=None)


def test_a_late_source_is_told_in_the_operator_s_own_time() -> None:
    """When it last came, when it usually does, and since when it is awaited."""
    chat = replace(make_chat(Language.EN), timezone="Europe/Berlin")
    assert sources_message([HABIT], [], chat).html.splitlines()[1:4] == [
        "<b>Daily report</b>: the latest is from Friday 27 February",
        "· usually here around 07:05",
        "· ⚠️ late: expected around Monday 2 March, 07:05",
    ]


def test_of_a_source_hardly_known_only_the_last_day_is_told() -> None:
    """Nothing is claimed before enough came."""
    habit = replace(HABIT, usual_delay=None, usual_weekdays=frozenset(), late_since=None)
    assert len(sources_message([habit], [], make_chat()).html.splitlines()) == 4


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0, "0 秒"), (119, "119 秒"), (120, "2 分钟"), (5_400, "90 分钟")]
)
def test_lateness_is_told_in_fitting_units(seconds: int, expected: str) -> None:
    """Seconds as long as they are few."""
    late = Lateness(timedelta(seconds=1), timedelta(seconds=seconds))
    html = figures_message(replace(NONE, lateness=late), 0, (), make_chat()).html
    assert f"从到点到送出：一半在 1 秒内，95% 在 {expected}内" in html


def test_both_kinds_of_groups_are_counted_as_one() -> None:
    """Only Telegram tells them apart; kinds without any are left out."""
    chats = {ChatType.GROUP: ChatCount(2, 1), ChatType.SUPERGROUP: ChatCount(3)}
    html = figures_message(replace(NONE, chats=chats), 0, (), make_chat()).html
    assert html.splitlines()[1:3] == [
        "群：5 个在用，1 个已离开",
        "主题 0 个，其中不同的 0 个；论文 0 篇",
    ]
