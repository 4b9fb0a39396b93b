"""The index after its writer was killed."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

from conftest import ROOT
from made_papers import make_paper, papers_after

from storage.search.index import SearchIndex
from storage.search.query import parse
from storage.search.ranking import search_now

_WRITER = """
import asyncio, sys
from pathlib import Path
sys.path.append("tests")
from made_papers import make_paper, papers_after
from storage.search.index import SearchIndex

async def main():
    index = SearchIndex.open(Path(sys.argv[1]), "database", writable=True)
    papers = [make_paper(n, title_zh="智能体") for n in range(1, 41)]
    await index.follow(papers_after(papers))
    for revision in range(41, 100_000):
        papers[revision % 40] = make_paper(revision % 40 + 1, title_zh="智能体", revision=revision)
        await index.follow(papers_after(papers))
        print(revision, flush=True)

asyncio.run(main())
"""


def _acknowledged_before_kill(directory: Path, commits: int) -> int:
    """Let a process write, kill it after so many commits, and give the last revision it was sure of."""
    command = [sys.executable, "-c", _WRITER, str(directory)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(commits)]
        writer.send_signal(signal.SIGKILL)
    return acknowledged[-1]


def test_killed_writer_leaves_a_whole_index(tmp_path: Path) -> None:
    """Killed at any commit, the index holds every acknowledged revision, each paper once, and goes on."""
    for round_number in range(4):
        acknowledged = _acknowledged_before_kill(tmp_path, commits=5 + round_number)
        index = SearchIndex.open(tmp_path, "database", writable=True)
        found = search_now(index, parse("智能体")).hits
        assert (index.must_rebuild, index.revision >= acknowledged) == (False, True)
        assert sorted(hit.paper_id for hit in found) == list(range(1, 41))
        newer = make_paper(1, title_zh="智能体", revision=index.revision + 1)
        assert asyncio.run(index.follow(papers_after([newer]))) == 1
        index.close()
