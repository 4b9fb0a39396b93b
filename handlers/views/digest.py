"""
A digest as messages: one screen, the papers by topic, the rest behind one button.

The rich layout comes in as many messages as the detailed one, each of which can stand in for its rich
form. In private chats number buttons open cards in place. In groups and channels an edit would change
everybody's message, so titles are links into the private chat instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from handlers.buttons import DigestAll, DigestCard, DigestPart
from handlers.escaping import one_line
from handlers.views import dates
from handlers.views.digest_papers import paper_line, paper_lines
from handlers.views.headline import short_name
from handlers.views.keyboards import Row, numbered, tap
from handlers.views.measuring import cut_to_width, display_width
from handlers.views.paging import messages
from handlers.views.reasons import reason, reason_line
from handlers.views.rich_digest import Entry, rich_digest
from handlers.words import Words, words_in
from storage.identifiers import DeliveryId, PaperId
from storage.records import (
    Chat,
    ChatType,
    Layout,
    Match,
    MessageContent,
    Paper,
    Selection,
    TopicGroup,
)

PREVIEW = DeliveryId(0)
"""Stands for no delivery: what /today shows."""
_TOPIC_WIDTH = 24
_NAME_WIDTH = 22
_REST_WIDTH = 56


@dataclass(frozen=True, slots=True)
class _Block:
    """A line, or a heading with the line under it: what is never torn apart."""

    html: Markup
    entry: Entry | None = None
    """The paper that it shows."""


def digest_messages(
    selection: Selection,
    papers: Mapping[PaperId, Paper],
    chat: Chat,
    *,
    local_day: date,
    delivery_id: DeliveryId | None,
    bot_username: str,
    is_instant: bool = False,
) -> tuple[MessageContent, ...]:
    """
    The digest in messages that each fit Telegram's limits, in reading order.

    Papers missing in `papers` are left out. Without a delivery it is a preview, and says so. What is
    pushed at once, `is_instant`, is no whole day: its rest comes with the next digest.
    """
    number = delivery_id or PREVIEW
    words = words_in(chat.language)
    blocks = [
        _Block(_instant_heading(words, selection) if is_instant else _heading(words, selection, local_day)),
        *_topics(words, selection, papers, chat, bot_username),
        *(
            _instant_foot(words, selection)
            if is_instant
            else _foot(words, selection, papers, is_preview=number == PREVIEW)
        ),
    ]
    ranges = messages([block.html for block in blocks])
    contents, first = [], 1
    for part, (start, end) in enumerate(ranges):
        some = blocks[start:end]
        ids = tuple(block.entry.paper.id for block in some if block.entry)
        is_cut = selection.rest and end == len(blocks) and not is_instant
        everything = selection.total if is_cut else 0
        keyboard = _keyboard(chat, DigestPart(number, part), ids, first, everything)
        html = Markup("\n").join(one.html for one in some)
        contents.append(
            MessageContent(
                html,
                keyboard,
                ids,
                is_silent=chat.is_silent or part > 0,
                rich_html=_rich(some, part, chat, bot_username) if chat.layout is Layout.RICH else None,
                untranslated=_untranslated(ids, papers) if chat.language.is_chinese else (),
            )
        )
        first += len(ids)
    return tuple(contents)


def _rich(blocks: Sequence[_Block], part: int, chat: Chat, bot_username: str) -> str | None:
    """The same blocks as a rich message; the digest's head is the first of all."""
    entries = [block.entry for block in blocks if block.entry]
    head = () if part else blocks[0].html.splitlines()
    foot = [block.html.strip() for block in blocks[0 if part else 1 :] if block.entry is None]
    return rich_digest(head, entries, foot, chat, bot_username)


def _untranslated(paper_ids: Sequence[PaperId], papers: Mapping[PaperId, Paper]) -> tuple[PaperId, ...]:
    return tuple(each for each in paper_ids if not papers[each].title_zh)


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
    if selection.sent_at_once:
        lines.append(words("digest-sent-at-once", count=selection.sent_at_once))
    return Markup("\n").join(lines)


def _instant_heading(words: Words, selection: Selection) -> Markup:
    return words("instant-title", count=len(selection.shown))


def _instant_foot(words: Words, selection: Selection) -> list[_Block]:
    rest = len(selection.rest)
    return [_Block("\n" + words("instant-rest", count=rest))] if rest else []


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
            if chat.layout is Layout.COMPACT:
                also = [topic for topic in match.topics if topic != group.topic]
                shown = paper_line(paper, number, chat, bot_username, also=also)
            else:
                shown = paper_lines(paper, number, chat, bot_username, reason_line(match, words, group.topic))
            why = reason(match, words) if chat.layout is Layout.RICH else ""
            entry = Entry(paper, number, heading.strip(), why)
            blocks.append(_Block(heading + shown, entry))
            heading = Markup("") if chat.layout is Layout.COMPACT else Markup("\n")
            number += 1
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
        cut_to_width(short_name(paper, words.language), _NAME_WIDTH)
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
