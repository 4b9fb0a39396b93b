"""
Links into the private chat: `https://t.me/<bot>?start=<payload>`.

A payload is 1 to 64 of A-Z a-z 0-9 _ - (Bot API, deep linking) and comes from anybody: it names
something to open or to search and never grants anything.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlencode

from storage.identifiers import PaperId, arxiv_id_of
from storage.records import Paper

_BY_ARXIV_ID = re.compile(r"p_(\d{4})_(\d{4,5})")
_BY_NUMBER = re.compile(r"p(\d{1,18})")
_CHAT = re.compile(r"s_(\d{1,16})")
_TEXT = re.compile(r"[qt]_([A-Za-z0-9_-]{2,62})")
_SEARCH, _TOPIC = "q_", "t_"
_LONGEST = 64

_INVITATION = re.compile(r"/start(?:@\w+)? i_([A-Za-z0-9_-]{20,40})")
USAGE = "search"
"""The payload that asks how to search."""


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper that a link opens: by arXiv id, else by our number."""

    arxiv_id: str | None = None
    paper_id: PaperId | None = None


def paper_url(bot_username: str, paper: Paper) -> str:
    """A link that opens the paper's card in the private chat."""
    payload = (paper_payload(paper.arxiv_id) if paper.arxiv_id else None) or f"p{paper.id}"
    return f"https://t.me/{bot_username}?start={payload}"


def paper_payload(arxiv_id: str) -> str | None:
    """A payload that opens a paper by its arXiv id; None for ids of the old scheme."""
    payload = f"p_{arxiv_id.replace('.', '_')}"
    return payload if _BY_ARXIV_ID.fullmatch(payload) else None


def search_payload(text: str) -> str | None:
    """A payload that searches for a text; None where it is too long for one, or empty."""
    return _payload(_SEARCH, text)


def search_url(bot_username: str, text: str) -> str | None:
    """A link that searches for a text in the private chat; None where it is too long for one."""
    payload = search_payload(text)
    return f"https://t.me/{bot_username}?start={payload}" if payload else None


def steering_url(bot_username: str, telegram_id: int) -> str:
    """A link that lets an admin of a group or channel steer it in the private chat."""
    return f"https://t.me/{bot_username}?start=s_{-telegram_id}"


def steered_chat(payload: str) -> int | None:
    """Telegram's number of the group or channel that a payload asks to steer; None if none."""
    found = _CHAT.fullmatch(payload)
    return -int(found[1]) if found else None


def share_url(address: str, text: str) -> str:
    """A link by which the reader chooses a chat for an address and a text."""
    return f"https://t.me/share/url?{urlencode({'url': address, 'text': text})}"


def topic_url(bot_username: str, text: str) -> str | None:
    """A link that offers to follow a query in the private chat; None where it is too long for one."""
    payload = _payload(_TOPIC, text)
    return f"https://t.me/{bot_username}?start={payload}" if payload else None


def invitation_url(bot_username: str, token: str) -> str:
    """A link by which somebody lets themselves into a private instance."""
    return f"https://t.me/{bot_username}?start=i_{token}"


def invitation_in(text: str) -> str | None:
    """The token with which somebody followed such a link; None for any other text."""
    found = _INVITATION.fullmatch(text.strip())
    return found[1] if found else None


def searched_text(payload: str) -> str | None:
    """What a payload asks to search for, None if nothing; empty where it asks how to search."""
    return "" if payload == USAGE else _text(_SEARCH, payload)


def followed_text(payload: str) -> str | None:
    """The query that a payload offers to follow; None if none."""
    return _text(_TOPIC, payload)


def paper_link(payload: str) -> PaperLink | None:
    """What a payload asks to open; None if it is none of ours."""
    if found := _BY_ARXIV_ID.fullmatch(payload):
        arxiv_id = arxiv_id_of(f"{found[1]}.{found[2]}")
        return PaperLink(arxiv_id=arxiv_id) if arxiv_id else None
    if found := _BY_NUMBER.fullmatch(payload):
        return PaperLink(paper_id=PaperId(int(found[1])))
    return None


def _payload(kind: str, text: str) -> str | None:
    encoded = urlsafe_b64encode(text.encode("utf-8", "replace")).decode().rstrip("=")
    return kind + encoded if 0 < len(encoded) <= _LONGEST - len(kind) else None


def _text(kind: str, payload: str) -> str | None:
    found = _TEXT.fullmatch(payload)
    if found is None or not payload.startswith(kind):
        return None
    try:
        return urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)).decode()
    except ValueError:
        return None
