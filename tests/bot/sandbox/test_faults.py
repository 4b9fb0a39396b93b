"""Faults that can be switched on, as an HTTP client meets them."""

import httpx
import pytest
from sandbox_driver import ALICE, CHANNEL, XIAOLIN, SandboxDriver
from waiting import eventually


def post(sandbox: SandboxDriver, chat_id: int = CHANNEL, **more: float) -> httpx.Response:
    return sandbox.client.post(
        f"/bot{sandbox.token}/sendMessage", json={"chat_id": chat_id, "text": "x"}, **more
    )


def test_a_flood_names_its_wait(sandbox: SandboxDriver) -> None:
    """429 carries the wait in header, description and parameters, and sends nothing."""
    sandbox.fault("error", retry_after=3, times=2)
    answers = [post(sandbox) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["retry-after"] == "3"
    assert answers[0].json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert len(sandbox.messages(CHANNEL)) == 1


def test_faults_are_narrow(sandbox: SandboxDriver) -> None:
    """A fault meets the calls of its method and chat alone; the others are honest."""
    sandbox.start(XIAOLIN)
    sandbox.start(ALICE)
    sandbox.fault("error", method="sendmessage", chat_id=ALICE, error_code=403, description="Forbidden: x")
    assert post(sandbox, XIAOLIN).status_code == 200
    assert sandbox.call("sendChatAction", chat_id=ALICE, action="typing")["ok"] is True
    assert post(sandbox, ALICE).json()["description"] == "Forbidden: x"
    assert post(sandbox, ALICE).status_code == 200


def test_a_proxy_answers_in_html(sandbox: SandboxDriver) -> None:
    """A bad gateway is a page, not JSON."""
    sandbox.fault("html", error_code=502, description="Bad Gateway")
    answer = post(sandbox)
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html")
    assert "Bad Gateway" in answer.text


@pytest.mark.parametrize(("kind", "is_sent"), [("drop_before", False), ("drop_after", True)])
def test_a_cut_connection_leaves_no_answer(sandbox: SandboxDriver, kind: str, is_sent: bool) -> None:
    """The client cannot tell whether the message was sent; the record can."""
    sandbox.fault(kind)
    with pytest.raises(httpx.RemoteProtocolError):
        post(sandbox)
    assert bool(sandbox.messages(CHANNEL)) is is_sent
    assert [call["fault"] for call in sandbox.calls("sendMessage")] == [kind]


def test_a_cut_answer_is_no_json(sandbox: SandboxDriver) -> None:
    """Half an answer arrives with status 200, and the message was sent."""
    sandbox.fault("cut_json")
    answer = post(sandbox)
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        answer.json()
    assert (answer.status_code, len(sandbox.messages(CHANNEL))) == (200, 1)


def test_an_answer_may_never_come(sandbox: SandboxDriver) -> None:
    """The call is carried out, the client waits in vain."""
    sandbox.fault("hang")
    with pytest.raises(httpx.ReadTimeout):
        post(sandbox, timeout=0.2)
    assert len(sandbox.messages(CHANNEL)) == 1


def test_an_answer_may_come_late(sandbox: SandboxDriver) -> None:
    """A delayed call times out for an impatient client and succeeds for a patient one."""
    sandbox.fault("delay", delay_seconds=0.3, times=2)
    with pytest.raises(httpx.ReadTimeout):
        post(sandbox, timeout=0.1)
    assert post(sandbox).status_code == 200


def test_faults_are_listed_and_cleared(sandbox: SandboxDriver) -> None:
    """What is switched on can be seen and switched off, and malformed faults are refused."""
    sandbox.fault("hang", times=5)
    [fault] = sandbox.client.get("/sandbox/faults").json()["faults"]
    assert (fault["kind"], fault["times"]) == ("hang", 5)
    sandbox.client.delete("/sandbox/faults")
    assert post(sandbox).status_code == 200
    for malformed in (
        {"kind": "x"},
        {},
        {"kind": "hang", "x": 1},
        {"kind": "hang", "times": "x"},
        {"kind": "error", "reason": "x"},
    ):
        answer = sandbox.client.post("/sandbox/faults", json=malformed)
        assert (answer.status_code, list(answer.json())) == (400, ["error"])


@pytest.mark.parametrize(
    ("reason", "code", "words"),
    [
        ("flood_without_wait", 429, "Too Many Requests"),
        ("blocked", 403, "Forbidden: bot was blocked by the user"),
        ("kicked", 403, "Forbidden: bot was kicked from the supergroup chat"),
        ("restricted", 400, "Bad Request: not enough rights to send text messages to the chat"),
        ("chat_not_found", 400, "Bad Request: chat not found"),
        ("topic_closed", 400, "Bad Request: TOPIC_CLOSED"),
        ("topic_deleted", 400, "Bad Request: TOPIC_DELETED"),
        ("unauthorized", 401, "Unauthorized"),
    ],
)
def test_a_refusal_is_asked_for_by_name(sandbox: SandboxDriver, reason: str, code: int, words: str) -> None:
    """The words are the real server's, and no wait is promised where it promises none."""
    sandbox.fault("error", reason=reason)
    assert post(sandbox).json() == {"ok": False, "error_code": code, "description": words}
    assert sandbox.messages(CHANNEL) == []


def test_a_flood_may_come_as_a_page(sandbox: SandboxDriver) -> None:
    """A proxy's 429 is HTML, with the wait in its header alone."""
    sandbox.fault("html", reason="flood", retry_after=9)
    answer = post(sandbox)
    assert (answer.status_code, answer.headers["content-type"]) == (429, "text/html")
    assert answer.headers["retry-after"] == "9"


def test_a_storm_floods_all_chats_until_it_is_switched_off(sandbox: SandboxDriver) -> None:
    """A fault without a number of times meets every call."""
    sandbox.start(ALICE)
    sandbox.fault("error", reason="flood", method="sendMessage", times=None)
    answers = [post(sandbox, chat).status_code for chat in (CHANNEL, ALICE, CHANNEL)]
    sandbox.clear_faults()
    assert (answers, post(sandbox).status_code) == ([429, 429, 429], 200)


def test_a_refusal_may_come_under_status_200(sandbox: SandboxDriver) -> None:
    """The body says no although the status says yes."""
    sandbox.fault("not_ok", reason="outage")
    answer = post(sandbox)
    assert (answer.status_code, answer.json()["ok"], answer.json()["error_code"]) == (200, False, 500)
    assert sandbox.messages(CHANNEL) == []


def test_an_answer_may_drip(sandbox: SandboxDriver) -> None:
    """It comes whole, a byte at a time."""
    sandbox.fault("drip", delay_seconds=0.001)
    answer = post(sandbox)
    assert answer.json()["ok"] is True
    assert answer.elapsed.total_seconds() > 0.1


def test_an_answer_may_be_called_a_page(sandbox: SandboxDriver) -> None:
    """The message was sent, and the JSON is there, under the wrong name."""
    sandbox.fault("wrong_type")
    answer = post(sandbox)
    assert (answer.headers["content-type"], answer.json()["ok"]) == ("text/html", True)


def test_two_messages_may_get_one_id(sandbox: SandboxDriver) -> None:
    """What is told twice is still two messages."""
    first = post(sandbox).json()["result"]["message_id"]
    sandbox.fault("same_id")
    assert post(sandbox).json()["result"]["message_id"] == first
    assert len(sandbox.messages(CHANNEL)) == 2


def test_a_fault_with_a_probability_draws_the_same_again(sandbox: SandboxDriver) -> None:
    """Some calls meet it, some do not, and the same seed means the same ones."""
    outcomes = []
    for _ in range(2):
        sandbox.fault("error", times=None, probability=0.5, seed=7)
        outcomes.append([post(sandbox).status_code for _ in range(20)])
        sandbox.clear_faults()
    assert outcomes[0] == outcomes[1]
    assert {200, 500} == set(outcomes[0])


def test_connections_are_refused_for_a_while(sandbox: SandboxDriver) -> None:
    """Nobody listens, and then the same port answers again as if nothing had been."""
    sandbox.refuse_connections(1)
    eventually(lambda: not is_up(sandbox))
    eventually(lambda: is_up(sandbox))
    assert post(sandbox).status_code == 200


def is_up(sandbox: SandboxDriver) -> bool:
    try:
        return httpx.get(f"{sandbox.url}/sandbox/clock", trust_env=False).is_success
    except httpx.TransportError:
        return False


def test_confirmed_updates_may_come_again(sandbox: SandboxDriver) -> None:
    """A server that lost a confirmation brings the same updates once more."""
    sandbox.start(XIAOLIN)
    sandbox.fault("repeat", method="getUpdates")
    [first] = sandbox.updates()
    assert sandbox.updates(offset=first["update_id"] + 1) == [first]
    assert sandbox.updates(offset=first["update_id"] + 1) == []


def test_updates_may_come_out_of_order(sandbox: SandboxDriver) -> None:
    """The newest first, none missing."""
    for text in ("a", "b", "c"):
        sandbox.send(XIAOLIN, XIAOLIN, text)
    sandbox.fault("disorder", method="getUpdates")
    assert [update["message"]["text"] for update in sandbox.updates()] == ["c", "b", "a"]


def test_update_ids_may_begin_anew(sandbox: SandboxDriver) -> None:
    """A poll with an offset of the old series gets the new one from its beginning, as on the real server."""
    sandbox.start(XIAOLIN)
    [old] = sandbox.updates()
    sandbox.updates(offset=old["update_id"] + 1)
    sandbox.begin_update_ids(17)
    sandbox.start(XIAOLIN)
    assert [update["update_id"] for update in sandbox.updates(offset=old["update_id"] + 1)] == [17]


def test_updates_of_any_shape_can_be_queued(sandbox: SandboxDriver) -> None:
    """What no version of ours knows comes as it stands, under an id of the same series."""
    sandbox.queue_update(message={"date": "yesterday"})
    sandbox.queue_update(telepathy=[None])
    first, second = sandbox.updates()
    assert (first["message"], second["telepathy"]) == ({"date": "yesterday"}, [None])
    assert second["update_id"] == first["update_id"] + 1
