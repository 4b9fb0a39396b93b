"""What every message must keep to, by the rules of the sandbox's own parser; for tests of views."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.formatting import formatted_text
from bot.sandbox.markup import inline_keyboard
from bot.sandbox.parameters import Parameters
from bot.sandbox.rich_messages import rich_message
from handlers.content_calls import _keyboard
from handlers.views.measuring import LIMIT, display_width, weight
from storage.records import MessageContent

WIDEST_OF = {1: 40, 2: 20, 3: 13, 4: 9, 5: 6}
"""Columns of the widest label where so many buttons share a row of a phone."""
_RAW = re.compile(r"\*\*|\$\\[a-z]|</?(?:b|i|u|s|a|code|pre|blockquote)\b[^>]*>|&(?:lt|gt|amp|quot);")
"""Markup that a reader must never see."""
_CODE = frozenset({"code", "pre"})


def check(content: MessageContent) -> None:
    """Fail where the real server would refuse the message or cut it, or a reader would see markup."""
    formatted = formatted_text(Parameters({"text": content.html, "parse_mode": "HTML"}))
    assert not weight(content.html).exceeds(LIMIT)
    if content.rich_html is not None:
        _check_rich(content.rich_html)
    inline_keyboard(_keyboard(content.keyboard) or {"inline_keyboard": []})
    assert too_wide([[one.text for one in row] for row in content.keyboard]) == []
    if _RAW.search(formatted.text):
        assert (
            raw_markup(formatted.text, [(one.offset, one.length, one.type) for one in formatted.entities])
            == []
        )


def rich_blocks(html: str) -> list[dict[str, Any]]:
    """The blocks of rich HTML; fails where the server would refuse it."""
    document = json.dumps({"html": html, "skip_entity_detection": True})
    blocks: list[dict[str, Any]] = rich_message(Parameters({"rich_message": document}))["blocks"]
    return blocks


def _check_rich(html: str) -> None:
    """The rich form of a message keeps to the limits of rich messages and shows no markup either."""
    for text in _texts(rich_blocks(html)):
        if _RAW.search(text):
            assert _RAW.findall(text) == []


def _texts(value: Any) -> Iterator[str]:
    """What is shown of rich blocks, without formulas and addresses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    else:
        for name in value.keys() & {"text", "summary", "blocks", "items"}:
            yield from _texts(value[name])


def raw_markup(text: str, entities: list[tuple[int, int, str]]) -> list[str]:
    """Markup that shows outside of code, with what stands around it; entities as offset, length and type."""
    units = text.encode("utf-16-le", "surrogatepass")
    for offset, length, kind in sorted(entities, reverse=True):
        if kind in _CODE:
            units = units[: 2 * offset] + units[2 * (offset + length) :]
    shown = units.decode("utf-16-le", "surrogatepass")
    return [shown[max(0, found.start() - 30) : found.end() + 30] for found in _RAW.finditer(shown)]


def too_wide(rows: list[list[str]]) -> list[list[str]]:
    """The rows of labels of which a phone would cut one."""
    return [row for row in rows if max(map(display_width, row)) > WIDEST_OF.get(len(row), 4)]
