"""
A translation that comes late edits the digest that was sent, and is never pushed again.

Edits leave one at a time and only while no new message waits. Killed between an edit and its
mark, the edit is made once more, which changes nothing.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.push.pacing import Pacing
from handlers.content_calls import edit_content
from handlers.outcomes import Meaning, outcome_of
from handlers.views.digest import digest_messages
from storage.batches import batches
from storage.chat_waits import hold_chat
from storage.claimable import is_any_claimable
from storage.clock import Clock
from storage.database import Database, Session
from storage.errors import BROKEN_DATA
from storage.identifiers import DeliveryId, MessageId, PaperId
from storage.instance import current_revision
from storage.papers import papers_by_id
from storage.records import MessageContent, Paper
from storage.renewals import (
    DueEdit,
    SentDigest,
    claim_edit,
    digests_to_renew,
    is_any_edit_due,
    sent_digests,
    settle_edit,
    store_renewed,
)
from storage.stop_points import reached

logger = logging.getLogger(__name__)

_AGAIN_EVERY = timedelta(hours=1)
"""How often what was edited is looked at again, for it may have been edited too lately."""
_DIGESTS_AT_ONCE = 20
_CALL_SECONDS = 10.0
_LATER = frozenset(
    {Meaning.NOT_SENT, Meaning.UNKNOWN, Meaning.REFUSED, Meaning.UNAUTHORIZED, Meaning.CONFLICT}
)
"""What says nothing about the message: its edit is made when its lease ends."""
_Renewed = list[tuple[MessageId, MessageContent]]


class Renewer:
    """Renews sent digests; one a process."""

    def __init__(self, bot: Bot, database: Database, clock: Clock, pacing: Pacing) -> None:
        """Look at all papers in the news first."""
        self._bot, self._database, self._clock, self._pacing = bot, database, clock, pacing
        self._revision = 0
        self._again_at: datetime | None = None
        self._is_stopping = False

    async def renew(self, bot_username: str) -> None:
        """Store anew what translations changed, and make the edits that are due, new messages first."""
        await self._look(bot_username)
        while not self._is_stopping and await self._edit_next():
            pass

    def stop(self) -> None:
        """Begin no more edits."""
        self._is_stopping = True

    async def _look(self, bot_username: str) -> None:
        now = self._clock.now()
        is_again = self._again_at is None or abs(now - self._again_at) >= _AGAIN_EVERY
        async with self._database.reading() as session:
            revision = await current_revision(session)
            if revision == self._revision and not is_again:
                return
            found = await digests_to_renew(session, self._revision, now)
            if is_again:
                again = await digests_to_renew(session, 0, now, is_again=True)
                found = sorted({*found, *again})
        for some in batches(found, _DIGESTS_AT_ONCE):
            await self._renew(some, bot_username, now)
        self._revision = revision
        if is_again:
            self._again_at = now

    async def _renew(self, delivery_ids: Collection[DeliveryId], bot_username: str, now: datetime) -> None:
        async with self._database.reading() as session:
            digests = await sent_digests(session, delivery_ids, now)
            papers = await _papers_of(session, digests)
        renewed = [one for digest in digests for one in _renewed(digest, papers, bot_username)]
        if renewed:
            async with self._database.transaction() as session:
                for message_id, content in renewed:
                    await store_renewed(session, message_id, content)
            reached("renewing.stored")

    async def _edit_next(self) -> bool:
        """Make one edit; False if there is none, or something else comes first."""
        async with self._database.reading() as session:
            if not await is_any_edit_due(session) or await is_any_claimable(session):
                return False
        if not self._pacing.allowance(1):
            return False
        async with self._database.transaction() as session:
            edit = await claim_edit(session, self._clock.now())
        if edit is None:
            return False
        await self._edit(edit)
        return True

    async def _edit(self, edit: DueEdit) -> None:
        self._pacing.leave(edit.telegram_chat_id)
        try:
            async with asyncio.timeout(_CALL_SECONDS):
                await edit_content(self._bot, edit.telegram_chat_id, edit.telegram_message_id, edit.content)
        except (TelegramError, KeyError, TimeoutError) as error:
            outcome = outcome_of(error)
            logger.info("renewing.refused message=%s meaning=%s", edit.id, outcome.meaning)
            if outcome.meaning is Meaning.FLOOD:
                async with self._database.transaction() as session:
                    await hold_chat(session, edit.telegram_chat_id, outcome.wait)
            if outcome.meaning is Meaning.FLOOD or outcome.meaning in _LATER:
                return
        reached("renewing.edited")
        async with self._database.transaction() as session:
            await settle_edit(session, edit, self._clock.now())


async def _papers_of(session: Session, digests: Collection[SentDigest]) -> dict[PaperId, Paper]:
    selections = [digest.selection for digest in digests]
    return await papers_by_id(
        session, [match.paper_id for one in selections for match in (*one.shown, *one.rest)]
    )


def _renewed(digest: SentDigest, papers: Mapping[PaperId, Paper], bot_username: str) -> _Renewed:
    """The messages in which a title is Chinese now; none where papers or buttons would change their places."""
    try:
        contents = digest_messages(
            digest.selection,
            papers,
            digest.chat,
            local_day=digest.local_date,
            delivery_id=digest.delivery_id,
            bot_username=bot_username,
        )
    except BROKEN_DATA:
        logger.exception("renewing.set-aside delivery=%s", digest.delivery_id)
        return []
    if [one.paper_ids for one in contents] != [part.content.paper_ids for part in digest.parts]:
        return []
    return [
        (part.id, content)
        for part, content in zip(digest.parts, contents, strict=True)
        if part.is_ripe
        and any(papers[each].title_zh for each in part.content.untranslated)
        and content.keyboard == part.content.keyboard
    ]
