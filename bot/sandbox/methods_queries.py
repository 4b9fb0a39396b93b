"""Methods that answer what a person asked by a tap or by typing the bot's name."""

from bot.sandbox.errors import bad_request
from bot.sandbox.inline_mode import CACHE_SECONDS, MAX_CACHE_SECONDS, show_answer
from bot.sandbox.inline_results import inline_results, results_button
from bot.sandbox.links import checked_link
from bot.sandbox.parameters import Parameters
from bot.sandbox.queries import QueryKind
from bot.sandbox.world import World

MAX_ANSWER_CHARACTERS = 200
MAX_OFFSET_BYTES = 64


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Bot API answerCallbackQuery; once for each tap, and not too late."""
    text, url = parameters.text("text"), parameters.text("url")
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not checked_link(url):
        raise bad_request("URL_INVALID")
    query = world.queries.waiting(
        QueryKind.CALLBACK, parameters.text("callback_query_id"), world.clock.timestamp()
    )
    answer = {"text": text, "show_alert": parameters.boolean("show_alert"), "url": url}
    told = {"callback_query_id": query.query_id, **answer}
    world.queries.answer(query.query_id, told)
    world.events.add("answer", chat_id=query.chat_id, person_id=query.person_id, **told)
    return True


def answer_inline_query(world: World, parameters: Parameters) -> bool:
    """Bot API answerInlineQuery; once for each query, and not too late."""
    button, results = results_button(parameters), inline_results(parameters)
    next_offset = parameters.text("next_offset")
    if len(next_offset.encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    now = world.clock.timestamp()
    query = world.queries.waiting(QueryKind.INLINE, parameters.text("inline_query_id"), now)
    answer = {"results": results, "next_offset": next_offset, "button": button}
    cache_seconds = min(max(parameters.integer("cache_time", CACHE_SECONDS), 0), MAX_CACHE_SECONDS)
    world.inline_answers.keep(
        query.query_id, answer, now + cache_seconds, is_personal=parameters.boolean("is_personal")
    )
    show_answer(world, query.query_id, query.chat_id, query.person_id, answer)
    return True
