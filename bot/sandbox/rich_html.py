"""
Rich HTML as the blocks of a rich message (Bot API RichBlock, RichText).

Blocks stand in blocks, texts in blocks, and nothing in the wrong place: what browsers would mend
is refused. Tables, maps, pictures and buttons in the text are not read here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.errors import bad_request
from bot.sandbox.rich_blocks import Block, Child, blocks_of, made
from bot.sandbox.rich_tags import EMPTY_TAGS, STYLES, RichTag, rich_fault, rich_tokens

MAX_DEPTH = 16
"""Levels of nested blocks and formatting (Bot API, limits of rich messages)."""

_INLINE = frozenset({*STYLES, "a", "tg-math", "br"})
_CONTAINERS = frozenset({"", "details", "blockquote", "li"})
_LISTS = frozenset({"ul", "ol"})
_ONLY_IN: Mapping[str, frozenset[str]] = {
    "summary": frozenset({"details"}),
    "li": _LISTS,
    "cite": frozenset({"blockquote", "aside"}),
}
_LITERAL = frozenset({"tg-math", "tg-math-block"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Open:
    """A tag whose end has not come, and what it holds by now."""

    tag: RichTag
    children: list[Child] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.tag.name


def parse_rich_html(html: str) -> list[Block]:
    """
    The blocks of a rich message.

    Raises:
        BotAPIError: 400, the markup is not right or an address is none.
    """
    stack = [_Open(RichTag("", is_end=False, attributes={}, begin=0))]
    for token in rich_tokens(html):
        if isinstance(token, str):
            _add_text(stack, token)
        elif token.is_end:
            _close(stack, token)
        else:
            _open(stack, token)
    if len(stack) > 1:
        raise rich_fault(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return blocks_of(stack[0].children)


def _add_text(stack: list[_Open], text: str) -> None:
    inside = stack[-1]
    if inside.name in _LISTS:
        if text.strip():
            raise rich_fault(
                f'Text is not allowed in the tag "{inside.name}" at byte offset {inside.tag.begin}'
            )
        return
    is_literal = inside.name in _LITERAL or any(one.name == "pre" for one in stack)
    inside.children.append(text if is_literal else _BLANKS.sub(" ", text))


def _open(stack: list[_Open], tag: RichTag) -> None:
    if not _may_stand(tag.name, [one.name for one in stack]):
        raise rich_fault(
            f'Tag "{tag.name}" is not allowed in the tag "{stack[-1].name}" at byte offset {tag.begin}'
        )
    if len(stack) > MAX_DEPTH:
        raise bad_request("RICH_MESSAGE_DEPTH_INVALID")
    stack.append(_Open(tag))


def _may_stand(name: str, outer: list[str]) -> bool:
    inside = outer[-1]
    if inside in _LITERAL or inside in EMPTY_TAGS:
        return False
    if name in _ONLY_IN:
        return inside in _ONLY_IN[name]
    if name in _INLINE:
        return inside not in _LISTS and not (name == "a" and "a" in outer)
    return inside in _CONTAINERS


def _close(stack: list[_Open], tag: RichTag) -> None:
    if len(stack) == 1:
        raise rich_fault(f"Unexpected end tag at byte offset {tag.begin}")
    opened = stack.pop()
    if opened.name != tag.name:
        raise rich_fault(
            f'Unmatched end tag at byte offset {tag.begin}, expected "</{opened.name}>", found "</{tag.name}>"'
        )
    child = made(opened.tag, opened.children)
    if child is not None:
        stack[-1].children.append(child)
