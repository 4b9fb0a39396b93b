"""
Digest files become `Digest` records: bytes in, records or one error out, nothing else touched.

Each format is a module with three names: `FORMAT`, `claim(document)` says whether a file is its own
and why, `parse(document)` reads it. The table below is the order in which they are asked, the most
distinctive first and any other Markdown last, so exactly one reads a file. A new format is a module,
its line in the table and a sample. Nothing here reads files, clocks or settings.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from bot.digests.formats import (
    api,
    arxiv,
    csv_table,
    daily,
    feed,
    json_table,
    markdown_digest,
    report,
    summary,
    weekly,
)
from bot.digests.formats.decoding import document_from
from bot.digests.formats.document import Claim, DigestError, Document, NoDigestError, excerpt
from bot.digests.formats.repeats import without_repeats
from storage.records import Digest, DigestFormat

__all__ = ["HINT", "LIMIT_BYTES", "DigestError", "FormatReport", "NoDigestError", "explain", "read"]

_SNIFFED_CHARACTERS = 4000
_WEB_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--[^<>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body|script|meta)\b"
    r"(?:[^\0]*?<title[^<>]{0,80}>([^<>]{1,200})</title>)?",
    re.IGNORECASE,
)
HINT = "; `chenbao formats FILE` says what each of them looks for"
"""The end of what is said of a file that no format claims."""
LIMIT_BYTES = 20 * 1024 * 1024
"""Largest file that is read; a year of papers is smaller."""


class _Format(Protocol):
    @property
    def FORMAT(self) -> DigestFormat: ...  # noqa: N802 - a constant of a module

    def claim(self, document: Document) -> Claim: ...

    def parse(self, document: Document) -> Digest: ...


_FORMATS: tuple[_Format, ...] = (
    arxiv,
    feed,
    json_table,
    api,
    report,
    summary,
    daily,
    weekly,
    csv_table,
    markdown_digest,
)


@dataclass(frozen=True, slots=True)
class FormatReport:
    """What one format sees in a file; `digest` is what it reads there, None if it claims nothing or fails."""

    format: DigestFormat
    claims: bool
    why: str
    digest: Digest | None


def read(content: bytes, name: str = "", limit_bytes: int = LIMIT_BYTES) -> Digest:
    """
    Read a digest file of whichever format it is.

    `name` is the path under which the file reached us. Only dates are read from it: the week of a
    weekly digest (its last day becomes `digest_on`), the day of any other whose text has none.
    Repeated papers are joined; what no rule reads stands in `rejected`.

    Raises:
        NoDigestError: empty, a web page, or XML of another kind.
        DigestError: too large, not text, of no known format, or damaged.
    """
    document = _document(content, name, limit_bytes)
    reader = next((one for one in _FORMATS if one.claim(document).is_made), None)
    if reader is None:
        raise _unknown(document)
    return without_repeats(reader.parse(document))


def explain(content: bytes, name: str = "", limit_bytes: int = LIMIT_BYTES) -> list[FormatReport]:
    """
    Say what each format sees in a file, in the order in which they are asked; at most one claims it.

    Raises:
        DigestError: too large or not text.
    """
    document = _document(content, name, limit_bytes)
    reports: list[FormatReport] = []
    for one in _FORMATS:
        first = next((report.format for report in reports if report.claims), None)
        if first and one is _FORMATS[-1]:
            reports.append(
                FormatReport(one.FORMAT, False, f"any other Markdown; not asked, for {first} claims it", None)
            )
            continue
        claim = one.claim(document)
        if claim.is_made and first:
            reports.append(FormatReport(one.FORMAT, False, f"{claim.why}; but {first} is asked first", None))
        else:
            reports.append(_report(one, claim, document))
    return reports


def _report(one: _Format, claim: Claim, document: Document) -> FormatReport:
    if not claim.is_made:
        return FormatReport(one.FORMAT, False, claim.why, None)
    try:
        return FormatReport(one.FORMAT, True, claim.why, without_repeats(one.parse(document)))
    except DigestError as error:
        return FormatReport(one.FORMAT, True, f"{claim.why}; but {error}", None)


def _document(content: bytes, name: str, limit_bytes: int) -> Document:
    if len(content) > limit_bytes:
        size, limit = len(content) / 1024**2, limit_bytes / 1024**2
        raise DigestError(
            f"file of {size:.1f} MB is over the limit of {limit:.0f} MB; split it by day or week"
        )
    return document_from(content, name)


def _unknown(document: Document) -> DigestError:
    if document.is_blank:
        return NoDigestError(
            "empty file; only a weekly digest named after its week, such as 0506-0510.md, may be empty"
        )
    start = next(line.text for line in document.lines if line.text.strip())
    if page := _WEB_PAGE.search(document.text[:_SNIFFED_CHARACTERS]):
        seen = f"titled {excerpt(page[1])!r}" if page[1] else f"begins with {excerpt(start)!r}"
        return NoDigestError(
            f"a web page, not a digest: {seen}; check the address it came from, and whether a login stands before it"
        )
    if start.lstrip().startswith("<?xml"):
        return NoDigestError(
            f"XML, but no feed: begins with {excerpt(start)!r}; RSS, Atom and answers of arXiv are read"
        )
    known = ", ".join(one.FORMAT for one in _FORMATS)
    return DigestError(f"no known digest format ({known}): begins with {excerpt(start)!r}{HINT}")
