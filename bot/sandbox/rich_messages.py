"""
The `rich_message` of a call (Bot API InputRichMessage) as a message keeps it.

Its HTML alone is read, not its Markdown, nor blocks made by the caller; limits are the published ones.
"""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.fields import boolean_field, string_field
from bot.sandbox.parameters import Parameters
from bot.sandbox.rich_html import parse_rich_html

MAX_CHARACTERS = 32_768
MAX_BLOCKS = 500
_FORMS = ("blocks", "markdown", "html")
_WHAT = "can't parse rich message: "
_NESTED = ("blocks", "items")
_SHOWN = ("text", "summary", "credit", "expression", "label")


def rich_message(parameters: Parameters) -> dict[str, Any]:
    """
    The RichMessage of a call.

    Raises:
        BotAPIError: 400, it is missing, cannot be parsed, is empty or over a limit.
    """
    document = parameters.json("rich_message", "rich message")
    if document is None:
        raise bad_request("rich message is empty")
    if not isinstance(document, dict):
        raise bad_request("object expected as rich message")
    forms = [name for name in _FORMS if document.get(name)]
    if len(forms) != 1:
        raise bad_request("exactly one of the fields html, markdown, or blocks must be used")
    if forms != ["html"]:
        raise bad_request("the sandbox reads rich messages as html alone")
    boolean_field(document, "skip_entity_detection", _WHAT)
    blocks = parse_rich_html(string_field(document, "html", _WHAT))
    _check_limits(blocks)
    return {"blocks": blocks, **({"is_rtl": True} if boolean_field(document, "is_rtl", _WHAT) else {})}


def rich_characters(value: Any) -> int:
    """How many characters blocks or a rich text show, the sources of formulas among them."""
    return sum(map(len, _texts(value)))


def _check_limits(blocks: list[dict[str, Any]]) -> None:
    if not any(text.strip() for text in _texts(blocks)):
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
    if rich_characters(blocks) > MAX_CHARACTERS:
        raise bad_request("RICH_MESSAGE_TOO_LONG")
    if _count(blocks) > MAX_BLOCKS:
        raise bad_request("RICH_MESSAGE_BLOCKS_TOO_MUCH")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name in (*_SHOWN, *_NESTED):
            if name in value:
                yield from _texts(value[name])


def _count(blocks: list[dict[str, Any]]) -> int:
    """Blocks and items of lists, nested ones too."""
    nested = (one[name] for one in blocks for name in _NESTED if name in one)
    return len(blocks) + sum(map(_count, nested))
