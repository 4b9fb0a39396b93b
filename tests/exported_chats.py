"""A chat of which every table holds something, and what an export makes of it."""

import json
from datetime import date
from typing import Any

from readers import reader, topic
from recording import NOON, digest, entry, record
from sqlalchemy import select

from storage.chat_export import exported_chat
from storage.database import Session
from storage.drafts import keep_draft
from storage.due_digests import DueDigest, record_digests
from storage.identifiers import PaperId
from storage.notices import queue_notice
from storage.outbox import store_messages
from storage.questions import Question, QuestionKind, ask
from storage.records import (
    CardLanguage,
    Chat,
    DigestFormat,
    Layout,
    Match,
    MessageContent,
    Selection,
    TopicGroup,
)
from storage.saved import save_paper
from storage.schedule import Slot
from storage.schema import DeliveryRow, PaperRow
from storage.search.additions import Addition
from storage.search.lexicon import Provenance
from storage.search.query import parse
from storage.search.ranking import SearchResult
from storage.searches import save_search
from storage.steering import steer, take_care
from storage.updates import StoredUpdate, store_updates
from storage.wording import worded

AGENT = Addition(("agent",), "智能体", 1.0, Provenance.GLOSSARY)
TELEGRAM_ID = 11


async def full_chat(session: Session) -> Chat:
    """A chat of which every table holds something."""
    await record(session, digest(DigestFormat.API, entry("2510.01051", "Agents that remember")))
    paper_id = PaperId(await session.scalar(select(PaperRow.id)) or 0)
    wishes = {"layout": Layout.RICH, "hours": ("07:30", "20:00"), "card_language": CardLanguage.BOTH}
    chat, destination = await reader(session, TELEGRAM_ID, **wishes)
    await topic(session, destination, "agent", name="智能体 & co", wording=worded(parse("agent"), (AGENT,)))
    await keep_draft(session, destination.id, name="x", wording=worded(parse("rl")), now=NOON)
    match = Match(paper_id, ("智能体 & co",), is_about=True)
    group = TopicGroup("智能体 & co", 1, (match,))
    selection = Selection((group,), (), new_papers=1, digest_days=(date(2026, 3, 2),))
    await record_digests(
        session, [DueDigest(destination.id, Slot(NOON, NOON.date(), "08:00"), selection)], NOON
    )
    delivery_id = await session.scalar(select(DeliveryRow.id))
    content = MessageContent("<b>晨报</b>", paper_ids=(paper_id,))
    await store_messages(session, delivery_id, chat.id, 0, [content], now=NOON)  # type: ignore[arg-type]
    await queue_notice(session, chat.id, 0, MessageContent("notice"), key="k", now=NOON)
    await save_search(session, chat.id, "memory", SearchResult((), 0, 0), NOON)
    await ask(session, chat.id, TELEGRAM_ID, Question(QuestionKind.TOPIC_NAME, 1, 7), NOON)
    await save_paper(session, TELEGRAM_ID, paper_id, NOON)
    channel, _ = await reader(session, -7)
    await steer(session, chat.id, channel.id, NOON)
    await take_care(session, channel.id, TELEGRAM_ID)
    await store_updates(session, [StoredUpdate(5, TELEGRAM_ID, {"message": {"text": "你好"}})], NOON)
    return chat


async def exported(session: Session) -> dict[str, Any]:
    document = await exported_chat(session, await full_chat(session), NOON)
    loaded: dict[str, Any] = json.loads(json.dumps(document))
    assert loaded == document
    return loaded
