"""Dense days as they really are: the digest of two ordinary topics stays one screen."""

from collections.abc import Sequence

import pytest
from conftest import shared_files
from readers import reader, topic
from recording import NOON, TODAY, record

from bot.digests.formats import read
from bot.sandbox import samples
from handlers.topic_naming import meant_by
from handlers.views.digest import digest_messages
from handlers.views.measuring import display_width, shown_text
from storage.database import Database
from storage.identifiers import DeliveryId
from storage.papers import papers_by_id
from storage.records import Language, MessageContent, Selection
from storage.selection import NewsRules, select_papers
from storage.wording import worded

LINE_WIDTH = 40
"""Twenty Han characters, in Latin letters."""
MATCHES = {"001_": 22, "002_": 12}
"""Papers that say 智能体, agent, 扩散 or diffusion; in 001 one more says flow matching."""


def own_dense_day() -> list[tuple[str, bytes]]:
    """The Chinese digests of the sandbox's first dense day."""
    files = samples.files(TODAY, 1)
    return [(name, text.encode()) for name, text in files if name.endswith(".md")]


def real_day(name: str) -> list[tuple[str, bytes]]:
    return [(file.name, file.read_bytes()) for file in shared_files(f"digests/{name}*")]


async def digest_for(
    database: Database, files: Sequence[tuple[str, bytes]]
) -> tuple[Selection, tuple[MessageContent, ...]]:
    """The digest of these files for a Chinese reader of 智能体 and 扩散模型."""
    async with database.transaction() as session:
        chat, destination = await reader(session, waits_for_chinese=True)
        for words in ("智能体", "扩散模型"):
            await topic(session, destination, words, wording=worded(meant_by(words, Language.ZH_HANS).query))
        for name, content in files:
            await record(session, read(content, name), location=name)
        selection = await select_papers(session, chat, destination, NOON, NewsRules())
        papers = await papers_by_id(
            session, [match.paper_id for match in (*selection.shown, *selection.rest)]
        )
    messages = digest_messages(
        selection, papers, chat, local_day=TODAY, delivery_id=DeliveryId(1), bot_username="chenbao_bot"
    )
    return selection, messages


def lines_on_a_phone(content: MessageContent) -> int:
    """Lines of the message where twenty Han characters fit on one."""
    lines = shown_text(content.html).split("\n")
    return sum(max(1, -(-display_width(line) // LINE_WIDTH)) for line in lines)


@pytest.mark.parametrize("name", ["own", *MATCHES])
async def test_dense_day_fits_one_screen(database: Database, name: str) -> None:
    """Ten papers of two topics are one message of fewer than thirty lines, however many match."""
    if name != "own" and not real_day(name):
        return  # only developers have the real days
    selection, messages = await digest_for(database, real_day(name) or own_dense_day())
    assert selection.total >= 12
    assert len(selection.shown) == 10
    (message,) = messages
    assert lines_on_a_phone(message) < 30
    assert selection.total == MATCHES.get(name, selection.total)
