"""Whoever searches keeps nobody else from writing: on SQLite all writers share one lock."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
import tantivy
from conversation import XIAOLIN, Conversation

from handlers.asking import Asked
from handlers.buttons import OpenReadyMade, ShowDraft, SortResults, WidenResults
from handlers.context import Call
from handlers.refining import sort_results, widen_results
from handlers.services import Services
from handlers.subscribe import open_ready_made, show_draft, subscribe_command
from handlers.taps import TapHandle
from handlers.texts import plain_text
from storage.chats import chat_by_telegram_id
from storage.database import Session
from storage.identifiers import DraftId
from storage.instance import instance_of
from storage.records import ChatType, Language
from storage.search.index import SearchIndex


class WatchedIndex(SearchIndex):
    """Notes at each search whether the transaction of whoever asks has begun."""

    session: Session
    has_begun: list[bool]

    def searching(self) -> AbstractContextManager[tantivy.Searcher]:
        self.has_begun.append(self.session.in_transaction())
        return super().searching()


@pytest.fixture
async def watched(services: Services, tmp_path: Path) -> AsyncIterator[WatchedIndex]:
    """The library's index, opened once more."""
    async with services.database.transaction() as session:
        identity = (await instance_of(session)).identity
    index = WatchedIndex.open(tmp_path / "index", identity, writable=False)
    index.has_begun = []
    yield index
    index.close()


async def call_of(session: Session, services: Services, watched: WatchedIndex, text: str) -> Call:
    """What a feature is given for a text of somebody we know."""
    watched.session = session
    asked = Asked(XIAOLIN, ChatType.PRIVATE, "", XIAOLIN, Language.ZH_HANS, 1, 0, text=text)
    async with services.database.reading() as reading:
        chat = await chat_by_telegram_id(reading, XIAOLIN)
    assert chat is not None
    return Call(replace(services, index=watched), session, asked, chat, services.clock.now())


async def test_a_text_is_searched_before_the_lock_is_taken(
    conversation: Conversation, services: Services, watched: WatchedIndex
) -> None:
    """Looking for an open question is no reason to hold it."""
    await conversation.say("/help")
    async with services.database.transaction() as session:
        [found] = await plain_text(await call_of(session, services, watched, "智能体 规划"))
    assert "智能体 规划" in found.content.html
    assert watched.has_begun
    assert not any(watched.has_begun)


@pytest.mark.parametrize(
    ("handle", "data"), [(sort_results, SortResults(1, "new")), (widen_results, WidenResults(1, 0))]
)
async def test_a_search_is_done_again_before_the_lock_is_taken(
    conversation: Conversation, services: Services, watched: WatchedIndex, handle: TapHandle, data: object
) -> None:
    """Nor is reading what was searched for."""
    await conversation.say("智能体")
    async with services.database.transaction() as session:
        await handle(await call_of(session, services, watched, ""), data)
    assert watched.has_begun
    assert not any(watched.has_begun)


@pytest.mark.parametrize("text", ["智能体 规划", "没有人写过的词"])
async def test_a_topic_is_looked_up_before_the_lock_is_taken(
    conversation: Conversation, services: Services, watched: WatchedIndex, text: str
) -> None:
    """Its preview counts papers and looks for clearer words; only then it is kept."""
    await conversation.say("/help")
    async with services.database.transaction() as session:
        call = await call_of(session, services, watched, f"/subscribe {text}")
        await subscribe_command(call.with_argument(text))
    assert watched.has_begun
    assert not any(watched.has_begun)


@pytest.mark.parametrize(
    ("handle", "data"), [(show_draft, ShowDraft(DraftId(1))), (open_ready_made, OpenReadyMade("agents", 0))]
)
async def test_a_preview_is_made_again_before_the_lock_is_taken(
    conversation: Conversation, services: Services, watched: WatchedIndex, handle: TapHandle, data: object
) -> None:
    """Nor is reading what is previewed a reason to hold it."""
    await conversation.say("/subscribe 智能体")
    async with services.database.transaction() as session:
        await handle(await call_of(session, services, watched, ""), data)
    assert watched.has_begun
    assert not any(watched.has_begun)
