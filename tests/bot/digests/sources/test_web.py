"""The way into the web is bounded, polite, and leads nowhere else."""

import gzip
import json
import socket
import time
import zlib
from collections.abc import AsyncGenerator, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import httpx
import pytest
from digest_server import Answer, DigestServer, digest_server, git_hash
from pydantic import SecretStr

from bot.digests.sources.opening import SourceOpener
from bot.digests.sources.pace import Pace
from bot.digests.sources.source import Fetched, Page, SourceFailed, Unfetched, Validators
from bot.digests.sources.web import Web, WebRules, origin_of
from handlers.views.problems import problem_told
from handlers.words import words_in
from storage.named_sources import NamedSource
from storage.records import Language

KILOBYTE = 1024


class Waits(list[float]):
    """Notes how long one would have slept."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
async def server() -> AsyncGenerator[DigestServer]:
    async with digest_server() as running:
        yield running


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
async def web(waits: Waits) -> AsyncGenerator[Web]:
    made = Web(WebRules(allows_private=True, limit_bytes=64 * KILOBYTE), Pace(pause_seconds=0), sleep=waits)
    yield made
    await made.close()


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that is eight hours ahead."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


async def test_unchanged_page_is_not_sent_again(web: Web, server: DigestServer) -> None:
    """What a server gave along with a page is shown to it, and it says that nothing changed."""
    server.files["/a.md"] = b"# a digest"
    page = await web.get(f"{server.url}/a.md")
    assert isinstance(page, Page)
    assert (page.content, await web.get(page.url, page.validators)) == (b"# a digest", Unfetched.NOT_MODIFIED)


async def test_unasked_not_modified_is_a_failure(web: Web, server: DigestServer) -> None:
    """A cache that answers so to who knows nothing yet would else hide a page for ever."""
    server.files["/a.md"] = Answer(status=304)
    with pytest.raises(SourceFailed, match="answered 304"):
        await web.get(f"{server.url}/a.md")


@pytest.mark.parametrize("status", [404, 410])
async def test_missing_page_is_no_failure(web: Web, server: DigestServer, status: int) -> None:
    """What is not there may still come."""
    server.files["/a.md"] = Answer(b"<html>", status)
    assert await web.get(f"{server.url}/a.md") is Unfetched.ABSENT


@pytest.mark.parametrize("status", [401, 403, 406, 418])
async def test_refusal_is_told_at_once(web: Web, server: DigestServer, waits: Waits, status: int) -> None:
    """A server that refuses is not asked again and again."""
    server.files["/a.md"] = Answer(b"no", status)
    with pytest.raises(SourceFailed, match=f"answered {status}"):
        await web.get(f"{server.url}/a.md")
    assert (server.times("/a.md"), waits) == (1, [])


async def test_failure_that_passes_is_not_noticed(web: Web, server: DigestServer, waits: Waits) -> None:
    """A server that fails is asked again, after a while that grows."""
    answers = [Answer(b"oops", 500), Answer(b"oops", 502), Answer(b"here")]
    server.files["/a.md"] = lambda _: answers.pop(0)
    page = await web.get(f"{server.url}/a.md")
    assert isinstance(page, Page)
    assert (page.content, waits) == (b"here", [1.0, 4.0])


async def test_short_wish_to_wait_is_granted(web: Web, server: DigestServer, waits: Waits) -> None:
    """A few seconds that a server asks for are waited."""
    answers = [Answer(b"", 429, {"Retry-After": "7"}), Answer(b"here")]
    server.files["/a.md"] = lambda _: answers.pop(0)
    await web.get(f"{server.url}/a.md")
    assert waits == [7.0]


async def test_long_wish_to_wait_is_handed_on(web: Web, server: DigestServer, waits: Waits) -> None:
    """An hour is left to who plans the next poll."""
    server.files["/a.md"] = Answer(b"", 429, {"Retry-After": "3600"})
    with pytest.raises(SourceFailed, match="answered 429") as caught:
        await web.get(f"{server.url}/a.md")
    assert (caught.value.retry_after, server.times("/a.md"), waits) == (timedelta(hours=1), 1, [])


async def test_limit_of_calls_is_told_and_waited_for(web: Web, server: DigestServer) -> None:
    """GitHub refuses who has no calls left as it refuses strangers, and says when there are some again."""
    reset = int(datetime.now(UTC).timestamp()) + 1800
    for header, seconds in ((f"{reset}", 1800), ("9" * 400, 86_400), ("5", 0), ("soon", None)):
        headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": header}
        server.files["/a.md"] = Answer(b"{}", 429 if header == "5" else 403, headers)
        with pytest.raises(
            SourceFailed, match="no more calls for now; a token may raise its limit"
        ) as caught:
            await web.get(f"{server.url}/a.md")
        wait = caught.value.retry_after
        assert (None if wait is None else round(wait.total_seconds(), -2)) == seconds


@pytest.mark.usefixtures("far_east")
async def test_wish_to_wait_may_be_a_date(web: Web, server: DigestServer) -> None:
    """Whatever its zone or ours, and with a refusal, too; what is past is no wait."""
    soon = datetime.now(UTC) + timedelta(hours=2)
    there = soon.astimezone(timezone(timedelta(hours=-9)))
    nowhere = soon.replace(tzinfo=None)
    moments = (
        (soon, 2),
        (there, 2),
        (nowhere, 2),
        (soon - timedelta(days=9), 0),
        (soon + timedelta(days=900), 24),
    )
    for at, hours in moments:
        server.files["/a.md"] = Answer(b"", 403, {"Retry-After": format_datetime(at)})
        with pytest.raises(SourceFailed) as caught:
            await web.get(f"{server.url}/a.md")
        assert caught.value.retry_after is not None
        assert round(caught.value.retry_after / timedelta(hours=1)) == hours


@pytest.mark.parametrize("value", ["soon", "-5", "9" * 400, "Fri, 99 Foo 2026"])
async def test_odd_wish_to_wait_is_passed_over(web: Web, server: DigestServer, value: str) -> None:
    """What cannot be read is no wish, and nobody is waited for beyond a day."""
    server.files["/a.md"] = Answer(b"", 429, {"Retry-After": value})
    with pytest.raises(SourceFailed) as caught:
        await web.get(f"{server.url}/a.md")
    assert (caught.value.retry_after or timedelta()) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(b"half", length=4000), "failed"),
        (Answer(is_endless=True), "sent more than"),
        (Answer(b"x" * 65 * KILOBYTE), "sent more than"),
        (Answer(gzip.compress(bytes(10**8)), headers={"Content-Encoding": "gzip"}), "sent more than"),
        (Answer(gzip.compress(b"a digest")[:-9], headers={"Content-Encoding": "gzip"}), "broke off"),
        (Answer(gzip.compress(b"a") + b"b", headers={"Content-Encoding": "gzip"}), "behind the end"),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "failed"),
        (Answer(b"odd", headers={"Content-Encoding": "br"}), "packed as br"),
    ],
    ids=["cut", "endless", "large", "bomb", "cut gzip", "long gzip", "no gzip", "unasked packing"],
)
async def test_bad_body_is_refused(web: Web, server: DigestServer, answer: Answer, message: str) -> None:
    """No body fills the memory, and no part of one is taken for the whole."""
    server.files["/a.md"] = answer
    with pytest.raises(SourceFailed, match=message):
        await web.get(f"{server.url}/a.md")


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_packed_page_is_unpacked(web: Web, server: DigestServer, packing: str) -> None:
    """Both ways of packing that are common are read."""
    packed = gzip.compress(b"a digest") if packing == "gzip" else zlib.compress(b"a digest")
    server.files["/a.md"] = Answer(packed, headers={"Content-Encoding": packing})
    page = await web.get(f"{server.url}/a.md")
    assert isinstance(page, Page)
    assert page.content == b"a digest"


async def test_redirect_is_followed_on_the_same_host(web: Web, server: DigestServer) -> None:
    """A file that moved within its server is found."""
    server.files |= {"/a.md": Answer(status=302, headers={"Location": "/b.md"}), "/b.md": b"here"}
    page = await web.get(f"{server.url}/a.md")
    assert isinstance(page, Page)
    assert (page.content, page.url) == (b"here", f"{server.url}/b.md")


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://localhost:1/x", "leads on to localhost"),
        ("http://169.254.169.254/latest", "leads on to 169.254.169.254"),
        ("file:///etc/passwd", "only http and https"),
        ("/a.md", "in circles"),
    ],
)
async def test_redirect_to_elsewhere_is_refused(
    web: Web, server: DigestServer, location: str, message: str
) -> None:
    """Only hosts that the operator named are reached, and no circle is walked for ever."""
    server.files["/a.md"] = Answer(status=302, headers={"Location": location})
    with pytest.raises(SourceFailed, match=message):
        await web.get(f"{server.url}/a.md")


async def test_private_address_is_not_reached(server: DigestServer) -> None:
    """Without the operator's word no machine of the own network is asked, whatever its name."""
    port = server.url.rpartition(":")[2]
    made = Web(WebRules(), Pace(pause_seconds=0))
    for url in (server.url, f"http://localhost:{port}", f"http://[::ffff:127.0.0.1]:{port}"):
        with pytest.raises(SourceFailed, match="private address"):
            await made.get(f"{url}/a.md")
    await made.close()
    assert server.asked == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_token_goes_to_its_origin_alone(server: DigestServer, host: str) -> None:
    """Neither a redirect to another host or port takes a token along, nor a link to one."""
    async with digest_server() as other:
        place = f"http://{host}:{other.url.rpartition(':')[2]}/b.md"
        server.files["/a.md"] = Answer(status=302, headers={"Location": place})
        other.files["/b.md"] = b"here"
        rules = WebRules(
            frozenset({"localhost"}),
            allows_private=True,
            headers={"Authorization": "Bearer x"},
            headers_for=frozenset({origin_of(httpx.URL(server.url))}),
        )
        made = Web(rules, Pace(pause_seconds=0))
        for url in (f"{server.url}/a.md", place):
            assert isinstance(await made.get(url), Page)
        await made.close()
        assert [headers.get("authorization") for _, headers in server.asked] == ["Bearer x"]
        assert [headers.get("authorization") for _, headers in other.asked] == [None, None]


async def test_next_address_is_tried(web: Web, server: DigestServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name may have an address at which nobody answers, as of a network that is not there."""
    server.files["/a.md"] = b"here"
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda _, *rest, **more: [*resolve("::1", *rest, **more), *resolve("127.0.0.1", *rest, **more)],
    )
    assert isinstance(await web.get(f"http://localhost:{server.url.rpartition(':')[2]}/a.md"), Page)


async def test_unknown_host_is_told_as_such(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Operators read in their own language that a name is misspelt, or the machine offline."""

    def resolve(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(SourceFailed) as error:
        await web.get("http://nowhere.example/a.md")
    told = problem_told(str(error.value), words_in(Language.ZH_HANS))
    assert told.startswith("找不到主机 nowhere.example：")


async def test_hosts_are_named_in_letters_of_any_size(server: DigestServer) -> None:
    """As everywhere in the web."""
    place = f"http://localhost:{server.url.rpartition(':')[2]}"
    server.files |= {
        "/list": f'<a href="{place}/a.md">x</a>'.encode(),
        "/a.md": Answer(status=302, headers={"Location": f"{server.url}/b.md"}),
        "/b.md": b"here",
    }
    options = {"url": f"{server.url}/list", "hosts": ["LocalHost", "127.0.0.1"], "allow_private": True}
    opener = SourceOpener({}, Pace(pause_seconds=0), nothing_lacks)
    async with opener.opened(NamedSource("one", "index", options)) as opened:
        [item] = await opened.source.listing([])
        assert isinstance(await opened.source.fetch(item, Validators()), Fetched)


async def nothing_lacks(_: int) -> Sequence[str]:
    return ()


@pytest.mark.parametrize("kind", ["github", "index"])
async def test_token_is_kept_from_mirrors(server: DigestServer, kind: str) -> None:
    """Who keeps copies of files, or is linked to, is not who the token is for."""
    async with digest_server() as mirror:
        tree = {"tree": [{"path": "a.md", "sha": git_hash(b"here"), "type": "blob", "mode": "100644"}]}
        server.files |= {
            "/repos/a/b/git/trees/HEAD?recursive=1": json.dumps(tree).encode(),
            "/list": f'<a href="{mirror.url}/a/b/HEAD/a.md">x</a>'.encode(),
        }
        mirror.files["/a/b/HEAD/a.md"] = b"here"
        options = {
            "github": {"repository": "a/b", "api_url": server.url, "raw_url": mirror.url},
            "index": {"url": f"{server.url}/list", "hosts": ["127.0.0.1"]},
        }
        opener = SourceOpener({"one": {"token": SecretStr("x")}}, Pace(pause_seconds=0), nothing_lacks)
        named = NamedSource("one", kind, {**options[kind], "allow_private": True})
        async with opener.opened(named) as opened:
            [item] = await opened.source.listing([])
            await opened.source.fetch(item, Validators())
    assert [headers.get("authorization") for _, headers in server.asked] == ["Bearer x"]
    assert [headers.get("authorization") for _, headers in mirror.asked] == [None]


@pytest.mark.parametrize("host", ["a..example", f"{'a' * 64}.example", ".example"])
async def test_name_that_cannot_be_looked_up_is_told(web: Web, host: str) -> None:
    """It is trouble of its source, and not of the program."""
    with pytest.raises(SourceFailed, match="no name of a machine"):
        await web.get(f"http://{host}/a.md")


async def test_name_and_password_are_refused_unseen(web: Web) -> None:
    """A password in an address is neither sent nor repeated."""
    with pytest.raises(SourceFailed, match="a name or password") as caught:
        await web.get("https://me:secret@example.org/a.md")
    assert "secret" not in str(caught.value)


async def test_one_host_is_asked_at_its_pace() -> None:
    """Between two requests to a host lies a pause, and arXiv's is longer."""
    waits, now = Waits(), 0.0
    pace = Pace(pause_seconds=1, monotonic=lambda: now, sleep=waits)
    for host in ("a.org", "a.org", "b.org", "export.arxiv.org", "export.arxiv.org"):
        async with pace.turn(host):
            pass
    assert waits == [1.0, 3.0]
