"""The words of a topic as its reader sees them, and the buttons that strike added ones out."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from handlers.escaping import safe, shortened
from handlers.topic_naming import is_named_by_words
from handlers.views.keyboards import Row, in_rows, tap
from handlers.views.measuring import cut_to_width
from handlers.words import Words
from storage.search.widening import Addition
from storage.wording import AddedWords, Wording

_QUERY_CHARACTERS = 400
_TERM_CHARACTERS = 40
_BUTTON_WIDTH = 22
_PER_ROW = 2
_MOST_LISTED = 24


def wording_lines(name: str, wording: Wording, words: Words) -> list[Markup]:
    """What a topic matches: its own words, unless its name says them, and those that were added."""
    lines = [] if is_named_by_words(name, wording) else [own_line(wording, words)]
    if kept := wording.kept[:_MOST_LISTED]:
        is_whole = len({one.terms for one in kept}) == 1 and " ".join(kept[0].terms) == wording.text
        listed = [_listed(one, "" if is_whole else name) for one in kept]
        lines.append(words("topic-added", words=words("list-separator").join(listed)))
    return lines


def own_line(wording: Wording, words: Words) -> Markup:
    """The own words of a topic, to be copied with a tap."""
    own = Markup("<code>{}</code>").format(shortened(wording.text, _QUERY_CHARACTERS))
    return words("topic-matches", query=own)


def word_toggles(
    added: Sequence[AddedWords], data: Callable[[int], Any], *, offered: Sequence[AddedWords] = ()
) -> tuple[Row, ...]:
    """A button for each added word to strike it out or put it back, and for those that could be added."""
    here = [(one, "＋" if one.is_struck else "✓") for one in added]
    buttons = (
        tap(f"{sign} {cut_to_width(one.addition.text, _BUTTON_WIDTH)}", data(one.checksum))
        for one, sign in [*here, *((one, "＋") for one in offered)]
    )
    return in_rows(buttons, _PER_ROW)


def _listed(one: Addition, name: str) -> Markup:
    """Added words, and in brackets those of a longer query that they stand for, as typed in its name."""
    added = safe(shortened(one.text, _TERM_CHARACTERS))
    if not name:
        return added
    typed = name.casefold()
    terms = sorted(one.terms, key=typed.find)
    return Markup("{} ({})").format(added, safe(shortened(" ".join(terms), _TERM_CHARACTERS)))
