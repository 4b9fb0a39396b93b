"""A paper's BibTeX in chat: as a button that copies it, else as a message to copy from."""

from typing import Any

from markupsafe import Markup

from handlers.buttons import ShowBibTeX
from handlers.callbacks import folded
from handlers.escaping import safe
from handlers.views.bibtex import bibtex
from handlers.views.keyboards import tap
from handlers.words import Words
from storage.records import Button, MessageContent, Paper

MOST_UNITS = 4000
"""Longer BibTeX fits no message."""
_MOST_COPIED = 256
"""Characters that a button may copy (Bot API CopyTextButton)."""


def bibtex_button(paper: Paper, card: Any, words: Words) -> Button:
    """A button that copies the BibTeX, or shows it where it is too long for that."""
    text = bibtex(paper)
    label = words.label("card-bibtex")
    return (
        Button(label, copied_text=text) if len(text) <= _MOST_COPIED else tap(label, ShowBibTeX(folded(card)))
    )


def bibtex_message(text: str, words: Words, card: Any) -> MessageContent:
    """BibTeX that a tap copies, with the way back to the card."""
    html = Markup('<pre><code class="language-bibtex">{}</code></pre>').format(safe(text))
    return MessageContent(html, ((tap(words.label("card-back"), card),),))
