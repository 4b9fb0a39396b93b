"""Faults that can be switched on, as an HTTP client meets them."""

import httpx
import pytest
from sandbox_driver import ALICE, CHANNEL, XIAOLIN, SandboxDriver


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
    for malformed in ({"kind": "x"}, {}, {"kind": "hang", "x": 1}, {"kind": "hang", "times": "x"}):
        answer = sandbox.client.post("/sandbox/faults", json=malformed)
        assert (answer.status_code, list(answer.json())) == (400, ["error"])
