"""What each tag of rich HTML becomes: a rich text, a block, or a part that its block takes up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.links import checked_link
from bot.sandbox.rich_tags import STYLES, RichTag, rich_fault

Block = dict[str, Any]
"""A RichBlock of the Bot API."""
RichText = Any
"""A string, a list of rich texts, or an object with a type."""
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Made:
    """A block among the children of a tag, where objects alone are rich texts."""

    block: Block


@dataclass(frozen=True, slots=True)
class Part:
    """A summary or a credit."""

    text: RichText


Child = RichText | Made | Part
Children = Sequence[Any]


def made(tag: RichTag, children: Children) -> Child | None:
    """
    What a tag and what it holds become; None for nothing.

    Raises:
        BotAPIError: 400, an address, a formula or a summary is not right.
    """
    if tag.name in ("summary", "cite"):
        return Part(_trimmed(children))
    maker = _MAKERS.get(tag.name)
    if maker is None:
        return _inline(tag, children)
    block = maker(tag, children)
    return None if block is None else Made(block)


def blocks_of(children: Children) -> list[Block]:
    """The blocks among what a tag holds; texts between them are paragraphs."""
    blocks: list[Block] = []
    loose: list[RichText] = []
    for child in (*children, None):
        if child is not None and not isinstance(child, Made | Part):
            loose.append(child)
            continue
        if (text := _trimmed(loose)) != "":
            blocks.append({"type": "paragraph", "text": text})
        loose = []
        if isinstance(child, Made):
            blocks.append(child.block)
    return blocks


def _inline(tag: RichTag, children: Children) -> RichText | None:
    if tag.name == "br":
        return "\n"
    if tag.name == "tg-math":
        return _formula(tag, children)
    text = _joined(children)
    if tag.name == "a":
        return _link(tag.attributes, text)
    return {"type": STYLES[tag.name], "text": text} if text != "" else None


def _link(attributes: Mapping[str, str], text: RichText) -> RichText | None:
    if "name" in attributes:
        return {"type": "anchor", "name": attributes["name"]}
    address = attributes.get("href", "")
    if address.startswith("#"):
        return {"type": "anchor_link", "text": text, "anchor_name": address[1:]}
    url = checked_link(address)
    if not url:
        raise bad_request("RICH_MESSAGE_URL_INVALID")
    return {"type": "url", "text": text, "url": url} if text != "" else None


def _formula(_tag: RichTag, children: Children) -> Block:
    """A formula within a text and one by itself look the same."""
    expression = "".join(children).strip()
    if not expression:
        raise bad_request("RICH_MESSAGE_MATH_INVALID")
    return {"type": "mathematical_expression", "expression": expression}


def _text(tag: RichTag, children: Children) -> Block | None:
    text = _trimmed(children)
    if text == "":
        return None
    if tag.name[0] == "h":
        return {"type": "heading", "text": text, "size": int(tag.name[1])}
    return {"type": "paragraph" if tag.name == "p" else tag.name, "text": text}


def _details(tag: RichTag, children: Children) -> Block:
    said = [one for one in children if not isinstance(one, str) or one.strip()]
    summary = said[0] if said else None
    if not isinstance(summary, Part) or summary.text == "" or any(isinstance(one, Part) for one in said[1:]):
        raise rich_fault(f'Tag "details" must begin with its one summary at byte offset {tag.begin}')
    block = {"type": "details", "summary": summary.text, "blocks": blocks_of(said[1:])}
    return block | ({"is_open": True} if "open" in tag.attributes else {})


def _quotation(tag: RichTag, children: Children) -> Block | None:
    blocks = blocks_of(children)
    if not blocks:
        return None
    if tag.attributes.keys() & {"expandable", "collapsed"}:
        lines = [part for one in blocks for part in ("\n", one.get("text", ""))]
        return {"type": "expandable_blockquote", "text": _joined(lines[1:]), **_credit(children)}
    return {"type": "blockquote", "blocks": blocks, **_credit(children)}


def _pull_quotation(_tag: RichTag, children: Children) -> Block | None:
    text = _trimmed([one for one in children if not isinstance(one, Part)])
    return {"type": "pullquote", "text": text, **_credit(children)} if text != "" else None


def _credit(children: Children) -> dict[str, RichText]:
    return next(({"credit": one.text} for one in children if isinstance(one, Part)), {})


def _list(tag: RichTag, children: Children) -> Block | None:
    items = [one.block for one in children]
    for number, item in enumerate(items, _number(tag.attributes.get("start"), 1)):
        item["label"] = f"{item.get('value', number)}." if tag.name == "ol" else "•"
    return {"type": "list", "items": items} if items else None


def _item(tag: RichTag, children: Children) -> Block:
    value = tag.attributes.get("value")
    return {"blocks": blocks_of(children)} | ({} if value is None else {"value": _number(value, 1)})


def _number(text: str | None, otherwise: int) -> int:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text or "") if is_number else otherwise


_MAKERS: Mapping[str, Callable[[RichTag, Children], Block | None]] = {
    **dict.fromkeys((*(f"h{size}" for size in range(1, 7)), "p", "footer", "pre"), _text),
    "aside": _pull_quotation,
    "blockquote": _quotation,
    "details": _details,
    "ul": _list,
    "ol": _list,
    "li": _item,
    "hr": lambda _tag, _children: {"type": "divider"},
    "tg-math-block": _formula,
}


def _trimmed(texts: Children) -> RichText:
    """The texts as one, without blanks at both ends."""
    kept = list(texts)
    while kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip()
        if kept[0]:
            break
        kept.pop(0)
    while kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip()
        if kept[-1]:
            break
        kept.pop()
    return _joined(kept)


def _joined(texts: Children) -> RichText:
    """One rich text of several: neighbouring strings become one, a single one stands for itself."""
    joined: list[RichText] = []
    for text in texts:
        if isinstance(text, str) and joined and isinstance(joined[-1], str):
            joined[-1] += text
        elif text != "":
            joined.append(text)
    if not joined:
        return ""
    return joined[0] if len(joined) == 1 else joined
