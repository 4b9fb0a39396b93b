"""
Papers as BibTeX, for LaTeX and for every program that keeps references.

Names and titles are Unicode, as biber, XeLaTeX and reference managers read them. What TeX would
take for a command is written out, so that any text gives entries whose braces are balanced.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import product
from string import ascii_lowercase

from handlers.views.headline import title
from storage.records import Paper

_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_ESCAPES = str.maketrans(_SPECIAL)
_ASCII_WORDS = re.compile(r"[a-z]+")
_LONG_WORD = 4
_KEY_CHARACTERS = 20
_AND = re.compile(r"(^|\s)and(\s|$)", re.IGNORECASE)
_YEAR_OF_ID = re.compile(r"(\d{2})\d{2}\.\d{4,5}")


def bibliography(papers: Iterable[Paper]) -> str:
    """Entries with keys that are all different, as the text of a file."""
    taken: set[str] = set()
    entries = []
    for paper in papers:
        key = next(key for key in _candidates(citation_key(paper)) if key not in taken)
        taken.add(key)
        entries.append(bibtex(paper, key=key))
    return "\n\n".join(entries) + "\n"


def bibtex(paper: Paper, *, key: str | None = None, most_authors: int | None = None) -> str:
    """One entry; beyond `most_authors` it says "and others", as BibTeX does."""
    fields = {
        "title": f"{{{_value(paper.title or paper.title_zh or str(paper.arxiv_id))}}}",
        "author": _authors(paper, most_authors),
        "year": str(_year(paper)),
        "eprint": _value(paper.arxiv_id or ""),
        "archivePrefix": "arXiv" if paper.arxiv_id else "",
        "url": f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@misc{{{key or citation_key(paper)}", *lines]) + "\n}"


def citation_key(paper: Paper) -> str:
    """The first author's last name, the year, the first long word of the title, all in ASCII."""
    words = _ascii_words(title(paper.title))
    telling = next((word for word in words if len(word) >= _LONG_WORD), max(words, key=len, default=""))
    names = _ascii_words(_last_name(paper.authors[0])) if paper.authors else []
    name = "".join(names)[:_KEY_CHARACTERS] or "anonymous"
    return f"{name}{_year(paper)}{telling[:_KEY_CHARACTERS] or f'paper{paper.id}'}"


def _candidates(key: str) -> Iterable[str]:
    """The key, then the key with letters behind it: a, b and so on, then aa."""
    yield key
    for length in range(1, 5):
        yield from (key + "".join(letters) for letters in product(ascii_lowercase, repeat=length))


def _authors(paper: Paper, most: int | None) -> str:
    names = [name for name in map(_author, paper.authors) if name]
    shown = names if most is None else names[:most]
    return " and ".join([*shown, *(["others"] if len(shown) < len(names) else ())])


def _author(name: str) -> str:
    """A name; one that holds the word between names is kept together."""
    written = _value(name)
    return f"{{{written}}}" if _AND.search(written) else written


def _last_name(name: str) -> str:
    last, comma, _ = name.partition(",")
    return last if comma else (name.split() or [""])[-1]


def _value(text: str) -> str:
    return title(text).translate(_ESCAPES)


def _year(paper: Paper) -> int:
    if paper.published_on:
        return paper.published_on.year
    found = _YEAR_OF_ID.fullmatch(paper.arxiv_id or "")
    return 2000 + int(found[1]) if found else paper.first_digest_on.year


def _ascii_words(text: str) -> list[str]:
    """The words of a text without their accents; none of scripts other than Latin."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _ASCII_WORDS.findall(bare)
