"""小林's mornings: what is due is planned, rendered and sent, without the process around it."""

from datetime import timedelta

from conversation import XIAOLIN, Conversation, Message
from topic_samples import subscribed

from bot.push.pacing import Pacing
from bot.push.planning import plan_due
from bot.push.rendering import render_planned
from bot.push.sending import Sender
from bot.telegram_client import build_application
from handlers.services import Services


async def morning(
    conversation: Conversation,
    services: Services,
    chat: int = XIAOLIN,
    wait: timedelta = timedelta(hours=22, minutes=1),
) -> list[Message]:
    """What the next eight o'clock of Shanghai, or another moment, brings to 小林 or another chat."""
    before = len(conversation.sandbox.messages(chat))
    conversation.clock.move(wait)
    await plan_due(services.database, services.clock, services.rules)
    await render_planned(services.database, services.clock, services.bot_username)
    application = build_application(conversation.sandbox.token, conversation.sandbox.url, None)
    async with application.bot:
        sender = Sender(application.bot, services.database, services.clock, Pacing(), "test")
        await sender.send_waiting()
    return [message | {"chat": {"id": chat}} for message in conversation.sandbox.messages(chat)[before:]]


async def ready(conversation: Conversation, *topics: str) -> None:
    """小林 has confirmed eight o'clock and follows topics."""
    _, question = await conversation.say("/start")
    await conversation.tap(question, "08:00")
    for topic in topics:
        await subscribed(conversation, topic)
