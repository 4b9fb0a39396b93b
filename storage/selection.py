"""
What a destination's digest holds at one moment: /today, /start and previews ask it of one destination.

Planning asks the same of many at once, of the same functions in `storage.news`.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.instance import current_revision
from storage.matching import news_since, refresh_matches
from storage.news import News, NewsRules
from storage.records import Chat, Destination, Selection
from storage.situations import situations_of

__all__ = ["NewsRules", "select_papers"]


async def select_papers(
    session: AsyncSession, chat: Chat, destination: Destination, now: datetime, rules: NewsRules
) -> Selection:
    """What the destination's digest would hold at `now`; matches are brought up to date first."""
    revision = await current_revision(session)
    [situation] = await situations_of(session, [(chat, destination)], revision)
    if situation.stale_query_ids:
        since = news_since(now, rules.news_days)
        await refresh_matches(session, news_since=since, of=situation.stale_query_ids)
    news = await News.read(session, now, rules)
    [selection] = await news.selections(session, [situation], [chat.maximum])
    return selection
