"""
A digest as messages: one screen, one line a paper, the rest behind one button.

In private chats number buttons open cards in place. In groups and channels an edit would change
everybody's message, so titles are links into the private chat instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from handlers.buttons import DigestAll, DigestCard, DigestPart
from handlers.deep_links import paper_url
from handlers.escaping import link, one_line, safe
from handlers.views import dates
from handlers.views.headline import headline, short_name
from handlers.views.keyboards import Row, numbered, tap
from handlers.views.measuring import cut_to_width, display_width
from handlers.views.paging import messages
from handlers.words import Words, words_in
from storage.identifiers import DeliveryId, PaperId
from storage.records import (
    Chat,
    ChatType,
    Match,
    MessageContent,
    Paper,
    Selection,
    TopicGroup,
)

PREVIEW = DeliveryId(0)
"""Stands for no delivery: what /today shows."""
_TOPIC_WIDTH = 24
_LINE_WIDTH = 74
_NAME_WIDTH = 22
_REST_WIDTH = 56


@dataclass(frozen=True, slots=True)
class _Block:
    """A line, or a heading with the line under it: what is never torn apart."""

    html: Markup
    paper_id: PaperId | None = None


def digest_messages(
    selection: Selection,
    papers: Mapping[PaperId, Paper],
    chat: Chat,
    *,
    local_day: date,
    delivery_id: DeliveryId | None,
    bot_username: str,
) -> tuple[MessageContent, ...]:
    """
    The digest in messages that each fit Telegram's limits, in reading order.

    Papers missing in `papers` are left out. Without a delivery it is a preview, and says so.
    """
    number = delivery_id or PREVIEW
    words = words_in(chat.language)
    blocks = [
        _Block(_heading(words, selection, local_day)),
        *_topics(words, selection, papers, chat, bot_username),
        *_foot(words, selection, papers, is_preview=number == PREVIEW),
    ]
    ranges = messages([block.html for block in blocks])
    contents, first = [], 1
    for part, (start, end) in enumerate(ranges):
        some = blocks[start:end]
        ids = tuple(block.paper_id for block in some if block.paper_id is not None)
        everything = selection.total if selection.rest and end == len(blocks) else 0
        keyboard = _keyboard(chat, DigestPart(number, part), ids, first, everything)
        contents.append(MessageContent(Markup("\n").join(one.html for one in some), keyboard, ids))
        first += len(ids)
    return tuple(contents)


def paper_line(
    paper: Paper, number: int, chat: Chat, bot_username: str, *, also: Sequence[str] = ()
) -> Markup:
    """One paper on one line: its number, its name, what it is about, its other topics."""
    name = headline(paper, chat.language, _LINE_WIDTH)
    is_private = chat.type is ChatType.PRIVATE
    shown = (
        Markup("<b>{}</b>").format(safe(name.name)) if is_private else _linked(paper, name.name, bot_username)
    )
    suffix = words_in(chat.language).label("digest-also", topics=_topic_list(chat, also)) if also else ""
    pieces = [safe(str(number)), shown, *(safe(text) for text in (name.subjects, suffix) if text)]
    return Markup(" ").join(pieces)


def _linked(paper: Paper, name: str, bot_username: str) -> Markup:
    return link(paper_url(bot_username, paper), name)


def _topic_list(chat: Chat, topics: Sequence[str]) -> str:
    separator = words_in(chat.language).label("list-separator")
    return cut_to_width(separator.join(map(one_line, topics)), _TOPIC_WIDTH)


def _heading(words: Words, selection: Selection, local_day: date) -> Markup:
    shown, total, new = len(selection.shown), selection.total, selection.new_papers
    suffix = "-cut" if shown < total else ""
    key = "digest-counts" if new >= total else "digest-matches"
    lines = [
        words("digest-title", date=dates.with_weekday(words, local_day)),
        words(key + suffix, new=new, total=total, shown=shown),
    ]
    if selection.is_after_pause:
        lines.append(words("digest-after-pause"))
    elif selection.is_catch_up:
        lines.append(words("digest-catch-up"))
    if selection.has_unsent:
        lines.append(words("digest-has-unsent"))
    return Markup("\n").join(lines)


def _topics(
    words: Words, selection: Selection, papers: Mapping[PaperId, Paper], chat: Chat, bot_username: str
) -> list[_Block]:
    blocks: list[_Block] = []
    number = 1
    for group in selection.groups:
        heading = _topic_heading(words, group)
        for match in group.matches:
            if (paper := papers.get(match.paper_id)) is None:
                continue
            also = [topic for topic in match.topics if topic != group.topic]
            line = paper_line(paper, number, chat, bot_username, also=also)
            blocks.append(_Block(heading + line, match.paper_id))
            heading, number = Markup(""), number + 1
    return blocks


def _topic_heading(words: Words, group: TopicGroup) -> Markup:
    topic = cut_to_width(one_line(group.topic), _TOPIC_WIDTH)
    return Markup("\n{}\n").format(words("digest-topic", topic=topic, total=group.total))


def _foot(
    words: Words, selection: Selection, papers: Mapping[PaperId, Paper], *, is_preview: bool
) -> list[_Block]:
    lines = [_rest(words, selection.rest, papers)] if selection.rest else []
    if selection.held:
        lines.append(words("digest-held", count=selection.held))
    if selection.digest_days:
        is_foreign = not words.language.is_chinese and _is_chinese_only(selection, papers)
        key = "digest-days-chinese-only" if is_foreign else "digest-days"
        lines.append(words(key, days=_days(words, selection.digest_days)))
    if is_preview:
        lines.append(words("digest-preview"))
    return [_Block(("\n" if number == 0 else "") + line) for number, line in enumerate(lines)]


def _rest(words: Words, rest: Sequence[Match], papers: Mapping[PaperId, Paper]) -> Markup:
    """How many more there are, with the first names that fit on a line."""
    names = [
        cut_to_width(short_name(paper), _NAME_WIDTH)
        for match in rest
        if (paper := papers.get(match.paper_id))
    ]
    separator = words.label("list-separator")
    shown = names[:1]
    for name in names[1:]:
        if display_width(separator.join([*shown, name])) <= _REST_WIDTH:
            shown.append(name)
    key = "digest-rest" if len(shown) == len(rest) else "digest-rest-more"
    line = words(key, count=len(rest), names=separator.join(shown))
    return line if any(match.is_about for match in rest) else line + words("digest-rest-in-text")


def _is_chinese_only(selection: Selection, papers: Mapping[PaperId, Paper]) -> bool:
    shown = [papers[match.paper_id] for match in selection.shown if match.paper_id in papers]
    return bool(shown) and not any(paper.abstract or paper.tldr or paper.keywords for paper in shown)


def _days(words: Words, days: Sequence[date]) -> str:
    """The days, the first and the last where they are many."""
    if len(days) > 2:  # noqa: PLR2004
        return f"{dates.short(words, days[0])}–{dates.short(words, days[-1])}"
    return dates.listed(words, days)


def _keyboard(
    chat: Chat, view: DigestPart, paper_ids: Sequence[PaperId], first: int, behind_button: int
) -> tuple[Row, ...]:
    """Numbers where cards open in place, and the button for all papers where some are behind it."""
    cards = [DigestCard(view.delivery_id, view.part, paper_id) for paper_id in paper_ids]
    rows = numbered(cards, first) if chat.type is ChatType.PRIVATE else ()
    if behind_button:
        everything = words_in(chat.language).label("digest-all-button", total=behind_button)
        rows = (*rows, (tap(everything, DigestAll(view.delivery_id, view.part, 0)),))
    return rows
