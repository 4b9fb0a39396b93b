"""`chenbao ingest` and `chenbao formats`: what is in digest files."""

from pathlib import Path

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from bot.digests.files import FileGone, FileRefused, read_file
from bot.digests.formats import HINT, LIMIT_BYTES, DigestError, FormatReport, NoDigestError, explain, read
from bot.digests.ingest_files import ingest_paths
from bot.digests.reports import FileReport, FileStatus, IngestSummary
from bot.opening import bring_up_to_date, opened_database, opened_index
from bot.settings import Settings
from bot.terminal import EXIT_INCOMPLETE, messages, output, print_json, progress_bar
from storage.clock import SystemClock
from storage.records import Digest, Entry, RejectedEntry

_REJECTED_SHOWN = 10
"""Rejected entries listed for each file; --json has all."""


async def ingest(settings: Settings, paths: list[str], *, as_json: bool) -> int:
    """Ingest `paths`, bring the index up to date, and tell what became of each file."""
    async with opened_database(settings) as database:
        with progress_bar("reading") as advance:

            def tell(done: int, total: int, report: FileReport) -> None:
                advance(done, total, Path(report.path).name)

            summary = await ingest_paths(
                database, paths, SystemClock(), news_days=settings.news_days, progress=tell
            )
        async with opened_index(settings, database) as index:
            # A running bot writes the index itself, within moments; there is nothing to wait for.
            await bring_up_to_date(index, database, wait_seconds=0)
    if as_json:
        print_json(summary.as_json())
    else:
        output().print(_summary(summary), soft_wrap=True)
    return 0 if summary.is_complete else EXIT_INCOMPLETE


def formats(path: str) -> int:
    """Tell what each format sees in a file, what is read from it, and what cannot be read."""
    console = output()
    reports: list[FormatReport] = []
    try:
        content = read_file(Path(path), LIMIT_BYTES)
        reports = explain(content, path)
        digest = read(content, path)
    except FileGone:
        return _refused(path, "there is no such file")
    except (FileRefused, NoDigestError) as error:
        return _refused(path, str(error))
    except DigestError as error:
        if not reports:
            return _refused(path, str(error))
        console.print(_formats_table(reports))
        return _refused(path, str(error).replace(HINT, "; above stands what each of them sees"))
    console.print(_formats_table(reports))
    _print_digest(console, digest)
    return EXIT_INCOMPLETE if digest.rejected else 0


def _refused(path: str, reason: str) -> int:
    messages().print(f"{path}: {reason}", style="red", soft_wrap=True)
    return EXIT_INCOMPLETE


def _summary(summary: IngestSummary) -> Group:
    files = {status: summary.count(status) for status in FileStatus}
    lines = [
        Text(
            f"files: {files[FileStatus.INGESTED]} ingested, {files[FileStatus.KNOWN]} known before, "
            f"{files[FileStatus.REFUSED]} refused"
        ),
        Text(
            f"entries: {summary.total('entries')}; papers: {summary.total('new')} new, "
            f"{summary.total('changed')} changed, {summary.total('unchanged')} unchanged, "
            f"{summary.total('removed')} removed"
        ),
    ]
    for report in summary.files:
        if report.status is FileStatus.REFUSED:
            lines.append(Text(f"refused  {report.path}: {report.reason}", style="red"))
        elif report.rejected:
            lines.append(
                Text(f"partly   {report.path}: {len(report.rejected)} entries rejected", style="yellow")
            )
            lines += _rejected_lines(report.rejected)
    return Group(*lines)


def _rejected_lines(rejected: tuple[RejectedEntry, ...]) -> list[Text]:
    lines = [Text(f"           line {each.line}: {each.reason}") for each in rejected[:_REJECTED_SHOWN]]
    if more := len(rejected) - len(lines):
        lines.append(Text(f"           and {more} more, listed with --json"))
    return lines


def _formats_table(reports: list[FormatReport]) -> Table:
    table = Table("format", "reads it", "date", "entries", "rejected", "what it sees")
    for report in reports:
        digest = report.digest
        table.add_row(
            report.format,
            "yes" if digest else "no",
            str(digest.digest_on or "none in it") if digest else "",
            str(len(digest.entries)) if digest else "",
            str(len(digest.rejected)) if digest else "",
            report.why,
        )
    return table


def _print_digest(console: Console, digest: Digest) -> None:
    table = Table("line", "arXiv id")
    for heading in ("title", "Chinese title", "fields"):
        table.add_column(heading, overflow="fold")
    for entry in digest.entries:
        table.add_row(
            str(entry.line), entry.arxiv_id or "none", entry.title, entry.title_zh, ", ".join(_filled(entry))
        )
    console.print(table)
    for each in digest.rejected:
        text = f"rejected line {each.line}: {each.reason}: {each.excerpt}"
        console.print(Text(text, style="yellow"), soft_wrap=True)


def _filled(entry: Entry) -> list[str]:
    """What the digest says beside id and titles."""
    skipped = {"line", "arxiv_id", "title", "title_zh"}
    fields = [name for name in Entry.__slots__ if name not in skipped]
    return [name for name in fields if getattr(entry, name) not in ("", (), None)]
