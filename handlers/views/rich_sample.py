"""
A rich message to look at before one chooses them: some clients show it blank, and no server tells.

The question after it is an ordinary message, which every client shows.
"""

from markupsafe import Markup

from handlers.buttons import JudgeRichSample, SettingsPanel
from handlers.views.keyboards import tap
from handlers.views.settings import LAYOUT
from handlers.words import Words
from storage.records import MessageContent

_FORMULA = r"\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d}}\right)V"


def rich_sample(words: Words) -> MessageContent:
    """All that rich digests are made of: a heading, a text, a fold, a formula."""
    rich = Markup(
        "<h2>{}</h2><p>{}</p><details><summary>{}</summary><p>{} <tg-math>{}</tg-math></p></details>"
    ).format(
        words.label("rich-sample-title"),
        words("rich-sample-text"),
        words.label("rich-sample-fold"),
        words.label("rich-sample-formula"),
        _FORMULA,
    )
    return MessageContent(words("rich-sample-refused"), rich_html=str(rich))


def rich_question(words: Words) -> MessageContent:
    """Whether the sample could be read."""
    rows = (
        (tap(words.label("rich-readable-button"), JudgeRichSample(1)),),
        (tap(words.label("rich-unreadable-button"), JudgeRichSample(0)),),
    )
    return MessageContent(words("rich-question"), rows)


def rich_verdict(words: Words, *, is_readable: bool) -> MessageContent:
    """What holds from now on, with the way back to the layouts."""
    back = (tap(words.label("rich-layouts-button"), SettingsPanel(LAYOUT)),)
    return MessageContent(words("rich-taken" if is_readable else "rich-left"), (back,))
