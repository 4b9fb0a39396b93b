"""`chenbao deliveries` as an operator types it."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from command_line import Chenbao
from filelock import FileLock
from kept_deliveries import keep_delivery, keep_message
from recording import NOON
from rich.cells import cell_len

from bot.delivery_listing import plainly
from storage.database import Database, Session
from storage.database_clock import database_now
from storage.instance import instance_of
from storage.records import ChatState, MessageState
from storage.schema import ChatRow
from storage.sending_pauses import StopReason, pause_sending, stop_sending
from storage.upgrading import upgrade

pytestmark = pytest.mark.usefixtures("own_place")
SENT = {"state": MessageState.SENT, "attempts": 1, "telegram_message_id": 7, "sent_at": NOON}
DEAD = {"state": MessageState.DEAD, "attempts": 3, "error": "Bad Request: [bold] must be non-empty"}
Kept = Callable[[Callable[[Session], Coroutine[Any, Any, Any]]], Any]


@pytest.fixture
def kept(own_place: None, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Do something in the database that the commands work on."""
    monkeypatch.setenv("CHENBAO_DATABASE_URL", "sqlite:///chenbao.db")

    async def keep(work: Callable[[Session], Coroutine[Any, Any, Any]]) -> Any:
        database = Database("sqlite:///chenbao.db")
        await upgrade(database)
        async with database.transaction() as session:
            await instance_of(session)
            result = await work(session)
        await database.close()
        return result

    return lambda work: asyncio.run(keep(work))


def test_list_shows_deliveries_with_their_trouble(chenbao: Chenbao, kept: Kept) -> None:
    """And the totals; what stands in an error is no markup."""
    number, _ = kept(lambda session: keep_delivery(session, SENT, DEAD, papers=(1, 2)))
    shown = chenbao("deliveries", "list")
    (line,) = [line for line in shown.stdout.splitlines() if line.startswith(f"{number} ")]
    assert (shown.exit_code, "dead" in line, "1/2" in line) == (0, True, True)
    assert "messages: 1 sent, 1 dead" in shown.stdout
    told = json.loads(chenbao("deliveries", "list", "--state", "dead", "--json").stdout)
    (one,) = told["deliveries"]
    assert (one["id"], one["state"], one["papers"], one["reason"]) == (str(number), "dead", 2, DEAD["error"])
    assert told["messages"]["dead"] == 1
    assert json.loads(chenbao("deliveries", "list", "--chat", "5", "--json").stdout)["deliveries"] == []
    assert (
        json.loads(chenbao("deliveries", "list", "--since", "2990-01-01", "--json").stdout)["deliveries"]
        == []
    )
    assert chenbao("deliveries", "list", "--since", "yesterday").exit_code == 2


def test_list_fits_a_terminal_and_speaks_plainly(chenbao: Chenbao, kept: Kept) -> None:
    """Eighty columns, and below each delivery why it did not arrive, in no library's words."""
    error = "not delivered within a day: httpx.ConnectError: refused"

    async def keep(session: Session) -> None:
        _, chat = await keep_delivery(session, DEAD | {"error": error}, papers=(1,))
        (await session.get_one(ChatRow, chat.id)).title = "研究小组" * 20
        await keep_message(session, chat, notice_key="alert:disk:2026-11-21T08:00:00+00:00:open:1")

    kept(keep)
    lines = chenbao("deliveries", "list").stdout.splitlines()
    assert all(cell_len(line) <= 80 for line in lines)
    assert lines[0].split() == ["id", "due", "state", "papers", "sent", "chat"]
    assert "        not delivered within a day: no connection: refused" in lines
    assert "        alert:disk" in lines


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("httpx.ReadTimeout: ", "no answer in time"),
        ("httpx.RemoteProtocolError: Server disconnected", "the connection was cut: Server disconnected"),
        ("httpx.Strange: x", "Strange: x"),
        ("'result'", "an answer without result"),
        ("Forbidden: bot was blocked by the user", "Forbidden: bot was blocked by the user"),
    ],
)
def test_errors_are_told_in_words(error: str, told: str) -> None:
    """What Telegram says stays as it is."""
    assert plainly(error) == told


def explained(chenbao: Chenbao, number: object) -> list[dict[str, Any]]:
    """The parts of a delivery, as JSON."""
    parts: list[dict[str, Any]] = json.loads(chenbao("deliveries", "explain", str(number), "--json").stdout)[
        "parts"
    ]
    return parts


def test_explain_tells_the_way_of_each_part(chenbao: Chenbao, kept: Kept) -> None:
    """Attempts, errors, possible copies, and what is next."""
    number, _ = kept(lambda session: keep_delivery(session, SENT | {"repeats": 1}, DEAD, {}, {}))
    page = chenbao("deliveries", "explain", str(number)).stdout
    for part in ("it may have come twice", "[bold] must be non-empty", "message 7", "3 attempts", "小林"):
        assert part in page
    assert [part["waits_for"] for part in explained(chenbao, number)] == [
        None,
        "never by itself; `chenbao deliveries retry` tries it again",
        "now",
        "after the part before it",
    ]


def test_explain_names_the_next_try_and_the_longest_wait(chenbao: Chenbao, kept: Kept) -> None:
    """By the database's clock: the part's own, its chat's, the whole bot's, or none."""

    async def wait(session: Session) -> int:
        soon = await database_now(session) + timedelta(minutes=5)
        number, _ = await keep_delivery(
            session, {"state": MessageState.DEFERRED, "not_before": soon, "attempts": 2, "error": "Timed out"}
        )
        return number

    async def rest(session: Session) -> None:
        (await session.get_one(ChatRow, 1)).not_before = await database_now(session) + timedelta(hours=1)

    async def leave(session: Session) -> None:
        (await session.get_one(ChatRow, 1)).state = ChatState.GONE

    number = kept(wait)
    (part,) = explained(chenbao, number)
    assert (part["waits_for"], part["error"]) == ("it waits after its last failure", "Timed out")
    assert part["next_try_at"] is not None
    assert "by the database's clock" in chenbao("deliveries", "explain", str(number)).stdout
    kept(rest)
    assert "the chat rests" in explained(chenbao, number)[0]["waits_for"]
    kept(lambda session: pause_sending(session, timedelta(hours=2), "flood"))
    assert explained(chenbao, number)[0]["waits_for"] == "the whole bot waits (flood)"
    kept(lambda session: stop_sending(session, StopReason.CHATS_GONE))
    assert "deliveries resume" in explained(chenbao, number)[0]["waits_for"]
    assert "chats gone" in chenbao("deliveries", "list").stdout
    kept(leave)
    assert "until its reader comes back" in explained(chenbao, number)[0]["waits_for"]


def test_dead_messages_are_tried_again_or_given_up(chenbao: Chenbao, kept: Kept) -> None:
    """One, or all; what cannot be done is said, with an exit code."""
    first, chat = kept(lambda session: keep_delivery(session, DEAD))
    second, _ = kept(lambda session: keep_delivery(session, DEAD, days=1))
    notice = kept(lambda session: keep_message(session, chat, notice_key="a", **DEAD))
    assert chenbao("deliveries", "retry", str(first)).stdout == f"{first}: 1 messages queued again\n"
    assert chenbao("deliveries", "retry", str(first)).exit_code == 1
    assert chenbao("deliveries", "retry", "--dead").stdout == "2 messages queued again\n"
    assert chenbao("deliveries", "drop", f"n{notice}").stdout == f"n{notice}: 1 messages given up\n"
    assert chenbao("deliveries", "drop", f"n{notice}").exit_code == 1
    assert {part["state"] for part in explained(chenbao, second)} == {"queued"}
    for asked in (["retry"], ["retry", "3", "--dead"], ["retry", "x"], ["drop", "x"], ["explain", "x"]):
        assert chenbao("deliveries", *asked).exit_code == 2
    for asked in (["retry", "99"], ["drop", "n99"], ["explain", "99"]):
        missing = chenbao("deliveries", *asked)
        assert (missing.exit_code, f"there is no {asked[1]}" in missing.stderr) == (1, True)


def test_sending_goes_on_after_it_was_stopped(chenbao: Chenbao, kept: Kept) -> None:
    """Saying so twice does no harm."""
    kept(keep_delivery)
    kept(lambda session: stop_sending(session, StopReason.CHATS_GONE))
    assert "sending is stopped" in chenbao("deliveries", "list").stdout
    assert "it was held: chats gone" in chenbao("deliveries", "resume").stdout
    assert "nothing changed" in chenbao("deliveries", "resume").stdout


def test_all_of_it_works_beside_a_running_bot(chenbao: Chenbao, kept: Kept) -> None:
    """Which holds its database meanwhile."""
    number, _ = kept(lambda session: keep_delivery(session, DEAD))
    with FileLock("chenbao.db.run.lock", thread_local=False):
        for asked in (
            ["list"],
            ["explain", str(number)],
            ["retry", "--dead"],
            ["drop", str(number)],
            ["resume"],
        ):
            assert chenbao("deliveries", *asked).exit_code == 0


def test_notices_are_listed_by_what_they_tell(chenbao: Chenbao, kept: Kept) -> None:
    """Without the time and the reader, which stand in columns of their own."""
    _, chat = kept(lambda session: keep_delivery(session, SENT))
    key = "alert:source:api:2026-11-29T00:00:18+00:00:open:1"
    kept(lambda session: keep_message(session, chat, notice_key=key, **SENT))
    shown = chenbao("deliveries", "list").stdout
    assert "alert:source:api" in shown
    assert "2026-11-29T" not in shown
