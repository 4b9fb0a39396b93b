"""The endpoints behind the page, without the page."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sandbox_driver import ALICE, CHANNEL, GROUP, XIAOLIN, SandboxDriver


def test_the_state_shows_everybody(sandbox: SandboxDriver) -> None:
    """Two people, their private chats, a group and a channel are there from the start."""
    state = sandbox.state()
    assert [(person["first_name"], person["language_code"]) for person in state["people"]] == [
        ("小林", "zh-hans"),
        ("Alice", "en"),
    ]
    assert [(chat["id"], chat["type"], chat["title"]) for chat in state["chats"]] == [
        (XIAOLIN, "private", "小林"),
        (ALICE, "private", "Alice Park"),
        (GROUP, "group", "读论文小组"),
        (CHANNEL, "channel", "论文频道"),
    ]
    assert state["bot"]["polling"] is False
    sandbox.updates()
    assert sandbox.state()["bot"]["polling"] is True


def test_a_person_sends_a_file(sandbox: SandboxDriver) -> None:
    """The bot gets a document that it can fetch, the page one that it can offer."""
    shown = sandbox.send_file(XIAOLIN, XIAOLIN, "a.json", b"{}")
    [update] = sandbox.updates()
    document = update["message"]["document"]
    file = sandbox.result("getFile", file_id=document["file_id"])
    fetched = sandbox.client.get(f"/file/bot{sandbox.token}/{file['file_path']}")
    assert (document["file_name"], document["mime_type"]) == ("a.json", "application/json")
    assert (fetched.content, document["file_size"]) == (b"{}", 2)
    assert sandbox.messages(XIAOLIN)[-1]["message_id"] == shown["message_id"]
    assert sandbox.client.get(sandbox.messages(XIAOLIN)[-1]["document"]["url"]).content == b"{}"


def test_a_file_that_is_none_is_refused(sandbox: SandboxDriver) -> None:
    """Nothing in it, or something else than base64."""
    for content in ("", "***"):
        body = {"chat_id": XIAOLIN, "person_id": XIAOLIN, "file_name": "a", "content": content}
        assert sandbox.client.post("/page/file", json=body).status_code == 400


def test_events_tell_what_happens(sandbox: SandboxDriver) -> None:
    """Messages, edits, reactions, answers, deletions and changes of chats reach the page in order."""
    after = sandbox.state()["last_event"]
    theirs = sandbox.start(XIAOLIN)["message_id"]
    here = {
        "chat_id": XIAOLIN,
        "message_id": sandbox.result("sendMessage", chat_id=XIAOLIN, text="a")["message_id"],
    }
    sandbox.result("sendChatAction", chat_id=XIAOLIN, action="typing")
    sandbox.result("editMessageText", **here, text="b")
    sandbox.result(
        "setMessageReaction", chat_id=XIAOLIN, message_id=theirs, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    query_id = sandbox.tap(XIAOLIN, XIAOLIN, here["message_id"], "x")
    sandbox.result("answerCallbackQuery", callback_query_id=query_id, text="t", show_alert=True)
    sandbox.result("deleteMessage", **here)
    sandbox.result("setMyName", name="N")
    sandbox.block(XIAOLIN)
    sandbox.advance(1)
    events = sandbox.events(after)
    assert [event["type"] for event in events] == [
        "message", "message", "action", "edit", "edit", "answer", "delete", "bot", "chat", "clock", "samples"
    ]  # fmt: skip
    assert [event["id"] for event in events] == list(range(after + 1, after + 12))
    assert events[1]["message"]["text"] == "a"
    assert (events[3]["message"]["text"], events[4]["message"]["reactions"]) == ("b", ["👍"])
    answer = {
        "callback_query_id": query_id,
        "chat_id": XIAOLIN,
        "person_id": XIAOLIN,
        "text": "t",
        "show_alert": True,
    }
    assert answer.items() <= events[5].items()
    assert (events[7]["bot"]["first_name"], events[8]["chat"]["is_blocked"]) == ("N", True)


def test_events_are_waited_for(sandbox: SandboxDriver) -> None:
    """The page's long poll returns with the next event."""
    after = sandbox.state()["last_event"]
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(sandbox.events, after)
        sandbox.start(XIAOLIN)
        assert [event["type"] for event in waiting.result(timeout=20)] == ["message"]


@pytest.mark.parametrize("after", [-1, 10**9])
def test_a_page_that_lost_the_thread_is_told(sandbox: SandboxDriver, after: int) -> None:
    """Events that are unknown or forgotten ask the page to load the state again."""
    sandbox.start(XIAOLIN)
    answer = sandbox.client.get("/page/events", params={"after": after}).json()
    assert answer == {"events": [], "last_event": sandbox.state()["last_event"], "reset": True}


def test_a_deep_link_starts_the_bot(sandbox: SandboxDriver) -> None:
    """The payload of a link follows /start, which is a command."""
    message = sandbox.start(ALICE, "paper_2401")
    assert message["text"] == "/start paper_2401"
    assert message["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert sandbox.updates()[0]["message"]["from"]["language_code"] == "en"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("send", {"chat_id": XIAOLIN, "person_id": XIAOLIN}, 400),
        ("send", {"chat_id": 5, "person_id": XIAOLIN, "text": "x"}, 404),
        ("send", {"chat_id": XIAOLIN, "person_id": 5, "text": "x"}, 404),
        ("send", {"chat_id": XIAOLIN, "person_id": ALICE, "text": "x"}, 400),
        ("send", {"chat_id": CHANNEL, "person_id": ALICE, "text": "x"}, 400),
        ("send", {"chat_id": XIAOLIN, "person_id": XIAOLIN, "text": " "}, 400),
        ("send", {"chat_id": XIAOLIN, "person_id": XIAOLIN, "text": "x" * 4097}, 400),
        ("send", {"chat_id": 2**70, "person_id": XIAOLIN, "text": "x"}, 400),
        ("tap", {"chat_id": XIAOLIN, "person_id": XIAOLIN, "message_id": 9, "callback_data": "x"}, 400),
        ("tap", {"chat_id": XIAOLIN, "person_id": XIAOLIN, "message_id": True, "callback_data": "x"}, 400),
        ("start", {"person_id": 5}, 404),
        ("start", {"person_id": XIAOLIN, "payload": 5}, 400),
        ("block", {"person_id": XIAOLIN, "blocked": 1}, 400),
        ("member", {"chat_id": XIAOLIN, "present": False}, 400),
        ("choose", {"chat_id": XIAOLIN, "person_id": XIAOLIN, "inline_query_id": "1", "result_id": "1"}, 400),
        ("send", [], 400),
    ],
)
def test_what_cannot_be_done_is_refused(lived_in: SandboxDriver, path: str, body: Any, status: int) -> None:
    """Wrong people, chats and values get an error in JSON."""
    answer = lived_in.client.post(f"/page/{path}", json=body)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


def test_who_blocked_the_bot_does_not_write(sandbox: SandboxDriver) -> None:
    """A person who blocked the bot must let it back in first."""
    sandbox.block(XIAOLIN)
    body = {"chat_id": XIAOLIN, "person_id": XIAOLIN, "text": "x"}
    assert sandbox.client.post("/page/send", json=body).status_code == 400
    sandbox.block(XIAOLIN, blocked=False)
    assert sandbox.client.post("/page/send", json=body).status_code == 200


def test_people_can_be_added(sandbox: SandboxDriver) -> None:
    """Any number of readers can join, and be written to if they have started."""
    person_ids = sandbox.add_people(3, has_started=True, language_code="zh-hans")
    assert len(set(person_ids)) == 3
    assert sandbox.result("sendMessage", chat_id=person_ids[2], text="x")["text"] == "x"
    [stranger] = sandbox.add_people()
    assert sandbox.call("sendMessage", chat_id=stranger, text="x")["error_code"] == 403
    assert sandbox.client.post("/sandbox/people", json={"count": 0}).status_code == 400


def test_a_file_is_never_run(sandbox: SandboxDriver) -> None:
    """An uploaded page is offered for download, not shown."""
    upload = {"document": ("x.html", b"<script>1</script>", "text/html")}
    path = f"/bot{sandbox.token}/sendDocument"
    sandbox.client.post(path, data={"chat_id": str(CHANNEL)}, files=upload)
    answer = sandbox.client.get(sandbox.messages(CHANNEL)[0]["document"]["url"])
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert sandbox.client.get("/page/files/none").status_code == 404


def test_a_reply_keyboard_is_for_the_page_alone(sandbox: SandboxDriver) -> None:
    """It comes with a message that does not carry it, as on the real server."""
    markup = {"keyboard": [["08:00"]], "resize_keyboard": True}
    sandbox.start(XIAOLIN)
    sent = sandbox.result("sendMessage", chat_id=XIAOLIN, text="When?", reply_markup=markup)
    assert "reply_markup" not in sent
    assert sandbox.messages(XIAOLIN)[-1]["reply_keyboard"] == markup


def test_a_place_is_sent_in_degrees(sandbox: SandboxDriver) -> None:
    """The bot gets it as a location; what lies nowhere on Earth is refused."""
    body = {"chat_id": XIAOLIN, "person_id": XIAOLIN, "latitude": 35.68, "longitude": 139.77}
    assert sandbox.client.post("/page/place", json=body).status_code == 200
    [update] = sandbox.updates()
    assert update["message"]["location"] == {"latitude": 35.68, "longitude": 139.77}
    assert sandbox.messages(XIAOLIN)[-1]["location"] == update["message"]["location"]
    for wrong in ({"latitude": 91}, {"longitude": "x"}, {"latitude": True}):
        assert sandbox.client.post("/page/place", json=body | wrong).status_code == 400


def test_a_place_is_asked_for_in_private_chats_alone(sandbox: SandboxDriver) -> None:
    """A group's message with such a key is refused as a whole."""
    markup = {"keyboard": [[{"text": "Here", "request_location": True}]]}
    sandbox.start(XIAOLIN)
    sandbox.result("sendMessage", chat_id=XIAOLIN, text="Where?", reply_markup=markup)
    refusal = sandbox.refusal("sendMessage", chat_id=GROUP, text="Where?", reply_markup=markup)
    assert refusal == "Bad Request: location can be requested in private chats only"


def test_earlier_messages_are_told_when_asked_for(sandbox: SandboxDriver) -> None:
    """Those before one, oldest first; none before the first."""
    sent = [sandbox.send(XIAOLIN, XIAOLIN, str(number))["message_id"] for number in range(3)]

    def before(message_id: int) -> list[int]:
        query = {"chat_id": XIAOLIN, "before": message_id}
        found = sandbox.client.get("/page/messages", params=query).json()["messages"]
        return [message["message_id"] for message in found]

    assert (before(sent[2]), before(sent[0])) == (sent[:2], [])


def test_other_sites_cannot_act(sandbox: SandboxDriver) -> None:
    """A page of another site that posts here is refused; the sandbox's own is not."""
    body = {"person_id": XIAOLIN}
    answers = [
        sandbox.client.post("/page/start", json=body, headers={"origin": origin}).status_code
        for origin in ("https://evil.example", "null", sandbox.url)
    ]
    assert answers == [403, 403, 200]
