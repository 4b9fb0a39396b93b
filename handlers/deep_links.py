"""
Links into the private chat: `https://t.me/<bot>?start=<payload>`.

A payload is 1 to 64 of A-Z a-z 0-9 _ - (Bot API, deep linking) and comes from anybody: it names
something to open and never grants anything.
"""

import re
from dataclasses import dataclass

from storage.identifiers import PaperId, arxiv_id_of
from storage.records import Paper

_BY_ARXIV_ID = re.compile(r"p_(\d{4})_(\d{4,5})")
_BY_NUMBER = re.compile(r"p(\d{1,18})")


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper that a link opens: by arXiv id, else by our number."""

    arxiv_id: str | None = None
    paper_id: PaperId | None = None


def paper_url(bot_username: str, paper: Paper) -> str:
    """A link that opens the paper's card in the private chat."""
    by_arxiv_id = f"p_{paper.arxiv_id.replace('.', '_')}" if paper.arxiv_id else ""
    payload = by_arxiv_id if _BY_ARXIV_ID.fullmatch(by_arxiv_id) else f"p{paper.id}"
    return f"https://t.me/{bot_username}?start={payload}"


def paper_link(payload: str) -> PaperLink | None:
    """What a payload asks to open; None if it is none of ours."""
    if found := _BY_ARXIV_ID.fullmatch(payload):
        arxiv_id = arxiv_id_of(f"{found[1]}.{found[2]}")
        return PaperLink(arxiv_id=arxiv_id) if arxiv_id else None
    if found := _BY_NUMBER.fullmatch(payload):
        return PaperLink(paper_id=PaperId(int(found[1])))
    return None
