"""What a topic would bring, before it is followed: how many papers, which, and what to think of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from handlers.buttons import (
    AskDraftWords,
    DropDraft,
    FollowDraft,
    OpenReadyMade,
    TakeOffer,
    ToggleDraftWords,
    TopicScreen,
)
from handlers.escaping import echo, one_line, safe, shortened
from handlers.ready_made import ReadyMadeTopic
from handlers.senses import AmbiguousWord, ambiguous_in
from handlers.views import dates
from handlers.views.headline import headline
from handlers.views.keyboards import Row, in_rows, tap
from handlers.views.measuring import cut_to_width
from handlers.views.wording import word_toggles, wording_lines
from handlers.words import Words, words_in
from storage.drafts import Draft
from storage.records import Chat, MessageContent, Paper
from storage.search.counting import RECENT_DAYS, WEEK_DAYS, TopicCounts
from storage.search.query import parse
from storage.topics import Topic

_NAME_CHARACTERS = 40
_PAPER_WIDTH = 64
_BUTTON_WIDTH = 24
_IGNORED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft with all that was found out about it."""

    draft: Draft
    counts: TopicCounts | None
    """None while the index cannot tell."""
    newest: Sequence[Paper] = ()
    narrower: Sequence[ReadyMadeTopic] = ()
    """Topics that bring less of the same."""
    ambiguous: AmbiguousWord | None = None
    """A word of it with two senses, whose clearer words the draft offers."""
    changed: Topic | None = None
    """The topic that would get these words."""
    same: Topic | None = None
    """Another topic of the chat with the same words."""


def preview_page(preview: Preview, chat: Chat, today: date, back: Row = ()) -> MessageContent:
    """The preview with its buttons; `back` leads to where it was opened from."""
    words, draft = words_in(chat.language), preview.draft
    heading = [_title(preview, words), *wording_lines(draft.name, draft.wording, words)]
    if draft.wording.added:
        heading.append(words("topic-words-hint"))
    blocks = [
        heading,
        list(_found_lines(preview, words, today)),
        list(_advice(preview, words)),
    ]
    html = Markup("\n\n").join(Markup("\n").join(lines) for lines in blocks if lines)
    return MessageContent(html, tuple(row for row in _rows(preview, words, back) if row))


def _title(preview: Preview, words: Words) -> Markup:
    name = shortened(preview.draft.name, _NAME_CHARACTERS)
    if preview.changed is None:
        return words("preview-title", topic=name)
    return words("preview-title-change", topic=shortened(preview.changed.name, _NAME_CHARACTERS), words=name)


def _counts_line(counts: TopicCounts, words: Words) -> Markup:
    """How many papers of the last month, and how many a day or a week that makes."""
    key = "preview-recent" if counts.month_days == RECENT_DAYS else "preview-recent-young"
    return words(key, count=counts.in_month, days=counts.month_days, rate=_rate(counts, words))


def _found_lines(preview: Preview, words: Words, today: date) -> Iterator[Markup]:
    counts = preview.counts
    if counts is None:
        yield words("preview-uncounted")
    elif not counts.total:
        yield words("preview-never")
    elif not counts.in_month:
        yield words("preview-older", total=counts.total)
    else:
        yield _counts_line(counts, words)
    for paper in preview.newest:
        name = headline(paper, words.language, _PAPER_WIDTH)
        day = dates.span(words, paper.first_digest_on, paper.first_digest_on, today)
        text = " ".join(filter(None, (name.name, name.subjects)))
        yield Markup("• {} · {}").format(safe(text), safe(day))


def _advice(preview: Preview, words: Words) -> Iterator[Markup]:
    """What speaks against following it as it is; never a refusal."""
    counts, ambiguous = preview.counts, preview.ambiguous
    if preview.same is not None:
        key = (
            "preview-same"
            if preview.same.query == preview.draft.wording.query.canonical
            else "preview-similar"
        )
        yield words(key, topic=shortened(preview.same.name, _NAME_CHARACTERS))
    if ambiguous is not None:
        first, second = (sense.name(words.language) for sense in ambiguous.senses)
        is_open = ambiguous_in(parse(preview.draft.wording.text)) is not None
        key = "preview-two-senses" if is_open else "preview-one-sense"
        yield words(key, word=ambiguous.word, first=first, second=second)
    if counts is not None and counts.is_wide:
        yield words("preview-wide", count=round(counts.per_day))
    if preview.draft.ignored:
        parts = Markup(" ").join(map(echo, preview.draft.ignored[:_IGNORED_SHOWN]))
        yield words("preview-ignored", parts=parts)
    if preview.narrower:
        yield words("preview-narrower")
    if preview.draft.offers and ambiguous is None:
        yield words("preview-suggested")


def _rows(preview: Preview, words: Words, back: Row) -> Iterator[Row]:
    draft, same = preview.draft, preview.same
    if same is not None:
        shown = cut_to_width(one_line(same.name), _BUTTON_WIDTH)
        yield (tap(words.label("preview-same-button", topic=shown), TopicScreen(same.id)),)
    else:
        key = "preview-follow-button" if draft.topic_id is None else "preview-save-button"
        yield (tap(words.label(key), FollowDraft(draft.id)),)
    yield from word_toggles(draft.wording.added, lambda checksum: ToggleDraftWords(draft.id, checksum))
    for number, offer in enumerate(draft.offers):
        yield (tap(offer.label, TakeOffer(draft.id, number)),)
    yield from in_rows(
        (tap(topic.name(words.language), OpenReadyMade(topic.key, 0)) for topic in preview.narrower), 2
    )
    cancel = tap(words.label("preview-cancel-button"), DropDraft(draft.id))
    yield (tap(words.label("topic-words-button"), AskDraftWords(draft.id)), *(back or (cancel,)))


def _rate(counts: TopicCounts, words: Words) -> str:
    if counts.per_day >= 1:
        return words.label("preview-per-day", count=round(counts.per_day))
    if (per_week := counts.per_day * WEEK_DAYS) >= 1:
        return words.label("preview-per-week", count=round(per_week))
    return words.label("preview-rare")
