"""`chenbao glossary` and `chenbao learn`: by what queries are widened, and whose word that is."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from bot.opening import opened_database
from bot.settings import Settings
from bot.terminal import EXIT_INCOMPLETE, messages, output, print_json, progress_bar
from storage.clock import SystemClock
from storage.errors import UnusableTerm
from storage.glossary_terms import GlossaryEntry, add_terms, glossary_entries, remove_name
from storage.search.folding import fold_case
from storage.search.glossary import Mark, Term, line_of, parse_glossary
from storage.search.lexicon import Provenance

_SHOWN = 20
"""Terms in the table of what was learned."""


async def learn(settings: Settings, *, as_json: bool) -> int:
    """Learn from all papers now, and tell what was learned."""
    from storage.learning import refresh_lexicon  # noqa: PLC0415  (loads numpy)

    async with opened_database(settings) as database:
        with progress_bar("reading") as advance:
            refreshed = await refresh_lexicon(
                database, SystemClock().now(), lambda what, done, total: advance(done, total, what)
            )
        async with database.reading() as session:
            entries = [one for one in await glossary_entries(session) if one.seen is not None]
    papers = refreshed.learned_from.pair_count
    if as_json:
        print_json(
            {
                "has_learned": refreshed.lesson is not None,
                "papers": papers,
                "translations": len(entries),
                "by_provenance": _counts(entries),
                "surest": [_entry_json(entry) for entry in _telling(entries)],
            }
        )
        return 0
    console = output()
    if refreshed.lesson is None:
        console.print(f"nothing new since {refreshed.learned_from.learned_at:%Y-%m-%d %H:%M} UTC")
    counts = ", ".join(f"{count} by {name}" for name, count in _counts(entries).items())
    console.print(
        f"{len(entries)} translations from {papers} papers in both languages"
        + (f": {counts}" if counts else "")
    )
    if entries:
        console.print(_table(_telling(entries)))
    return 0


async def list_terms(settings: Settings, word: str, limit: int, *, as_json: bool) -> int:
    """Print the terms with `word` in a name."""
    async with opened_database(settings) as database, database.reading() as session:
        entries = await glossary_entries(session)
    wanted = fold_case(word)
    found = [entry for entry in entries if any(wanted in fold_case(name) for name in entry.names)]
    if as_json:
        print_json([_entry_json(entry) for entry in found[:limit]])
        return 0
    console = output()
    if not found:
        console.print(f"no term has {word!r} in a name" if word else "there is no term")
        return 0
    console.print(_table(found[:limit]))
    if len(found) > limit:
        console.print(f"{limit} of {len(found)} terms; give a word, or --limit")
    return 0


async def add(settings: Settings, term: Term, file: Path | None) -> int:
    """Add one term, or instead those of a file in the glossary's format."""
    terms = _terms_in(file) if file else (term,)
    async with opened_database(settings) as database, database.transaction() as session:
        count = await add_terms(session, terms, SystemClock().now())
    known = len(terms) - count
    output().print(_terms(count) + " added" + (f", {known} known before" if known else ""))
    return 0


async def remove(settings: Settings, name: str, other: str) -> int:
    """Strike out a name, or that two names mean each other."""
    async with opened_database(settings) as database, database.transaction() as session:
        count = await remove_name(session, name, other, SystemClock().now())
    if not count:
        both = f"both {name!r} and {other!r}" if other else repr(name)
        messages().print(f"no term has {both}; `chenbao glossary list WORD` shows what there is", style="red")
        return EXIT_INCOMPLETE
    output().print(f"{name} = {other} removed" if other else f"{name} removed from {_terms(count)}")
    return 0


async def export(settings: Settings, lowest: float | None, file: Path | None, *, takes_all: bool) -> int:
    """
    Write the operator's own terms in the glossary's format, or all that nobody learned.

    Learned ones stand there only from a confidence on, if asked for: whatever is taken back
    becomes the operator's own and goes before all others.

    What has no Chinese name, as learned abbreviations, is no term of that file.
    """
    async with opened_database(settings) as database, database.reading() as session:
        entries = await glossary_entries(session)
    wanted = [
        line_of(entry.term)
        for entry in entries
        if entry.term.chinese and _is_exported(entry, lowest, takes_all=takes_all)
    ]
    text = "".join(f"{line}\n" for line in dict.fromkeys(wanted))
    return _write(text, file)


def term_of(chinese: str, english: str, abbreviations: str, *, is_ambiguous: bool, is_general: bool) -> Term:
    """A term as given on the command line; whether it can be used shows when it is added."""
    marks = {Mark.AMBIGUOUS: is_ambiguous, Mark.GENERAL: is_general}
    return Term(
        tuple(tuple(name.split("/")) for name in _names(chinese)),
        tuple(_names(english)),
        tuple(_names(abbreviations)),
        frozenset(mark for mark, is_set in marks.items() if is_set),
    )


def _is_exported(entry: GlossaryEntry, lowest: float | None, *, takes_all: bool) -> bool:
    if entry.seen is not None:
        return lowest is not None and entry.confidence >= lowest
    return takes_all or entry.provenance is Provenance.OPERATOR


def _terms_in(file: Path) -> tuple[Term, ...]:
    try:
        return parse_glossary(file.read_text(encoding="utf-8-sig")).terms
    except OSError as error:
        raise UnusableTerm(f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise UnusableTerm(f"{file}: {error}") from error


def _write(text: str, file: Path | None) -> int:
    if file is None:
        # As bytes: the format is UTF-8 whatever the terminal.
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return 0
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        messages().print(f"{file}: {error.strerror}", style="red")
        return EXIT_INCOMPLETE
    output().print(f"{_terms(text.count(chr(10)))} written to {file}")
    return 0


def _terms(count: int) -> str:
    return f"{count} term" if count == 1 else f"{count} terms"


def _names(text: str) -> list[str]:
    return [name for part in text.split("|") if (name := part.strip())]


def _telling(entries: Sequence[GlossaryEntry]) -> list[GlossaryEntry]:
    """The surest of what was seen most, which is what one wants to see of hundreds."""
    ranked = sorted(entries, key=lambda one: (-one.confidence * (one.seen or 0), one.names))
    return ranked[:_SHOWN]


def _counts(entries: Sequence[GlossaryEntry]) -> dict[str, int]:
    counts = Counter(str(entry.provenance) for entry in entries)
    return {name: counts[name] for name in map(str, Provenance) if counts[name]}


def _entry_json(entry: GlossaryEntry) -> dict[str, Any]:
    return {
        "chinese": ["".join(name) for name in entry.term.chinese],
        "english": list(entry.term.english),
        "abbreviations": list(entry.term.abbreviations),
        "marks": sorted(entry.term.marks),
        "provenance": str(entry.provenance),
        "confidence": round(entry.confidence, 3),
        "seen": entry.seen,
    }


def _table(entries: Sequence[GlossaryEntry]) -> Table:
    table = Table("from", "sure", "seen", "marks")
    for number, heading in enumerate(("Chinese", "English", "short")):
        table.add_column(heading, overflow="fold", ratio=3 - number)
    for entry in entries:
        term = entry.term
        table.add_row(
            entry.provenance,
            f"{entry.confidence:.2f}",
            "" if entry.seen is None else str(entry.seen),
            " ".join(sorted(term.marks)),
            *(
                Text(" | ".join(names))
                for names in (map("".join, term.chinese), term.english, term.abbreviations)
            ),
        )
    return table
