"""What nobody needs any more is dropped, and what was set aside tried again, once an hour."""

from datetime import datetime, timedelta

from storage.database import Database
from storage.deliveries import bring_back_set_aside
from storage.drafts import forget_drafts
from storage.matching import forget_matches
from storage.questions import OPEN_FOR, forget_questions
from storage.searches import forget_searches
from storage.selection import NewsRules
from storage.updates import forget_updates

UPDATES_KEPT = timedelta(days=3)
"""Telegram keeps updates for a day, so none comes again after it."""
SEARCHES_KEPT = timedelta(days=30)


async def tidy(database: Database, now: datetime, rules: NewsRules) -> None:
    """Drop handled updates, old searches, drafts and questions, and matches beyond the news window."""
    async with database.transaction() as session:
        await bring_back_set_aside(session)
        await forget_updates(session, now - UPDATES_KEPT)
        await forget_searches(session, now - SEARCHES_KEPT)
        await forget_drafts(session, now - SEARCHES_KEPT)
        await forget_questions(session, now - OPEN_FOR)
        await forget_matches(session, now - timedelta(days=rules.news_days + 1))
