"""Kept results of searches: the same whenever they are looked at again."""

from datetime import timedelta

import pytest
from readers import reader
from recording import NOON

from storage.database import Database
from storage.identifiers import ChatId, PaperId
from storage.search.additions import Addition
from storage.search.compiling import Strength
from storage.search.lexicon import Provenance
from storage.search.ranking import Hit, SearchResult
from storage.search.suggesting import Suggestion, SuggestionKind
from storage.search.syntax import Order
from storage.searches import forget_searches, save_search, saved_search

FOUND = SearchResult(
    (Hit(PaperId(3), Strength.WORD, 2.0), Hit(PaperId(1), Strength.LITERAL, 1.0)),
    total_word=1,
    total_literal=1,
)
SUGGESTED = Suggestion(SuggestionKind.FEWER_WORDS, "扩散", 12, "视频")
ADDED = Addition(("扩散模型",), "diffusion model", 1.0, Provenance.GLOSSARY)


async def test_a_search_comes_back_as_it_was_kept(database: Database) -> None:
    """Its papers, what buttons made of it, the words added then and what was suggested stay the same."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        kept = await save_search(
            session,
            chat.id,
            "扩散模型",
            FOUND,
            NOON,
            order=Order.NEW,
            within_days=30,
            additions=[ADDED],
            is_widened=False,
            suggestions=[SUGGESTED],
        )
    async with database.reading() as session:
        assert await saved_search(session, chat.id, kept.id) == kept
    assert (kept.paper_ids, kept.total, kept.word_total) == ((3, 1), 2, 1)
    assert (kept.order, kept.within_days, kept.made_at) == (Order.NEW, 30, NOON)
    assert (kept.additions, kept.used_additions) == ((ADDED,), ())
    assert kept.suggestions == (SUGGESTED,)


@pytest.mark.parametrize("is_widened", [True, False])
async def test_additions_count_where_they_were_searched(database: Database, is_widened: bool) -> None:
    """What a button left out is still known, so that another can bring it back."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        kept = await save_search(
            session, chat.id, "扩散模型", FOUND, NOON, additions=[ADDED], is_widened=is_widened
        )
    assert kept.used_additions == ((ADDED,) if is_widened else ())
    assert kept.additions == (ADDED,)


async def test_searches_belong_to_their_chat_and_end(database: Database) -> None:
    """Another chat never sees them, and old ones are dropped."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        old = await save_search(session, chat.id, "扩散模型", FOUND, NOON)
        new = await save_search(session, chat.id, "扩散模型", FOUND, NOON + timedelta(days=2))
        assert await saved_search(session, ChatId(chat.id + 1), old.id) is None
        await forget_searches(session, NOON + timedelta(days=1))
        assert await saved_search(session, chat.id, old.id) is None
        assert await saved_search(session, chat.id, new.id) == new
