"""/subscribe: follow a topic, and say at once what it will bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from handlers.buttons import RemoveTopic, TopicSearch
from handlers.context import Call, Replies, zone_of
from handlers.escaping import echo, safe, shortened
from handlers.topic_naming import NamedQuery, meant_by
from handlers.topics import follow_named, ready_made_message
from handlers.views.headline import headline
from handlers.views.keyboards import tap
from handlers.views.topics import BY_ITSELF
from handlers.views.welcome import time_question
from handlers.zones import zone_name
from storage.errors import IndexBroken
from storage.papers import papers_by_id
from storage.records import MessageContent, Paper, Topic
from storage.search.compiling import Strength
from storage.search.query import Query
from storage.search.ranking import search
from storage.search.syntax import positive_leaves

_RECENT = timedelta(days=30)
_EXAMPLES = 2
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class _Preview:
    """What a query finds: papers of the last 30 days, newest first."""

    recent: Sequence[Paper] = ()
    is_complete: bool = True
    finds_any: bool = True


async def subscribe_command(call: Call) -> Replies:
    """Follow the topic whose words follow the command; without any, offer ready-made ones."""
    if not call.argument:
        offered = await ready_made_message(call, BY_ITSELF, 0)
        key = "subscribe-empty" if call.is_private else "subscribe-empty-group"
        return (call.say(MessageContent(call.words(key), offered.keyboard)),)
    named = meant_by(call.argument, call.chat.language)
    if refusal := _refusal(call, named.query):
        return (call.say(MessageContent(refusal)),)
    preview = await _preview(call, named.query)
    followed = await follow_named(call, named)
    if followed is None:
        limit = call.services.topic_limit
        return (call.say(MessageContent(call.words("subscribe-limit", limit=limit))),)
    topic, is_new = followed
    said = call.say(_told(call, named, topic, preview, is_new=is_new))
    if call.chat.timezone is None:
        return (said, call.say(time_question(call.chat, call.now)))
    return (said,)


def _refusal(call: Call, query: Query) -> Markup | None:
    """Why nobody can follow such a query, if so."""
    if query.root is None:
        return call.words("subscribe-no-words", query=echo(query.text))
    if next(positive_leaves(query.root), None) is None:
        return call.words("subscribe-only-exclusions", query=echo(query.text))
    return None


async def _preview(call: Call, query: Query) -> _Preview:
    """What the topic would have brought; papers that only contain its characters are no matches."""
    try:
        result = await search(call.services.index, query, limit=_LOOKED_AT)
    except IndexBroken:
        return _Preview()
    ids = [hit.paper_id for hit in result.hits if hit.strength is Strength.WORD]
    papers = await papers_by_id(call.session, ids)
    since = call.local_day - _RECENT
    recent = [paper for paper in papers.values() if paper.first_digest_on >= since]
    return _Preview(recent, is_complete=result.total_word <= _LOOKED_AT, finds_any=result.total_word > 0)


def _told(call: Call, named: NamedQuery, topic: Topic, preview: _Preview, *, is_new: bool) -> MessageContent:
    words = call.words
    key = "subscribe-done" if is_new else "subscribe-already"
    lines = [words(key, topic=shortened(topic.name))]
    if topic.query.casefold() != topic.name.casefold():
        lines.append(words("subscribe-query", query=echo(topic.query)))
    if named.query.ignored:
        lines.append(words("results-ignored", parts=echo(" ".join(named.query.ignored))))
    lines += [Markup(""), *_recent_lines(call, preview), *_when(call)]
    undo = (tap(words.label("subscribe-undo-button"), RemoveTopic(topic.id)),) if is_new else ()
    row = (*undo, tap(words.label("subscribe-search-button"), TopicSearch(topic.id)))
    return MessageContent(Markup("\n").join(lines), (row,))


def _recent_lines(call: Call, preview: _Preview) -> list[Markup]:
    words = call.words
    if not preview.finds_any:
        return [words("subscribe-never")]
    if not preview.recent:
        return [words("subscribe-recent-none")]
    key = "subscribe-recent" if preview.is_complete else "subscribe-recent-at-least"
    return [
        words(key, count=len(preview.recent)),
        *(_example(call, one) for one in preview.recent[:_EXAMPLES]),
    ]


def _example(call: Call, paper: Paper) -> Markup:
    name = headline(paper, call.chat.language)
    return Markup("• {} {}").format(safe(name.name), safe(name.subjects))


def _when(call: Call) -> list[Markup]:
    """When it comes, once that is settled."""
    if call.chat.timezone is None:
        return []
    hours = call.words.label("list-separator").join(call.chat.hours)
    zone = zone_name(zone_of(call.chat), call.chat.language)
    return [Markup(""), call.words("subscribe-when", hours=hours, zone=zone)]
