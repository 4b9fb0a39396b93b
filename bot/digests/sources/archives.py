"""
ZIP and tar files of digests, opened in memory and bounded; anything else is a digest itself.

Nothing is written, no path leaves anything, links and devices are left out. A bomb ends at the
bounds: what is unpacked is counted while it is, whatever the archive says about itself.
"""

import asyncio
import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from bot.digests.contents import DigestContent
from bot.digests.files import SUFFIXES, is_passed_over
from bot.digests.formats import LIMIT_BYTES
from bot.digests.sources.source import Fetched, Item, Page, SourceFailed, Unfetched

MOST_MEMBERS = 5_000
MOST_BYTES = 200 * 1024 * 1024
"""Unpacked, all members together."""
_LONGEST_NAME_BYTES = 500
_TAR_MAGIC_AT = 257
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError),
    *(OSError, RuntimeError, NotImplementedError, ValueError, LookupError),
)
"""What the libraries raise on bytes that are no archive; the last for a member without a name."""


async def fetched(page: Page | Unfetched, item: Item, location: str = "") -> Fetched | Unfetched:
    """
    What a source gave for `item`, which lies at its address if no other `location` is given.

    Nobody is kept waiting while a large archive is unpacked.

    Raises:
        SourceFailed: it is an archive that cannot be opened.
    """
    if isinstance(page, Unfetched):
        return page
    asked = location or item.address, page.content, item.digest_on
    contents = (
        await asyncio.to_thread(contents_of, *asked) if is_archive(page.content) else contents_of(*asked)
    )
    return Fetched(contents, page.validators)


def contents_of(address: str, content: bytes, digest_on: date | None = None) -> tuple[DigestContent, ...]:
    """
    The digests in what lies at `address`: the members of an archive in their order, else itself.

    Raises:
        SourceFailed: the archive is damaged, encrypted, too large, or holds no digest.
    """
    if not is_archive(content):
        return (DigestContent.of(address, content, digest_on),)
    try:
        members = _zip_members(content) if content.startswith(_ZIP) else _tar_members(content)
        # Of two with one name the last counts, as where they are unpacked.
        found = {
            name: DigestContent.of(f"{address}!/{name}", member)
            for name, member in _bounded(address, members)
        }
    except _DAMAGE as error:
        raise SourceFailed(f"the archive {address} cannot be opened: {error}") from error
    if not found:
        raise SourceFailed(f"there is no digest in the archive {address}")
    return tuple(found.values())


def is_archive(content: bytes) -> bool:
    """Whether some bytes begin as a ZIP or tar file does, packed or not."""
    is_tar = content[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar"
    return content.startswith((*_ZIP, *_PACKED)) or is_tar


def _bounded(address: str, members: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    total = 0
    for number, (name, member) in enumerate(members, 1):
        total += len(member)
        if number > MOST_MEMBERS or total > MOST_BYTES:
            raise SourceFailed(
                f"the archive {address} holds more than {MOST_MEMBERS} digests or "
                f"{MOST_BYTES // 1024**2} MB; split it by year"
            )
        yield name, member


def _zip_members(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            is_link = stat.S_ISLNK(info.external_attr >> 16)
            if not info.is_dir() and not is_link and _is_digest(info.filename):
                with archive.open(info) as member:
                    yield info.filename, member.read(LIMIT_BYTES + 1)


def _tar_members(content: bytes) -> Iterator[tuple[str, bytes]]:
    # As a stream: a member that is passed over is unpacked, but never held.
    with tarfile.open(fileobj=_Unpacked(content), mode="r|", errors="replace") as archive:
        for info in archive:
            if info.isreg() and _is_digest(info.name) and (member := archive.extractfile(info)):
                yield info.name, member.read(LIMIT_BYTES + 1)


class _Unpacked(io.RawIOBase):
    """A tar file out of its packing, counted as it is read: headers and what nobody wants cost time, too."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._file = _out_of_packing(io.BytesIO(content), content[:6])
        self._left = MOST_BYTES

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(self._left + 1 if size < 0 else min(size, self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise SourceFailed(f"an archive unpacks to more than {MOST_BYTES // 1024**2} MB; split it")
        return data


def _out_of_packing(file: io.BytesIO, magic: bytes) -> io.BufferedIOBase:
    gzipped, bzipped, xzipped = _PACKED
    if magic.startswith(gzipped):
        return gzip.GzipFile(fileobj=file)
    if magic.startswith(bzipped):
        return bz2.BZ2File(file)
    return lzma.LZMAFile(file) if magic.startswith(xzipped) else file


def _is_digest(name: str) -> bool:
    if not name.isprintable() or len(name.encode()) > _LONGEST_NAME_BYTES:
        return False
    path = PurePosixPath(name.replace("\\", "/"))
    return path.suffix.lower() in SUFFIXES and not any(is_passed_over(part) for part in path.parts)
