"""What servers, archives and clocks do wrong costs nobody anything, and is told."""

import json
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from digest_files import ARPO, ATTENTION, api, summary, weekly, zipped
from digest_server import Answer, git_hash
from polled_sources import DAY, HOUR, NOON, Town

from bot.digests.sources.listed_pages import links_of
from bot.digests.sources.pace import Pace
from bot.digests.sources.source import Page, SourceFailed, Validators
from bot.digests.sources.web import Web, WebRules
from storage.named_sources import NamedSource, agree_with_file
from storage.papers import paper_by_arxiv_id
from storage.source_items import ItemState

PORTAL = b"<!doctype html><html><body>Log in to this network</body></html>"


@pytest.fixture
def database_kind() -> str:
    """One kind does: what is wrong here is wrong before anything is stored."""
    return "sqlite"


async def test_page_in_the_place_of_an_archive_is_refused(town: Town) -> None:
    """A captive portal or a damaged archive harms nothing; the archive is opened when it is back."""
    await town.name("page", url=f"{town.server.url}/all.zip")
    for bad in (PORTAL, zipped(("a.md", weekly(ARPO)))[:70]):
        town.server.files["/all.zip"] = bad
        await town.poll(DAY)
    assert await town.papers() == 0
    town.server.files["/all.zip"] = zipped(("a.md", weekly(ARPO)))
    await town.poll(DAY)
    assert (await town.papers(), (await town.state()).problem) == (1, None)


@pytest.mark.parametrize("status", [403, 406, 429, 500, 503])
async def test_dated_source_that_refuses_is_told_and_comes_back(
    town: Town, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of thirty days three are asked for, and what came before stays."""
    monkeypatch.setattr("bot.digests.sources.web._BACK_OFF_SECONDS", (0.0, 0.0))
    await town.name_dated()
    for number in range(30):
        town.day(NOON.date() - number * DAY, Answer(b"no", status))
    await town.poll()
    state = await town.state()
    assert f"answered {status}" in str(state.problem)
    assert len({path for path, _ in town.server.asked}) == 3
    town.day(NOON.date(), api(ATTENTION[:2]))
    await town.poll(DAY)
    assert await town.papers() == 1


async def test_wish_to_wait_puts_off_the_next_poll(town: Town) -> None:
    """A server that asks for three hours is left alone for three hours."""
    town.server.files["/list/"] = Answer(b"", 429, {"Retry-After": "10800"})
    await town.name("index", url=f"{town.server.url}/list/")
    await town.poll()
    assert (await town.state()).next_poll_at == NOON + 3 * HOUR


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig"])
async def test_other_charset_is_read(town: Town, charset: str) -> None:
    """What says itself how it is written is read."""
    text = summary("2026-03-10", (*ARPO[:2], "讲智能体强化学习的论文")).decode()
    town.day(NOON.date(), text.encode(charset))
    await town.name_dated()
    await town.poll()
    assert await town.papers() == 1


async def test_wrong_charset_is_refused_with_its_reason(town: Town) -> None:
    """Bytes that are no text become no paper with a broken title."""
    text = summary("2026-03-10", (*ARPO[:2], "讲智能体强化学习的论文")).decode()
    town.day(NOON.date(), text.encode("gb18030") + b"\xff\xfe\xff")
    await town.name_dated()
    await town.poll()
    assert (await town.papers(), (await town.items())[ItemState.REFUSED]) == (0, 1)


async def test_validators_that_say_nothing_are_not_given_back(town: Town) -> None:
    """A server whose clock went wrong would else call every later file unchanged; odd letters cannot be sent."""
    now = datetime.now(UTC)
    ahead, just_now = (format_datetime(at, usegmt=True) for at in (now + 400 * DAY, now))
    past = "Mon, 02 Mar 2026 10:00:00 GMT"
    made = Web(WebRules(allows_private=True), Pace(pause_seconds=0))
    odd = "Mon, 02 Mar 2026 10:00:00 GMT (\xe9)"
    for value, tag in ((ahead, "y" * 600), (just_now, ""), (past, '"\xe9"'), ("soon", ""), (odd, "")):
        town.server.files["/a.md"] = Answer(b"x", headers={"Last-Modified": value, "ETag": tag})
        page = await made.get(f"{town.server.url}/a.md")
        assert isinstance(page, Page)
        assert (page.validators.last_modified, page.validators.etag) == (past if value == past else "", "")
    await made.close()


async def test_paper_that_vanishes_from_a_file_is_gone_and_returns(town: Town) -> None:
    """A file counts as it is now: what nothing names any more is no longer found, and is not lost."""
    for papers, left in (([ARPO, ATTENTION], 2), ([ARPO], 1), ([ARPO, ATTENTION], 2)):
        town.day(NOON.date(), api(*(one[:2] for one in papers)))
        if left == 2 and not await town.papers():
            await town.name_dated()
        await town.poll(HOUR)
        assert await town.papers() == left


async def test_file_that_vanishes_takes_nothing_along(town: Town) -> None:
    """A publisher who clears up, or a repository that loses its past, empties nobody's library."""
    town.day(NOON.date(), api(ARPO[:2]))
    await town.name_dated()
    await town.poll()
    del town.server.files[f"/{NOON.date()}.json"]
    await town.poll(DAY)
    assert (await town.papers(), (await town.items())[ItemState.ARRIVED]) == (1, 1)


async def test_same_day_under_two_names_is_one(town: Town) -> None:
    """The same list twice, and one with a paper more, make each paper once."""
    day = NOON.date()
    town.server.files |= {
        "/": f'<a href="{day}.json">1</a><a href="papers-{day}.json">2</a><a href="{day}-v2.json">3</a>'.encode(),
        f"/{day}.json": api(ARPO[:2]),
        f"/papers-{day}.json": api(ARPO[:2]),
        f"/{day}-v2.json": api(ARPO[:2], ATTENTION[:2]),
    }
    await town.name("index", url=f"{town.server.url}/", match="*.json")
    await town.poll()
    assert await town.papers() == 2


async def test_sources_that_contradict_each_other_make_one_paper(town: Town) -> None:
    """Whoever is asked first, the record is the same: newer figures count."""
    day = NOON.date()
    places = {name: f"/{name}/{day}.json" for name in ("a", "b")}
    town.server.files |= {
        places["a"]: api(ARPO[:2], upvotes=3),
        places["b"]: api((ARPO[0], "Another Title of the Paper"), upvotes=9),
    }
    named = [
        NamedSource(
            name,
            "page",
            {"allow_private": True, "url": f"{town.server.url}/{name}/{{date:%Y-%m-%d}}.json"},
        )
        for name in places
    ]
    async with town.database.transaction() as session:
        await agree_with_file(session, named, NOON)
    await town.poll()
    async with town.database.reading() as session:
        paper = await paper_by_arxiv_id(session, ARPO[0])
    assert paper is not None
    assert (await town.papers(), paper.upvotes) == (1, 9)


@pytest.mark.parametrize(
    "listing",
    [
        (
            b'<html><a href="http://[/x.md">1</a><a href="http://a\xe2\x84\x80b/x.md">2</a>'
            b'<a href="good.md">3</a><a href="' + b"n" * 3_000 + b'.md">4</a></html>'
        ),
        json.dumps(
            {
                "items": [
                    {"url": url} for url in ("\ud800.md", "\0.md", "//[.md", "good.md", "长" * 400 + ".md")
                ]
            }
        ).encode(),
    ],
    ids=["page", "json"],
)
async def test_links_that_are_none_are_passed_over(town: Town, listing: bytes) -> None:
    """One broken or endless link keeps nobody from the others."""
    town.server.files |= {"/list": listing, "/good.md": weekly(ARPO)}
    await town.name("index", url=f"{town.server.url}/list")
    await town.poll()
    assert (await town.papers(), (await town.state()).problem) == (1, None)


async def test_odd_paths_of_a_repository_are_passed_over(town: Town) -> None:
    """A name that cannot be asked for or stored keeps nobody from the others."""
    paths = ("\ud800.md", "a\0.md", "长" * 400 + ".md", "../../a.md", "good.md")
    sha = git_hash(weekly(ARPO))
    tree = {"tree": [{"path": path, "sha": sha, "type": "blob", "mode": "100644"} for path in paths]}
    town.server.files |= {
        "/repos/a/b/git/trees/HEAD?recursive=1": json.dumps(tree).encode(),
        "/raw/a/b/HEAD/good.md": weekly(ARPO),
    }
    await town.name("github", repository="a/b", api_url=town.server.url, raw_url=f"{town.server.url}/raw/")
    await town.poll()
    assert (await town.papers(), (await town.state()).problem, len(town.server.asked)) == (1, None, 2)


@pytest.mark.parametrize("body", [PORTAL, b'{"tree":' + b"[" * 100_000], ids=["portal", "nested"])
async def test_answer_that_is_no_list_is_told(town: Town, body: bytes) -> None:
    """A page with 200 in the place of JSON, or JSON that nobody could read, is trouble of its source alone."""
    town.server.files |= {"/repos/a/b/git/trees/HEAD?recursive=1": body, "/feed": body}
    places = {
        "github": {"repository": "a/b", "api_url": town.server.url},
        "feed": {"url": f"{town.server.url}/feed"},
    }
    for kind, options in places.items():
        await town.name(kind, **options)
        await town.poll()
        assert (await town.state()).problem is not None


def test_comments_before_a_page_take_no_time() -> None:
    """Thirty of them would else take minutes, and nobody is answered meanwhile."""
    page = Page("https://example.org/", b"<!-- x -->" * 500 + b'<html><a href="a.md">a</a>', Validators())
    assert list(links_of(page)) == ["a.md"]


async def test_endless_address_is_refused() -> None:
    """Neither the operator's own nor a redirect's is asked for; the message stays short."""
    made = Web(WebRules(), Pace(pause_seconds=0))
    with pytest.raises(SourceFailed, match="more than 2000 characters") as caught:
        await made.get("https://example.org/" + "x" * 2_000)
    await made.close()
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "nothing at https://a.org/x?key=abc&date=2026-03-10&limit=100; check",
            "https://a.org/x?key=…&date=2026-03-10&limit=100; check",
        ),
        ("https://a.org/x?abc#def", "https://a.org/x?…#…"),
        ("is it there? yes: https://a.org/x", "is it there? yes: https://a.org/x"),
        ("packed as a\0b\ud800\nc", "packed as ab\ufffd c"),
    ],
)
def test_neither_keys_nor_controls_are_told(told: str, expected: str) -> None:
    """Neither an operator in chat nor the log; the day in an address is no secret. Databases take what is told."""
    assert str(SourceFailed(told)).endswith(expected)
