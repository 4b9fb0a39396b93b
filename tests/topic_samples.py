"""The topics of a chat, for tests of what people do with them."""

from conversation import XIAOLIN, Conversation, Message

from storage.chats import chat_by_telegram_id, destination_of
from storage.topics import Topic, follow, topics_of
from storage.wording import Wording


async def topics_in(conversation: Conversation, telegram_id: int = XIAOLIN) -> list[Topic]:
    """The topics of a chat, none in threads, in their order."""
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
        assert chat is not None
        destination = await destination_of(session, chat, 0, conversation.clock.now())
        return await topics_of(session, destination.id)


async def names(conversation: Conversation, telegram_id: int = XIAOLIN) -> list[str]:
    """Their names."""
    return [topic.name for topic in await topics_in(conversation, telegram_id)]


async def followed(conversation: Conversation, name: str, wording: Wording) -> Topic:
    """A topic of 小林's that is made without asking the lexicon."""
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, XIAOLIN)
        assert chat is not None
        now = conversation.clock.now()
        destination = await destination_of(session, chat, 0, now)
        made, _ = await follow(session, destination.id, name=name, wording=wording, since=now, limit=9)
        return made


async def subscribed(conversation: Conversation, words: str) -> Message:
    """小林 follows the topic of these words; the answer."""
    [preview] = await conversation.say(f"订阅 {words}")
    [followed, *_] = await conversation.tap(preview, "订阅")
    return followed


async def opened(conversation: Conversation, name: str) -> Message:
    """The screen of 小林's topic of that name."""
    [listed] = await conversation.say("主题")
    [screen] = await conversation.tap(listed, name)
    return screen
