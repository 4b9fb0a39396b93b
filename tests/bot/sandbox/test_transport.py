"""Paths, tokens and parameters as HTTP clients send them."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sandbox_driver import TOKEN, XIAOLIN, SandboxDriver

from bot.sandbox.errors import BotAPIError
from bot.sandbox.parameters import read_parameters

TEXT = '你好 +&=% 😀\r\n"quoted"'


@pytest.mark.parametrize(
    ("path", "error_code", "description"),
    [
        ("/bot", 404, "Not Found"),
        (f"/bot{TOKEN}", 404, "Not Found"),
        (f"/bot{TOKEN}/sendMessage/extra", 404, "Not Found"),
        (f"/bot{TOKEN}/noSuchMethod", 404, "Not Found: method not found"),
        (f"/bot{TOKEN}/sendGift", 404, "Not Found: method not found"),
        ("/bot1:x/getMe", 401, "Unauthorized"),
        ("/bot/getMe", 401, "Unauthorized: invalid token specified"),
        ("/botx:y/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot0:y/getMe", 401, "Unauthorized: invalid token specified"),
        (f"/bot1:{'y' * 90}/getMe", 401, "Unauthorized: invalid token specified"),
    ],
)
def test_wrong_paths_are_refused(
    lived_in: SandboxDriver, path: str, error_code: int, description: str
) -> None:
    """Each wrong path has the real server's status and words."""
    answer = lived_in.client.get(path)
    expected = {"ok": False, "error_code": error_code, "description": description}
    assert (answer.status_code, answer.json()) == (error_code, expected)


@pytest.mark.parametrize("method", ["sendMessage", "SENDMESSAGE", "test/sendmessage"])
def test_methods_ignore_case(lived_in: SandboxDriver, method: str) -> None:
    """Method names are read without regard to case, with /test before them or not."""
    answer = lived_in.client.get(f"/bot{TOKEN}/{method}", params={"chat_id": XIAOLIN, "text": "x"})
    assert answer.json()["result"]["text"] == "x"


def test_parameters_come_from_anywhere(lived_in: SandboxDriver) -> None:
    """Query, form, multipart and JSON carry the same text, byte for byte after cleaning."""
    path = f"/bot{TOKEN}/sendMessage"
    plain = {"chat_id": str(XIAOLIN), "text": TEXT}
    answers = [
        lived_in.client.get(path, params=plain),
        lived_in.client.post(path, data=plain),
        lived_in.client.post(path, data=plain, files={"unused": ("a.txt", b"x")}),
        lived_in.client.post(path, json={"chat_id": XIAOLIN, "text": TEXT}),
        lived_in.client.post(f"{path}?chat_id={XIAOLIN}", json={"text": TEXT}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == [TEXT.replace("\r", "")] * 5


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'{"text": "\xff"}'),
        ("application/json", b"[" * 100_000),
        ("application/x-www-form-urlencoded", b"text=%ff"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\n"),
    ],
)
def test_malformed_bodies_are_refused(lived_in: SandboxDriver, content_type: str, body: bytes) -> None:
    """A body that is not what it says gets a 400, never a 500."""
    answer = lived_in.client.post(f"/bot{TOKEN}/getMe", content=body, headers={"content-type": content_type})
    assert (answer.status_code, answer.json()["error_code"]) == (400, 400)


def test_a_body_of_another_kind_is_passed_over(lived_in: SandboxDriver) -> None:
    """Content the Bot API does not know brings no parameters."""
    answer = lived_in.client.post(f"/bot{TOKEN}/getMe", content=b"x", headers={"content-type": "text/plain"})
    assert answer.json()["ok"] is True


def test_numbers_and_switches_are_read_leniently(lived_in: SandboxDriver) -> None:
    """Digits before anything else are a number; True, yes and 1 are true."""
    long = lived_in.client.get(f"/bot{TOKEN}/getUpdates?limit=1x&timeout=no")
    assert len(long.json()["result"]) == 1
    sent = lived_in.client.get(
        f"/bot{TOKEN}/sendMessage?chat_id={XIAOLIN}&text=x&protect_content=True"
    ).json()
    assert sent["result"]["has_protected_content"] is True


def test_the_record_tells_what_the_server_passes_over(sandbox: SandboxDriver) -> None:
    """Unknown and mistyped parameters are accepted and recorded, refusals with their reason."""
    sandbox.start(XIAOLIN)
    sandbox.result("sendMessage", chat_id=XIAOLIN, text="x", colour="red", disable_notification="yes")
    sandbox.refusal("sendMessage", chat_id="nobody", text="x")
    good, bad = sandbox.calls("sendMessage")
    assert (good["error_code"], good["unknown"], good["mistyped"]) == (
        0,
        ["colour"],
        ["disable_notification"],
    )
    assert good["result"] == {"message_id": sandbox.messages(XIAOLIN)[-1]["message_id"]}
    assert (bad["error_code"], bad["description"]) == (400, "Bad Request: chat not found")
    assert sandbox.calls("sendMessage", after=good["id"]) == [bad]


def test_unknown_methods_are_recorded(sandbox: SandboxDriver) -> None:
    """A method that the server does not have is refused and seen in the record."""
    sandbox.refusal("sendHologram", chat_id=XIAOLIN)
    [call] = sandbox.calls("sendHologram")
    assert (call["error_code"], call["unknown"]) == (404, ["chat_id"])


PAIRS = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"))
)


@given(PAIRS)
def test_forms_are_read_back(pairs: dict[str, str]) -> None:
    """Whatever a client encodes as a form or as JSON is read as it was."""
    form = urlencode(pairs).encode()
    assert read_parameters(b"", "application/x-www-form-urlencoded", form).values == pairs
    assert read_parameters(form, "", b"").values == pairs
    assert read_parameters(b"", "application/json", json.dumps(pairs).encode()).values == pairs


@given(st.binary(max_size=200), st.sampled_from(["application/x-www-form-urlencoded", "application/json",
                                                 "multipart/form-data; boundary=x"]))  # fmt: skip
def test_any_body_is_read_or_refused(body: bytes, content_type: str) -> None:
    """No body makes the reader fail."""
    try:
        read_parameters(body, content_type, b"--x" + body + b"--x--")
    except BotAPIError as refusal:
        code = refusal.error_code
    else:
        code = 400
    assert code == 400
