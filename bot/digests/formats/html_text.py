"""
HTML in the descriptions of feeds becomes inert text: tags go, links to the web keep their address.

No HTML parser would do: this is linear in whatever it is given, and what it does not know vanishes.
"""

import html
import re

from bot.digests.formats.links import web_url

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})([^<>]*)>|<[!?][^<>]*>")
_ADDRESS = re.compile(r"""\bhref\s{0,3}=\s{0,3}["']([^"'<>]{1,600})["']""", re.IGNORECASE)
_BREAKING = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "hr",
    ]
)
_UNSEEN = frozenset(
    ["script", "style", "template", "iframe", "object", "noscript", "svg", "math", "head", "think"]
)
_MANY_BREAKS = re.compile(r"\n{3,}")
_NAMED_CHARACTER = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether `text` holds tags or named characters, and is not text that only uses the sign `<`."""
    return _TAG.search(text) is not None or _NAMED_CHARACTER.search(text) is not None


def text_of_html(markup: str) -> str:
    """`markup` as text: a block a paragraph, a link its text and its address, without anything that acts."""
    pieces: list[str] = []
    position, unseen = 0, ""
    addresses: list[str] = []
    markup = _without_comments(markup)
    for tag in _TAG.finditer(markup):
        if not unseen:
            pieces.append(markup[position : tag.start()])
        position = tag.end()
        name = (tag[2] or "").lower()
        if unseen:
            unseen = "" if tag[1] and name == unseen else unseen
        elif name in _UNSEEN and not tag[1] and not (tag[3] or "").endswith("/"):
            unseen = name
        else:
            pieces.append(_piece(name, bool(tag[1]), tag[3] or "", addresses))
    if not unseen:
        pieces.append(markup[position:])
    lines = (" ".join(line.split()) for line in html.unescape("".join(pieces)).split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def _piece(name: str, is_end: bool, attributes: str, addresses: list[str]) -> str:
    """What stands in the text for a tag."""
    if name == "a":
        if is_end:
            address = addresses.pop() if addresses else ""
            return f" ({address})" if address else ""
        found = _ADDRESS.search(attributes)
        addresses.append((web_url(html.unescape(found[1]).strip()) or "") if found else "")
        return ""
    if name == "li" and not is_end:
        return "\n- "
    return ("\n\n" if name == "p" else "\n") if name in _BREAKING else ""


def _without_comments(markup: str) -> str:
    first, *others = markup.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)
