"""
Which entries speak of the same paper.

An arXiv id decides; without one the normalised title does. Both are read from the entries
alone, so the answer never depends on the order in which files arrived. An entry without an id
joins a paper that has one only where its title leaves no choice; else the two stay apart,
because a wrong join is worse than a missing one.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from storage.records import Entry

CERTAIN_LENGTH_CHARACTERS = 12
"""Shorter titles, such as "Technical Report", name more than one paper."""
INDEXED_LENGTH_CHARACTERS = 200
"""PostgreSQL refuses index rows beyond 2,704 bytes, so that longer keys end in a hash."""
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """What an entry says about the identity of its paper."""

    arxiv_id: str | None
    title_key: str

    @property
    def is_empty(self) -> bool:
        """Whether the entry names no paper at all."""
        return not (self.arxiv_id or self.title_key)


def claim_of(entry: Entry) -> Claim:
    """The identity that `entry` claims."""
    return Claim(entry.arxiv_id, title_key(entry.title or entry.title_zh))


def title_key(title: str) -> str:
    """The letters and digits of `title`, folded; a hash stands for the tail of a very long one."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    key = _NO_LETTER_OR_DIGIT.sub("", folded)
    if len(key) <= INDEXED_LENGTH_CHARACTERS:
        return key
    digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()
    return key[: INDEXED_LENGTH_CHARACTERS - len(digest)] + digest


def paper_keys(live: Iterable[Claim], others: Iterable[Claim] = ()) -> dict[Claim, str]:
    """
    The key of the paper that each claim means: `arxiv:<id>` or `title:<normalised>`.

    `live` must hold all claims that count now for each title in it, else a title may look
    less ambiguous than it is; `others` are answered but do not count.
    """
    counting = set(live)
    ids_of_title = defaultdict[str, set[str]](set)
    for claim in counting:
        if claim.arxiv_id and len(claim.title_key) >= CERTAIN_LENGTH_CHARACTERS:
            ids_of_title[claim.title_key].add(claim.arxiv_id)
    return {claim: _key(claim, ids_of_title.get(claim.title_key, set())) for claim in counting | set(others)}


def arxiv_id_of_key(key: str) -> str | None:
    """The arXiv id in a paper's key."""
    scheme, _, value = key.partition(":")
    return value if scheme == "arxiv" else None


def _key(claim: Claim, ids_of_title: set[str]) -> str:
    if claim.arxiv_id:
        return f"arxiv:{claim.arxiv_id}"
    if len(ids_of_title) == 1:
        return f"arxiv:{next(iter(ids_of_title))}"
    return f"title:{claim.title_key}"
