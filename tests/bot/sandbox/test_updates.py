"""Updates: which come, how long they wait, and who gets them."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sandbox_driver import ALICE, CHANNEL, GROUP, XIAOLIN, SandboxDriver

WEBHOOK = "https://bot.example.org/hook"


def poll(sandbox: SandboxDriver, pool: ThreadPoolExecutor, **parameters: Any) -> Future[httpx.Response]:
    """A long poll that waits in a thread; returns once the server holds it."""
    before = sandbox.client.get("/sandbox/polls").json()["polls"]
    waiting = pool.submit(
        sandbox.client.post, f"/bot{sandbox.token}/getUpdates", json={"timeout": 30, **parameters}
    )
    while sandbox.client.get("/sandbox/polls").json()["polls"] == before:
        pass
    return waiting


def test_updates_wait_until_confirmed(sandbox: SandboxDriver) -> None:
    """An update is given again until a higher offset confirms it; ids rise by one."""
    for text in "abc":
        sandbox.send(XIAOLIN, XIAOLIN, text)
    first, second, third = sandbox.updates()
    assert [second["update_id"], third["update_id"]] == [first["update_id"] + 1, first["update_id"] + 2]
    assert sandbox.updates() == [first, second, third]
    assert sandbox.updates(limit=1) == [first]
    assert sandbox.updates(offset=second["update_id"]) == [second, third]
    assert sandbox.updates(offset=0) == [second, third]
    assert sandbox.updates(offset=third["update_id"] + 1) == []


def test_a_negative_offset_counts_from_the_end(sandbox: SandboxDriver) -> None:
    """Offset -1 keeps the last update and forgets the rest."""
    for text in "abc":
        sandbox.send(XIAOLIN, XIAOLIN, text)
    assert [update["message"]["text"] for update in sandbox.updates(offset=-1)] == ["c"]
    assert [update["message"]["text"] for update in sandbox.updates()] == ["c"]


def test_updates_expire_after_a_day(sandbox: SandboxDriver) -> None:
    """What nobody fetched for 24 hours is gone."""
    sandbox.send(XIAOLIN, XIAOLIN, "old")
    sandbox.advance(86_000)
    sandbox.send(XIAOLIN, XIAOLIN, "new")
    sandbox.advance(500)
    assert [update["message"]["text"] for update in sandbox.updates()] == ["new"]


def test_a_poll_ends_with_the_first_update(sandbox: SandboxDriver) -> None:
    """A waiting poll returns as soon as something is there, long before its time."""
    with ThreadPoolExecutor() as pool:
        waiting = poll(sandbox, pool)
        sandbox.send(XIAOLIN, XIAOLIN, "x")
        [update] = waiting.result(timeout=20).json()["result"]
    assert update["message"]["text"] == "x"


def test_the_older_poll_loses(sandbox: SandboxDriver) -> None:
    """Of two polls the older one gets 409, the newer one the updates."""
    with ThreadPoolExecutor() as pool:
        older = poll(sandbox, pool)
        newer = poll(sandbox, pool)
        lost = older.result(timeout=20)
        sandbox.send(XIAOLIN, XIAOLIN, "x")
        won = newer.result(timeout=20)
    assert (lost.status_code, lost.json()["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    assert won.json()["result"][0]["message"]["text"] == "x"
    assert [call["error_code"] for call in sandbox.calls("getUpdates")] == [409, 0]


def test_a_client_that_leaves_takes_nothing_with_it(sandbox: SandboxDriver) -> None:
    """A poll whose client gave up neither loses updates nor stands in the way of the next."""
    with pytest.raises(httpx.ReadTimeout):
        sandbox.client.post(f"/bot{sandbox.token}/getUpdates", json={"timeout": 30}, timeout=0.2)
    sandbox.send(XIAOLIN, XIAOLIN, "x")
    assert len(sandbox.updates()) == 1


def test_only_asked_types_are_queued(sandbox: SandboxDriver) -> None:
    """The list of types is remembered; what it leaves out gets no id, what waited already stays."""
    message_id = sandbox.start(XIAOLIN)["message_id"]
    sandbox.updates(allowed_updates=["callback_query", "nonsense"])
    sandbox.send(XIAOLIN, XIAOLIN, "unwanted")
    sandbox.tap(XIAOLIN, XIAOLIN, message_id, "wanted")
    start, tapped = sandbox.updates()
    assert (start["message"]["text"], tapped["callback_query"]["data"]) == ("/start", "wanted")
    assert sandbox.result("getWebhookInfo")["allowed_updates"] == ["callback_query"]
    sandbox.updates(allowed_updates=[])
    sandbox.send(XIAOLIN, XIAOLIN, "wanted again")
    assert tapped["update_id"] + 1 == sandbox.updates()[-1]["update_id"]


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [
        ("hello", False),
        ("/search x", True),
        ("/search@chenbao_sandbox_bot x", True),
        ("/search@other_bot x", False),
        ("what about @Chenbao_Sandbox_Bot", True),
        ("@other_bot", False),
        ("a/b", False),
    ],
)
def test_privacy_mode_hides_small_talk(lived_in: SandboxDriver, text: str, is_seen: bool) -> None:
    """In a group the bot gets commands and mentions meant for it, and nothing else."""
    lived_in.result("deleteWebhook", drop_pending_updates=True)
    lived_in.send(GROUP, ALICE, text)
    assert bool(lived_in.updates()) is is_seen


def test_answers_to_the_bot_are_seen(lived_in: SandboxDriver) -> None:
    """A reply to the bot's message reaches it, a reply to another person's does not."""
    ours = lived_in.result("sendMessage", chat_id=GROUP, text="x")["message_id"]
    theirs = lived_in.send(GROUP, XIAOLIN, "x")["message_id"]
    lived_in.send(GROUP, ALICE, "to her", reply_to_message_id=theirs)
    lived_in.send(GROUP, ALICE, "to the bot", reply_to_message_id=ours)
    message = lived_in.updates()[-1]["message"]
    assert (message["text"], message["reply_to_message"]["message_id"]) == ("to the bot", ours)


def test_a_channel_post_is_an_update_of_its_own(lived_in: SandboxDriver) -> None:
    """As an administrator of a channel the bot sees what is posted there."""
    lived_in.send(CHANNEL, XIAOLIN, "post")
    assert lived_in.updates()[-1]["channel_post"]["text"] == "post"


def test_a_webhook_bars_polling(sandbox: SandboxDriver) -> None:
    """Polling is refused while a webhook is set, and both tell what they did."""
    said = [sandbox.call("setWebhook", url=WEBHOOK)["description"] for _ in range(2)]
    barred = sandbox.refusal("getUpdates")
    said += [sandbox.call("deleteWebhook")["description"] for _ in range(2)]
    assert barred == (
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first"
    )
    assert said == [
        "Webhook was set",
        "Webhook is already set",
        "Webhook was deleted",
        "Webhook is already deleted",
    ]


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"url": "http://a.org"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://a.org:81"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://a.org:x"}, "invalid webhook URL specified"),
        ({"url": WEBHOOK, "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": WEBHOOK, "secret_token": "字"}, "secret token contains unallowed characters"),
    ],
)
def test_webhooks_are_checked(lived_in: SandboxDriver, parameters: dict[str, str], reason: str) -> None:
    """Addresses and secrets are refused in the real server's words."""
    assert lived_in.refusal("setWebhook", **parameters) == f"Bad Request: {reason}"


def test_waiting_updates_can_be_dropped(sandbox: SandboxDriver) -> None:
    """deleteWebhook forgets what waits when asked to."""
    sandbox.start(XIAOLIN)
    assert sandbox.result("getWebhookInfo")["pending_update_count"] == 1
    sandbox.result("deleteWebhook", drop_pending_updates=True)
    assert sandbox.updates() == []
