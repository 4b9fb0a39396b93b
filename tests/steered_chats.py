"""Groups and channels that have the bot, and who steers them."""

from conversation import XIAOLIN, Conversation, Message
from sandbox_driver import CHANNEL

from storage.chats import chat_by_telegram_id
from storage.records import Chat

BACK = "回到我自己"


async def chat_of(conversation: Conversation, telegram_id: int) -> Chat:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat


async def added_to(conversation: Conversation, chat: int) -> None:
    for present in (False, True):
        conversation.sandbox.set_member(chat, present=present)
        await conversation.settle()


async def listed(conversation: Conversation, person: int, button: str) -> Message:
    [offer] = await conversation.say("/connect", person)
    [choice] = await conversation.tap(offer, button, person)
    return choice


async def steering_channel(conversation: Conversation) -> Message:
    await added_to(conversation, CHANNEL)
    choice = await listed(conversation, XIAOLIN, "我管理的")
    began, _ = await conversation.tap(choice, "论文频道")
    return began
