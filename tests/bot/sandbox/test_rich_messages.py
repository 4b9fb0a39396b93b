"""Rich messages: their HTML read strictly, kept as blocks, edited into texts and back."""

import contextlib
import json
from html import escape
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sandbox_driver import XIAOLIN, SandboxDriver

from bot.sandbox.errors import BotAPIError
from bot.sandbox.rich_html import parse_rich_html
from bot.sandbox.rich_messages import MAX_BLOCKS, MAX_CHARACTERS, rich_characters

PARSED: list[tuple[str, list[dict[str, Any]]]] = [
    ("<p>plain</p>", [{"type": "paragraph", "text": "plain"}]),
    ("loose", [{"type": "paragraph", "text": "loose"}]),
    ("<p>a\n  b </p>\n\n<p> </p>", [{"type": "paragraph", "text": "a b"}]),
    ("<h2>晨报</h2>", [{"type": "heading", "text": "晨报", "size": 2}]),
    (
        "<p>a <B>b<i>c</i></b>.</p>",
        [
            {
                "type": "paragraph",
                "text": ["a ", {"type": "bold", "text": ["b", {"type": "italic", "text": "c"}]}, "."],
            }
        ],
    ),
    (
        '<p><a href="https://a.org/?x=1&amp;y=2">x</a></p>',
        [{"type": "paragraph", "text": {"type": "url", "text": "x", "url": "https://a.org/?x=1&y=2"}}],
    ),
    (
        "<p><tg-math> x &lt; \\frac{1}{2} </tg-math></p>",
        [
            {
                "type": "paragraph",
                "text": {"type": "mathematical_expression", "expression": "x < \\frac{1}{2}"},
            }
        ],
    ),
    ("<tg-math-block>E</tg-math-block>", [{"type": "mathematical_expression", "expression": "E"}]),
    (
        "<details><summary>s</summary><p>a</p>b</details>",
        [
            {
                "type": "details",
                "summary": "s",
                "blocks": [{"type": "paragraph", "text": "a"}, {"type": "paragraph", "text": "b"}],
            }
        ],
    ),
    (
        '<ol start="3"><li>a</li><li>b</li></ol>',
        [
            {
                "type": "list",
                "items": [
                    {"blocks": [{"type": "paragraph", "text": "a"}], "label": "3."},
                    {"blocks": [{"type": "paragraph", "text": "b"}], "label": "4."},
                ],
            }
        ],
    ),
    (
        "<blockquote><p>q</p><cite>who</cite></blockquote><hr/><footer>f</footer>",
        [
            {"type": "blockquote", "blocks": [{"type": "paragraph", "text": "q"}], "credit": "who"},
            {"type": "divider"},
            {"type": "footer", "text": "f"},
        ],
    ),
    ("<pre>a\n  b</pre>", [{"type": "pre", "text": "a\n  b"}]),
    ("<p>a<br>b</p>", [{"type": "paragraph", "text": "a\nb"}]),
]
PREFIX = "Bad Request: "
REFUSED = [
    (
        "<script>x</script>",
        f'{PREFIX}can\'t parse rich message: Unsupported start tag "script" at byte offset 0',
    ),
    ("<p>p < 0.05</p>", f'{PREFIX}can\'t parse rich message: Malformed tag "" at byte offset 5'),
    (
        '<p onclick="x">y</p>',
        f'{PREFIX}can\'t parse rich message: Unsupported attribute "onclick" of tag "p" at byte offset 0',
    ),
    ("<p>x", f"{PREFIX}can't parse rich message: Can't find end tag corresponding to start tag \"p\""),
    (
        "<p><b>x</p>",
        f'{PREFIX}can\'t parse rich message: Unmatched end tag at byte offset 7, expected "</b>", found "</p>"',
    ),
    ("x</p>", f"{PREFIX}can't parse rich message: Unexpected end tag at byte offset 1"),
    (
        "<b><p>x</p></b>",
        f'{PREFIX}can\'t parse rich message: Tag "p" is not allowed in the tag "b" at byte offset 3',
    ),
    (
        "<ul>x</ul>",
        f'{PREFIX}can\'t parse rich message: Text is not allowed in the tag "ul" at byte offset 0',
    ),
    (
        "<details><p>x</p></details>",
        f'{PREFIX}can\'t parse rich message: Tag "details" must begin with its one summary at byte offset 0',
    ),
    ('<p><a href="nowhere">x</a></p>', f"{PREFIX}RICH_MESSAGE_URL_INVALID"),
    ("<p><tg-math> </tg-math></p>", f"{PREFIX}RICH_MESSAGE_MATH_INVALID"),
    ("<i>" * 17 + "x" + "</i>" * 17, f"{PREFIX}RICH_MESSAGE_DEPTH_INVALID"),
]


@pytest.mark.parametrize(("html", "blocks"), PARSED)
def test_html_becomes_blocks(html: str, blocks: list[dict[str, Any]]) -> None:
    """Each kind of block and text as the Bot API describes it."""
    assert parse_rich_html(html) == blocks


@pytest.mark.parametrize(("html", "description"), REFUSED)
def test_what_is_not_right_is_refused(html: str, description: str) -> None:
    """Nothing is mended."""
    with pytest.raises(BotAPIError) as refused:
        parse_rich_html(html)
    assert refused.value.description == description


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@example("<p><b>")
@example("<p>&#xd800;</p>")
def test_any_text_is_read_or_refused(html: str) -> None:
    """Nothing else can be raised, and what is escaped is shown as it was."""
    with contextlib.suppress(BotAPIError):
        json.dumps(parse_rich_html(html), ensure_ascii=False).encode()
    shown = parse_rich_html(f"<pre>{escape(html)}</pre>")
    assert rich_characters(shown) <= len(html)


def _rich(html: str, **more: Any) -> dict[str, Any]:
    return {"html": html, "skip_entity_detection": True, **more}


def test_message_is_kept_as_blocks(lived_in: SandboxDriver) -> None:
    """It has no text, and its keyboard is as of any message."""
    keyboard = {"inline_keyboard": [[{"text": "1", "callback_data": "x"}]]}
    sent = lived_in.result(
        "sendRichMessage", chat_id=XIAOLIN, rich_message=_rich("<h1>H</h1>"), reply_markup=keyboard
    )
    assert sent["rich_message"] == {"blocks": [{"type": "heading", "text": "H", "size": 1}]}
    assert (sent["reply_markup"], "text" in sent) == (keyboard, False)
    assert lived_in.messages(XIAOLIN)[-1]["rich_message"] == sent["rich_message"]
    [call] = lived_in.calls("sendRichMessage")[-1:]
    assert (call["unknown"], call["mistyped"]) == ([], [])


def test_message_becomes_a_text_and_rich_again(lived_in: SandboxDriver) -> None:
    """As editMessageText describes: exactly one of both contents, and neither twice the same."""
    sent = lived_in.result("sendRichMessage", chat_id=XIAOLIN, rich_message=_rich("<p>a</p>"))
    where = {"chat_id": XIAOLIN, "message_id": sent["message_id"]}
    text = lived_in.result("editMessageText", **where, text="card")
    assert (text["text"], "rich_message" in text) == ("card", False)
    rich = lived_in.result("editMessageText", **where, rich_message=_rich("<p>b</p>"))
    assert ("text" in rich, rich["rich_message"]["blocks"][0]["text"]) == (False, "b")
    again = lived_in.refusal("editMessageText", **where, rich_message=_rich("<p>b</p>"))
    assert again.startswith("Bad Request: message is not modified")
    both = lived_in.refusal("editMessageText", **where, text="x", rich_message=_rich("<p>b</p>"))
    assert both == "Bad Request: text and rich_message can't be used together"


@pytest.mark.parametrize(
    ("document", "description"),
    [
        ("[]", "object expected as rich message"),
        ("{", "can't parse rich message JSON object"),
        ("", "rich message is empty"),
        ({}, "exactly one of the fields html, markdown, or blocks must be used"),
        (
            {"html": "a", "markdown": "b"},
            "exactly one of the fields html, markdown, or blocks must be used",
        ),
        ({"html": "<p> </p>"}, "RICH_MESSAGE_CONTENT_REQUIRED"),
        ({"html": f"<p>{'x' * (MAX_CHARACTERS + 1)}</p>"}, "RICH_MESSAGE_TOO_LONG"),
        ({"html": "<p>x</p>" * (MAX_BLOCKS + 1)}, "RICH_MESSAGE_BLOCKS_TOO_MUCH"),
    ],
)
def test_content_that_is_none_or_too_much_is_refused(
    lived_in: SandboxDriver, document: Any, description: str
) -> None:
    """By the published limits; nothing is sent."""
    before = lived_in.messages(XIAOLIN)
    refusal = lived_in.refusal("sendRichMessage", chat_id=XIAOLIN, rich_message=document)
    assert refusal == f"Bad Request: {description}"
    assert lived_in.messages(XIAOLIN) == before


def test_server_can_play_one_of_before(sandbox: SandboxDriver) -> None:
    """It does not know the method, as servers older than Bot API 10.1; all else goes on."""
    sandbox.start(XIAOLIN)
    sandbox.fault("error", method="sendRichMessage", reason="method_not_found", times=None)
    answers = [
        sandbox.refusal("sendRichMessage", chat_id=XIAOLIN, rich_message=_rich("<p>x</p>")) for _ in range(2)
    ]
    assert answers == ["Not Found: method not found"] * 2
    assert sandbox.result("sendMessage", chat_id=XIAOLIN, text="x")["text"] == "x"
