"""
Every screen of the bot, found by tapping whatever can be tapped, in every language.

The sandbox refuses what the real server would refuse; what a phone would cut is found here.
"""

from collections import deque
from dataclasses import replace
from typing import Any

import pytest
from conversation import ALICE, XIAOLIN, Conversation
from strict_messages import raw_markup, too_wide

from handlers.callbacks import CODES
from handlers.commands import COMMANDS
from handlers.services import Services
from handlers.views.settings import LANGUAGE_NAMES
from handlers.words import words_in
from storage.broadcasts import change_draft, draft_broadcast
from storage.named_sources import NamedSource, add_source, agree_with_file
from storage.records import Audience, Language

MORE = (
    "/search model", "搜索智能体", "/search zzyyxx", "difusion modle", "/search agent", "2510.01051",
    "https://arxiv.org/abs/2510.01051 https://arxiv.org/abs/2510.01052", "/subscribe agent -video",
    "/subscribe 代理", "/subscribe 推理", "/settings 上海 08:00", "/today", "/topics", "/pause", "/pause 7d",
    "/resume", "/language", "订阅 强化学习", "/topics", "/saved", "/admin", f"/admin {ALICE}",
)  # fmt: skip
ENOUGH_KINDS = len(CODES) * 3 // 4
LEFT_ALONE = {"sl", "xe"}
"""Another language, and the end of it all."""


@pytest.fixture
def services(services: Services) -> Services:
    """Of a bot that the reader runs, for operators see all that readers see, and more."""
    return replace(services, admins=(XIAOLIN,))


def kind_of(data: str) -> str:
    """What a button means besides the numbers in it: two of a kind lead to the same screen."""
    code, *arguments = data.split(":")
    return ":".join([code, *(one for one in arguments if one.isalpha() and len(one) > 2)])


def buttons_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [one for row in rows for one in row if "callback_data" in one]


def faults_of(message: dict[str, Any]) -> list[object]:
    """Rows of which a phone would cut a label, and markup that a reader would see."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    places = [(one["offset"], one["length"], one["type"]) for one in message.get("entities", [])]
    labels = [[one["text"] for one in row] for row in rows]
    return [*too_wide(labels), *raw_markup(message.get("text", ""), places)]


async def announced_before(conversation: Conversation) -> None:
    """An operator has written an announcement, and sent none."""
    async with conversation.database.transaction() as session:
        draft = await draft_broadcast(session, XIAOLIN, conversation.clock.now())
        await change_draft(session, draft.id, text="维护", audience=Audience.OPERATORS)


async def sources_there(conversation: Conversation) -> None:
    """One of the settings, and several that an operator added."""
    options = {"url": "https://example.org/{date:%Y-%m-%d}.json"}
    async with conversation.database.transaction() as session:
        now = conversation.clock.now()
        await agree_with_file(session, [NamedSource("daily-papers", "daily-papers", {})], now)
        for number in range(8):
            await add_source(session, NamedSource(f"a-source-of-number-{number}", "page", options), now)


@pytest.mark.parametrize("language", Language)
async def test_every_button_leads_somewhere(conversation: Conversation, language: Language) -> None:
    """No call is refused, nothing breaks, no label is too wide for its row and no markup is seen."""
    await conversation.say(f"/language {LANGUAGE_NAMES[language]}")
    await announced_before(conversation)
    await sources_there(conversation)
    words = words_in(language)
    to_visit: deque[dict[str, Any]] = deque()
    to_say = deque([*(f"/{command.name}" for command in COMMANDS), *MORE])
    tapped: set[str] = set()
    faults: list[object] = []
    while to_visit or to_say:
        message = to_visit.popleft() if to_visit else {}
        if not message:
            to_visit.extend(await conversation.say(to_say.popleft()))
            continue
        faults += faults_of(message)
        assert message.get("text") != words.label("went-wrong")
        for button in buttons_of(message):
            kind = kind_of(button["callback_data"])
            if kind in tapped or kind[:2] in LEFT_ALONE:
                continue
            tapped.add(kind)
            to_visit.extend(await conversation.tap_data(message, button["callback_data"], XIAOLIN))
    assert faults == []
    refused = [call["description"] for call in conversation.sandbox.calls() if call["error_code"]]
    assert [one for one in refused if "message is not modified" not in one] == []
    assert len({kind.partition(":")[0] for kind in tapped}) > ENOUGH_KINDS
