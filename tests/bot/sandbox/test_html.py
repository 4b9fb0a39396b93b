"""Telegram's HTML, read and refused as the real server does."""

import contextlib
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.sandbox.entity import FormattedText, utf16_length
from bot.sandbox.errors import BotAPIError
from bot.sandbox.html import parse_html

PARSED = [
    ("plain", "plain", []),
    ("a > b & c", "a > b & c", []),
    ("<b>x</b>", "x", [("bold", 0, 1, "")]),
    ("<STRONG>x</strong >", "x", [("bold", 0, 1, "")]),
    ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1, ""), ("italic", 1, 1, "")]),
    ("<u>a</u> <ins>b</ins>", "a b", [("underline", 0, 1, ""), ("underline", 2, 1, "")]),
    ("<s>a</s>-<strike>b</strike>-<del>c</del>", "a-b-c", [("strikethrough", i, 1, "") for i in (0, 2, 4)]),
    (
        '<tg-spoiler>a</tg-spoiler> <span class="tg-spoiler">b</span>',
        "a b",
        [("spoiler", 0, 1, ""), ("spoiler", 2, 1, "")],
    ),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2, ""), ("italic", 1, 1, "")]),
    ("<b>x</>", "x", [("bold", 0, 1, "")]),
    ("<b></b>x", "x", []),
    ("😀<b>你</b>", "😀你", [("bold", 2, 1, "")]),
    ("<b>😀</b>", "😀", [("bold", 0, 2, "")]),
    (
        '<a href="https://arxiv.org/abs/2401.00001">x</a>',
        "x",
        [("text_link", 0, 1, "https://arxiv.org/abs/2401.00001")],
    ),
    ("<a href='https://a.org/?x=1&amp;y=2'>x</a>", "x", [("text_link", 0, 1, "https://a.org/?x=1&y=2")]),
    ('<a class="k" href = "a.org" id=5>x</a>', "x", [("text_link", 0, 1, "http://a.org/")]),
    ("<a>arxiv.org</a>", "arxiv.org", [("text_link", 0, 9, "http://arxiv.org/")]),
    ('<a href="nowhere">x</a>', "x", []),
    ('<a href="ftp://a.org">x</a>', "x", []),
    ('<a href="http://localhost/">x</a>', "x", []),
    ("<code>x</code>", "x", [("code", 0, 1, "")]),
    ('<code class="language-py">x</code>', "x", [("code", 0, 1, "")]),
    ("<pre>x</pre>", "x", [("pre", 0, 1, "")]),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1, "py")]),
    ('<code class="language-py"><pre>x</pre></code>', "x", [("pre", 0, 1, "py")]),
    ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1, "")]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1, "")]),
    ('<blockquote expandable="">x</blockquote>', "x", [("expandable_blockquote", 0, 1, "")]),
    (
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
        "👍",
        [("custom_emoji", 0, 2, "5368324170671202286")],
    ),
    ('<tg-time unix="1790000000">soon</tg-time>', "soon", [("date_time", 0, 4, "1790000000")]),
    ("&lt;b&gt; &amp; &quot;", '<b> & "', []),
    ("&lt &gt", "< >", []),
    ("&#60;&#x3c;&#x27;&#39", "<<''", []),
    ("&nbsp;&apos;&copy;", "&nbsp;&apos;&copy;", []),
    ("&#0; &#x10ffff; &#00000065;", "&#0; &#x10ffff; &#00000065;", []),
    ("&#xd83d;&#xde00;", "😀", []),
    ("&", "&", []),
]

REFUSED = [
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("你<P>x</P>", 'Unsupported start tag "p" at byte offset 3'),
    ("p < 0.05", 'Unsupported start tag "" at byte offset 2'),
    ("<unk>", 'Unsupported start tag "unk" at byte offset 0'),
    ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
    ("x<b", "Unclosed start tag at byte offset 1"),
    ("x<", "Unclosed start tag at byte offset 1"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a ", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<b />", 'Empty attribute name in the tag "b" at byte offset 0'),
    ('<b "x">', 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<a href=https://a.org>x</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('😀<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 4'),
    ("</b>", "Unexpected end tag at byte offset 0"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b>x</b y>", "Unclosed end tag at byte offset 4"),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>你", 'Can\'t find end tag corresponding to start tag "b"'),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    (
        "&#xd83d;",
        "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
    ),
]


@pytest.mark.parametrize(("html", "text", "entities"), PARSED)
def test_markup_becomes_entities(html: str, text: str, entities: list[tuple[str, int, int, str]]) -> None:
    """Allowed tags, attributes and references give the text and entities of the real server."""
    parsed = parse_html(html)
    found = [(entity.type, entity.offset, entity.length, entity.argument) for entity in parsed.entities]
    assert (parsed.text, found) == (text, entities)


@pytest.mark.parametrize(("html", "reason"), REFUSED)
def test_refusals_name_the_byte(html: str, reason: str) -> None:
    """What the real server refuses is refused in its words, with offsets in UTF-8 bytes."""
    with pytest.raises(BotAPIError) as refusal:
        parse_html(html)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(st.characters(codec="utf-8")))
@example("&lt;&amp;amp;#x27;<b>")
def test_escaped_text_is_read_back(text: str) -> None:
    """Whatever Python escapes comes back as it was, without entities."""
    assert parse_html(escape(text)) == FormattedText(text)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<",
                ">",
                "</",
                "/>",
                "<b>",
                "</b>",
                "<a href=",
                "<pre>",
                "<code class='language-x'>",
                "</",
                "&",
                "&#x",
            ]
        ),
        st.sampled_from(
            ['"', "'", "=", ";", " ", "\n", "\0", "<span class=tg-spoiler>", "<blockquote expandable>"]
        ),
        st.text(st.characters(codec="utf-8"), max_size=4),
    ),
    max_size=30,
).map("".join)


@given(MARKUP)
def test_any_input_is_read_or_refused(html: str) -> None:
    """No input makes the parser fail, and entities lie inside the text they describe."""
    try:
        parsed = parse_html(html)
    except BotAPIError:
        return
    length = utf16_length(parsed.text)
    assert all(0 <= entity.offset < entity.end <= length for entity in parsed.entities)


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Bytes read as Latin letters never make the parser fail."""
    with contextlib.suppress(BotAPIError):
        assert parse_html(raw.decode("latin-1")).text is not None
