"""
Which entities may contain or cross which, and what becomes of those that may not.

The rules of the real server (TD MessageEntity.cpp, fix_entities and what it calls): code
contains nothing and stands in nothing but a quote, links do not contain links, quotes do
not contain quotes, and styles are cut at the borders of what they cross.
"""

from dataclasses import replace

from bot.sandbox.entity import BLOCKQUOTES, MONOSPACED, STYLES, Entity, sorted_entities

MAX_USER_ENTITIES = 100


def fixed(entities: list[Entity]) -> list[Entity]:
    """Entities as the server lets them stand, sorted."""
    entities = sorted_entities(entities)
    if _are_valid(entities):
        return entities
    styles = [entity for entity in entities if entity.type in STYLES]
    quotes = _without_intersecting([entity for entity in entities if entity.type in BLOCKQUOTES])
    others = _without_intersecting(
        [entity for entity in entities if entity.type not in STYLES and entity.type not in BLOCKQUOTES]
    )
    kept = sorted_entities([entity for entity in others if not _crosses(entity, quotes)] + quotes)
    return sorted_entities(kept + _split(styles, kept))


def with_found(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """With what the server found by itself, where nothing but styles and quotes already stands."""
    quotes = [entity for entity in entities if entity.type in BLOCKQUOTES]
    taken = [entity for entity in entities if entity.type not in STYLES and entity.type not in BLOCKQUOTES]
    added = [
        entity
        for entity in found
        if not _crosses(entity, quotes)
        and not any(entity.offset < other.end and other.offset < entity.end for other in taken)
    ]
    return sorted_entities(entities + added)


def limited(entities: list[Entity]) -> list[Entity]:
    """
    The first hundred entities, in the order in which they reach Telegram.

    Links, code and quotes go before styles, so that styles are the first to be lost; custom
    emoji are not counted.
    """
    uncounted = [entity for entity in entities if entity.type == "custom_emoji"]
    others = [entity for entity in entities if entity.type not in STYLES and entity.type != "custom_emoji"]
    others = others[:MAX_USER_ENTITIES]
    styles = _split([entity for entity in entities if entity.type in STYLES], [])
    return sorted_entities(uncounted + others + styles[: MAX_USER_ENTITIES - len(others)])


def _are_valid(entities: list[Entity]) -> bool:
    style_ends: dict[str, int] = {}
    open_entities: list[Entity] = []
    for entity in entities:
        while open_entities and entity.offset >= open_entities[-1].end:
            open_entities.pop()
        if open_entities and not _may_contain(open_entities[-1], entity):
            return False
        if entity.type in STYLES:
            if style_ends.get(entity.type, -1) >= entity.offset:
                return False
            style_ends[entity.type] = entity.end
        open_entities.append(entity)
    return True


def _may_contain(outer: Entity, inner: Entity) -> bool:
    if inner.end > outer.end or outer.type in MONOSPACED:
        return False
    if inner.type in MONOSPACED:
        return outer.type in BLOCKQUOTES
    if inner.type in BLOCKQUOTES:
        return outer.type in STYLES
    return inner.type in STYLES or outer.type in STYLES or outer.type in BLOCKQUOTES


def _without_intersecting(entities: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _crosses(entity: Entity, quotes: list[Entity]) -> bool:
    """Whether it shares a part with a quote without lying inside it."""
    return any(
        entity.offset < quote.end
        and quote.offset < entity.end
        and not (quote.offset <= entity.offset and entity.end <= quote.end)
        for quote in quotes
    )


def _split(styles: list[Entity], others: list[Entity]) -> list[Entity]:
    """
    Styles joined where they touch, cut where something else begins or ends, none inside code.

    `others` must be sorted and nested.
    """
    splitter = _StyleSplitter(styles)
    open_entities: list[Entity] = []
    for other in others:
        while open_entities and other.offset >= open_entities[-1].end:
            splitter.close(open_entities.pop())
        splitter.advance(other.offset)
        open_entities.append(other)
    while open_entities:
        splitter.close(open_entities.pop())
    splitter.advance(None)
    return sorted_entities(splitter.result)


class _StyleSplitter:
    """Moves through the text once and gives out the parts of styles."""

    def __init__(self, styles: list[Entity]) -> None:
        self._coming = list(reversed(styles))
        self._running: dict[str, Entity] = {}
        self.result: list[Entity] = []

    def close(self, other: Entity) -> None:
        """Advance to the end of another entity, dropping what stood inside code."""
        count = len(self.result)
        self.advance(other.end)
        if other.type in MONOSPACED:
            del self.result[count:]

    def advance(self, offset: int | None) -> None:
        """Give out everything before an offset, or everything."""
        while self._coming and (offset is None or self._coming[-1].offset < offset):
            style = self._coming.pop()
            running = self._running.get(style.type)
            if running is not None and style.offset <= running.end:
                end = max(style.end, running.end)
                self._running[style.type] = replace(running, length=end - running.offset)
            else:
                self._give_out(style.offset)
                self._running[style.type] = style
        self._give_out(offset)

    def _give_out(self, offset: int | None) -> None:
        for style_type in STYLES:
            running = self._running.get(style_type)
            if running is None or (offset is not None and running.offset >= offset):
                continue
            if offset is None or running.end <= offset:
                self.result.append(running)
                del self._running[style_type]
            else:
                self.result.append(replace(running, length=offset - running.offset))
                self._running[style_type] = replace(running, offset=offset, length=running.end - offset)
