"""Methods that answer what a person asked by a tap."""

from bot.sandbox.errors import bad_request
from bot.sandbox.parameters import Parameters
from bot.sandbox.store import encode
from bot.sandbox.world import World

MAX_ANSWER_CHARACTERS = 200
ANSWER_WITHIN_SECONDS = 900


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Bot API answerCallbackQuery; once for each tap, and not too late."""
    query_id = parameters.text("callback_query_id")
    text = parameters.text("text")
    row = world.store.connection.execute(
        "SELECT person_id, chat_id, asked_at, answer FROM queries WHERE query_id = ? AND kind = 'callback'",
        (query_id,),
    ).fetchone()
    if row is None or row[3] is not None or world.clock.timestamp() - row[2] > ANSWER_WITHIN_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": parameters.boolean("show_alert"), "url": parameters.text("url")}
    world.store.connection.execute(
        "UPDATE queries SET answer = ? WHERE query_id = ?", (encode(answer), query_id)
    )
    world.events.add("answer", callback_query_id=query_id, chat_id=row[1], person_id=row[0], **answer)
    return True
