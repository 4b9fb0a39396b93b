"""Each kind of source lists what it has, and brings what is new or changed of it, and no more."""

import io
import json
import zipfile

import pytest
from digest_files import ARPO, ATTENTION, api, summary, weekly
from digest_server import Answer, git_hash, tag_of
from polled_sources import DAY, HOUR, NOON, Town

from bot.digests.contents import DigestContent
from bot.digests.ingest import IngestRules, ingest_contents
from bot.digests.sources.backfill import backfill
from storage.identifiers import SourceId
from storage.papers import paper_by_arxiv_id
from storage.source_items import ItemState, items_of


@pytest.fixture
def database_kind() -> str:
    """One kind does: what differs here lies at the sources."""
    return "sqlite"


@pytest.mark.parametrize(
    "listing",
    [
        (
            b'<html><a href="/d/a.md">a</a><a href="b.md?x=1">b</a><a href="c.png">c</a>'
            b'<a href="http://10.0.0.1/e.md">e</a></html>'
        ),
        (
            b'<?xml version="1.0"?><rss version="2.0"><channel><item><link>/d/a.md</link></item>'
            b'<item><enclosure url="b.md?x=1"/></item></channel></rss>'
        ),
        (
            b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel><item><link>/d/a.md</link>'
            b'<description><![CDATA[<p>see <a href="/d/c.md">c</a>]]></description></item>'
            b"<item><link>b.md?x=1</link></item></channel></rss>"
        ),
        (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/d/a.md"/></entry>'
            b'<entry><link href="b.md?x=1"/></entry></feed>'
        ),
        json.dumps({"items": [{"url": "/d/a.md"}, {"attachments": [{"url": "b.md?x=1"}]}]}).encode(),
    ],
    ids=["page", "rss", "rss with pages", "atom", "json"],
)
async def test_listed_files_are_fetched(town: Town, listing: bytes) -> None:
    """What a page or feed links to under the wanted name is fetched, and nothing on other machines."""
    town.server.files |= {"/d/list": listing, "/d/a.md": weekly(ARPO), "/d/b.md?x=1": weekly(ATTENTION)}
    await town.name("feed", url=f"{town.server.url}/d/list")
    await town.poll()
    assert (await town.papers(), len(town.server.asked)) == (2, 3)


async def test_unchanged_list_is_not_sent_again(town: Town) -> None:
    """The server is asked whether its list changed; what is due of it is noticed all the same."""
    day, files = NOON.date(), town.server.files
    files |= {"/": f'<a href="{day}.json">x</a>'.encode(), f"/{day}.json": api(ARPO[:2])}
    await town.name("index", url=f"{town.server.url}/", match="*.json")
    await town.poll()
    files[f"/{day}.json"] = api(ARPO[:2], ATTENTION[:2])
    await town.poll(HOUR)
    assert await town.papers() == 2
    files |= {"/": files["/"] + b'<a href="b.json">x</a>', "/b.json": api(("2602.00001", "Of a Longer List"))}
    await town.poll(HOUR)
    assert await town.papers() == 3
    await town.name("index", url=f"{town.server.url}/", match="b.*")
    await town.poll(HOUR)
    conditions = [headers.get("if-none-match") for path, headers in town.server.asked if path == "/"]
    first = tag_of(f'<a href="{day}.json">x</a>'.encode())
    assert conditions == [None, first, first, None]


async def test_repository_is_fetched_by_its_hashes(town: Town) -> None:
    """
    Of a repository only what changed is fetched, also after it was rewritten; links are left out.

    A host that still gives the former file is asked again.
    """

    def tree(*entries: tuple[str, str, str]) -> bytes:
        named = [{"path": path, "sha": sha, "type": "blob", "mode": mode} for path, sha, mode in entries]
        return json.dumps({"tree": named, "truncated": False}).encode()

    files = town.server.files
    place = "/repos/a/b/git/trees/HEAD?recursive=1"
    raw = "/raw/a/b/HEAD/daily/2026-03-09.md"
    files[raw] = summary("2026-03-09", (*ARPO[:2], "讲智能体强化学习的论文"))
    files[place] = tree(
        ("daily/2026-03-09.md", git_hash(files[raw]), "100644"),
        ("daily/link.md", "2", "120000"),
        ("other/x.md", "3", "100644"),
    )
    await town.name(
        "github", repository="a/b", path="daily", api_url=town.server.url, raw_url=f"{town.server.url}/raw"
    )
    await town.poll()
    await town.poll(DAY)
    assert (await town.papers(), len(town.server.asked)) == (1, 3)
    assert "if-none-match" in town.server.asked[-1][1]
    rewritten = summary("2026-03-09", *_in_chinese(ARPO, ATTENTION))
    files[place] = tree(("daily/2026-03-09.md", git_hash(rewritten), "100644"))
    await town.poll(DAY)
    assert (town.server.times(raw), await town.papers()) == (2, 1)
    files[raw] = rewritten
    await town.poll(HOUR)
    assert (town.server.times(raw), await town.papers()) == (3, 2)


async def test_file_of_a_repository_that_fails_waits_ever_longer(town: Town) -> None:
    """One file that cannot be had is not asked for with each poll, and is no trouble of its source."""
    shas = {"a.md": git_hash(weekly(ATTENTION)), "b.md": git_hash(weekly(ARPO))}
    tree = {"tree": [{"path": path, "sha": sha, "type": "blob"} for path, sha in shas.items()]}
    town.server.files |= {
        "/repos/a/b/git/trees/HEAD?recursive=1": json.dumps(tree).encode(),
        "/a/b/HEAD/a.md": Answer(b"no", 403),
        "/a/b/HEAD/b.md": weekly(ARPO),
    }
    await town.name("github", repository="a/b", api_url=town.server.url, raw_url=town.server.url)
    for _ in range(12):
        await town.poll(HOUR)
    assert (town.server.times("/a/b/HEAD/a.md"), (await town.state()).problem) == (4, None)
    town.server.files["/a/b/HEAD/a.md"] = weekly(ATTENTION)
    await town.poll(DAY)
    assert await town.papers() == 2


async def test_archive_is_opened(town: Town) -> None:
    """The digests in a ZIP file are read as if they lay there by themselves."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2026/0302-0306.md", weekly(ARPO))
        archive.writestr("2026/0223-0227.md", weekly(ATTENTION))
        archive.writestr("../0216-0220.md", weekly(("2602.00001", "Outside of the Archive", "在外面")))
        archive.writestr("picture.png", b"no digest")
    town.server.files["/all.zip"] = packed.getvalue()
    await town.name("page", url=f"{town.server.url}/all.zip")
    await town.poll()
    assert (await town.papers(), (await town.items())[ItemState.ARRIVED]) == (2, 1)


async def test_page_that_always_shows_the_newest_is_collected(town: Town) -> None:
    """Of an address without a day every state is kept, for as long as it lives."""
    await town.name("page", url=f"{town.server.url}/newest.json")
    for number in range(10):
        town.server.files["/newest.json"] = api((f"2603.{number:05}", f"The paper of day {number}"))
        await town.poll(DAY)
    assert await town.papers() == 10


async def test_page_that_was_gone_for_an_hour_is_found_again(town: Town) -> None:
    """Of an address without a day nothing is awaited that may be given up: it is missed, however old it is."""
    await town.name("page", url=f"{town.server.url}/newest.json")
    town.server.files["/newest.json"] = api(ARPO[:2])
    await town.poll()
    del town.server.files["/newest.json"]
    await town.poll(40 * DAY)
    assert "nothing at" in str((await town.state()).problem)
    town.server.files["/newest.json"] = api(ARPO[:2], ATTENTION[:2])
    await town.poll(DAY)
    assert (await town.papers(), (await town.state()).problem) == (2, None)


async def test_past_of_a_page_that_shows_the_newest_is_today(town: Town) -> None:
    """Whatever days are asked for, what it shows now is dated now."""
    town.server.files["/newest.json"] = api(ARPO[:2])
    await town.name("page", url=f"{town.server.url}/newest.json")
    span = (NOON.date() - 60 * DAY, NOON.date() - 50 * DAY)
    await backfill(town.visitor, town.opened, await town.state(), span)
    async with town.database.reading() as session:
        paper = await paper_by_arxiv_id(session, ARPO[0])
    assert paper is not None
    assert paper.first_digest_on == NOON.date()


async def test_arxiv_completes_what_digests_leave_out(town: Town) -> None:
    """A paper known from a Chinese list alone gets its abstract and authors, and is no news for it."""
    entries = "".join(arxiv_entry(*paper[:2], "We describe it.") for paper in (ARPO, ATTENTION))
    town.server.files["/q?id_list=2507.19849,1706.03762&max_results=2"] = arxiv_answer(entries)
    contents = [DigestContent.of("2026-03-09.md", summary("2026-03-09", *_in_chinese(ATTENTION, ARPO)))]
    await ingest_contents(town.database, contents, town.clock, IngestRules())
    await town.name("arxiv", url=f"{town.server.url}/q")
    await town.poll()
    await town.poll(DAY)
    async with town.database.reading() as session:
        paper = await paper_by_arxiv_id(session, ARPO[0])
    assert paper is not None
    assert (paper.abstract, paper.authors) == ("We describe it.", ("Li Lei",))
    assert len(town.server.asked) == 1


async def test_arxiv_is_asked_for_what_is_due_alone(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Along with a paper come those that are fetched in the same turn, and none that can wait or was answered."""
    monkeypatch.setattr("bot.digests.sources.polling._MOST_FETCHES", 2)
    third = ("2603.00003", "A Third Paper", "第三篇论文")
    town.server.files |= {
        "/q?id_list=2603.00003,2507.19849&max_results=2": arxiv_answer(arxiv_entry(*third[:2], "")),
        "/q?id_list=2507.19849&max_results=1": arxiv_answer(""),
        "/q?id_list=1706.03762&max_results=1": arxiv_answer(arxiv_entry(*ATTENTION[:2], "We describe it.")),
    }
    contents = [
        DigestContent.of("2026-03-09.md", summary("2026-03-09", *_in_chinese(ATTENTION, ARPO, third)))
    ]
    await ingest_contents(town.database, contents, town.clock, IngestRules())
    await town.name("arxiv", url=f"{town.server.url}/q")
    for wait in (0, 50, 1):
        await town.poll(wait * HOUR)
    asked = [path.removeprefix("/q?id_list=").partition("&")[0] for path, _ in town.server.asked]
    assert asked == ["2603.00003,2507.19849", "1706.03762", "2603.00003,2507.19849", "2507.19849"]


async def test_error_of_arxiv_is_told(town: Town) -> None:
    """It says nothing about the papers, which stay awaited."""
    error = "<entry><id>http://arxiv.org/api/errors#a</id><summary>incorrect id</summary></entry>"
    town.server.files["/q?id_list=2507.19849&max_results=1"] = arxiv_answer(error)
    contents = [DigestContent.of("2026-03-09.md", summary("2026-03-09", *_in_chinese(ARPO)))]
    await ingest_contents(town.database, contents, town.clock, IngestRules())
    await town.name("arxiv", url=f"{town.server.url}/q")
    await town.poll()
    async with town.database.reading() as session:
        known = await items_of(session, SourceId(1), [ARPO[0]])
    assert "error" in str(known[ARPO[0]].problem)


def arxiv_entry(arxiv_id: str, title: str, abstract: str) -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/{arxiv_id}v2</id><title>{title}</title>"
        f"<summary>{abstract}</summary><author><name>Li Lei</name></author>"
        f'<category term="cs.CL"/><published>2026-03-09T10:00:00Z</published></entry>'
    )


def arxiv_answer(entries: str) -> bytes:
    head = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id>'
    return f"{head}{entries}</feed>".encode()


def _in_chinese(*papers: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    return [(arxiv_id, title, f"{title_zh}，讲它做了什么") for arxiv_id, title, title_zh in papers]
