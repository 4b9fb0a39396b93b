"""What a text measures, and cuts by it."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.sandbox.html import parse_html
from handlers.escaping import link, safe
from handlers.views.measuring import (
    Weight,
    cut_to_width,
    display_width,
    fitting_units,
    utf16_units,
    weight,
)


def test_a_weight_counts_what_telegram_counts() -> None:
    """Shown text in UTF-16 units, one entity a tag, the bytes of addresses."""
    html = Markup("<b>智能体</b> {} &amp;").format(link("https://a.b/?x=1&y=2", "😀<"))
    assert weight(html) == Weight(units=9, entities=2, payload_bytes=20)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_escaped_text_weighs_what_the_server_shows(text: str) -> None:
    """Our count of an escaped text is the server's own."""
    assert weight(safe(text)).units == utf16_units(parse_html(safe(text)).text)


def test_han_characters_are_two_wide() -> None:
    """On a phone a Han character takes the room of two Latin letters."""
    assert [display_width(text) for text in ("abc", "智能体", "GPT-4o 模型", "e\u0301")] == [3, 6, 11, 1]


def test_a_long_title_is_cut_at_a_word() -> None:
    """No word is cut where a cut before it loses little; Han text is cut anywhere."""
    title = "Aligning Visual Foundation Encoders to Tokenizers"
    assert cut_to_width(title, 28) == "Aligning Visual Foundation…"
    assert cut_to_width(title, 49) == title
    assert cut_to_width("智能体强化策略优化", 9) == "智能体强…"
    assert cut_to_width("Pneumonoultramicroscopic", 10) == "Pneumonou…"


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_a_cut_text_is_never_wider_than_asked(text: str, limit: int) -> None:
    """Any text fits after the cut, and what fitted before is untouched."""
    cut = cut_to_width(text, limit)
    assert display_width(cut) <= max(limit, 1)
    assert cut == text or display_width(text) > limit


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_the_front_of_a_text_that_fits(text: str, limit: int) -> None:
    """As many whole characters as the units hold, no fewer."""
    front = fitting_units(text, limit)
    assert text.startswith(front)
    assert utf16_units(front) <= limit
    assert front == text or utf16_units(text[: len(front) + 1]) > limit
