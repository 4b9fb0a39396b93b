"""Papers for search tests: made on the spot, with only the fields that a test is about."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from conftest import shared_files

from bot.digests import formats
from storage.identifiers import PaperId
from storage.records import Paper, RemovedPaper
from storage.search.index import SearchIndex

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)

_EMPTY: dict[str, Any] = {
    "arxiv_id": None, "title": "", "title_zh": "", "abstract": "", "abstract_zh": "", "tldr": "",
    "tldr_zh": "", "keywords": (), "keywords_zh": (), "areas": (), "sections": (), "authors": (),
    "organization": "", "upvotes": None, "github_stars": None, "code_url": None, "project_url": None,
    "thumbnail_url": None, "published_on": None, "first_digest_on": date(2025, 10, 3), "digests": (),
    "origins": {}, "revised_at": NOON, "news_at": None, "news_on": None,
}  # fmt: skip

_ENTRY_FIELDS = (
    "title", "title_zh", "abstract", "abstract_zh", "tldr", "tldr_zh", "keywords", "keywords_zh",
    "areas", "sections", "authors", "organization", "upvotes",
)  # fmt: skip


def make_paper(number: int, **fields: Any) -> Paper:
    """A paper whose id and revision are `number`."""
    return Paper(**{**_EMPTY, "id": PaperId(number), "revision": number, **fields})


def papers_after(
    papers: Sequence[Paper | RemovedPaper],
) -> Callable[[int, int], Awaitable[Sequence[Paper | RemovedPaper]]]:
    """What storage offers to followers, over a list that a test may change."""

    async def after(revision: int, limit: int) -> Sequence[Paper | RemovedPaper]:
        return sorted((p for p in papers if p.revision > revision), key=lambda p: p.revision)[:limit]

    return after


async def filled_index(folder: Path, papers: Sequence[Paper]) -> SearchIndex:
    """An index on disk that holds `papers`; whoever asks for it closes it."""
    index = SearchIndex.open(folder, "database", writable=True)
    await index.follow(papers_after(papers))
    return index


def real_papers(*patterns: str) -> list[Paper]:
    """Papers of the real digest files that lie beside the repository; none where there are none."""
    return papers_of(shared_files(*patterns))


def papers_of(paths: Sequence[Path]) -> list[Paper]:
    """The papers of digest files, one an arXiv id or title, each field from the first file that has it."""
    entries: dict[str, dict[str, Any]] = {}
    for path in paths:
        digest = formats.read(path.read_bytes(), path.name)
        for entry in digest.entries:
            known = entries.setdefault(entry.arxiv_id or entry.title, {"arxiv_id": entry.arxiv_id})
            for name in _ENTRY_FIELDS:
                known[name] = known.get(name) or getattr(entry, name)
    return [make_paper(number, **fields) for number, fields in enumerate(entries.values(), start=1)]
