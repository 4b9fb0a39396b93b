"""
Bytes become text, or an error that says what the bytes are.

Only what can be told with certainty is decoded: UTF-8, UTF-16 or UTF-32 that carries its byte order
mark, and what a file itself says it is: XML by its declaration, a table by a header whose Chinese
names make sense in no other encoding. Others are named where they can be guessed, and never guessed
into text: cut UTF-8 also reads as GBK, as other characters.
"""

import codecs
import re

from bot.digests.formats.document import DigestError, Document
from bot.digests.formats.field_names import has_chinese_name

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16, so it is tried before it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or an Office file)"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_BINARY = "binary, or UTF-16 without its byte order mark: byte 0x00 at offset {offset}; a digest is text, saved as UTF-8"
_LIMIT_LINES = 500_000
"""Each line is an object: a file of nothing but line ends would take gigabytes."""
_SNIFFED_BYTES = 4096
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_DECLARED = re.compile(rb"""\s*<\?xml[^<>]{1,80}encoding\s?=\s?["']([A-Za-z0-9_-]{2,20})["']""")
_DECLARABLE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def document_from(content: bytes, name: str) -> Document:
    """
    Decode a file.

    Raises:
        DigestError: binary, another encoding, UTF-8 that is cut or damaged, or too many lines.
    """
    text = _decoded(content)
    if "\0" in text:
        raise DigestError(_BINARY.format(offset=content.find(0)))
    text = clean(text)
    if (lines := text.count("\n") + 1) > _LIMIT_LINES:
        raise DigestError(
            f"{lines:,} lines are over the limit of {_LIMIT_LINES:,}; split the file by day or week"
        )
    return Document(text, name)


def clean(text: str) -> str:
    """One kind of line end; without control characters and halves of surrogate pairs, which no database takes."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded_as(content, encoding)
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise DigestError(f"binary: {what}, begins with {signature!r}; put the digest's own text here")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _decoded_as(content, _said_encoding(content) or "utf-8")


def _said_encoding(content: bytes) -> str | None:
    """The encoding that bytes which are no UTF-8 claim for themselves."""
    if declared := _DECLARED.match(content):
        return _DECLARABLE.get(declared[1].decode().lower())
    header = content.lstrip(b"\r\n").partition(b"\n")[0][:_SNIFFED_BYTES]
    return "gb18030" if has_chinese_name(header.decode("gb18030", "replace").strip()) else None


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DigestError(_explanation(content, encoding.upper(), error)) from error


def _explanation(content: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    if encoding == "UTF-8" and 0 in content[:_SNIFFED_BYTES]:
        return _BINARY.format(offset=content.index(0))
    if "unexpected end" in error.reason or "truncated" in error.reason:
        return (
            f"cut in the middle of a {encoding} character at offset {error.start}, the end of the file; "
            "copy or download it again"
        )
    byte = content[error.start]
    guess = "; it reads as GB18030 (GBK)" if encoding == "UTF-8" and _reads_as_gb18030(content) else ""
    return f"not {encoding}: byte 0x{byte:02X} at offset {error.start}{guess}; save the file as UTF-8"


def _reads_as_gb18030(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
