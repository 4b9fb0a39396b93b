"""Styled text becomes HTML that is always whole."""

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.html import parse_html
from handlers.escaping import clean
from handlers.views.measuring import Weight, utf16_units, weight
from handlers.views.paging import messages, pages
from handlers.views.rich_text import RichText, Span, Style, joined, linked, plain, rendered, styled

LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffd")


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    """Any text with any styles over any parts of it, crossing each other."""
    text = clean(draw(st.text(LETTERS | st.sampled_from("\n 。"), max_size=60)))
    edges = st.integers(min_value=0, max_value=len(text))
    spans = draw(
        st.lists(
            st.tuples(edges, edges, st.sampled_from(list(Style))).filter(lambda one: one[0] < one[1]),
            max_size=8,
        )
    )
    return RichText(text, tuple(Span(*one, "https://a.b/c" if one[2] is Style.LINK else "") for one in spans))


@given(rich_texts())
def test_any_styles_become_html_that_the_server_reads(rich: RichText) -> None:
    """Crossing and nested styles close in order, and no character is lost."""
    assert parse_html(rendered(rich)).text == rich.text


def test_code_stands_alone_and_links_hold_no_code() -> None:
    """The server would drop such nesting; we never write it."""
    code = RichText("abc", (Span(0, 3, Style.BOLD), Span(1, 2, Style.CODE)))
    assert rendered(code) == "<b>a</b><code>b</code><b>c</b>"
    link = RichText("abc", (Span(0, 3, Style.LINK, "https://a.b"), Span(1, 2, Style.CODE)))
    assert rendered(link) == '<a href="https://a.b">abc</a>'
    quote = styled(Style.FOLDED_QUOTE, styled(Style.QUOTE, "x"))
    assert rendered(quote) == "<blockquote expandable>x</blockquote>"


def test_only_web_addresses_become_links() -> None:
    """No other scheme, and no address that breaks out of its quotes."""
    assert rendered(linked("https://a.b/?x=1&y", "p")) == '<a href="https://a.b/?x=1&amp;y">p</a>'
    for address in ("javascript:alert(1)", "tg://user?id=1", 'https://a.b/"x', "https://a b", "", None):
        assert rendered(linked(address, "p")) == "p"


def test_empty_pieces_leave_no_gap() -> None:
    """A missing part of a card takes its separator with it."""
    pieces = [plain("a"), plain(""), styled(Style.BOLD, " "), plain("b")]
    assert rendered(joined("\n\n", pieces)) == "a\n\nb"


@given(rich_texts(), st.integers(min_value=4, max_value=40))
def test_pages_fit_and_hold_every_word(rich: RichText, units: int) -> None:
    """Each page fits alone; together they say everything but the white space at the cuts."""
    limit = Weight(units, entities=3, payload_bytes=30)
    found = pages(rich, limit)
    assert all(utf16_units(page.text) <= units for page in found)
    assert all(parse_html(rendered(page)).text == page.text for page in found)
    assert "".join("".join(page.text.split()) for page in found) == "".join(rich.text.split())


def test_a_page_ends_where_a_paragraph_does() -> None:
    """A cut prefers the end of a paragraph, then of a line, a sentence, a word."""
    limit = Weight(20, 10, 100)
    assert [page.text for page in pages(plain("one two three\n\nfour five six"), limit)] == [
        "one two three",
        "four five six",
    ]
    assert [page.text for page in pages(plain("一二三四五六七八九十。一二三四五六七八九十。"), limit)] == [
        "一二三四五六七八九十。",
        "一二三四五六七八九十。",
    ]
    assert [page.text for page in pages(plain("a" * 45), limit)] == ["a" * 20, "a" * 20, "a" * 5]


@given(st.lists(st.text(LETTERS, max_size=30).map(lambda text: rendered(plain(text))), max_size=30))
def test_messages_hold_all_blocks_in_order_and_fit(blocks: list[str]) -> None:
    """Lines are dealt to messages whole, none twice, none lost."""
    limit = Weight(100, 10, 100)
    ranges = messages(blocks, limit)
    assert [number for start, end in ranges for number in range(start, end)] == list(range(len(blocks)))
    assert all(not weight("\n".join(blocks[start:end])).exceeds(limit) for start, end in ranges)
