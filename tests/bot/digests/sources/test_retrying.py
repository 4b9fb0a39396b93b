"""What was refused is read again, and what can be read by now goes back to where it came from."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from digest_files import ATTENTION, api, zipped
from inbox_files import Now, paper_count, put
from polled_sources import NOON, Town
from sqlalchemy import update

from bot.digests.reports import FileStatus
from bot.digests.retrying import Retrier
from bot.digests.sources.folder import Inbox
from bot.digests.sources.refusals import refused_files
from storage.database import Database
from storage.raw_files import key_of, packed, refused_raw_files
from storage.schema import RawFileRow
from storage.source_items import ItemState

BAD = b"no digest"


@pytest.fixture
def retrier(database: Database, folder: Path, now: Now) -> Retrier:
    return Retrier(database, now, [folder])


async def refuse(inbox: Inbox, folder: Path, *names: str) -> None:
    for name in names:
        put(folder, name, BAD + name.encode())
    await inbox.scan()


async def test_what_was_mended_in_the_quarantine_goes_back(
    inbox: Inbox, folder: Path, retrier: Retrier, database: Database
) -> None:
    """To where it lay, and is known there; its reason goes. What is still bad stays, and why is told."""
    await refuse(inbox, folder, "2026/one.json", "two.md")
    put(folder, "quarantine/one.json", api(ATTENTION[:2]))
    done = await retrier.retry()
    assert (done.read, done.papers, done.left) == (1, 1, 0)
    assert [(Path(each.path).name, each.reason[:15]) for each in done.refused] == [
        ("two.md", "no known digest")
    ]
    assert (folder / "2026" / "one.json").exists()
    assert [one.name for one in refused_files([folder]).newest] == ["two.md"]
    [known] = (await inbox.scan()).reports
    assert (known.status, await paper_count(database)) == (FileStatus.KNOWN, 1)


async def test_archive_is_read_again(
    inbox: Inbox, folder: Path, retrier: Retrier, database: Database
) -> None:
    """What lies in it counts, not that it is an archive."""
    put(folder, "a.zip", zipped(("a.md", BAD)))
    await inbox.scan()
    put(folder, "quarantine/a.zip", zipped(("a.json", api(ATTENTION[:2]))))
    done = await retrier.retry()
    assert (done.papers, done.refused[1:], (folder / "a.zip").exists()) == (1, (), True)
    assert await paper_count(database) == 1


async def test_one_alone_is_read_by_its_key(inbox: Inbox, folder: Path, retrier: Retrier) -> None:
    """The others are left as they are; an unknown key means nothing."""
    await refuse(inbox, folder, "one.md", "two.md")
    for one in refused_files([folder]).newest:
        done = await retrier.retry(one.key)
        assert [Path(each.path).name for each in done.refused] == [one.name]
    assert (await retrier.retry("0" * 16)).refused == ()


async def test_a_better_file_that_took_its_place_counts(
    inbox: Inbox, folder: Path, retrier: Retrier, database: Database
) -> None:
    """Nothing that can be read is replaced by what was put aside before, mended or not."""
    await refuse(inbox, folder, "one.json")
    put(folder, "one.json", api(ATTENTION[:2]))
    await inbox.scan()
    (folder / "quarantine" / "one.json").write_bytes(api(("2401.00001", "Older")))
    [told] = (await retrier.retry()).refused
    assert told.reason.endswith("delete this one")
    assert await paper_count(database) == 1


async def test_time_is_bounded(inbox: Inbox, folder: Path, database: Database, now: Now) -> None:
    """What is left is told; what was done is done."""
    await refuse(inbox, folder, "one.md", "two.md", "three.md")
    seconds = iter(range(0, 100, 4))
    retrier = Retrier(database, now, [folder], machine_seconds=lambda: next(seconds))
    done = await retrier.retry(longest_seconds=5)
    assert (len(done.refused), done.left) == (1, 2)
    retrier.stop()
    assert (await retrier.retry()).left == 3


@pytest.mark.parametrize(
    "place", ["{date:%Y-%m-%d}.json", "2026-03-09.json"], ids=["of a day", "of the newest"]
)
async def test_what_was_fetched_is_read_as_it_came(town: Town, place: str) -> None:
    """Its source has it from then on, and nobody is told any more that nothing can be read."""
    await town.name("page", url=f"{town.server.url}/{place}")
    town.day((NOON - timedelta(days=1)).date(), BAD)
    await town.poll()
    good = api(ATTENTION[:2])
    async with town.database.transaction() as session:
        hash_ = hashlib.sha256(good).hexdigest()
        await session.execute(update(RawFileRow).values(packed=packed(good), content_hash=hash_))
        [(listed, *_)] = (await refused_raw_files(session, 5))[1]
    assert (listed, (await town.state()).good_at) == (hash_, None)
    done = await Retrier(town.database, town.clock, []).retry(key_of(hash_))
    assert (done.read, done.papers, done.refused) == (1, 1, ())
    assert ItemState.REFUSED not in await town.items()
    assert (await town.state()).good_at == NOON
