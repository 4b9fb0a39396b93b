"""The words of a topic as its reader sees them, and the buttons that strike added ones out."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from handlers.escaping import inert, safe, shortened
from handlers.ready_made import ready_made_with
from handlers.topic_naming import is_named_by_words
from handlers.views.keyboards import Row, in_pairs, tap
from handlers.views.measuring import cut_to_width
from handlers.words import Words
from storage.search.additions import Addition
from storage.wording import AddedWords, Wording

_QUERY_CHARACTERS = 400
_TERM_CHARACTERS = 40
_BUTTON_WIDTH = 32
_MOST_LISTED = 24


def wording_lines(name: str, wording: Wording, words: Words) -> list[Markup]:
    """What a topic matches: its own words, unless its name says them, and those that were added."""
    lines = [] if is_named_by_words(name, wording) else [own_line(name, wording, words)]
    if kept := wording.kept[:_MOST_LISTED]:
        lines.append(
            words("topic-added", words=words("list-separator").join(_listed(name, wording.text, kept, words)))
        )
    return lines


def own_line(name: str, wording: Wording, words: Words) -> Markup:
    """The own words of a topic, as typed where its name has them, to be copied with a tap."""
    text = name if is_named_by_words(name, wording) else own_text(wording)
    return words("topic-matches", query=Markup("<code>{}</code>").format(shortened(text, _QUERY_CHARACTERS)))


def own_text(wording: Wording) -> str:
    """The own words of a topic; those of a ready-made one as we wrote them."""
    ready_made = ready_made_with(wording.text)
    return ready_made.query if ready_made else wording.text


def word_toggles(
    added: Sequence[AddedWords], data: Callable[[int], Any], *, offered: Sequence[AddedWords] = ()
) -> tuple[Row, ...]:
    """A button for each added word to strike it out or put it back, and for those that could be added."""
    signs = {one.addition.text: "＋" for one in (*added, *offered)}
    signs |= {one.addition.text: "✓" for one in added if not one.is_struck}
    checksums = {one.addition.text: one.checksum for one in (*added, *offered)}
    buttons = (
        tap(f"{sign} {cut_to_width(text, _BUTTON_WIDTH)}", data(checksums[text]))
        for text, sign in signs.items()
    )
    return in_pairs(buttons)


def _listed(name: str, own: str, kept: Sequence[Addition], words: Words) -> Iterator[Markup]:
    """Added words, each with the own ones that they stand for unless these are all, as typed in the name."""
    stand_for: dict[str, list[str]] = {}
    for one in kept:
        terms = sorted(one.terms, key=name.casefold().find)
        stand_for.setdefault(one.text, []).append(" ".join(terms) if " ".join(one.terms) != own else "")
    for text, terms_of_text in stand_for.items():
        shown = safe(inert(shortened(text, _TERM_CHARACTERS)))
        terms_shown = shortened(" / ".join(filter(None, terms_of_text)), _TERM_CHARACTERS)
        yield words("topic-added-for", word=shown, terms=terms_shown) if terms_shown else shown
