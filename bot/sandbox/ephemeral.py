"""
Ephemeral messages: in a group, seen by the bot and one member alone (Bot API 10.2 and 10.3).

A bot that is no administrator sends one only as the answer to a tap of a few seconds ago. In which
words the real server refuses is not published: ours are a guess.
"""

from typing import Any

from bot.sandbox.access import writable_chat
from bot.sandbox.chats import Chat, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.fields import number_field
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.queries import QueryKind
from bot.sandbox.world import World

ANSWER_WITHIN_SECONDS = 15


def receiver(world: World, parameters: Parameters, chat: Chat) -> Person | None:
    """
    Who alone shall see a new message; None for everybody.

    Raises:
        BotAPIError: the chat has no such messages, the bot may not, or there is no such member.
    """
    if not parameters.text("ephemeral_message_parameters"):
        return None
    asked = parameters.json("ephemeral_message_parameters", "ephemeral message parameters")
    if not isinstance(asked, dict):
        raise bad_request("object expected as ephemeral message parameters")
    person = _member(world, chat, number_field(asked, "receiver_user_id"))
    query_id = asked.get("callback_query_id")
    since = world.clock.timestamp() - ANSWER_WITHIN_SECONDS
    is_answer = isinstance(query_id, str) and world.queries.was_asked(
        QueryKind.CALLBACK, query_id, person.person_id, chat.chat_id, since
    )
    if chat.bot_status != "administrator" and not is_answer:
        raise bad_request("BOT_NOT_ADMIN")
    return person


def shown_to(message: Message, person: Person) -> dict[str, Any]:
    """The fields that make a message one person's alone; its number is its place on the page, too."""
    return {"receiver_user": person.as_user(), "ephemeral_message_id": message["message_id"]}


def is_ephemeral(message: Message) -> bool:
    """Whether one person alone sees a message."""
    return "ephemeral_message_id" in message


def as_told(message: Message) -> Message:
    """A message as the bot is told of it: an ephemeral one has no number among the others."""
    return {**message, "message_id": 0} if is_ephemeral(message) else message


def own_ephemeral(world: World, parameters: Parameters, verb: str) -> Message:
    """
    The ephemeral message that a call names.

    Raises:
        BotAPIError: there is none.
    """
    chat = writable_chat(world, parameters)
    message = world.messages.find(chat.chat_id, max(parameters.integer("ephemeral_message_id"), 0))
    receiver_id = parameters.integer("receiver_user_id")
    if message is None or message.get("receiver_user", {}).get("id") != receiver_id:
        raise bad_request(f"message to {verb} not found")
    return message


def _member(world: World, chat: Chat, person_id: int) -> Person:
    if chat.type not in ("group", "supergroup"):
        raise bad_request("BOT_NOT_ADMIN")
    person = world.chats.person(person_id)
    if person is None or person_id not in chat.member_ids:
        raise bad_request("USER_NOT_PARTICIPANT")
    return person
