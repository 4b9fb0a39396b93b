"""What the bot asks people to write, and their answers: another name, other words."""

from handlers import admin_broadcasts, admin_sources, admin_visitors
from handlers.asking import Asked
from handlers.buttons import AskDraftWords, AskTopicName, AskTopicWords, ShowDraft, TopicScreen
from handlers.context import Call, Replies
from handlers.escaping import one_line, shortened
from handlers.following import refusal, topic_by_id
from handlers.places import city_written, leave_place
from handlers.services import Services
from handlers.subscribe import proposal, show_draft
from handlers.topic_naming import NAME_CHARACTERS, meant_by
from handlers.topic_screen import show_topic, topic_message
from handlers.views.questions import question_page
from storage.chats import chat_by_telegram_id
from storage.drafts import draft_of
from storage.identifiers import DraftId
from storage.questions import Question, QuestionKind, ask, forget_question, open_question
from storage.records import MessageContent
from storage.topics import Topic, rename_topic, topics_of


async def ask_topic_name(call: Call, data: AskTopicName) -> Replies:
    """Ask for another name of a topic."""
    if call.asked.ephemeral_id is not None:
        return (call.toast("ask-not-here"),)
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    await _ask(call, QuestionKind.TOPIC_NAME, topic.id)
    return (call.show(question_page("ask-name", topic.name, call.chat, TopicScreen(topic.id))),)


async def ask_topic_words(call: Call, data: AskTopicWords) -> Replies:
    """Ask for other words of a topic."""
    if call.asked.ephemeral_id is not None:
        return (call.toast("ask-not-here"),)
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    await _ask(call, QuestionKind.TOPIC_WORDS, topic.id)
    return (
        call.show(
            question_page("ask-words", topic.name, call.chat, TopicScreen(topic.id), wording=topic.wording)
        ),
    )


async def ask_draft_words(call: Call, data: AskDraftWords) -> Replies:
    """Ask for other words than those of a preview."""
    if call.asked.ephemeral_id is not None:
        return (call.toast("ask-not-here"),)
    draft = await draft_of(call.session, (await call.destination()).id, DraftId(data.draft_id))
    if draft is None:
        return (call.toast("gone-draft"),)
    await _ask(call, QuestionKind.DRAFT_WORDS, draft.id)
    return (
        call.show(
            question_page("ask-words", draft.name, call.chat, ShowDraft(draft.id), wording=draft.wording)
        ),
    )


async def answered(call: Call) -> Replies | None:
    """What follows from a text as the answer to an open question; None where nothing was asked."""
    question = call.question
    if question is None:
        return None
    match question.kind:
        case QuestionKind.TOPIC_NAME:
            return await _named(call, await topic_by_id(call, question.subject_id))
        case QuestionKind.TOPIC_WORDS:
            return await _worded(call, await topic_by_id(call, question.subject_id))
        case QuestionKind.DRAFT_WORDS:
            draft = await draft_of(call.session, (await call.destination()).id, DraftId(question.subject_id))
            if draft is not None and draft.topic_id is not None:
                return await _worded(call, await topic_by_id(call, draft.topic_id))
            return await _proposed(call, None)
        case QuestionKind.ZONE:
            return await city_written(call)
        case QuestionKind.ANNOUNCEMENT | QuestionKind.ENGLISH_ANNOUNCEMENT:
            await leave_question(call)
            return await admin_broadcasts.written(call, question)
        case QuestionKind.VISITOR:
            await leave_question(call)
            return await admin_visitors.visitor_named(call)
        case QuestionKind.SOURCE:
            return await admin_sources.source_written(call)


async def answer_in_group(call: Call) -> Replies:
    """What follows from a reply to our question; nothing where it was answered meanwhile."""
    return await answered(call) or ()


async def is_answer(services: Services, asked: Asked) -> bool:
    """Whether a message in a group replies to what we asked its writer."""
    if asked.user_id is None or asked.replied_to is None:
        return False
    async with services.database.reading() as session:
        chat = await chat_by_telegram_id(session, asked.chat_id)
        found = chat and await open_question(session, chat.id, asked.user_id, services.clock.now())
    return bool(found and found.message_id == asked.replied_to)


async def show_topic_again(call: Call, data: TopicScreen) -> Replies:
    """Show a topic; what was asked about it needs no answer any more."""
    return (*await leave_question(call), *await show_topic(call, data))


async def show_draft_again(call: Call, data: ShowDraft) -> Replies:
    """Show a preview; what was asked about it needs no answer any more."""
    return (*await leave_question(call), *await show_draft(call, data))


async def cancel_command(call: Call) -> Replies:
    """Leave what the bot asked for."""
    if left := await leave_question(call):
        return left
    return (call.say(MessageContent(call.words("question-left" if call.question else "question-none"))),)


async def leave_question(call: Call) -> Replies:
    """Whoever does something else no longer answers; the button that sends a place goes with its question."""
    if call.asked.user_id is None or call.question is None:
        return ()
    if call.question.kind is QuestionKind.ZONE:
        return await leave_place(call)
    await forget_question(call.session, call.chat.id, call.asked.user_id)
    return ()


async def _ask(call: Call, kind: QuestionKind, subject_id: int) -> None:
    assert call.asked.user_id is not None
    question = Question(kind, subject_id, call.asked.message_id)
    await ask(call.session, call.chat.id, call.asked.user_id, question, call.now)


async def _named(call: Call, topic: Topic | None) -> Replies:
    name = one_line(call.asked.text)
    if topic is None:
        return await _gone(call)
    if len(name) > NAME_CHARACTERS:
        return (call.say(MessageContent(call.words("rename-too-long", limit=NAME_CHARACTERS))),)
    others = (one for one in await topics_of(call.session, topic.destination_id) if one.id != topic.id)
    if any(one.name.casefold() == name.casefold() for one in others):
        return (call.say(MessageContent(call.words("rename-taken", topic=shortened(name)))),)
    await leave_question(call)
    await rename_topic(call.session, topic, name)
    renamed = await topic_by_id(call, topic.id)
    assert renamed is not None
    return (call.say(await topic_message(call, renamed, call.words("topic-renamed"))),)


async def _worded(call: Call, topic: Topic | None) -> Replies:
    return await _gone(call) if topic is None else await _proposed(call, topic)


async def _proposed(call: Call, topic: Topic | None) -> Replies:
    """The preview; words that nobody can follow leave the question open."""
    if refused := refusal(call, meant_by(call.asked.text, call.chat.language).query):
        return (call.say(MessageContent(refused)),)
    await leave_question(call)
    return (call.say(await proposal(call, call.asked.text, topic)),)


async def _gone(call: Call) -> Replies:
    await leave_question(call)
    return (call.say(MessageContent(call.words("gone-topic"))),)
