"""/subscribe: a topic is previewed, changed as long as one likes, and followed with one tap."""

from dataclasses import replace

from markupsafe import Markup

from handlers.buttons import (
    DropDraft,
    FollowDraft,
    OpenReadyMade,
    ReadyMadePage,
    RemoveTopic,
    ShowDraft,
    TakeOffer,
    ToggleDraftWords,
    TopicSearch,
    TopicsPage,
)
from handlers.context import Call, Replies, zone_of
from handlers.escaping import shortened
from handlers.following import follow_words, refusal, topic_by_id
from handlers.previewing import look_up, preview_message, preview_of
from handlers.ready_made import ready_made_by_key
from handlers.ready_made_choice import ready_made_message
from handlers.topic_naming import is_named_by_words, meant_by, ready_made_meant
from handlers.topic_screen import topic_message
from handlers.views.keyboards import tap
from handlers.views.topics import BY_ITSELF, LOOKING_INSIDE
from handlers.views.welcome import time_question
from handlers.views.wording import wording_lines
from handlers.zones import zone_name
from storage.drafts import Draft, draft_in, draft_of_chat, reword_draft
from storage.errors import AlreadyFollowed
from storage.identifiers import DraftId
from storage.records import MessageContent
from storage.topics import Topic, rename_topic, reword_topic


async def subscribe_command(call: Call) -> Replies:
    """Preview the topic whose words follow the command; without any, offer ready-made ones."""
    if not call.argument:
        offered = await ready_made_message(call, BY_ITSELF, 0)
        key = "subscribe-empty" if call.is_private else "subscribe-empty-group"
        return (call.say(MessageContent(call.words(key), offered.keyboard)),)
    return (call.say(await proposal(call, call.argument)),)


async def proposal(call: Call, text: str, topic: Topic | None = None) -> MessageContent:
    """The preview of words as a topic, or as the new words of one; else why nobody can follow them."""
    named = meant_by(text, call.chat.language)
    if refused := refusal(call, named.query):
        return MessageContent(refused)
    return await preview_of(call, named, topic)


async def show_draft(call: Call, data: ShowDraft) -> Replies:
    """Show a preview again."""
    draft = await _draft(call, data.draft_id)
    if draft is None:
        return (call.toast("gone-draft"),)
    found = await look_up(call, draft.wording.query)
    return (call.show(await preview_message(call, draft, found)),)


async def toggle_draft_words(call: Call, data: ToggleDraftWords) -> Replies:
    """Strike added words out of a preview, or put them back, and count again."""
    draft = await _draft(call, data.draft_id)
    if draft is None:
        return (call.toast("gone-draft"),)
    wording = draft.wording.toggled(data.checksum)
    found = await look_up(call, wording.query)
    await reword_draft(call.session, draft, wording)
    return (call.show(await preview_message(call, replace(draft, wording=wording), found)),)


async def take_offer(call: Call, data: TakeOffer) -> Replies:
    """Preview the words that were offered."""
    draft = await _draft(call, data.draft_id)
    if draft is None or data.number >= len(draft.offers):
        return (call.toast("gone-draft"),)
    topic = await topic_by_id(call, draft.topic_id) if draft.topic_id else None
    return (call.show(await proposal(call, draft.offers[data.number].text, topic)),)


async def open_ready_made(call: Call, data: OpenReadyMade) -> Replies:
    """Preview a ready-made topic; the way back leads to all of them."""
    ready_made = ready_made_by_key(data.key)
    if ready_made is None:
        return (call.toast("no-such-button"),)
    back = tap(call.words.label("ready-made-back-button"), ReadyMadePage(LOOKING_INSIDE, data.page))
    named = ready_made_meant(ready_made, call.chat.language)
    return (call.show(await preview_of(call, named, back=(back,))),)


async def drop_draft(call: Call, data: DropDraft) -> Replies:
    """Follow nothing; what a topic looks for stays as it is."""
    draft = await _draft(call, data.draft_id)
    topic = await topic_by_id(call, draft.topic_id) if draft and draft.topic_id else None
    if topic is not None:
        return (call.show(await topic_message(call, topic)),)
    key = "preview-cancelled" if draft else "gone-draft"
    name = shortened(draft.name) if draft else ""
    return (call.show(MessageContent(call.words(key, topic=name))) if draft else call.toast(key),)


async def follow_draft(call: Call, data: FollowDraft) -> Replies:
    """Follow the topic of a preview, or give its words to the topic that it changes."""
    draft = await _draft(call, data.draft_id)
    if draft is None:
        return (call.toast("gone-draft"),)
    if draft.topic_id is not None:
        return await _change(call, draft, await topic_by_id(call, draft.topic_id))
    followed = await follow_words(call, draft.name, draft.wording, destination_id=draft.destination_id)
    if followed is None:
        return (call.toast("subscribe-limit", limit=call.services.topic_limit),)
    topic, is_new = followed
    said = call.show(_told(call, topic, is_new=is_new))
    if call.chat.timezone is None:
        return (said, call.say(time_question(call.chat, call.now)))
    return (said,)


async def _change(call: Call, draft: Draft, topic: Topic | None) -> Replies:
    if topic is None:
        return (call.toast("gone-topic"),)
    try:
        await reword_topic(call.session, topic, draft.wording, call.now)
    except AlreadyFollowed as error:
        return (call.toast("preview-same", topic=shortened(error.name)),)
    if is_named_by_words(topic.name, topic.wording):
        await rename_topic(call.session, topic, draft.name)
    changed = await topic_by_id(call, topic.id)
    assert changed is not None
    return (call.show(await topic_message(call, changed, call.words("topic-reworded"))),)


def _told(call: Call, topic: Topic, *, is_new: bool) -> MessageContent:
    words = call.words
    key = "subscribe-done" if is_new else "subscribe-already"
    lines = [
        words(key, topic=shortened(topic.name)),
        *wording_lines(topic.name, topic.wording, words),
        *_when(call),
    ]
    undo = (tap(words.label("subscribe-undo-button"), RemoveTopic(topic.id)),) if is_new else ()
    row = (
        *undo,
        tap(words.label("subscribe-search-button"), TopicSearch(topic.id)),
        tap(words.label("topics-back-button"), TopicsPage(0)),
    )
    return MessageContent(Markup("\n").join(lines), (row,))


def _when(call: Call) -> list[Markup]:
    """When it comes, once that is settled."""
    if call.chat.timezone is None:
        return []
    hours = call.words.label("list-separator").join(call.chat.hours)
    zone = zone_name(zone_of(call.chat), call.chat.language)
    return [Markup(""), call.words("subscribe-when", hours=hours, zone=zone)]


async def _draft(call: Call, draft_id: int) -> Draft | None:
    # Beside the transaction: on SQLite the first statement there takes the lock, and the index is asked next.
    async with call.services.database.reading() as session:
        if call.is_here:
            return await draft_in(session, call.chat.id, call.asked.thread_id, DraftId(draft_id))
        return await draft_of_chat(session, call.chat.id, DraftId(draft_id))
