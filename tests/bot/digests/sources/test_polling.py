"""Sources are asked for what is new, changed or missing, and for no more."""

import asyncio

import pytest
from digest_files import ARPO, ATTENTION, api, weekly
from digest_server import Answer, Headers
from polled_sources import DAY, HOUR, NOON, Town
from sqlalchemy import delete, update

from bot.digests.contents import DigestContent
from bot.digests.ingest import IngestRules, ingest_contents
from bot.digests.sources.backfill import backfill
from bot.digests.sources.polling import Poller
from bot.digests.sources.turn import Turn
from bot.digests.sources.visiting import Visit
from storage.identifiers import SourceId
from storage.papers import paper_by_arxiv_id
from storage.schema import SourceItemRow, SourceRow
from storage.source_health import source_health
from storage.source_items import ItemState, missing_days
from storage.source_polls import claim_due, is_cut_off


async def news_of(town: Town, *arxiv_ids: str) -> list[bool]:
    """Whether papers came as news, which is pushed, or as archive, which is not."""
    async with town.database.reading() as session:
        papers = [await paper_by_arxiv_id(session, arxiv_id) for arxiv_id in arxiv_ids]
    return [paper is not None and paper.news_at is not None for paper in papers]


async def test_first_filling_is_thirty_days(town: Town) -> None:
    """A new source is asked for the last thirty days, once, and that it is filled is known."""
    for number in range(40):
        day = NOON.date() - number * DAY
        town.day(day, api((f"2602.{number:05}", f"A paper of {day}")))
    await town.name_dated()
    assert await town.poll() == 1
    assert (await town.papers(), (await town.state()).filled_at) == (30, NOON)
    assert await town.poll() == 0


async def test_first_filling_is_no_news(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """What lay there before the source was named is searched, never pushed, and the log says so; the rest is news."""
    caplog.set_level("INFO")
    town.day(NOON.date(), api(ATTENTION[:2]))
    await town.name_dated()
    await town.poll()
    town.day(NOON.date() + DAY, api(ARPO[:2]))
    await town.poll(DAY)
    assert await news_of(town, ATTENTION[0], ARPO[0]) == [False, True]
    assert caplog.text.count("source.filled name=one; its last 30 days are searched") == 1


async def test_missing_day_is_asked_for_until_it_comes(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """A late day is asked for with each poll, and not once it came; the log says that nothing came before."""
    caplog.set_level("INFO")
    await town.name_dated()
    await town.poll()
    assert await town.papers() == 0
    assert "source.filled name=one; nothing came for its last 30 days" in caplog.text
    town.day(NOON.date(), api(ATTENTION[:2]))
    await town.poll(HOUR)
    assert await town.papers() == 1
    assert (await town.state()).good_at == NOON + HOUR


async def test_day_begins_where_its_source_is(town: Town) -> None:
    """What is published in the morning there is not waited for until it is morning in Greenwich."""
    await town.name("page", url=town.server.url + "/{date:%Y-%m-%d}.json", zone="Asia/Shanghai")
    town.day(NOON.date() + DAY, api(ATTENTION[:2]))
    await town.poll()
    assert await town.papers() == 0
    await town.poll(5 * HOUR)
    assert await town.papers() == 1
    async with town.database.reading() as session:
        health = await source_health(session, await town.state(), town.clock.now())
    assert NOON.date() + DAY not in health.gaps


async def test_day_that_never_comes_is_given_up(town: Town) -> None:
    """After two weeks nobody expects a day any more; it stays known as a gap."""
    await town.name_dated()
    await town.poll()
    for _ in range(4):
        await town.poll(4 * DAY)
    async with town.database.reading() as session:
        missing = await missing_days(session, SourceId(1), NOON.date())
    asked = town.server.times(f"/{NOON.date()}.json")
    await town.poll(DAY)
    assert NOON.date() in missing
    assert town.server.times(f"/{NOON.date()}.json") == asked


async def test_votes_of_a_week_are_fetched_again(town: Town) -> None:
    """A list that changed within a week changes its papers; an old one is left alone."""
    old = NOON.date() - 20 * DAY
    town.day(NOON.date(), api(ATTENTION[:2], upvotes=1))
    town.day(old, api(ARPO[:2], upvotes=1))
    await town.name_dated()
    await town.poll()
    town.day(NOON.date(), api(ATTENTION[:2], upvotes=70))
    town.day(old, api(ARPO[:2], upvotes=70))
    await town.poll(2 * DAY)
    async with town.database.reading() as session:
        papers = [await paper_by_arxiv_id(session, arxiv_id) for arxiv_id in (ATTENTION[0], ARPO[0])]
    assert [paper and paper.upvotes for paper in papers] == [70, 1]


async def test_page_of_a_captive_portal_changes_nothing(town: Town) -> None:
    """A web page in the place of a digest is refused, and what came before stays."""
    town.day(NOON.date(), api(ATTENTION[:2]))
    await town.name_dated()
    await town.poll()
    town.day(NOON.date(), b"<html><body>Please log in</body></html>")
    await town.poll(HOUR)
    assert (await town.papers(), (await town.items())[ItemState.REFUSED]) == (1, 1)
    town.day(NOON.date(), api(ATTENTION[:2], ARPO[:2]))
    await town.poll(DAY)
    assert (await town.papers(), ItemState.REFUSED in await town.items()) == (2, False)


async def test_source_that_fails_is_left_alone_ever_longer(town: Town) -> None:
    """An outage costs few calls, is known, and is over once the server is back."""
    await town.name("index", url=f"{town.server.url}/list/")
    town.server.files["/list/"] = Answer(b"no", 403)
    for _ in range(12):
        await town.poll(HOUR)
    state = await town.state()
    assert (state.failures, state.failing_since, town.server.times("/list/")) == (4, NOON + HOUR, 4)
    async with town.database.reading() as session:
        assert await is_cut_off(session)
    assert state.problem is not None
    assert "answered 403" in state.problem
    town.server.files |= {"/list/": b'<a href="a.md">a</a>', "/list/a.md": weekly(ARPO)}
    await town.poll(8 * HOUR)
    state = await town.state()
    assert (state.failures, state.failing_since, state.problem) == (0, None, None)
    assert await town.papers() == 1


async def test_source_of_which_little_is_due_can_fail(town: Town) -> None:
    """Where two days are due and refused, that says as much as three."""
    await town.name_dated()
    for number in range(30):
        town.day(NOON.date() - number * DAY, api(ATTENTION[:2]))
    await town.poll()
    for number in range(2):
        town.day(NOON.date() - number * DAY, Answer(b"no", 403))
    await town.poll(HOUR)
    assert "answered 403" in str((await town.state()).problem)


async def test_thousand_files_take_turns(town: Town) -> None:
    """A source with much to fetch comes again and again, so that others are not kept waiting."""
    names = [f"{number:04}.md" for number in range(100)]
    town.server.files["/"] = "".join(f'<a href="{name}">x</a>' for name in names).encode()
    for number, name in enumerate(names):
        town.server.files[f"/{name}"] = weekly(
            (f"2602.{number:05}", f"The paper number {number}", "一篇论文")
        )
    await town.name("index", url=f"{town.server.url}/")
    assert await town.poll() == 3
    assert await town.papers() == 100


async def test_what_a_killed_poll_left_is_fetched_again(town: Town) -> None:
    """A process that dies between storing papers and noting it stores them once."""
    town.day(NOON.date(), api(ATTENTION[:2]))
    await town.name_dated()
    await town.poll()
    async with town.database.transaction() as session:
        await session.execute(delete(SourceItemRow))
    await town.poll(HOUR)
    assert (await town.papers(), (await town.items())[ItemState.ARRIVED]) == (1, 1)


async def test_two_processes_poll_a_source_once(town: Town) -> None:
    """Whoever claims a source polls it; the other finds nothing due."""
    await town.name_dated()
    async with town.database.transaction() as session:
        first = await claim_due(session, NOON, NOON + HOUR)
    async with town.database.transaction() as session:
        second = await claim_due(session, NOON, NOON + HOUR)
    assert (first is not None, second) == (True, None)


async def test_clock_that_was_set_back_silences_no_source(town: Town) -> None:
    """A poll and a look planned by a clock that was years ahead are made good at once."""
    town.clock.move(800 * DAY)
    town.server.files |= {"/": b'<a href="a.md">a</a>', "/a.md": weekly(ARPO)}
    await town.name("index", url=f"{town.server.url}/")
    await town.poll()
    town.server.files["/a.md"] = weekly(ATTENTION, ARPO)
    assert await town.poll(-800 * DAY) == 1
    assert (await town.papers(), (await town.state()).next_poll_at) == (2, NOON + HOUR)
    assert await town.poll() == 0


async def test_new_source_of_a_clock_that_was_ahead_is_polled(town: Town) -> None:
    """It was named, and never polled before the clock was set right."""
    await town.name_dated()
    async with town.database.transaction() as session:
        ahead = NOON + 800 * DAY
        await session.execute(update(SourceRow).values(added_at=ahead, next_poll_at=ahead))
    assert await town.poll() == 1


async def test_three_processes_fetch_each_file_once(town: Town) -> None:
    """Of pollers that begin at the same moment one has each source, and nothing is stored twice."""
    for number in range(5):
        town.day(NOON.date() - number * DAY, api((f"2602.{number:05}", f"A paper of day {number}")))
    await town.name_dated()
    others = [Town(town.database, town.server) for _ in range(2)]
    polled = await asyncio.gather(*(one.poll() for one in (town, *others)))
    assert (sum(polled), await town.papers(), len(town.server.asked)) == (1, 5, 30)


async def test_past_is_fetched_beside_a_poll(town: Town) -> None:
    """Two that note the same files at once disturb each other in nothing."""
    town.day(NOON.date(), api(ARPO[:2]))
    await town.name_dated()
    state = await town.state()
    span = (NOON.date() - 3 * DAY, NOON.date())
    await asyncio.gather(town.poll(), backfill(town.visitor, town.opened, state, span))
    items = await town.items()
    assert (await town.papers(), items[ItemState.ARRIVED], sum(items.values())) == (1, 1, 30)


async def test_days_that_a_poll_would_push_are_pushed_though_a_backfill_brings_them(town: Town) -> None:
    """An operator who fetches a late day by hand takes it from nobody; what is older stays archive."""
    await town.name_dated()
    await town.poll()
    town.day(NOON.date(), api(ARPO[:2]))
    town.day(NOON.date() - 20 * DAY, api(ATTENTION[:2]))
    span = (NOON.date() - 30 * DAY, NOON.date())
    await backfill(town.visitor, town.opened, await town.state(), span)
    assert await news_of(town, ARPO[0], ATTENTION[0]) == [True, False]


async def test_file_that_another_source_brought_is_a_good_sign(town: Town) -> None:
    """A source fares well though all that it has was known."""
    await town.name_dated()
    await town.poll()
    await ingest_contents(
        town.database, [DigestContent.of("a.json", api(ARPO[:2]))], town.clock, IngestRules()
    )
    town.day(NOON.date(), api(ARPO[:2]))
    await town.poll(HOUR)
    assert (await town.state()).good_at == town.clock.now()


async def test_source_that_is_removed_while_it_is_polled_disturbs_nobody(town: Town) -> None:
    """What it brought stays, and what was to be noted of it is not."""
    town.day(NOON.date(), api(ARPO[:2]))
    await town.name_dated()
    state = await town.state()
    async with town.opened(state.named) as opened:
        due = await town.visitor.due(state, opened, [NOON.date()], Turn())
        async with town.database.transaction() as session:
            await session.execute(delete(SourceRow))
        await town.visitor.visit(state, opened, due, Visit(), Turn(), is_archive=False)
    assert (await town.papers(), await town.items()) == (1, {})


async def test_turn_ends_though_a_server_takes_its_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly it answers, it keeps others waiting for so long alone, and is told."""
    town.day(NOON.date(), api(ARPO[:2]))
    await town.name_dated()
    with monkeypatch.context() as slow:
        slow.setattr("bot.digests.sources.polling._LONGEST_SECONDS", 0.0)
        await town.poll()
    assert "too slow" in str((await town.state()).problem)
    await town.poll(DAY)
    assert (await town.papers(), (await town.state()).problem) == (1, None)


async def test_poll_that_is_stopped_keeps_what_came_and_is_due_again(town: Town) -> None:
    """The process that starts next goes on where this one was, and asks for nothing twice."""
    town.day(NOON.date(), api(ARPO[:2]))
    yesterday = f"/{NOON.date() - DAY}.json"

    def stopping(_: Headers) -> Answer:
        town.poller.stop()
        return Answer(api(ATTENTION[:2]))

    town.server.files[yesterday] = stopping
    await town.name_dated()
    await town.poll()
    state = await town.state()
    assert (await town.papers(), state.next_poll_at, state.problem) == (1, NOON, None)
    town.server.files[yesterday] = api(ATTENTION[:2])
    assert await Poller(town.database, town.clock, town.opened, town.visitor).poll_due() == 1
    assert (await town.papers(), town.server.times(f"/{NOON.date()}.json")) == (2, 1)


async def test_source_of_another_version_is_told(town: Town) -> None:
    """What cannot be understood is a problem with a remedy, and stops nobody."""
    await town.name("carrier-pigeon")
    await town.poll()
    assert "remove it and add it again" in str((await town.state()).problem)
