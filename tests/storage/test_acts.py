"""What operators did is kept for a year, newest first."""

from datetime import timedelta

from recording import NOON

from storage.acts import Act, ActKind, act_count, acts, forget_acts, record_act
from storage.database import Database

DAY = timedelta(days=1)


async def test_acts_are_listed_newest_first_and_forgotten_by_age(database: Database) -> None:
    """Who did it stands with each; the command line has no number."""
    async with database.transaction() as session:
        await record_act(session, ActKind.CHAT_IMPORTED, -7, NOON - DAY)
        await record_act(session, ActKind.CHAT_ERASED, 12, NOON, by=99)
        await record_act(session, ActKind.CHAT_ERASED, 13, NOON)
    newest = Act(NOON, None, ActKind.CHAT_ERASED, "13")
    second = Act(NOON, 99, ActKind.CHAT_ERASED, "12")
    async with database.transaction() as session:
        assert await acts(session, 2) == [newest, second]
        assert await acts(session, 2, after=2) == [Act(NOON - DAY, None, ActKind.CHAT_IMPORTED, "-7")]
        await forget_acts(session, NOON)
        assert await act_count(session) == 2
