"""Archives are opened in bounds, and bring files alone; nothing is written anywhere."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable

import pytest
from digest_files import zipped

from bot.digests.sources import archives
from bot.digests.sources.archives import contents_of
from bot.digests.sources.source import SourceFailed


def tarred(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", errors="surrogateescape") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def linked(kind: bytes) -> bytes:
    """A tar file of something that is no file, and a file whose name begins as a ZIP file does."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("PKU.md"))
        info = tarfile.TarInfo("link.md")
        info.type, info.linkname = kind, "../../secret"
        archive.addfile(info)
    return packed.getvalue()


def zip_linked() -> bytes:
    """A ZIP file as `zip --symlinks` makes it."""
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("PKU.md", b"")
        archive.writestr(link, b"../../secret")
    return packed.getvalue()


def encrypted() -> bytes:
    """A ZIP file whose one member says that it is encrypted."""
    content = bytearray(zipped(("a.md", b"x")))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(magic) + place] |= 1
    return bytes(content)


@pytest.fixture
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a test reaches at once."""
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    monkeypatch.setattr(archives, "MOST_BYTES", 50_000)


@pytest.mark.usefixtures("small_bounds")
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zipped(*((f"{number}.md", b"x") for number in range(4))), "holds more than 3 digests"),
        (tarred(*((f"{number}.md", b"x") for number in range(4))), "holds more than 3 digests"),
        (zipped(("a.md", bytes(60_000))), "holds more than"),
        (gzip.compress(tarred(("a.md", bytes(60_000)))), "unpacks to more than"),
        (bz2.compress(tarred(("picture.png", bytes(60_000)))), "unpacks to more than"),
        (lzma.compress(tarred(("n" * 70_000, b""))), "unpacks to more than"),
        (gzip.compress(b"# one digest, no tar file"), "cannot be opened"),
        (zipped(("a.md", b"x" * 500))[:60], "cannot be opened"),
        (gzip.compress(tarred(("a.md", b"x" * 9_000)))[:-40], "cannot be opened"),
        (zipped(("a.md", b"abc" * 99)).replace(b"\x4b\x4c", b"\xff\xff"), "cannot be opened"),
        (zipped(("x", b"")).replace(b"x", b"\0"), "cannot be opened"),
        (encrypted(), "encrypted"),
    ],
    ids=[
        "members", "members of tar", "bomb", "tar bomb", "bomb nobody wants", "bomb in a name",
        "no tar", "cut", "cut tar", "damaged", "nameless", "encrypted",
    ],
)  # fmt: skip
def test_bad_archive_is_refused(content: bytes, message: str) -> None:
    """Whatever it says about itself, it fills no memory and brings nothing by halves."""
    with pytest.raises(SourceFailed, match=message):
        contents_of("https://example.org/a.zip", content)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_odd_members_are_left_out(pack: Callable[..., bytes]) -> None:
    """No archive within an archive is opened, and no name is taken that cannot be stored."""
    inner = zipped(("bomb.md", bytes(1_000)))
    names = ["inner.zip", "a\x07.md", f"{'n' * 600}.md", "good.md"]
    found = contents_of("https://example.org/a", pack(*((name, inner) for name in names)))
    assert [one.location for one in found] == ["https://example.org/a!/good.md"]


def test_last_member_of_a_name_counts() -> None:
    """As tools that unpack have it; both under one name would be told as one."""
    members = (("a.md", b"old"), ("b.md", b"x"), ("a.md", b"new"))
    found = contents_of("https://example.org/a", tarred(*members))
    assert [one.content for one in found] == [b"new", b"x"]


@pytest.mark.parametrize(
    "content",
    [zip_linked(), *(linked(kind) for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE))],
    ids=["zip", "symbolic", "hard", "device", "pipe"],
)  # fmt: skip
def test_links_and_devices_are_left_out(content: bytes) -> None:
    """Where a link leads is no digest, and what a device gives even less."""
    assert [one.location for one in contents_of("a", content)] == ["a!/PKU.md"]


def test_name_that_is_no_text_is_made_one() -> None:
    """Bytes of another charset in a tar file's name can still be stored."""
    [one] = contents_of("a", tarred(("\udcd6\udcd0.md", b"x")))
    assert one.location.encode()
