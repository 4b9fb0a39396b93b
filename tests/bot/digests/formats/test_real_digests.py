"""Promises about real files, kept wherever a developer has them; the other tests need none."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SHARED, shared_files

from bot.digests.formats import Digest, explain, read
from storage.records import DigestFormat

FILES = shared_files("digests/*.*", "corpus/weekly/*/*.md", "corpus/hf-daily-papers/*.json")
KNOWN = {
    "000_71c09b6646d0f445.txt": (DigestFormat.WEEKLY, None, 10),
    "001_387c5ca56c537140.txt": (DigestFormat.REPORT, "2026-02-11", 33),
    "002_8595af6842993dc6.txt": (DigestFormat.SUMMARY, "2025-10-03", 36),
    "hf-daily-papers-2024-05-27.json": (DigestFormat.API, "2024-05-27", 13),
    "hf-daily-papers-2024-12-11.json": (DigestFormat.API, "2024-12-11", 0),
    "hf-daily-papers-2025-10-03.json": (DigestFormat.API, "2025-10-03", 39),
    "hf-daily-papers-2026-08-20.json": (DigestFormat.API, "2026-08-20", 15),
}


def digest_of(path: Path) -> Digest:
    return read(path.read_bytes(), str(path.relative_to(SHARED)))


def known_digests() -> dict[str, Digest]:
    return {path.name: digest_of(path) for path in FILES if path.name in KNOWN}


def test_known_files_give_their_format_date_and_papers() -> None:
    """Every known file gives the number of papers that a person counts in it."""
    for name, digest in known_digests().items():
        day = digest.digest_on.isoformat() if digest.digest_on else None
        assert (digest.format, day, len(digest.entries)) == KNOWN[name], name


@pytest.mark.parametrize("sort", ["weekly", "hf-daily-papers"])
def test_the_corpus_is_read_without_unexplained_loss(sort: str) -> None:
    """What is refused is a Python repr, line by line; the day comes from the text or the name."""
    for path in FILES:
        if sort in path.parts:
            digest = digest_of(path)
            assert digest.digest_on is not None, path
            assert all("Python repr" in rejected.reason for rejected in digest.rejected), path
            assert digest.entries or digest.rejected or path.stat().st_size == 0, path


def test_exactly_one_format_claims_each_file() -> None:
    """No real file is claimed twice or by nobody."""
    for path in FILES:
        reports = explain(path.read_bytes(), str(path.relative_to(SHARED)))
        assert sum(report.claims for report in reports) == 1, path
        assert not any("asked first" in report.why for report in reports), path


def test_newer_formats_take_no_file_from_the_older() -> None:
    """Each file of the corpus has the format that its folder says, however many formats there are."""
    expected = {"weekly": DigestFormat.WEEKLY, "hf-daily-papers": DigestFormat.API}
    for path in FILES:
        for folder, one in expected.items():
            if folder in path.relative_to(SHARED).parts:
                assert digest_of(path).format is one, path


def test_every_field_of_the_known_formats_is_filled() -> None:
    """Each paper of the three Markdown files has the fields that its format gives."""
    fields = {
        "000_71c09b6646d0f445.txt": ("title", "title_zh", "abstract_zh", "arxiv_id"),
        "001_387c5ca56c537140.txt": ("title", "arxiv_id", "areas", "tldr_zh", "sections"),
        "002_8595af6842993dc6.txt": ("title", "arxiv_id", "keywords_zh", "tldr_zh", "sections"),
    }
    for name, digest in known_digests().items():
        for field in fields.get(name, ()):
            assert all(getattr(entry, field) for entry in digest.entries), (name, field)


def test_no_paper_stands_twice_in_a_digest() -> None:
    """Entries of one digest have distinct arXiv ids."""
    for path in FILES:
        ids = Counter(entry.arxiv_id for entry in digest_of(path).entries if entry.arxiv_id)
        assert max(ids.values(), default=1) == 1, path


def test_line_ends_and_byte_order_marks_change_nothing() -> None:
    """CRLF, CR and a byte order mark give the same digest."""
    for path in FILES:
        if path.suffix != ".json" and path.stat().st_size:
            name, content = str(path.relative_to(SHARED)), path.read_bytes()
            expected = read(content, name)
            text = content.decode()
            for other in (
                b"\xef\xbb\xbf" + content,
                text.replace("\n", "\r\n").encode(),
                text.replace("\n", "\r").encode("utf-16"),
            ):
                assert read(other, name) == expected, path
            assert replace(expected, digest_on=None) == replace(read(content), digest_on=None), path
