"""Files that were sent: kept whole, known by an id, recognised by their first bytes."""

import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.sandbox.parameters import UploadedFile
from bot.sandbox.store import Store

ADDRESS_TYPE = "text/uri-list"
"""The media type of a file that was given by its address; its content is the address."""

_PNG_SIZE = struct.Struct(">16xII")
_GIF_SIZE = struct.Struct("<6xHH")
_JPEG_SEGMENT = struct.Struct(">HHxHH")
_JPEG_FRAMES = frozenset({0xFFC0, 0xFFC1, 0xFFC2, 0xFFC3})


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `content` is what was uploaded."""

    file_id: str
    file_name: str
    media_type: str
    content: bytes

    @property
    def page_url(self) -> str:
        """Where the page finds it."""
        if self.media_type == ADDRESS_TYPE:
            return self.content.decode()
        return f"/page/files/{self.file_id}"

    def as_bot_api(self) -> dict[str, Any]:
        """The fields every file object has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_id[-16:],
            "file_size": len(self.content),
        }

    def as_document(self) -> dict[str, Any]:
        """Bot API Document."""
        return {"file_name": self.file_name, "mime_type": self.media_type, **self.as_bot_api()}

    def as_shown(self) -> dict[str, Any]:
        """What the page needs to offer it."""
        shown: dict[str, Any] = {"file_name": self.file_name, "url": self.page_url}
        return shown if self.media_type == ADDRESS_TYPE else {**shown, "file_size": len(self.content)}


class Files:
    """The files of one sandbox."""

    def __init__(self, store: Store) -> None:
        """Files live in the sandbox's own file."""
        self._store = store

    def keep(self, uploaded: UploadedFile) -> StoredFile:
        """Keep an upload; the same content under the same name gets the same id."""
        digest = sha256(uploaded.file_name.encode() + b"\0" + uploaded.content).hexdigest()
        stored = StoredFile(f"FILE{digest[:40]}", uploaded.file_name, uploaded.media_type, uploaded.content)
        self._store.connection.execute(
            "INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?)",
            (stored.file_id, stored.file_name, stored.media_type, stored.content),
        )
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """A file by its id."""
        row = self._store.connection.execute("SELECT * FROM files WHERE file_id = ?", (file_id,)).fetchone()
        return None if row is None else StoredFile(*row)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None for anything else."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = _PNG_SIZE.unpack_from(content)
        elif content.startswith((b"GIF87a", b"GIF89a")):
            width, height = _GIF_SIZE.unpack_from(content)
        elif content.startswith(b"\xff\xd8"):
            height, width = _jpeg_size(content)
        else:
            return None
    except struct.error:
        return None
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Height and width, from the first frame header."""
    position = 2
    while True:
        marker, length, height, width = _JPEG_SEGMENT.unpack_from(content, position)
        if marker in _JPEG_FRAMES:
            return height, width
        position += 2 + length
