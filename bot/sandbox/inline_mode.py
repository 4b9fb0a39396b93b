"""
Inline mode: a person types the bot's name and a query in any chat, and sends one of the results.

An answer is given again without asking the bot for as long as the bot allowed it. As on the real
server this memory outlives no restart.
"""

from typing import Any

from bot.sandbox.chats import Chat, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Message
from bot.sandbox.people import bot_sees, check_may_write
from bot.sandbox.queries import QueryKind
from bot.sandbox.world import World

MAX_QUERY_CHARACTERS = 256
CACHE_SECONDS = 300
MAX_CACHE_SECONDS = 86_400


def has_inline_mode(world: World) -> bool:
    """Whether BotFather was told to switch inline mode on; here it is from the start."""
    return bool(world.store.fact("has_inline_mode", default=True))


def set_inline_mode(world: World, *, is_on: bool) -> None:
    """What BotFather's /setinline does."""
    world.store.keep_fact("has_inline_mode", value=is_on)


def ask_inline(world: World, chat: Chat, person: Person, query: str, offset: str) -> str:
    """
    A person types the bot's name and a query; the id of the inline query.

    Raises:
        BotAPIError: the bot has no inline mode.
    """
    if not has_inline_mode(world):
        raise bad_request("the bot has no inline mode")
    now, text = world.clock.timestamp(), query[:MAX_QUERY_CHARACTERS]
    query_id = world.queries.ask(QueryKind.INLINE, person.person_id, chat.chat_id, now)
    known = world.inline_answers.find(person.person_id, text, offset, now)
    if known is not None:
        show_answer(world, query_id, chat.chat_id, person.person_id, known)
        return query_id
    world.inline_answers.wait(query_id, person.person_id, text, offset)
    update = {"id": query_id, "from": person.as_user(), "query": text, "offset": offset}
    kind = "sender" if chat.is_private else chat.type
    world.updates.add("inline_query", {**update, "chat_type": kind})
    return query_id


def show_answer(world: World, query_id: str, chat_id: int, person_id: int, answer: dict[str, Any]) -> None:
    """Keep the answer to a query and tell the page."""
    world.queries.answer(query_id, answer)
    world.events.add("inline", chat_id=chat_id, person_id=person_id, inline_query_id=query_id, **answer)


def choose_inline(world: World, chat: Chat, person: Person, query_id: str, result_id: str) -> Message:
    """
    A person sends one of the results of an inline query.

    Raises:
        BotAPIError: there is no such result, or it holds no text.
    """
    check_may_write(chat, person)
    results = (world.queries.answer_to(query_id) or {}).get("results", [])
    result: dict[str, Any] | None = next((entry for entry in results if entry["id"] == result_id), None)
    if result is None or "content" not in result:
        raise bad_request("inline query result not found")
    message = {**world.new_message(chat, person), **result["content"], "via_bot": world.bot_user()}
    if result.get("reply_markup"):
        message["reply_markup"] = result["reply_markup"]
    world.publish(message)
    if bot_sees(world, chat, message):
        world.updates.add("message", message)
    return message
