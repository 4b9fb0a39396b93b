"""What a feature is given for one thing that a person did, and how it answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.asking import Asked
from handlers.replies import Edit, Reply, Send, Toast
from handlers.services import Services
from handlers.words import Words, words_in
from storage import schedule
from storage.chats import change_chat, destination_of
from storage.database import Session
from storage.questions import Question
from storage.records import Chat, ChatType, Destination, Language, MessageContent
from storage.threads import main_destination, name_thread

DEFAULT_ZONES = {
    Language.ZH_HANS: "Asia/Shanghai",
    Language.ZH_HANT: "Asia/Taipei",
    Language.EN: "UTC",
}
"""Zones for dates in a chat that has not told its own yet."""


@dataclass(frozen=True, slots=True)
class Call:
    """One thing a person did, with everything that answering it takes."""

    services: Services
    session: Session
    """The transaction in which all effects and the answer are committed together."""
    asked: Asked
    chat: Chat
    """Whose wishes it is about: where it was done, or a group or channel steered from there."""
    now: datetime
    argument: str = ""
    """What follows the command, or the whole text where there is none."""
    question: Question | None = None
    """What the person was asked to write here, and did not yet."""

    @property
    def words(self) -> Words:
        """Sentences in the chat's language."""
        return words_in(self.chat.language)

    @property
    def is_private(self) -> bool:
        """Whether the person is alone with the bot."""
        return self.chat.type is ChatType.PRIVATE

    @property
    def is_here(self) -> bool:
        """Whether it is about the chat in which it was done, not about one steered from there."""
        return self.chat.telegram_id == self.asked.chat_id

    @property
    def is_operator(self) -> bool:
        """Whether the person runs this bot, and nobody else reads the answer."""
        return self.is_private and self.asked.user_id in self.services.admins

    @property
    def local_day(self) -> date:
        """Today in the chat's zone."""
        return self.local_day_of(self.now)

    def local_day_of(self, instant: datetime) -> date:
        """The day of an instant in the chat's zone."""
        return instant.astimezone(ZoneInfo(zone_of(self.chat))).date()

    async def destination(self) -> Destination:
        """Where digests asked for here go: the chat, the thread of a forum group, or where those of a steered one do."""
        if not self.is_here:
            return await main_destination(self.session, self.chat, self.now)
        asked = self.asked
        destination = await destination_of(self.session, self.chat, asked.thread_id, self.now)
        if asked.thread_name is not None:
            await name_thread(self.session, asked.chat_id, asked.thread_id, asked.thread_name)
        return destination

    async def with_wishes(self, **changes: Any) -> "Call":
        """The same call after a change of the chat's wishes."""
        return replace(self, chat=await change_chat(self.session, self.chat.id, self.now, **changes))

    def with_argument(self, argument: str) -> "Call":
        """The same call about other words."""
        return replace(self, argument=argument.strip())

    def say(self, content: MessageContent) -> Send:
        """A new message; in groups it answers the one that asked."""
        asked = self.asked
        is_alone = asked.chat_type is ChatType.PRIVATE
        reply_to = None if is_alone or asked.is_tap else asked.message_id
        return Send(asked.chat_id, content, asked.thread_id, reply_to)

    def show(self, content: MessageContent) -> Reply:
        """The content in place of the message whose button was tapped, else as a new message."""
        asked = self.asked
        if not asked.is_tap:
            return self.say(content)
        return Edit(asked.chat_id, asked.message_id, content, asked.thread_id)

    def toast(self, key: str, **values: str | int) -> Reply:
        """A short word over the chat for a tap, else a message."""
        if self.asked.query_id is not None:
            return Toast(self.asked.query_id, self.words.label(key, **values))
        return self.say(MessageContent(self.words(key, **values)))


Replies = tuple[Reply, ...]
Handle = Callable[[Call], Awaitable[Replies]]


def zone_of(chat: Chat) -> str:
    """The chat's zone, else a likely one: also where time zone data no longer knows the chat's."""
    known = schedule.zone_of(chat)
    return known.key if known else DEFAULT_ZONES[chat.language]
