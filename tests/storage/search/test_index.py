"""The index on disk follows the database, whatever happens to either."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from made_papers import make_paper, papers_after

from storage.errors import IndexBroken
from storage.records import Paper, RemovedPaper
from storage.search import analysis
from storage.search.index import SearchIndex
from storage.search.query import parse
from storage.search.ranking import search, search_now

PAPERS = [make_paper(number, title=f"Agents, part {number}", title_zh="智能体") for number in range(1, 8)]


def _count(index: SearchIndex, text: str = "智能体") -> int:
    return search_now(index, parse(text)).total


def _generations(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.glob("generation-*"))


def _open(directory: Path, identity: str = "database-1", *, writable: bool = True) -> SearchIndex:
    return SearchIndex.open(directory, identity, writable=writable)


async def _built(directory: Path, papers: Sequence[Paper | RemovedPaper] = PAPERS) -> None:
    index = _open(directory)
    await index.follow(papers_after(papers))
    index.close()


async def test_follow_takes_what_is_new(tmp_path: Path) -> None:
    """Each call takes over the changes since the last one, and says how many."""
    papers = list(PAPERS[:3])
    index = _open(tmp_path)
    assert [await index.follow(papers_after(papers)), index.revision, _count(index)] == [3, 3, 3]
    papers += PAPERS[3:]
    assert [await index.follow(papers_after(papers)), index.revision, _count(index)] == [4, 7, 7]
    assert [await index.follow(papers_after(papers)), index.revision] == [0, 7]
    index.close()


async def test_changed_paper_replaces_its_former_self(tmp_path: Path) -> None:
    """A paper with a new revision is found by its new words alone."""
    papers = list(PAPERS)
    index = _open(tmp_path)
    await index.follow(papers_after(papers))
    papers[2] = make_paper(3, title="Robots", revision=8)
    assert await index.follow(papers_after(papers)) == 1
    assert [_count(index), _count(index, "robot"), index.revision] == [6, 1, 8]
    index.close()


async def test_removed_paper_goes_and_is_taken_once(tmp_path: Path) -> None:
    """A removed paper is not found by any query, its revision is remembered, and it may come back."""
    papers: list[Paper | RemovedPaper] = list(PAPERS)
    index = _open(tmp_path)
    await index.follow(papers_after(papers))
    papers[2] = RemovedPaper(PAPERS[2].id, revision=8)
    assert await index.follow(papers_after(papers)) == 1
    assert [_count(index), _count(index, "-robot"), index.revision] == [6, 6, 8]
    assert await index.follow(papers_after(papers)) == 0
    papers[2] = make_paper(3, title_zh="智能体", revision=9)
    await index.follow(papers_after(papers))
    assert [_count(index), index.revision] == [7, 9]
    index.close()


async def test_index_is_continued_after_a_restart(tmp_path: Path) -> None:
    """What was committed is there, and only what is new is asked for."""
    await _built(tmp_path, PAPERS[:5])
    index = _open(tmp_path)
    asked: list[int] = []

    async def after(revision: int, limit: int) -> Sequence[Paper | RemovedPaper]:
        asked.append(revision)
        return await papers_after(PAPERS)(revision, limit)

    assert await index.follow(after) == 2
    assert (asked, index.must_rebuild) == ([5, 7], False)
    index.close()


async def test_large_change_is_taken_in_batches(tmp_path: Path) -> None:
    """A limit is asked for and respected, however many papers wait."""
    papers = [make_paper(number, title_zh="智能体") for number in range(1, 1203)]
    index = _open(tmp_path)
    heard: list[int] = []
    assert await index.rebuild(papers_after(papers), heard.append) == 1202
    assert (heard, _count(index)) == ([500, 1000, 1202], 1202)
    index.close()


async def test_index_of_another_database_is_not_asked(tmp_path: Path) -> None:
    """Its papers are never shown, and the next follow builds our own."""
    await _built(tmp_path)
    index = _open(tmp_path, "database-2")
    assert [index.must_rebuild, _count(index), index.revision] == [True, 0, 0]
    assert await index.follow(papers_after(PAPERS[:2])) == 2
    assert [index.must_rebuild, _count(index)] == [False, 2]
    index.close()


async def test_older_analysis_answers_until_it_is_rebuilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index of an earlier program version serves while the new generation is being built."""
    await _built(tmp_path)
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"analysis_version": "0"}))
    index = _open(tmp_path)
    counts: list[int] = []

    async def after(revision: int, limit: int) -> Sequence[Paper | RemovedPaper]:
        counts.append(_count(index))
        return await papers_after(PAPERS)(revision, limit)

    assert [index.must_rebuild, await index.follow(after), index.must_rebuild] == [True, 7, False]
    assert counts == [7, 7]
    assert json.loads(manifest.read_text())["analysis_version"] == analysis.version()
    index.close()


async def test_index_with_other_fields_is_built_again(tmp_path: Path) -> None:
    """An index of a program that knew fewer fields is never asked; the next follow replaces it."""
    await _built(tmp_path)
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"fields_version": "1"}))
    index = _open(tmp_path)
    assert [index.must_rebuild, _count(index), await index.follow(papers_after(PAPERS))] == [True, 0, 7]
    assert [index.must_rebuild, _count(index, "has:zh")] == [False, 7]
    index.close()


async def test_rebuild_leaves_one_generation(tmp_path: Path) -> None:
    """The old generation answers until the new one is in force, then its files go."""
    await _built(tmp_path)
    index = _open(tmp_path)
    assert await index.rebuild(papers_after(PAPERS)) == 7
    assert _generations(tmp_path) == ["generation-0002"]
    assert _count(index) == 7
    index.close()


async def test_unfinished_generation_is_swept_away(tmp_path: Path) -> None:
    """What a crashed rebuild left behind neither answers nor stays."""
    await _built(tmp_path)
    shutil.copytree(tmp_path / "generation-0001", tmp_path / "generation-0002")
    index = _open(tmp_path)
    assert await index.rebuild(papers_after(PAPERS[:3])) == 3
    assert [_count(index), _generations(tmp_path)] == [3, ["generation-0002"]]
    index.close()


@pytest.mark.parametrize("damage", ["truncated", "empty", "gone", "garbled"])
async def test_damaged_file_is_noticed_and_healed(tmp_path: Path, damage: str) -> None:
    """Whichever file is damaged, the index answers, rebuilds itself and finds everything again."""
    await _built(tmp_path / "whole")
    names = [
        path.relative_to(tmp_path / "whole") for path in (tmp_path / "whole").rglob("*") if path.is_file()
    ]
    assert len(names) > 8
    for number, name in enumerate(names):
        directory = tmp_path / str(number)
        shutil.copytree(tmp_path / "whole", directory)
        _damage(directory / name, damage)
        index = _open(directory)
        try:
            assert _count(index) in (0, 7)
        except IndexBroken:
            assert index.must_rebuild
        await index.follow(papers_after(PAPERS))
        assert (name, index.must_rebuild, _count(index)) == (name, False, 7)
        index.close()


def _damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "garbled":
        path.write_bytes(bytes((byte + 77) % 256 for byte in content))
    else:
        path.write_bytes(content[: len(content) // 2] if how == "truncated" else b"")


async def test_only_one_writes(tmp_path: Path) -> None:
    """The second sees the first one's commits, and takes over when the first has closed."""
    first, second = _open(tmp_path), _open(tmp_path)
    assert (first.is_writer, second.is_writer) == (True, False)
    await first.follow(papers_after(PAPERS[:4]))
    assert [await second.follow(papers_after(PAPERS)), _count(second)] == [0, 4]
    with pytest.raises(IndexBroken, match=r"writes the index in .*; stop it"):
        await second.rebuild(papers_after(PAPERS))
    first.close()
    assert [await second.follow(papers_after(PAPERS)), _count(second), second.is_writer] == [3, 7, True]
    second.close()


async def test_reader_sees_commits_and_new_generations(tmp_path: Path) -> None:
    """A read-only index opened before anything exists follows the writer to the newest state."""
    reader, writer = _open(tmp_path, writable=False), _open(tmp_path)
    assert _count(reader) == 0
    await writer.follow(papers_after(PAPERS[:2]))
    assert _count(reader) == 2
    await writer.follow(papers_after(PAPERS[:5]))
    assert _count(reader) == 5
    await writer.rebuild(papers_after(PAPERS))
    assert [_count(reader), reader.revision] == [7, 7]
    assert await reader.follow(papers_after([])) == 0
    writer.close()


async def test_searching_goes_on_while_papers_come(tmp_path: Path) -> None:
    """Searches in between commits see whole states only."""
    index = _open(tmp_path)
    counts: list[int] = []

    async def after(revision: int, limit: int) -> Sequence[Paper | RemovedPaper]:
        counts.append((await search(index, parse("智能体"))).total)
        return await papers_after(PAPERS)(revision, 3)

    await index.rebuild(papers_after(PAPERS[:1]))
    await index.follow(after)
    assert counts == [1, 4, 7]
    index.close()


def test_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """The message names the file that is in the way, the folder itself or one above it, and what to do."""
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "index"):
        with pytest.raises(IndexBroken, match=r"/file is a file where .* move it away") as caught:
            _open(folder)
        assert "Errno" not in str(caught.value)


async def test_paper_that_changes_while_a_generation_is_built_stands_in_it_once(tmp_path: Path) -> None:
    """A rebuild that meets a paper a second time keeps its newest form alone."""

    async def after(revision: int, limit: int) -> Sequence[Paper | RemovedPaper]:
        if revision == len(PAPERS):
            return [make_paper(3, title="Robots", title_zh="智能体", revision=8)]
        return [paper for paper in PAPERS if paper.revision > revision]

    index = _open(tmp_path)
    assert await index.follow(after) == len(PAPERS) + 1
    assert [_count(index), _count(index, "robot"), _count(index, "agent"), index.revision] == [7, 1, 6, 8]
    index.close()
