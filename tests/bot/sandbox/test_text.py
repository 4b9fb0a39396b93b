"""What becomes of a formatted text before it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entity import STYLES, Entity, FormattedText, utf16_length, utf16_slice
from bot.sandbox.errors import BotAPIError
from bot.sandbox.formatting import stored
from bot.sandbox.html import parse_html
from bot.sandbox.text import checked, normalised


def shown(formatted: FormattedText) -> list[tuple[str, str]]:
    """The type and the words of each entity."""
    return [
        (entity.type, utf16_slice(formatted.text, entity.offset, entity.length))
        for entity in formatted.entities
    ]


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("  a \n", "a", []),
        ("a\tb\x00c\x1fd", "a b c d", []),
        ("a\r\nb", "a\nb", []),
        ("a\u2028b\u202ec\u0333", "abc", []),
        (" <b> x</b>", "x", [("bold", "x")]),
        ("a<b> </b>b", "a b", []),
        ("<b>x </b> ", "x", [("bold", "x")]),
        ("\r\r<b>x</b>\r<i>y</i>", "xy", [("bold", "x"), ("italic", "y")]),
        ("😀\u2028<b>x</b>", "😀x", [("bold", "x")]),
        ("<b>a</b><b>b</b>", "ab", [("bold", "ab")]),
        ("<b><i>a</i></b>", "a", [("bold", "a"), ("italic", "a")]),
        ("<b>a <code>x</code> b</b>", "a x b", [("bold", "a "), ("code", "x"), ("bold", "b")]),
        ("<code><b>x</b></code>", "x", [("code", "x")]),
        ('<a href="a.org"><code>x</code></a>', "x", [("code", "x")]),
        ('<b><a href="a.org">x</a> y</b>', "x y", [("bold", "x y"), ("text_link", "x")]),
        ('<a href="a.org"><b>x</b></a>', "x", [("text_link", "x"), ("bold", "x")]),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "ab",
            [("blockquote", "ab")],
        ),
        ("<blockquote><code>a</code> b</blockquote>", "a b", [("blockquote", "a b"), ("code", "a")]),
        ("see arxiv.org/abs/1 now", "see arxiv.org/abs/1 now", [("url", "arxiv.org/abs/1")]),
        ("<b>https://a.org</b>", "https://a.org", [("url", "https://a.org"), ("bold", "https://a.org")]),
        ("<code>https://a.org</code>", "https://a.org", [("code", "https://a.org")]),
        ("/start@chenbao_bot #多智能体 @alice $AI", "/start@chenbao_bot #多智能体 @alice $AI", [
            ("bot_command", "/start@chenbao_bot"), ("hashtag", "#多智能体"), ("mention", "@alice"), ("cashtag", "$AI"),
        ]),
        ("mail me@a.org", "mail me@a.org", [("email", "me@a.org")]),
        ("（https://a.org/x）。", "（https://a.org/x）。", [("url", "https://a.org/x")]),
    ],
)  # fmt: skip
def test_text_is_stored_as_the_server_stores_it(
    html: str, text: str, entities: list[tuple[str, str]]
) -> None:
    """Cleaning, trimming, nesting and the server's own findings give what Telegram shows."""
    result = stored(checked(parse_html(html)))
    assert (result.text, shown(result)) == (text, entities)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" \n\t", "text must be non-empty"),
        ("\u200b\ufeff", "text must be non-empty"),
        ("字" * 4097, "message is too long"),
        ("😀" * 4097, "message is too long"),
    ],
)
def test_empty_and_long_texts_are_refused(text: str, reason: str) -> None:
    """Length counts code points after cleaning."""
    with pytest.raises(BotAPIError) as refusal:
        checked(FormattedText(text))
    assert refusal.value.description == f"Bad Request: {reason}"


def test_the_longest_text_is_kept() -> None:
    """4096 code points are allowed, whatever they need in UTF-16, and blanks around do not count."""
    assert checked(FormattedText(" " + "😀" * 4096 + "\n")).text == "😀" * 4096


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        (Entity("bold", -1, 1), "receive an entity with incorrect offset -1"),
        (Entity("bold", 0, -1), "receive an entity with incorrect length -1"),
        (Entity("bold", 9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
        (
            Entity("bold", 1, 9),
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 10",
        ),
        (Entity("bold", 2, 1), "entity begins in a middle of a UTF-16 symbol at byte offset 5"),
        (
            Entity("bold", 0, 2),
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5",
        ),
    ],
)
def test_entities_outside_the_text_are_refused(entity: Entity, reason: str) -> None:
    """Entities must lie inside the text and not cut a character in half."""
    with pytest.raises(BotAPIError) as refusal:
        normalised(FormattedText("a😀b", (entity,)))
    assert refusal.value.description == f"Bad Request: {reason}"


def test_styles_are_the_first_to_be_lost() -> None:
    """Of more than a hundred entities links stay and styles go; found addresses do not count."""
    html = "".join(f'<b>{i}</b> <a href="a.org/{i}">x</a>\n' for i in range(80)) + "https://b.org"
    types = [entity.type for entity in stored(checked(parse_html(html))).entities]
    assert (types.count("text_link"), types.count("bold"), types.count("url")) == (80, 20, 1)


def test_entities_that_need_too_much_room_are_refused() -> None:
    """Long addresses add up to a limit."""
    html = "".join(f'<a href="https://a.org/{"x" * 500}{i}">x</a>' for i in range(19))
    with pytest.raises(BotAPIError, match="ENTITIES_TOO_LONG"):
        stored(checked(parse_html(html)))


ENTITIES = st.lists(
    st.builds(
        Entity,
        st.sampled_from((*STYLES, "code", "pre", "text_link", "blockquote", "expandable_blockquote")),
        st.integers(0, 12),
        st.integers(0, 12),
    ),
    max_size=12,
)


@given(st.text(st.sampled_from("ab \n\r\t😀字\u2028"), min_size=1, max_size=16), ENTITIES)
def test_normalising_keeps_entities_inside_and_apart(text: str, entities: list[Entity]) -> None:
    """Kept entities lie inside the kept text, never cross, and normalising again changes nothing."""
    try:
        once = normalised(FormattedText(text, tuple(entities)))
    except BotAPIError:
        return
    length = utf16_length(once.text)
    assert all(0 <= entity.offset < entity.end <= length for entity in once.entities)
    code = [entity for entity in once.entities if entity.type in ("code", "pre")]
    links = [entity for entity in once.entities if entity.type in ("code", "pre", "text_link")]
    assert not any(a is not b and a.offset < b.end and b.offset < a.end for a in code for b in links)
    assert normalised(once) == once
