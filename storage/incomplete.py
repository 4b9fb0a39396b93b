"""Papers about which digests say too little, though arXiv would know."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import PaperRow

_LOOKED_AT = 2_000
"""Of the newest papers; what is older has long been completed, or never will be."""
_WANTED = ("title", "abstract", "authors", "categories")


async def incomplete_arxiv_ids(session: AsyncSession, since: date, limit: int) -> Sequence[str]:
    """ArXiv ids of papers first listed on `since` or later that lack what arXiv would know, the newest first."""
    rows = await session.execute(
        select(PaperRow.arxiv_id, PaperRow.record)
        .where(PaperRow.arxiv_id.is_not(None), PaperRow.is_removed.is_(False))
        .where(PaperRow.first_digest_on >= since)
        .order_by(PaperRow.first_digest_on.desc(), PaperRow.id.desc())
        .limit(_LOOKED_AT)
    )
    lacking = (str(arxiv_id) for arxiv_id, record in rows if not all(record.get(name) for name in _WANTED))
    return [arxiv_id for _, arxiv_id in zip(range(limit), lacking, strict=False)]
