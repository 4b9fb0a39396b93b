"""
When a file at a source is looked at, and looked at again.

Votes and code links of a paper change for days after it was listed, corrections come late, and a
day that is missing may still come: a file is looked at often while it is new, then daily, then no
more. A listing that tells versions saves all of that: such a file is fetched when its version changes.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.digests.sources.source import Item, Validators
from storage.source_items import ItemRecord, ItemState

FRESH = timedelta(days=1)
"""How long it is looked at with each poll."""
RELOOKED = timedelta(days=7)
"""How long it is looked at daily."""
AWAITED = timedelta(days=14)
"""How long a missing file is asked for."""
_DAILY = timedelta(days=1)
_SELDOM = timedelta(hours=6)
_CLOCK_ERROR = timedelta(hours=1)
"""Who looked that much later than now had a wrong clock, and planned by it."""


def is_due(item: Item, known: ItemRecord | None, now: datetime) -> bool:
    """Whether a file is fetched now."""
    if known is None or (item.version and item.version != known.version):
        return True
    if known.looked_at > now + _CLOCK_ERROR:
        return True
    return known.next_look_at is not None and known.next_look_at <= now


def began(item: Item, known: ItemRecord | None, now: datetime) -> ItemRecord:
    """What is known of a file before it is looked at."""
    if known is None:
        return ItemRecord(
            item.address, item.digest_on, ItemState.AWAITED, item.version, "", "", now, now, None
        )
    return replace(
        known,
        digest_on=item.digest_on,
        # Also where the look fails, so that it waits like any other until it is tried again.
        version=item.version,
        first_asked_at=min(known.first_asked_at, now),
        looked_at=now,
        problem=None,
    )


def came(
    record: ItemRecord, item: Item, validators: Validators, rhythm: timedelta, refusal: str | None
) -> ItemRecord:
    """A file that was fetched, and why nothing in it can be read where that is so."""
    return replace(
        record,
        state=ItemState.REFUSED if refusal else ItemState.ARRIVED,
        etag=validators.etag,
        last_modified=validators.last_modified,
        next_look_at=_next_look(record, item, rhythm),
        tries=0,
        problem=refusal,
    )


def unchanged(record: ItemRecord, item: Item, rhythm: timedelta) -> ItemRecord:
    """A file that is as it was."""
    return replace(record, next_look_at=_next_look(record, item, rhythm), tries=0)


def missing(record: ItemRecord, rhythm: timedelta, problem: str | None = None) -> ItemRecord:
    """A file that is not there, or that could not be fetched; what came before stays."""
    tries, age = record.tries + 1, _age(record)
    has_come = record.state in {ItemState.ARRIVED, ItemState.REFUSED}
    if age > AWAITED and problem is None:
        state = record.state if has_come else ItemState.GIVEN_UP
        return replace(record, state=state, next_look_at=None, tries=tries)
    wait = rhythm if age <= 2 * FRESH else max(rhythm, _SELDOM)
    if problem:
        wait = min(rhythm * (1 << min(tries - 1, 5)), _DAILY)
    return replace(record, next_look_at=record.looked_at + wait, tries=tries, problem=problem)


def _next_look(record: ItemRecord, item: Item, rhythm: timedelta) -> datetime | None:
    age = _age(record)
    if item.is_living:
        return record.looked_at + rhythm
    if item.version or age > RELOOKED:
        return None
    return record.looked_at + (rhythm if age <= FRESH else _DAILY)


def _age(record: ItemRecord) -> timedelta:
    """How old a file is: by its own day, else since it was first seen."""
    day: date = record.digest_on or record.first_asked_at.date()
    return record.looked_at.date() - day
