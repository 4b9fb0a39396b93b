"""Alerts open once, close once, and remember what was told."""

from datetime import timedelta

from recording import NOON

from storage.alerts import close_alert, forget_alert, mark_told, open_alert, open_alerts, untold_alerts
from storage.database import Database

HOUR = timedelta(hours=1)


async def test_trouble_is_news_once(database: Database) -> None:
    """Whoever finds it again changes nothing."""
    async with database.transaction() as session:
        first = await open_alert(session, "disk", {"free": 3}, NOON)
    async with database.transaction() as session:
        again = await open_alert(session, "disk", {"free": 2}, NOON + HOUR)
        [alert] = await open_alerts(session)
    assert (first, again) == (True, False)
    assert (alert.arguments, alert.opened_at) == ({"free": 3}, NOON)


async def test_an_end_is_told_where_the_beginning_was(database: Database) -> None:
    """Then it is untold again, as over; and later trouble is news."""
    async with database.transaction() as session:
        await open_alert(session, "disk", {}, NOON)
        await mark_told(session, "disk", NOON)
        assert await untold_alerts(session) == []
        assert await close_alert(session, "disk", NOON + HOUR)
        [over] = await untold_alerts(session)
        await mark_told(session, "disk", NOON + HOUR)
        assert await open_alert(session, "disk", {}, NOON + 2 * HOUR)
        [opened] = await untold_alerts(session)
    assert over.closed_at == NOON + HOUR
    assert (opened.opened_at, opened.closed_at) == (NOON + 2 * HOUR, None)


async def test_what_nobody_heard_of_ends_without_a_word(database: Database) -> None:
    """A beginning that was not told yet needs no end."""
    async with database.transaction() as session:
        await open_alert(session, "disk", {}, NOON)
        await close_alert(session, "disk", NOON + HOUR)
        assert await untold_alerts(session) == []
        assert not await close_alert(session, "disk", NOON + HOUR)


async def test_trouble_that_comes_back_before_its_end_was_told_never_ended(database: Database) -> None:
    """Nothing is told of a gap that nobody heard of."""
    async with database.transaction() as session:
        await open_alert(session, "disk", {}, NOON)
        await mark_told(session, "disk", NOON)
        await close_alert(session, "disk", NOON + HOUR)
        assert not await open_alert(session, "disk", {}, NOON + 2 * HOUR)
        assert await untold_alerts(session) == []
        [alert] = await open_alerts(session)
    assert alert.opened_at == NOON


async def test_what_is_no_more_is_forgotten(database: Database) -> None:
    """A source that was given up leaves no alert behind."""
    async with database.transaction() as session:
        await open_alert(session, "source:report", {}, NOON)
        await forget_alert(session, "source:report")
        assert await open_alerts(session) == []
