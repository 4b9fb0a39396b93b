"""Reading papers: by their number, by arXiv id, and in the order in which they changed."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from sqlalchemy import BindParameter, Row, Select, bindparam, select
from sqlalchemy import Table as SQLTable
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.documents import merged_of
from storage.identifiers import PaperId
from storage.records import Paper, RemovedPaper
from storage.schema import PaperRow

_COLUMNS = (
    PaperRow.id,
    PaperRow.arxiv_id,
    PaperRow.is_removed,
    PaperRow.record,
    PaperRow.first_digest_on,
    PaperRow.news_at,
    PaperRow.news_on,
    PaperRow.revision,
    PaperRow.revised_at,
)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
# Made once and of the table itself: every page of results runs it, and making it takes longer.
_PAPERS = cast("SQLTable", PaperRow.__table__)
_BY_ID = select(*(_PAPERS.c[one.key] for one in _COLUMNS)).where(
    _PAPERS.c.id.in_(_WANTED), _PAPERS.c.is_removed.is_(False)
)


async def paper_by_id(session: AsyncSession, paper_id: PaperId) -> Paper | None:
    """The paper of that number, None if there is none or no digest holds it any more."""
    return (await papers_by_id(session, [paper_id])).get(paper_id)


async def papers_by_id(session: AsyncSession, paper_ids: Iterable[PaperId]) -> dict[PaperId, Paper]:
    """The papers of those numbers, in the order asked for; missing and removed ones are left out."""
    wanted = list(dict.fromkeys(paper_ids))
    found: dict[PaperId, Paper] = {}
    for some in batches(wanted):
        rows = await session.execute(_BY_ID, {"wanted": some})
        found |= {PaperId(row.id): _paper(row) for row in rows}
    return {paper_id: found[paper_id] for paper_id in wanted if paper_id in found}


async def paper_by_arxiv_id(session: AsyncSession, arxiv_id: str) -> Paper | None:
    """The paper of that arXiv id (without version), None if there is none."""
    row = (await session.execute(_present().where(PaperRow.arxiv_id == arxiv_id))).one_or_none()
    return _paper(row) if row else None


async def papers_by_arxiv_id(session: AsyncSession, arxiv_ids: Iterable[str]) -> dict[str, Paper]:
    """The papers of those arXiv ids (without version), in the order asked for; unknown ones are left out."""
    wanted = list(dict.fromkeys(arxiv_ids))
    found: dict[str, Paper] = {}
    for some in batches(wanted):
        statement = _present().where(PaperRow.arxiv_id.in_(some))
        found |= {row.arxiv_id: _paper(row) for row in await session.execute(statement)}
    return {arxiv_id: found[arxiv_id] for arxiv_id in wanted if arxiv_id in found}


async def papers_after(session: AsyncSession, revision: int, limit: int) -> list[Paper | RemovedPaper]:
    """At most `limit` papers that changed after `revision`, ascending by their own."""
    rows = await session.execute(
        select(*_COLUMNS).where(PaperRow.revision > revision).order_by(PaperRow.revision).limit(limit)
    )
    return [RemovedPaper(PaperId(row.id), row.revision) if row.is_removed else _paper(row) for row in rows]


async def news_papers_after(session: AsyncSession, revision: int, news_since: date) -> list[Paper]:
    """Papers in the news on `news_since` or later that changed after `revision`, ascending by their own."""
    rows = await session.execute(
        _present()
        .where(PaperRow.revision > revision, PaperRow.news_on >= news_since)
        .order_by(PaperRow.revision)
    )
    return [_paper(row) for row in rows]


def _present() -> Select[Any]:
    return select(*_COLUMNS).where(PaperRow.is_removed.is_(False))


def _paper(row: Row[Any]) -> Paper:
    merged = merged_of(row.record)
    entry = merged.entry
    return Paper(
        id=PaperId(row.id),
        arxiv_id=row.arxiv_id,
        title=entry.title,
        title_zh=entry.title_zh,
        abstract=entry.abstract,
        abstract_zh=entry.abstract_zh,
        tldr=entry.tldr,
        tldr_zh=entry.tldr_zh,
        keywords=entry.keywords,
        keywords_zh=entry.keywords_zh,
        areas=entry.areas,
        sections=entry.sections,
        authors=entry.authors,
        organization=entry.organization,
        upvotes=entry.upvotes,
        github_stars=entry.github_stars,
        code_url=entry.code_url,
        project_url=entry.project_url,
        thumbnail_url=entry.thumbnail_url,
        published_on=entry.published_on,
        first_digest_on=row.first_digest_on,
        digests=merged.digests,
        origins=merged.origins,
        revision=row.revision,
        revised_at=row.revised_at,
        news_at=row.news_at,
        news_on=row.news_on,
        doi=entry.doi,
        categories=entry.categories,
        is_withdrawn=entry.is_withdrawn,
    )
