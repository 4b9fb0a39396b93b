"""
ZIP and tar files of digests, opened in memory and bounded; anything else is a digest itself.

Nothing is written, no path leaves anything, links and devices are left out. A bomb ends at the
bounds: what is unpacked is counted while it is, whatever the archive says about itself.
"""

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from bot.digests.contents import DigestContent
from bot.digests.files import SUFFIXES, is_passed_over
from bot.digests.formats import LIMIT_BYTES
from bot.digests.sources.source import SourceFailed

MOST_MEMBERS = 5_000
MOST_BYTES = 200 * 1024 * 1024
"""Unpacked, all members together."""
_TAR_MAGIC_AT = 257
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError),
    *(OSError, RuntimeError, NotImplementedError, ValueError),
)


def contents_of(address: str, content: bytes, digest_on: date | None = None) -> tuple[DigestContent, ...]:
    """
    The digests in what lies at `address`: the members of an archive in their order, else itself.

    Raises:
        SourceFailed: the archive is damaged, encrypted or too large.
    """
    if not is_archive(content):
        return (DigestContent.of(address, content, digest_on),)
    try:
        members = _zip_members(content) if content.startswith(b"PK") else _tar_members(content)
        return tuple(
            DigestContent.of(f"{address}!/{name}", member) for name, member in _bounded(address, members)
        )
    except _DAMAGE as error:
        raise SourceFailed(f"the archive {address} cannot be opened: {error}") from error


def is_archive(content: bytes) -> bool:
    """Whether some bytes begin as a ZIP or tar file does, packed or not."""
    is_tar = content[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar"
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", *_PACKED)) or is_tar


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
            if not info.is_dir() and _is_digest(info.filename):
                with archive.open(info) as member:
                    yield info.filename, member.read(LIMIT_BYTES + 1)


def _tar_members(content: bytes) -> Iterator[tuple[str, bytes]]:
    # As a stream: a member that is passed over is unpacked, but never held.
    with tarfile.open(fileobj=io.BytesIO(content), mode="r|*") as archive:
        for info in archive:
            if info.isreg() and _is_digest(info.name) and (member := archive.extractfile(info)):
                yield info.name, member.read(LIMIT_BYTES + 1)


def _is_digest(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.suffix.lower() in SUFFIXES and not any(is_passed_over(part) for part in path.parts)
