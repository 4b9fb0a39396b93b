"""What bytes are: text that is certain, or an error that names them."""

import pytest

from bot.digests.formats import DigestError, read
from bot.digests.formats.decoding import clean, document_from

TEXT = "# Papers for 2025-12-31\n\n今天没有论文。\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "utf-32", "crlf", "cr"],
)
def test_certain_encodings_and_line_ends_give_the_same_text(content: bytes) -> None:
    """UTF-8 and whatever carries a byte order mark is read; line ends are made one."""
    assert document_from(content, "").text == TEXT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            TEXT.encode("gb18030"),
            "not UTF-8: byte 0xBD at offset 25; it reads as GB18030 (GBK); save the file as UTF-8",
        ),
        (b"caf\xe9 au lait\xff\xff", "not UTF-8: byte 0xE9 at offset 3; save the file as UTF-8"),
        (TEXT.encode()[:-2], "cut in the middle of a UTF-8 character at offset 43, the end of the file"),
        (TEXT.encode("utf-16")[:-1], "cut in the middle of a UTF-16 character"),
        (TEXT.encode("utf-16-le"), "binary, or UTF-16 without its byte order mark: byte 0x00 at offset 1"),
        (b"text\x00text", "binary, or UTF-16 without its byte order mark: byte 0x00 at offset 4"),
        (b"%PDF-1.7 ...", "binary: a PDF"),
        (b"PK\x03\x04...", "binary: a ZIP archive"),
        (b"\x1f\x8b\x08...", "binary: gzip-compressed"),
    ],
    ids=["gbk", "latin-1", "half a character", "half a utf-16 unit", "no mark", "nul", "pdf", "zip", "gzip"],
)
def test_other_bytes_are_refused_by_name(content: bytes, said: str) -> None:
    """What cannot be told with certainty is refused with the byte, its offset and the remedy."""
    with pytest.raises(DigestError) as refusal:
        read(content)
    assert str(refusal.value).startswith(said)


def test_what_no_database_takes_is_cleaned_away() -> None:
    """Control characters go, halves of surrogate pairs become the replacement character."""
    assert clean("a\x00b\x1bc\ud800d\te\ufeff") == "abc\ufffdd\te"
