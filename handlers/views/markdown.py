"""
Sections of digests, which are Markdown, as rich text.

The Markdown is written by machines and slightly off: bold around Chinese quotation marks, angle
brackets that are no HTML, underscores in names, dollars for formulas and for money. It is set
right first, so that a strict reader takes it as it was meant; what it still leaves of `**` is
dropped. Nothing here raises for any text.
"""

import re
from functools import cache, lru_cache
from html import unescape
from typing import Any

from telegramify_markdown import convert
from telegramify_markdown.config import RenderConfig

from handlers.escaping import clean, is_web_address
from handlers.views.formulas import each_formula, readable
from handlers.views.measuring import utf16_units
from handlers.views.rich_text import RichText, Span, Style

_GUARD = "\ue000"
"""
A letter of nobody's, put inside `**` marks: beside a Chinese bracket they would open nothing
(CommonMark's rule of flanking looks at the next character), and taken out again afterwards.
"""
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_FORMULA_AS_CODE = re.compile(r"\$[^$`]+\$(?=`)")
_BOLD = re.compile(r"\*\*[ \t]*([^*\n][^\n]*?)[ \t]*\*\*(?!\*)")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPECIAL = re.compile(
    r"(?<!\\)(?:<(?!https?://)|(?<=[0-9A-Za-z)])\*(?=[0-9A-Za-z(])|_|\[\^|\|\||~(?!~)(?<!~~)|\$)"
)
_FORMULA_SPECIAL = re.compile(r"[\\*_\[\]<>`~|#]")
_STRAY_LINK = re.compile(r"\[[^\[\]\n]{1,100}\]\((https?://[^()\s]{1,500})\)")
_STRAY_ITALIC = re.compile(r"(?<![\w*)])\*(?=[^\s*])([^*\n]{1,400}?)(?<=\S)\*(?![\w*])")
_STRAY_TAG = re.compile(r"<(?:/?(?:b|i|em|strong|sub|sup)|(br\s*/?))>", re.IGNORECASE)
_STRAY_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#39|#34);")
_LEFT_OVER = re.compile(rf"\*\*|{_GUARD}")
_STYLES = {
    "bold": Style.BOLD,
    "italic": Style.ITALIC,
    "strikethrough": Style.STRIKE,
    "code": Style.CODE,
    "pre": Style.PRE,
    "text_link": Style.LINK,
    "blockquote": Style.QUOTE,
    "expandable_blockquote": Style.QUOTE,
    "spoiler": Style.SPOILER,
}
_BULLET = "•"
_MOST_REMEMBERED = 256
"""Sections; those of the papers that many people see are asked for with every page of results."""


@lru_cache(_MOST_REMEMBERED)
def rich_markdown(markdown: str) -> RichText:
    """The Markdown as text and styles."""
    text, entities = convert(_set_right(clean(markdown)), config=_configuration(), latex_escape=False)
    return _without_leftovers(text, [span for one in entities if (span := _span(one, text)) is not None])


def without_marks(text: str) -> str:
    """A text that is no markup without the few marks of Markdown and HTML that its writers left in."""
    if "&" in text:
        text = _STRAY_REFERENCE.sub(lambda match: unescape(match[0]), text)
    if "<" in text:
        text = _STRAY_TAG.sub(lambda match: " " if match[1] else "", text)
    if "*" in text:
        text = _STRAY_ITALIC.sub(r"\1", text.replace("**", ""))
    return _STRAY_LINK.sub(r"\1", text) if "](" in text else text


@cache
def _configuration() -> RenderConfig:
    configuration = RenderConfig.isolated()
    symbols = configuration.markdown_symbol
    for level in range(1, 7):
        setattr(symbols, f"heading_level_{level}", "")
    symbols.link = symbols.image = ""
    symbols.unordered_list_item = _BULLET
    return configuration


def _set_right(markdown: str) -> str:
    """The text outside code prepared for a strict reader."""
    out, position = [], 0
    for code in _CODE.finditer(markdown):
        out += [
            _prose(markdown[position : code.start()]),
            _FORMULA_AS_CODE.sub(lambda match: readable(match[0]), code[0]),
        ]
        position = code.end()
    return "".join([*out, _prose(markdown[position:])])


def _prose(text: str) -> str:
    text = _LINE_BREAK.sub("\n", text)
    text = _BOLD.sub(rf"**{_GUARD}\1{_GUARD}**", text)
    text = each_formula(text, lambda formula: _FORMULA_SPECIAL.sub(r"\\\g<0>", formula))
    return _SPECIAL.sub(lambda match: "".join("\\" + character for character in match[0]), text)


def _span(entity: Any, text: str) -> Span | None:
    style = _STYLES.get(entity.type)
    if style is None or entity.length <= 0 or (style is Style.LINK and not is_web_address(entity.url)):
        return None
    start, end = entity.offset, entity.offset + entity.length
    if utf16_units(text) != len(text):
        start, end = _character_at(text, start), _character_at(text, end)
    return Span(start, end, style, entity.url or "")


def _character_at(text: str, offset_utf16: int) -> int:
    units = text.encode("utf-16-le", "surrogatepass")
    return len(units[: 2 * offset_utf16].decode("utf-16-le", "replace"))


def _without_leftovers(text: str, spans: list[Span]) -> RichText:
    """The text without guards and stray marks, the styles moved along."""
    rich = RichText(text, tuple(spans))
    code = [one for one in spans if one.style in (Style.CODE, Style.PRE)]
    for found in reversed(list(_LEFT_OVER.finditer(text))):
        if found[0] != _GUARD and any(one.start <= found.start() < one.end for one in code):
            continue
        rich = rich.part(0, found.start()) + rich.part(found.end(), len(rich.text))
    return rich
