"""One entry a paper: what a digest says twice about the same paper is joined, and told."""

import dataclasses

from bot.digests.formats.document import excerpt
from storage.records import Digest, Entry, RejectedEntry


def without_repeats(digest: Digest) -> Digest:
    """
    Join entries with the same arXiv id, or without one the same title, into the first of them.

    The later entry fills what the first leaves open or cuts short and is listed as rejected, so that its loss
    is told. Entries that name no paper at all are rejected.
    """
    papers: dict[str, Entry] = {}
    rejected = list(digest.rejected)
    for entry in digest.entries:
        title = entry.title or entry.title_zh
        key = entry.arxiv_id or "".join(letter for letter in title.casefold() if letter.isalnum())
        if not key:
            rejected.append(RejectedEntry(entry.line, "neither an arXiv id nor a title", excerpt(title)))
        elif first := papers.get(key):
            papers[key] = _filled(first, entry)
            reason = f"repeats the paper of line {first.line}; only what was missing there is taken"
            rejected.append(RejectedEntry(entry.line, reason, excerpt(title)))
        else:
            papers[key] = entry
    ordered = tuple(sorted(rejected, key=lambda one: one.line))
    return dataclasses.replace(digest, entries=tuple(papers.values()), rejected=ordered)


def _filled(first: Entry, later: Entry) -> Entry:
    empty: tuple[object, ...] = ("", (), None)
    missing = {
        field.name: getattr(later, field.name)
        for field in dataclasses.fields(Entry)
        if getattr(first, field.name) in empty
    }
    if _goes_on(first.title, later.title):
        missing["title"] = later.title
    return dataclasses.replace(first, **missing)


def _goes_on(title: str, later: str) -> bool:
    """Whether a later title is the first one whole: that was cut, or only the name before its colon."""
    start = title.rstrip(" .…:")
    return (
        bool(start)
        and later.startswith(start)
        and len(later) > len(title)
        and not later[len(start)].isalnum()
    )
