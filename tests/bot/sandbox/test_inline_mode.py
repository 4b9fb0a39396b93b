"""Inline mode: what a person types after the bot's name, and what the bot may answer."""

from typing import Any

import pytest
from sandbox_driver import ALICE, GROUP, XIAOLIN, SandboxDriver

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
PREFIX = "can't parse inline query result: "


def article(number: int = 1, **changes: Any) -> dict[str, Any]:
    content = {"message_text": f"<b>GEM {number}</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": str(number),
        "title": "GEM",
        "input_message_content": content,
    } | changes


def with_content(**content: Any) -> dict[str, Any]:
    return article(input_message_content=content)


def inline_queries(sandbox: SandboxDriver) -> list[dict[str, Any]]:
    return [update["inline_query"] for update in sandbox.updates() if "inline_query" in update]


def shown(sandbox: SandboxDriver, after: int) -> list[dict[str, Any]]:
    """The answers that the page was told of."""
    return [event for event in sandbox.events(after) if event["type"] == "inline"]


def test_a_query_reaches_the_bot_from_any_chat(sandbox: SandboxDriver) -> None:
    """The bot learns who asks what in which kind of chat, also where it is no member."""
    sandbox.set_member(GROUP, present=False)
    sandbox.ask_inline(GROUP, ALICE, "diffusion")
    sandbox.ask_inline(XIAOLIN, XIAOLIN, "词" * 300, "20")
    first, second = inline_queries(sandbox)
    assert (first["query"], first["offset"], first["chat_type"]) == ("diffusion", "", "group")
    assert first["from"]["language_code"] == "en"
    assert (len(second["query"]), second["offset"], second["chat_type"]) == (256, "20", "sender")


def test_a_chosen_result_is_the_persons_message(sandbox: SandboxDriver) -> None:
    """It says through which bot it came, has the result's keyboard, and the bot sees it."""
    query_id = sandbox.ask_inline(GROUP, ALICE, "gem")
    keyboard = {"inline_keyboard": [[{"text": "arXiv", "url": "https://arxiv.org/abs/2510.01051"}]]}
    content = {
        "message_text": "<b>GEM</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    result = article(input_message_content=content, reply_markup=keyboard)
    sandbox.result("answerInlineQuery", inline_query_id=query_id, results=[result])
    message = sandbox.choose_inline(GROUP, ALICE, query_id, "1")
    assert (message["from"]["id"], message["via_bot"]) == (ALICE, "chenbao_sandbox_bot")
    assert (message["text"], message["reply_markup"]) == ("GEM", keyboard)
    assert message["link_preview_options"] == {"is_disabled": True}
    update = sandbox.updates()[-1]["message"]
    assert update["via_bot"]["username"] == "chenbao_sandbox_bot"


def test_a_tap_on_a_sent_result_names_no_message(sandbox: SandboxDriver) -> None:
    """The bot may not be in the chat, so it is given a number to edit by."""
    query_id = sandbox.ask_inline(GROUP, ALICE, "gem")
    keyboard = {"inline_keyboard": [[{"text": "more", "callback_data": "x"}]]}
    sandbox.result("answerInlineQuery", inline_query_id=query_id, results=[article(reply_markup=keyboard)])
    message = sandbox.choose_inline(GROUP, ALICE, query_id, "1")
    sandbox.tap(GROUP, ALICE, message["message_id"], "x")
    query = sandbox.updates()[-1]["callback_query"]
    assert ("message" in query, "inline_message_id" in query) == (False, True)


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ({}, "expected an Array of inline query results"),
        ("[", "can't parse JSON encoded inline query results: Expected string end"),
        ([article(number) for number in range(51)], "too many inline query results specified"),
        ([7], f"{PREFIX}Inline query result must be an object"),
        ([article(type="card")], f'{PREFIX}type "card" is unsupported for the inline query result'),
        ([{"type": "article"}], f'{PREFIX}Can\'t find field "id"'),
        ([article(id="")], "RESULT_ID_EMPTY"),
        ([article(id="词" * 22)], "RESULT_ID_INVALID"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(title=" ")], "ARTICLE_TITLE_EMPTY"),
        ([article(thumbnail_url="no address")], "WEBDOCUMENT_URL_INVALID"),
        ([article(thumbnail_url=[])], f'{PREFIX}Field "thumbnail_url" must be of type String'),
        ([article(input_message_content=None)], f'{PREFIX}Can\'t find field "input_message_content"'),
        ([with_content()], f'{PREFIX}Can\'t find field "message_text"'),
        ([with_content(message_text="")], f"{PREFIX}Message text is empty"),
        (
            [with_content(message_text="p < 0.05", parse_mode="HTML")],
            f'{PREFIX}Can\'t parse entities: Unsupported start tag "" at byte offset 2',
        ),
        ([with_content(message_text="x" * 4097)], "message is too long"),
        (
            [article(reply_markup={"inline_keyboard": [[{"text": "k", "url": "http://localhost/"}]]})],
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
    ],
)  # fmt: skip
def test_results_are_refused_in_the_servers_words(lived_in: SandboxDriver, results: Any, reason: str) -> None:
    """A result that Telegram would refuse is refused here."""
    query_id = lived_in.ask_inline(GROUP, ALICE, "x")
    answer = lived_in.refusal("answerInlineQuery", inline_query_id=query_id, results=results)
    assert answer == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"next_offset": "词" * 22}, "NEXT_OFFSET_INVALID"),
        ({"button": []}, "object expected as inline query results button"),
        ({"button": {"start_parameter": "x"}}, 'Can\'t find field "text"'),
        ({"button": {"text": "x"}}, "can't use empty start_parameter"),
        ({"button": {"text": "x", "start_parameter": "x" * 65}}, "too long start_parameter specified"),
        (
            {"button": {"text": "x", "start_parameter": "智能体"}},
            "unallowed characters in start_parameter are used",
        ),
    ],
)
def test_what_stands_beside_the_results_is_checked_too(
    lived_in: SandboxDriver, more: dict[str, Any], reason: str
) -> None:
    """The next offset has room for 64 bytes, and the button needs a payload."""
    query_id = lived_in.ask_inline(GROUP, ALICE, "x")
    answer = lived_in.refusal("answerInlineQuery", inline_query_id=query_id, results=[], **more)
    assert answer == f"Bad Request: {reason}"


def test_a_query_is_answered_once_and_soon(sandbox: SandboxDriver) -> None:
    """A second answer, one to nothing, and one after half a minute are too late."""
    answered, waited = (sandbox.ask_inline(GROUP, ALICE, text) for text in ("a", "b"))
    sandbox.result("answerInlineQuery", inline_query_id=answered, results=[])
    sandbox.advance(31)
    for query_id in (answered, waited, "1"):
        refusal = sandbox.refusal("answerInlineQuery", inline_query_id=query_id, results=[article()])
        assert refusal == f"Bad Request: {TOO_OLD}"


def test_an_old_query_is_not_given_to_the_bot(sandbox: SandboxDriver) -> None:
    """A bot that comes back after a while finds messages, and no queries that nobody waits for."""
    sandbox.ask_inline(GROUP, ALICE, "a")
    sandbox.send(XIAOLIN, XIAOLIN, "b")
    sandbox.advance(31)
    assert [set(update) - {"update_id"} for update in sandbox.updates()] == [{"message"}]


@pytest.mark.parametrize(("is_personal", "asks_others"), [(True, [XIAOLIN]), (False, [])])
def test_an_answer_is_given_again_as_long_as_the_bot_allows(
    sandbox: SandboxDriver, is_personal: bool, asks_others: list[int]
) -> None:
    """The same question within the time does not reach the bot; a personal answer is its person's."""
    query_id = sandbox.ask_inline(GROUP, ALICE, "gem")
    more = {"results": [article()], "cache_time": 60, "is_personal": is_personal}
    sandbox.result("answerInlineQuery", inline_query_id=query_id, **more)
    after = sandbox.state()["last_event"]
    sandbox.ask_inline(XIAOLIN, XIAOLIN, "gem")
    again = sandbox.ask_inline(GROUP, ALICE, "gem")
    assert [query["from"]["id"] for query in inline_queries(sandbox)] == [ALICE, *asks_others]
    assert again in [event["inline_query_id"] for event in shown(sandbox, after)]
    assert sandbox.choose_inline(GROUP, ALICE, again, "1")["text"] == "GEM 1"
    sandbox.advance(61)
    late = sandbox.ask_inline(GROUP, ALICE, "gem")
    assert [query["id"] for query in inline_queries(sandbox)] == [late]


@pytest.mark.parametrize(
    ("cache_time", "offset", "is_asked"), [(0, "", True), (60, "20", True), (60, "", False)]
)
def test_only_the_same_page_of_a_kept_answer_is_given_again(
    sandbox: SandboxDriver, cache_time: int, offset: str, is_asked: bool
) -> None:
    """Another page is another question, and cache_time 0 means that every question is asked."""
    query_id = sandbox.ask_inline(GROUP, ALICE, "gem")
    more = {"results": [article()], "cache_time": cache_time}
    sandbox.result("answerInlineQuery", inline_query_id=query_id, **more)
    again = sandbox.ask_inline(GROUP, ALICE, "gem", offset)
    assert (again in [query["id"] for query in inline_queries(sandbox)]) == is_asked


def test_inline_mode_can_be_switched_off(sandbox: SandboxDriver) -> None:
    """getMe tells it, and nobody can ask then."""
    assert sandbox.result("getMe")["supports_inline_queries"]
    sandbox.set_inline_mode(on=False)
    assert not sandbox.result("getMe")["supports_inline_queries"]
    body = {"chat_id": GROUP, "person_id": ALICE, "query": "x"}
    assert sandbox.client.post("/page/inline", json=body).status_code == 400


def test_the_button_above_the_results_is_shown(sandbox: SandboxDriver) -> None:
    """It leads to the bot with its payload."""
    query_id = sandbox.ask_inline(GROUP, ALICE, "x")
    after = sandbox.state()["last_event"]
    button = {"text": "Nothing found", "start_parameter": "q_1"}
    sandbox.result("answerInlineQuery", inline_query_id=query_id, results=[], button=button)
    [answer] = shown(sandbox, after)
    assert (answer["results"], answer["button"], answer["next_offset"]) == ([], button, "")
