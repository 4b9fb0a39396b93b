"""What nobody needs any more is dropped, and what was set aside tried again, once an hour."""

from datetime import datetime, timedelta

from handlers.services import Retention
from storage.acts import ACTS_KEPT, forget_acts
from storage.broadcasts import forget_broadcasts
from storage.database import Database
from storage.deliveries import bring_back_set_aside
from storage.drafts import forget_drafts
from storage.forgetting import forget_alerts, forget_deliveries, forget_notices
from storage.gone_chats import date_gone_chats, erase_gone_chats
from storage.group_answers import forget_group_answers
from storage.identifiers import DeliveryId
from storage.invitations import LASTS as INVITATIONS_LAST
from storage.invitations import forget_invitations
from storage.matching import forget_matches
from storage.questions import OPEN_FOR, forget_questions
from storage.raw_files import forget_refused, forget_superseded
from storage.search_counts import forget_search_counts
from storage.searches import forget_searches
from storage.selection import NewsRules
from storage.steering import LASTS, forget_steerings
from storage.updates import forget_updates

UPDATES_KEPT = timedelta(days=3)
"""Telegram keeps updates for a day, so none comes again after it."""
SEARCHES_KEPT = timedelta(days=30)
SEARCH_COUNTS_KEPT = timedelta(days=1)
GONE_DAYS = 180
"""So long data of a chat wait for its return, unless the operator says otherwise."""
_LATE_DAYS = 3
"""So long after the news window a digest may still be asked for what of it never left."""


def retention(rules: NewsRules, keep_days: int, gone_days: int = GONE_DAYS) -> Retention:
    """How long things are kept; digests for `keep_days`, but no shorter than their papers are news."""
    digests_days = max(keep_days, rules.news_days + _LATE_DAYS)
    return Retention(UPDATES_KEPT.days, SEARCHES_KEPT.days, digests_days, gone_days)


async def tidy(
    database: Database, now: datetime, rules: NewsRules, keep_days: int, gone_days: int = GONE_DAYS
) -> None:
    """
    Drop handled updates, old searches, drafts, questions, steerings and acts, and matches beyond the news window.

    Digests, their messages, notices, past troubles, contents that were refused, and chats that are gone
    go as `retention` says.
    """
    async with database.transaction() as session:
        await bring_back_set_aside(session)
        await forget_updates(session, now - UPDATES_KEPT)
        await forget_searches(session, now - SEARCHES_KEPT)
        await forget_drafts(session, now - SEARCHES_KEPT)
        await forget_questions(session, now - OPEN_FOR)
        await forget_steerings(session, now - LASTS)
        await forget_group_answers(session, now - SEARCHES_KEPT)
        await forget_acts(session, now - ACTS_KEPT)
        await forget_invitations(session, now - INVITATIONS_LAST)
        await forget_search_counts(session, (now - SEARCH_COUNTS_KEPT).date())
        await forget_matches(session, now - timedelta(days=rules.news_days + 1))
    await _forget_the_past(database, now - timedelta(days=retention(rules, keep_days).digests_days))
    await _erase_the_gone(database, now, timedelta(days=gone_days))


async def _forget_the_past(database: Database, before: datetime) -> None:
    async with database.transaction(is_durable=False) as session:
        await forget_notices(session, before)
        await forget_alerts(session, before)
        await forget_broadcasts(session, before)
        await forget_refused(session, before)
        await forget_superseded(session, before)
    last: DeliveryId | None = DeliveryId(0)
    while last is not None:
        async with database.transaction(is_durable=False) as session:
            last = await forget_deliveries(session, before, last)


async def _erase_the_gone(database: Database, now: datetime, kept: timedelta) -> None:
    is_more = True
    while is_more:
        async with database.transaction() as session:
            await date_gone_chats(session, now)
            is_more = await erase_gone_chats(session, now - kept)
