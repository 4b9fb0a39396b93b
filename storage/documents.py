"""Entries, papers and added words as JSON documents and back; empty fields are left out."""

from dataclasses import asdict
from datetime import date
from typing import Any

from storage.merging import MergedEntry
from storage.records import DigestFormat, DigestMention, Entry, Origin, Section
from storage.search.additions import Addition
from storage.search.lexicon import Provenance

_PLAIN = (
    "arxiv_id",
    "title",
    "title_zh",
    "abstract",
    "abstract_zh",
    "tldr",
    "tldr_zh",
    "organization",
    "upvotes",
    "github_stars",
    "code_url",
    "project_url",
    "thumbnail_url",
    "doi",
    "is_withdrawn",
)
_FORMATS = {str(each): each for each in DigestFormat}
"""Many times quicker than asking the enumeration, twenty times a paper."""
_LISTS = ("keywords", "keywords_zh", "areas", "authors", "categories")


def entry_document(entry: Entry) -> dict[str, Any]:
    """`entry` as JSON takes it."""
    document: dict[str, Any] = {"line": entry.line}
    for name in _PLAIN:
        if (value := getattr(entry, name)) not in ("", None):
            document[name] = value
    for name in _LISTS:
        if values := getattr(entry, name):
            document[name] = list(values)
    if entry.sections:
        document["sections"] = [[section.heading, section.markdown] for section in entry.sections]
    if entry.published_on:
        document["published_on"] = entry.published_on.isoformat()
    return document


def entry_of(document: dict[str, Any]) -> Entry:
    """The entry that `document` was made from."""
    values: dict[str, Any] = {name: document[name] for name in _PLAIN if name in document}
    values |= {name: tuple(document[name]) for name in _LISTS if name in document}
    if sections := document.get("sections"):
        values["sections"] = tuple(Section(heading, markdown) for heading, markdown in sections)
    if published_on := document.get("published_on"):
        values["published_on"] = date.fromisoformat(published_on)
    return Entry(line=document["line"], **values)


def merged_document(merged: MergedEntry) -> dict[str, Any]:
    """`merged` as JSON takes it."""
    document = entry_document(merged.entry)
    document["digests"] = [
        [mention.source, mention.digest_on.isoformat(), mention.is_estimated] for mention in merged.digests
    ]
    document["origins"] = {
        field: [origin.source, origin.digest_on.isoformat()] for field, origin in merged.origins.items()
    }
    return document


def merged_of(document: dict[str, Any]) -> MergedEntry:
    """The fold that `document` was made from."""
    return MergedEntry(
        entry=entry_of(document),
        origins={
            field: Origin(_FORMATS[source], date.fromisoformat(digest_on))
            for field, (source, digest_on) in document["origins"].items()
        },
        digests=tuple(
            DigestMention(_FORMATS[source], date.fromisoformat(digest_on), is_estimated)
            for source, digest_on, is_estimated in document["digests"]
        ),
    )


def addition_document(addition: Addition) -> dict[str, Any]:
    """`addition` as JSON takes it."""
    return asdict(addition) | {"terms": list(addition.terms)}


def addition_of(document: dict[str, Any]) -> Addition:
    """The addition that `document` was made from."""
    return Addition(
        terms=tuple(document["terms"]),
        text=document["text"],
        confidence=document["confidence"],
        provenance=Provenance(document["provenance"]),
    )
