"""
XML as elements that know their line, read so that nothing in it can act.

A document type is refused before anything else is looked at: without one there are no entities to
blow up and no files or addresses to fetch. Depth and count are bounded, and building is linear.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from bot.digests.formats.document import DigestError

_DEEPEST = 60
_MOST_ELEMENTS = 500_000
_BREAKING = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr"})


@dataclass(slots=True)
class Element:
    """One element; `content` holds its texts and elements in their order."""

    name: str
    """As it is written, prefix and all."""
    line: int
    attributes: dict[str, str]
    content: "list[str | Element]" = field(default_factory=list)

    @property
    def local_name(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    def children(self, *names: str) -> "Iterator[Element]":
        """The elements directly within that have one of these names, prefix and all."""
        return (each for each in self.content if isinstance(each, Element) and each.name in names)

    def child(self, *names: str) -> "Element | None":
        """The first of them."""
        return next(self.children(*names), None)

    def text(self, *names: str) -> str:
        """The text of the first child so named, in full and stripped; of the element itself if none is named."""
        element = self.child(*names) if names else self
        return "".join(_texts(element)).strip() if element else ""


def root_of(text: str) -> Element:
    """
    The outermost element of `text`.

    Raises:
        DigestError: not well-formed, cut, with a document type, too deep or of too many elements.
    """
    document = text.lstrip()
    builder = _Builder(text.count("\n", 0, len(text) - len(document)))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = lambda name, attributes: builder.start(
        name, attributes, parser.CurrentLineNumber
    )
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(document, True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code) or "not well-formed"
        raise DigestError(
            f"damaged XML at line {error.lineno + builder.skipped_lines}: {what}; fetch the feed again"
        ) from error
    return builder.root


class _Builder:
    """The elements that are open while the parser goes through a text."""

    def __init__(self, skipped_lines: int) -> None:
        self.skipped_lines = skipped_lines
        self.root = Element("", 1, {})
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        line += self.skipped_lines
        self._count += 1
        if len(self._open) >= _DEEPEST or self._count > _MOST_ELEMENTS:
            raise DigestError(f"XML nested or split too far at line {line}; no feed of papers is like that")
        element = Element(name, line, attributes)
        if self._open:
            self._open[-1].content.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1].content.append(text)


def _refuse_document_type(*_: object) -> None:
    raise DigestError("XML with a document type (DTD), which may hide entities; ask for a feed without one")


def _texts(element: Element) -> Iterator[str]:
    """All text within, with breaks where XHTML has them."""
    for each in element.content:
        if isinstance(each, str):
            yield each
        else:
            yield "\n" if each.local_name in _BREAKING else ""
            yield from _texts(each)
            yield "\n" if each.local_name in _BREAKING else ""
