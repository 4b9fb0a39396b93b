"""A page that always shows the newest brings each paper once, however long it shows it."""

from digest_files import ARPO, ATTENTION, api
from polled_sources import DAY, Town

from storage.papers import paper_by_arxiv_id


async def news_days(town: Town, *arxiv_ids: str) -> list[str | None]:
    """The day on which each paper became news, None for those that never were."""
    async with town.database.reading() as session:
        papers = [await paper_by_arxiv_id(session, arxiv_id) for arxiv_id in arxiv_ids]
    return [str(paper.news_at.date()) if paper and paper.news_at else None for paper in papers]


async def test_what_a_page_still_shows_is_no_news(town: Town) -> None:
    """What was there before the page was named is archive the next day, too; what joins it is news, once."""
    town.server.files["/new"] = api(ATTENTION[:2])
    await town.name("page", url=f"{town.server.url}/new")
    await town.poll()
    for votes in (1, 2, 3):
        town.server.files["/new"] = api(ATTENTION[:2], ARPO[:2], upvotes=votes)
        await town.poll(DAY)
    assert await news_days(town, ATTENTION[0], ARPO[0]) == [None, "2026-03-11"]
