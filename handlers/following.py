"""A topic becomes followed here, and which words can become one."""

from markupsafe import Markup

from handlers.context import Call
from handlers.escaping import echo
from storage.drafts import Place
from storage.errors import TopicLimitReached
from storage.identifiers import DestinationId
from storage.search.query import Query
from storage.search.syntax import And, Node, Not, Or, positive_leaves
from storage.threads import topics_everywhere
from storage.topics import Topic, follow, topics_of
from storage.wording import Wording


async def own_topics(call: Call) -> list[Topic]:
    """The topics of the chat or thread; of a group that is steered those of all its threads."""
    if call.is_here:
        return await topics_of(call.session, (await call.destination()).id)
    return await topics_everywhere(call.session, call.chat.id)


async def topic_by_id(call: Call, topic_id: int) -> Topic | None:
    """A topic of the chat, wherever in it; None if it is gone."""
    everywhere = await topics_everywhere(call.session, call.chat.id)
    return next((one for one in everywhere if one.id == topic_id), None)


async def follow_words(
    call: Call,
    name: str,
    wording: Wording,
    place: Place | None = None,
    destination_id: DestinationId | None = None,
) -> tuple[Topic, bool] | None:
    """
    The topic, and whether it is new; None if the destination follows as many as it may.

    Without a destination it goes where the person is.
    """
    try:
        return await follow(
            call.session,
            destination_id or (await call.destination()).id,
            name=name,
            wording=wording,
            since=place.followed_since if place else call.now,
            limit=call.services.topic_limit,
            position=place.position if place else None,
            is_muted=place.is_muted if place else False,
            instant_since=place.instant_since if place else None,
        )
    except TopicLimitReached:
        return None


def refusal(call: Call, query: Query) -> Markup | None:
    """Why nobody can follow such a query, if so."""
    limits, shown = call.services.topic_limits, echo(query.text)
    if len(query.text) > limits.characters:
        return call.words("subscribe-too-long", limit=limits.characters, count=len(query.text))
    if query.root is None:
        return call.words("subscribe-no-words", query=shown)
    if next(positive_leaves(query.root), None) is None:
        return call.words("subscribe-only-exclusions", query=shown)
    if (count := _term_count(query.root)) > limits.terms:
        return call.words("subscribe-too-many-terms", limit=limits.terms, count=count)
    return None


def _term_count(node: Node) -> int:
    match node:
        case And(nodes) | Or(nodes):
            return sum(map(_term_count, nodes))
        case Not(inner):
            return _term_count(inner)
    return 1
