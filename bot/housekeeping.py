"""What nobody needs any more is dropped, and what was set aside tried again, once an hour."""

from datetime import datetime, timedelta

from handlers.services import Retention
from storage.database import Database
from storage.deliveries import bring_back_set_aside
from storage.drafts import forget_drafts
from storage.forgetting import forget_alerts, forget_deliveries, forget_notices
from storage.identifiers import DeliveryId
from storage.matching import forget_matches
from storage.questions import OPEN_FOR, forget_questions
from storage.searches import forget_searches
from storage.selection import NewsRules
from storage.steering import LASTS, forget_steerings
from storage.updates import forget_updates

UPDATES_KEPT = timedelta(days=3)
"""Telegram keeps updates for a day, so none comes again after it."""
SEARCHES_KEPT = timedelta(days=30)
_LATE_DAYS = 3
"""So long after the news window a digest may still be asked for what of it never left."""


def retention(rules: NewsRules, keep_days: int) -> Retention:
    """How long things are kept; digests for `keep_days`, but no shorter than their papers are news."""
    return Retention(UPDATES_KEPT.days, SEARCHES_KEPT.days, max(keep_days, rules.news_days + _LATE_DAYS))


async def tidy(database: Database, now: datetime, rules: NewsRules, keep_days: int) -> None:
    """
    Drop handled updates, old searches, drafts, questions and steerings, and matches beyond the news window.

    Digests, their messages, notices and past troubles go as `retention` says.
    """
    async with database.transaction() as session:
        await bring_back_set_aside(session)
        await forget_updates(session, now - UPDATES_KEPT)
        await forget_searches(session, now - SEARCHES_KEPT)
        await forget_drafts(session, now - SEARCHES_KEPT)
        await forget_questions(session, now - OPEN_FOR)
        await forget_steerings(session, now - LASTS)
        await forget_matches(session, now - timedelta(days=rules.news_days + 1))
    await _forget_the_past(database, now - timedelta(days=retention(rules, keep_days).digests_days))


async def _forget_the_past(database: Database, before: datetime) -> None:
    async with database.transaction(is_durable=False) as session:
        await forget_notices(session, before)
        await forget_alerts(session, before)
    last: DeliveryId | None = DeliveryId(0)
    while last is not None:
        async with database.transaction(is_durable=False) as session:
            last = await forget_deliveries(session, before, last)
