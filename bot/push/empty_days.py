"""
What recorded digests without papers say: found out for a batch, with one look at the papers of these days.

Many chats have an empty day at once. The habits of the sources and the papers of the last days
are read for the first of them and serve all.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from storage.database import Session
from storage.deliveries import Delivery
from storage.empty_days import EmptyDay, described
from storage.identifiers import DeliveryId
from storage.near_misses import NearMiss, NearMisses, recent_papers
from storage.records import EmptyReason
from storage.sources import SourceHabit, habits
from storage.topics import topics_of


class EmptyDays:
    """The empty days of one rendering; looks nothing up before there is one."""

    def __init__(self, now: datetime) -> None:
        """`now` is the moment from which sources are late."""
        self._now = now
        self._sources: tuple[SourceHabit, ...] | None = None
        self._near: NearMisses | None = None
        self._days: dict[DeliveryId, EmptyDay] = {}

    async def explain(self, session: Session, deliveries: Sequence[Delivery]) -> None:
        """Find out what there is to say of those that are empty; call it where no lock is held."""
        for delivery in deliveries:
            if delivery.empty_reason is not None and delivery.id not in self._days:
                self._days[delivery.id] = await self._explained(session, delivery)

    def of(self, delivery: Delivery) -> EmptyDay:
        """What was found out of an empty delivery."""
        return self._days[delivery.id]

    async def _explained(self, session: Session, delivery: Delivery) -> EmptyDay:
        if self._sources is None:
            self._sources = await habits(session, self._now)
        reason = EmptyReason(str(delivery.empty_reason))
        misses = await self._misses(session, delivery) if reason is EmptyReason.NO_MATCH else ()
        return described(reason, delivery.selection, self._sources, self._now, misses)

    async def _misses(self, session: Session, delivery: Delivery) -> tuple[NearMiss, ...]:
        if self._near is None:
            papers = await recent_papers(session, self._now)
            self._near = await asyncio.to_thread(NearMisses, papers)
        topics = await topics_of(session, delivery.destination.id)
        return await asyncio.to_thread(self._near.of, topics)
