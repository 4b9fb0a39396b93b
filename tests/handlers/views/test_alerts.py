"""Every alert has its words."""

from dataclasses import replace

import pytest
from recording import NOON
from view_samples import make_chat

from bot.sandbox.html import parse_html
from handlers.views.alerts import KINDS, alert_message
from storage.alerts import Alert
from storage.records import Language


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_alert_has_words_for_beginning_and_end(kind: str, language: Language) -> None:
    """In both languages, as HTML that Telegram takes; a beginning says what to do; /admin never points to itself."""
    arguments = {
        "hours": 3, "failing": 5, "sent": 1, "count": 1, "reason": "conflict", "minutes": 11, "free": 100,
        "percent": 40, "times": 4, "problem": "a.org answered 403",
    }  # fmt: skip
    began = Alert(f"{kind}:report", arguments, NOON, None)
    texts = [
        alert_message([one], make_chat(language)).html for one in (began, replace(began, closed_at=NOON))
    ]
    panel = alert_message([began], make_chat(language), is_in_panel=True).html
    assert texts[0] != texts[1]
    assert "/admin" not in panel
    for text in (*texts, panel):
        parse_html(text)
