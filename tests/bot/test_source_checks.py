"""What `chenbao doctor` says of each source."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from digest_server import digest_server
from recording import NOON

from bot.digests.sources.opening import SourceOpener
from bot.digests.sources.pace import Pace
from bot.source_checks import source_checks
from storage.database import Database
from storage.named_sources import NamedSource, add_source, all_sources, switch_source
from storage.source_health import source_health
from storage.source_items import ItemRecord, ItemState, keep_items


@pytest.fixture
def database_kind() -> str:
    """One kind does."""
    return "sqlite"


async def test_each_source_is_asked(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that answers, one that does not, one that is off, and what is missing or unreadable, with remedies."""
    monkeypatch.setattr("bot.digests.sources.web._BACK_OFF_SECONDS", (0.0, 0.0))
    opened = SourceOpener({}, Pace(pause_seconds=0), no_ids).opened
    async with digest_server() as server:
        pattern = "/{date:%Y-%m-%d}.json"
        places = {
            "fine": server.url,
            "gaps": server.url,
            "gone": "http://127.0.0.1:1",
            "off": server.url,
            "odd": server.url,
        }
        async with database.transaction() as session:
            for name, place in places.items():
                options = {"url": f"{place}{pattern}", "allow_private": True}
                await add_source(session, NamedSource(name, "page", options), NOON)
            sources = {source.named.name: source for source in await all_sources(session)}
            await switch_source(session, sources["off"].id, NOON, is_on=False)
            day = NOON.date() - timedelta(days=3)
            gap = ItemRecord("a", day, ItemState.GIVEN_UP, "", "", "", NOON, NOON, None)
            await keep_items(session, sources["gaps"].id, [gap])
            page = replace(gap, state=ItemState.REFUSED, problem="it is a web page")
            await keep_items(session, sources["odd"].id, [page])
        checks = {check.name: check async for check in source_checks(database, opened, NOON)}
    assert {name.removeprefix("source "): check.health for name, check in checks.items()} == {
        "fine": "ok", "gaps": "warn", "gone": "fail", "off": "ok", "odd": "warn",
    }  # fmt: skip
    assert "`chenbao backfill gaps --from 2026-02-27`" in checks["source gaps"].remedy
    assert "it is a web page" in checks["source odd"].told
    assert "127.0.0.1 failed" in checks["source gone"].told
    assert len(server.asked) == 3


async def test_free_weekdays_are_not_missing(database: Database) -> None:
    """Where nothing ever comes on weekends only the workday that did not come is told."""
    gap = NOON.date() - timedelta(days=3)
    days = [NOON.date() - timedelta(days=number) for number in range(1, 31)]
    came = [day for day in days if day.weekday() < 5 and day != gap]
    async with database.transaction() as session:
        await add_source(session, NamedSource("one", "page", {}), NOON)
        [source] = await all_sources(session)
        for day in days:
            state = ItemState.ARRIVED if day in came else ItemState.GIVEN_UP
            await keep_items(
                session, source.id, [ItemRecord(f"{day}", day, state, "", "", "", NOON, NOON, None)]
            )
        health = await source_health(session, source, NOON)
    assert (gap.weekday() < 5, health.gaps) == (True, (gap,))


async def no_ids(limit: int) -> Sequence[str]:
    return ()
