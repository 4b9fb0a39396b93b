"""What a sandbox keeps when it stops, or is killed."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sandbox_driver import CHANNEL, TOKEN, XIAOLIN, SandboxDriver, listening_socket, running_sandbox

from bot.sandbox.__main__ import main


@contextmanager
def sandbox_process(data_dir: Path, *options: str) -> Iterator[tuple[SandboxDriver, subprocess.Popen[str]]]:
    """`python -m bot.sandbox` on a free port; killed at the end if it still runs."""
    command = [sys.executable, "-m", "bot.sandbox", "--port", "0", "--data-dir", str(data_dir), *options]
    with subprocess.Popen(
        [*command, "--token", TOKEN], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().removeprefix("Sandbox: ").strip().rstrip("/")
        driver = SandboxDriver(url, TOKEN)
        try:
            yield driver, process
        finally:
            driver.client.close()
            process.kill()


def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    """Chats, messages, waiting updates, commands, ids, samples and the moved clock are kept."""
    inbox = tmp_path / "inbox"
    with running_sandbox(tmp_path / "data", inbox=inbox) as sandbox:
        sandbox.start(XIAOLIN)
        sandbox.result("sendMessage", chat_id=XIAOLIN, text="x", disable_notification=True)
        sandbox.set_member(CHANNEL, present=False)
        sandbox.result("setMyCommands", commands=[{"command": "a", "description": "b"}])
        sandbox.updates(allowed_updates=["message", "my_chat_member"])
        sandbox.next_morning()
        kept, updates, calls = sandbox.state(), sandbox.updates(), sandbox.calls("sendMessage")
    for path in inbox.iterdir():
        path.unlink()
    with running_sandbox(tmp_path / "data", inbox=inbox) as sandbox:
        again = sandbox.state()
        names = ("people", "chats", "messages", "samples")
        assert {name: again[name] for name in names} == {name: kept[name] for name in names}
        assert again["bot"]["commands"] == kept["bot"]["commands"]
        assert again["clock"]["offset_seconds"] == kept["clock"]["offset_seconds"]
        assert again["last_event"] > kept["last_event"]
        assert sandbox.updates() == updates
        assert sandbox.calls("sendMessage") == calls
        message = sandbox.send(XIAOLIN, XIAOLIN, "y")
        assert message["message_id"] > max(entry["message_id"] for entry in kept["messages"][str(XIAOLIN)])
        assert sandbox.updates()[-1]["update_id"] == updates[-1]["update_id"] + 1
    assert list(inbox.iterdir()) == []


def test_kill_loses_nothing(tmp_path: Path) -> None:
    """What was answered before kill -9 is there after it."""
    with sandbox_process(tmp_path) as (sandbox, process):
        sandbox.start(XIAOLIN)
        message = sandbox.result("sendMessage", chat_id=XIAOLIN, text="x")
        process.send_signal(signal.SIGKILL)
        process.wait()
    with running_sandbox(tmp_path) as sandbox:
        assert sandbox.messages(XIAOLIN)[-1]["message_id"] == message["message_id"]
        assert [update["message"]["text"] for update in sandbox.updates()] == ["/start"]


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_waiting_polls(tmp_path: Path, request_to_stop: signal.Signals) -> None:
    """The process stops within seconds, though two wait, and says nothing of the token."""
    with sandbox_process(tmp_path) as (sandbox, process), ThreadPoolExecutor() as pool:
        polls = [
            pool.submit(sandbox.client.get, f"/bot{TOKEN}/getUpdates?timeout=50"),
            pool.submit(sandbox.client.get, "/page/events?after=0"),
        ]
        while not sandbox.client.get("/sandbox/polls").json()["polls"]:
            pass
        process.send_signal(request_to_stop)
        out, err = process.communicate(timeout=10)
        assert (out, err, process.returncode) == ("", "", 0)
        assert polls[0].result().json() == {"ok": True, "result": []}


def test_a_taken_port_is_told_with_a_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A port in use ends the program with code 1 and says what to do."""
    with listening_socket("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        code = main(["--port", port, "--data-dir", str(tmp_path), "--token", TOKEN])
    output = capsys.readouterr()
    assert (code, output.out) == (1, "")
    assert f"127.0.0.1:{port}" in output.err
    assert "--port" in output.err


@pytest.mark.parametrize("content", [b"", b"not a database, just some text" * 99])
def test_an_unreadable_file_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    """Data this version cannot read is neither read nor destroyed."""
    (tmp_path / "sandbox.db").write_bytes(content)
    code = main(["--port", "0", "--data-dir", str(tmp_path), "--token", TOKEN])
    assert (code, "--data-dir" in capsys.readouterr().err) == (1, True)
    assert (tmp_path / "sandbox.db").read_bytes() == content


def test_one_directory_is_one_sandbox(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second sandbox on the same data is refused, and the first goes on."""
    with running_sandbox(tmp_path) as sandbox:
        code = main(["--port", "0", "--data-dir", str(tmp_path), "--token", TOKEN])
        assert (code, "Stop the sandbox" in capsys.readouterr().err) == (1, True)
        assert sandbox.start(XIAOLIN)["text"] == "/start"


def test_an_unknown_zone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The value and an example are named."""
    with pytest.raises(SystemExit, match="2"):
        main(["--data-dir", str(tmp_path), "--token", TOKEN, "--timezone", "Mars/Olympus"])
    assert "Asia/Shanghai, not 'Mars/Olympus'" in capsys.readouterr().err


@pytest.mark.parametrize("token", ["secret", "12:", "x:secret", "0:secret", "1:sec ret"])
def test_a_malformed_token_is_not_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], token: str
) -> None:
    """A token without an id is refused without being shown."""
    code = main(["--port", "0", "--data-dir", str(tmp_path), "--token", token])
    output = capsys.readouterr()
    assert (code, token in output.out + output.err) == (1, False)


def test_a_data_dir_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in the place of the data directory ends the program with code 1."""
    (tmp_path / "file").touch()
    code = main(["--port", "0", "--data-dir", str(tmp_path / "file" / "x"), "--token", TOKEN])
    assert (code, "--data-dir" in capsys.readouterr().err) == (1, True)
