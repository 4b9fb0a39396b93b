"""A digest file's bytes, and where they come from."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Self

from storage.raw_files import RawFile, packed


@dataclass(frozen=True, slots=True)
class DigestContent:
    """What lies at one place at one moment."""

    location: str
    """Where it lies: an absolute path or an address, and in an archive `!/` with the member's name."""
    content: bytes
    content_hash: str
    """SHA-256, by which a content is known wherever it lies."""
    digest_on: date | None = None
    """The day under which its source has it; believed where neither its text nor its name says one."""

    @classmethod
    def of(cls, location: str, content: bytes, digest_on: date | None = None) -> Self:
        """The content with its hash."""
        return cls(location, content, hashlib.sha256(content).hexdigest(), digest_on)


def raw_file(content: DigestContent, refusal: str | None) -> RawFile:
    """The content as it is kept, with why it cannot be read where it cannot; takes a while for a large one."""
    return RawFile(
        content.content_hash,
        content.location,
        packed(content.content),
        len(content.content),
        content.digest_on,
        refusal,
    )
