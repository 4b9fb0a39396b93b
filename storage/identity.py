"""
Which entries speak of the same paper.

An arXiv id decides, without one the DOI does, without either the normalised title. All are
read from the entries alone, so the answer never depends on the order in which files arrived. An
entry without an arXiv id joins a paper that has one by an entry that names both it and the DOI,
or where its title leaves no choice; else the two stay apart, because a wrong join is worse than
a missing one.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from storage.identifiers import arxiv_id_in
from storage.records import Entry

CERTAIN_LENGTH_CHARACTERS = 12
"""Shorter titles, such as "Technical Report", name more than one paper."""
INDEXED_LENGTH_CHARACTERS = 200
"""PostgreSQL refuses index rows beyond 2,704 bytes, so that longer keys end in a hash."""
_SCHEMES = ("title", "doi", "arxiv")
_ARXIVS_OWN_DOI = "10.48550/"
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """What an entry says about the identity of its paper."""

    arxiv_id: str | None
    title_key: str
    doi: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the entry names no paper at all."""
        return not (self.arxiv_id or self.title_key)


def claim_of(entry: Entry) -> Claim:
    """The identity that `entry` claims."""
    key = title_key(entry.title or entry.title_zh)
    if entry.doi.startswith(_ARXIVS_OWN_DOI):
        return Claim(entry.arxiv_id or arxiv_id_in(entry.doi), key)
    return Claim(entry.arxiv_id, key, entry.doi)


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
    The key of the paper that each claim means: `arxiv:<id>`, `doi:<doi>` or `title:<normalised>`.

    `live` must hold all claims that count now and are linked to one another (`links_of`), else
    a title or a DOI may look less ambiguous than it is; `others` are answered but do not count.
    """
    counting = set(live)
    known = _Known(counting)
    return {claim: known.key_of(claim) for claim in counting | set(others)}


def links_of(claims: Iterable[Claim]) -> tuple[set[str], set[str]]:
    """The title keys and the DOIs by which other claims may have a say about `claims`."""
    some = set(claims)
    titles = {claim.title_key for claim in some if len(claim.title_key) >= CERTAIN_LENGTH_CHARACTERS}
    return titles, {claim.doi for claim in some if claim.doi}


def arxiv_id_of_key(key: str) -> str | None:
    """The arXiv id in a paper's key."""
    scheme, _, value = key.partition(":")
    return value if scheme == "arxiv" else None


def strength_of_key(key: str) -> int:
    """How surely a key names its paper: a title least, an arXiv id most."""
    return _SCHEMES.index(key.partition(":")[0])


class _Known:
    """The claims that count, by title and by DOI."""

    def __init__(self, counting: Iterable[Claim]) -> None:
        self._of_title = defaultdict[str, list[Claim]](list)
        self._of_doi = defaultdict[str, list[Claim]](list)
        self._keys_of_dois: dict[str, str] = {}
        for claim in counting:
            if len(claim.title_key) >= CERTAIN_LENGTH_CHARACTERS:
                self._of_title[claim.title_key].append(claim)
            if claim.doi:
                self._of_doi[claim.doi].append(claim)

    def key_of(self, claim: Claim) -> str:
        """The paper that `claim` means; a title is certain if all that say more of it mean one paper."""
        if claim.arxiv_id:
            return f"arxiv:{claim.arxiv_id}"
        if claim.doi:
            return self._key_of_doi(claim.doi)
        namesakes = self._of_title.get(claim.title_key, ())
        keys = {self.key_of(each) for each in namesakes if each.arxiv_id or each.doi}
        return next(iter(keys)) if len(keys) == 1 else f"title:{claim.title_key}"

    def _key_of_doi(self, doi: str) -> str:
        if doi not in self._keys_of_dois:
            ids = self._arxiv_ids_of(doi)
            self._keys_of_dois[doi] = f"arxiv:{ids.pop()}" if len(ids) == 1 else f"doi:{doi}"
        return self._keys_of_dois[doi]

    def _arxiv_ids_of(self, doi: str) -> set[str]:
        """Those that are named with it, else those of its titles, unless another DOI has one of them, too."""
        claims = self._of_doi.get(doi, ())
        if named := {claim.arxiv_id for claim in claims if claim.arxiv_id}:
            return named
        namesakes = [each for claim in claims for each in self._of_title.get(claim.title_key, ())]
        if any(each.doi not in ("", doi) for each in namesakes):
            return set()
        return {each.arxiv_id for each in namesakes if each.arxiv_id}
