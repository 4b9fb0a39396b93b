"""What a topic would bring, found out before anybody follows it; nothing is followed here."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Call
from handlers.escaping import shortened
from handlers.following import own_topics
from handlers.ready_made import READY_MADE, ReadyMadeTopic, ready_made_by_key, ready_made_with
from handlers.senses import AmbiguousWord, ambiguous_in
from handlers.topic_naming import NamedQuery, meant_by
from handlers.views.keyboards import Row
from handlers.views.preview import Preview, preview_page
from storage.drafts import Draft, Offer, keep_draft
from storage.errors import IndexBroken
from storage.papers import papers_by_id
from storage.records import MessageContent
from storage.search.counting import TopicCounts, overlaps, topic_counts
from storage.search.query import Query, parse
from storage.search.suggesting import suggestions
from storage.topics import Topic
from storage.wording import Wording

_MOST_NEIGHBOURS = 4
_LEAST_SHARED = 0.5
"""A narrower neighbour has at least this share of its papers in common with the wide topic."""
_MOST_SIZE = 0.5
"""And at most this share of its number."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the index says of a query."""

    counts: TopicCounts | None
    """None while it is being rebuilt."""
    narrower: Sequence[ReadyMadeTopic]


async def look_up(call: Call, query: Query) -> Found:
    """Ask the index; to be done before anything is asked of the transaction, for on SQLite that takes the lock."""
    counts = await counted(call, query)
    return Found(counts, await _narrower(call, query, counts))


async def preview_of(
    call: Call, named: NamedQuery, topic: Topic | None = None, back: Row = ()
) -> MessageContent:
    """The preview of words that would be a topic, or would take the place of a topic's own; they are kept."""
    wording = named.wording(call.services.lexicon.lexicon)
    found = await look_up(call, wording.query)
    offers = await _offers(call, named, found.counts)
    draft = await keep_draft(
        call.session,
        (await call.destination()).id,
        name=named.name,
        wording=wording,
        now=call.now,
        topic_id=topic.id if topic else None,
        ignored=named.query.ignored,
        offers=offers,
    )
    return await preview_message(call, draft, found, back)


async def preview_message(call: Call, draft: Draft, found: Found, back: Row = ()) -> MessageContent:
    """The preview of a draft, with the way `back` to where it was opened from."""
    query, counts = draft.wording.query, found.counts
    papers = await papers_by_id(call.session, counts.newest if counts else ())
    topics = await own_topics(call)
    others = [topic for topic in topics if topic.id != draft.topic_id]
    preview = Preview(
        draft=draft,
        counts=counts,
        newest=tuple(papers.values()),
        narrower=found.narrower,
        ambiguous=_ambiguous(draft.name, parse(draft.wording.text)) if draft.offers else None,
        changed=next((topic for topic in topics if topic.id == draft.topic_id), None),
        same=next((topic for topic in others if _is_same(topic, query, draft.wording)), None),
    )
    return preview_page(preview, call.chat, call.local_day, back)


async def counted(call: Call, query: Query) -> TopicCounts | None:
    """How many papers a query finds; None while the index is being rebuilt."""
    try:
        return await topic_counts(call.services.index, query, call.local_day)
    except IndexBroken:
        return None


async def _offers(call: Call, named: NamedQuery, counts: TopicCounts | None) -> tuple[Offer, ...]:
    """The clearer words of a word with two senses; where nothing matches, what was perhaps meant."""
    ambiguous = _ambiguous(named.name, named.query)
    senses = ambiguous.senses[1 if named.ready_made else 0 :] if ambiguous else ()
    offers = [Offer(sense.name(call.chat.language), sense.query) for sense in senses]
    if counts is not None and not counts.total and not offers:
        try:
            found = await suggestions(
                call.services.index, named.query, call.services.lexicon.lexicon, total=0
            )
        except IndexBroken:
            return ()
        offers = [Offer(shortened(one.text), one.text) for one in found if await _brings_any(call, one.text)]
    return tuple(offers)


async def _brings_any(call: Call, text: str) -> bool:
    """Whether words would bring papers as a topic; some suggestions only help a search."""
    wording = meant_by(text, call.chat.language).wording(call.services.lexicon.lexicon)
    counts = await counted(call, wording.query)
    return counts is not None and counts.total > 0


async def _narrower(call: Call, query: Query, counts: TopicCounts | None) -> Sequence[ReadyMadeTopic]:
    """Ready-made topics for those to whom a query brings too much."""
    ready_made = ready_made_with(query.canonical)
    if ready_made and ready_made.narrower:
        return [topic for key in ready_made.narrower if (topic := ready_made_by_key(key))]
    if counts is None or not counts.is_wide:
        return ()
    smaller = [topic for topic in READY_MADE if not topic.narrower and topic is not ready_made]
    queries = [parse(topic.query) for topic in smaller]
    try:
        found = await overlaps(call.services.index, query, queries, call.local_day)
    except IndexBroken:
        return ()
    near = [
        (overlap.shared, topic)
        for topic, overlap in zip(smaller, found, strict=True)
        if overlap.shared >= max(1, _LEAST_SHARED * overlap.size)
        and overlap.size <= _MOST_SIZE * counts.in_month
    ]
    near.sort(key=lambda one: -one[0])
    return [topic for _, topic in near[:_MOST_NEIGHBOURS]]


def _ambiguous(name: str, query: Query) -> AmbiguousWord | None:
    """The word with two senses that a topic stands or falls with; 推理 is also a name of ours."""
    return ambiguous_in(query) or ambiguous_in(parse(name))


def _is_same(topic: Topic, query: Query, wording: Wording) -> bool:
    return topic.query == query.canonical or topic.wording.text == wording.text
