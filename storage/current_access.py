"""Who may use the bot and how much, held in memory by a process, renewed when the database's moved."""

from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import select

from storage.database import Database
from storage.schema import InstanceRow, StandingRow
from storage.standings import Standing


class Admission(Enum):
    """What is done with what somebody wrote or tapped."""

    ADMITTED = auto()
    BANNED = auto()
    STRANGER = auto()
    """Not let in, where the instance is private."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What operators set in chat; None for what the settings say."""

    topics: int | None = None
    searches_per_day: int | None = None


class CurrentAccess:
    """All standings as of the last `refresh`; before it everybody is admitted."""

    def __init__(self) -> None:
        """Know of nobody."""
        self.is_private = False
        self.limits = Limits()
        self._standings: dict[int, Standing] = {}
        self._told: set[int] = set()
        self._revision = -1

    async def refresh(self, database: Database) -> None:
        """Take the database's changes; one look at a number where there are none."""
        async with database.reading() as session:
            row = (
                await session.execute(
                    select(
                        InstanceRow.access_revision,
                        InstanceRow.is_private,
                        InstanceRow.topic_limit,
                        InstanceRow.searches_per_day,
                    )
                )
            ).one_or_none()
            if row is None or row.access_revision == self._revision:
                return
            found = (
                await session.execute(
                    select(StandingRow.telegram_id, StandingRow.standing, StandingRow.told_at)
                )
            ).all()
        self._standings = {number: Standing(standing) for number, standing, _ in found}
        self._told = {number for number, _, told_at in found if told_at is not None}
        self.is_private = row.is_private
        self.limits = Limits(row.topic_limit, row.searches_per_day)
        self._revision = row.access_revision

    def admission(self, person_id: int | None, chat_id: int | None) -> tuple[Admission, int]:
        """
        Whether somebody is served in a chat, and whose standing says so; None for what an update lacks.

        In a private instance a group admits all its members, a person's own standing counts elsewhere.
        """
        place = chat_id if chat_id is not None else person_id or 0
        for number in (person_id, chat_id):
            if number is not None and self._standings.get(number) is Standing.BANNED:
                return Admission.BANNED, number
        if self.is_private and self._standings.get(place) is not Standing.ALLOWED:
            return Admission.STRANGER, place
        return Admission.ADMITTED, place

    def is_allowed(self, telegram_id: int) -> bool:
        """Whether it was let in."""
        return self._standings.get(telegram_id) is Standing.ALLOWED

    def is_told(self, telegram_id: int) -> bool:
        """Whether it knows already that it is not served."""
        return telegram_id in self._told

    @property
    def is_open(self) -> bool:
        """Whether everybody is served."""
        return not (self.is_private or self._standings)

    def is_banned(self, telegram_id: int) -> bool:
        """Whether it is answered no more."""
        return self._standings.get(telegram_id) is Standing.BANNED

    def note_allowed(self, telegram_id: int) -> None:
        """It was let in a moment ago."""
        self._standings[telegram_id] = Standing.ALLOWED

    def note_told(self, telegram_id: int) -> None:
        """It knows from now on."""
        self._told.add(telegram_id)
