"""The button of an empty day: the nearest broader words for a topic, as a preview that changes nothing yet."""

import zlib

from handlers.buttons import WidenTopic
from handlers.context import Call, Replies
from handlers.following import topic_by_id
from handlers.previewing import counted
from handlers.subscribe import proposal
from handlers.topic_naming import meant_by
from storage.search.broadening import Broader, broader_queries
from storage.search.query import parse
from storage.search.word_order import in_order_of
from storage.topics import Topic


async def widen_topic(call: Call, data: WidenTopic) -> Replies:
    """
    Preview a topic without the one thing that the nearest papers lacked.

    The line that the button stands under stays as it is: it tells of a day.
    """
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    broader = await _broader(call, topic, data.checksum)
    if broader is None:
        return (call.toast("widen-impossible"),)
    text = in_order_of(parse(topic.wording.text), broader.query.canonical)
    return (call.say(await proposal(call, text, topic)),)


async def _broader(call: Call, topic: Topic, checksum: int) -> Broader | None:
    """What was offered; where the topic has other words by now, what brings the fewest papers more."""
    found = broader_queries(parse(topic.wording.text))
    offered = next((one for one in found if zlib.crc32(one.left_out.encode()) == checksum), None)
    if offered is not None:
        return offered
    totals = {id(one): await _total(call, one) for one in found}
    bringing = [one for one in found if totals[id(one)]]
    return min(bringing, key=lambda one: totals[id(one)], default=None)


async def _total(call: Call, broader: Broader) -> int:
    wording = meant_by(broader.query.canonical, call.chat.language).wording(call.services.lexicon.lexicon)
    counts = await counted(call, wording.query)
    return counts.total if counts else 0
