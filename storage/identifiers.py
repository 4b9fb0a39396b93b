"""Distinct types for the numbers and words that name things, and the arXiv id as all of us read it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NewType

BroadcastId = NewType("BroadcastId", int)
ChatId = NewType("ChatId", int)
"""Our own number of a chat; `telegram_id` is Telegram's and may change on migration."""
DestinationId = NewType("DestinationId", int)
DigestId = NewType("DigestId", int)
DeliveryId = NewType("DeliveryId", int)
DraftId = NewType("DraftId", int)
MessageId = NewType("MessageId", int)
"""Our own number of an outgoing message; `telegram_message_id` is Telegram's."""
PaperId = NewType("PaperId", int)
QueryId = NewType("QueryId", int)
SearchId = NewType("SearchId", int)
SourceId = NewType("SourceId", int)
TopicId = NewType("TopicId", int)

_NEW_STYLE = r"(?P<new>\d{4}\.\d{4,5})"
_OLD_STYLE = r"(?P<old>[a-z][a-z-]+(?:\.[A-Z]{2})?/\d{7})"
_VERSION = r"(?:v\d{1,3})?"
_ARXIV_ID = re.compile(rf"(?:{_NEW_STYLE}|{_OLD_STYLE}){_VERSION}", re.ASCII)
_ARXIV_REFERENCE = re.compile(
    r"(?:(?:arxiv\.org/(?:abs|pdf|html|format|src|e-print)/|ar5iv\.org/(?:abs|pdf|html)/|"
    r"(?:huggingface\.co|hf\.co|hf-mirror\.com)/papers/|"
    r"alphaxiv\.org/(?:[a-z]{2}/)?(?:abs|pdf|overview|forum|resources)/|"
    r"(?:papers\.cool|semanticscholar\.org|hjfy\.top)/arxiv/|10\.48550/arxiv\.|arxiv(?:[:：]\s?|\s))"
    rf"{_ARXIV_ID.pattern}(?!\d))",
    re.IGNORECASE | re.ASCII,
)
_ALONE = re.compile(rf"(?<![\w.:：/\-\"]){_NEW_STYLE}{_VERSION}(?![\w\"]|\.\d)", re.ASCII)
"""No part of a link, a longer number or a field of a query."""
_MONTHS = range(1, 13)
_DOI = re.compile(
    r"(?:doi\.org/|\bdoi:?\s?)?(?<![\w.])(10\.\d{4,9}/[A-Za-z0-9\-._;()/:<>+\[\]]{1,200})", re.IGNORECASE
)
_AFTER_DOI = ".,;:)]>"
_ARXIVS_OWN_DOI = "10.48550/"


def arxiv_id_of(text: str) -> str | None:
    """
    The arXiv id that `text` is, without its version; None if it is no id.

    Both numbering schemes count: `2507.19849v2` and `cs.CL/0701001`. The month must exist.
    Source: arXiv identifier scheme since 2007-04 and before.
    """
    found = _ARXIV_ID.fullmatch(text.strip())
    return _checked(found) if found else None


def arxiv_id_in(text: str) -> str | None:
    """The first arXiv id in a link or an `arXiv:` reference within `text`, without version."""
    return next(_references(text), None)


def arxiv_ids_in(text: str) -> tuple[str, ...]:
    """All ids that `arxiv_id_in` would find, in their order, each once."""
    return tuple(dict.fromkeys(_references(text)))


def arxiv_ids_alone_in(text: str) -> tuple[str, ...]:
    """Numbers that look like ids of the new scheme where no link says that they are, each once."""
    found = (_checked(match) for match in _ALONE.finditer(text))
    return tuple(dict.fromkeys(identifier for identifier in found if identifier))


def doi_in(text: str) -> str:
    """
    The first DOI in a link or within `text`, in small letters; empty where there is none.

    arXiv's own DOIs, `10.48550/arXiv.…`, are none: the id says the same.
    """
    found = (match[1].rstrip(_AFTER_DOI).lower() for match in _DOI.finditer(text))
    return next((doi for doi in found if not doi.startswith(_ARXIVS_OWN_DOI)), "")


def arxiv_month(arxiv_id: str) -> date | None:
    """The first day of the month in which an id was given; None for the old scheme."""
    if not _ARXIV_ID.fullmatch(arxiv_id) or "/" in arxiv_id:
        return None
    return date(2000 + int(arxiv_id[:2]), int(arxiv_id[2:4]), 1)


def _references(text: str) -> Iterator[str]:
    for found in _ARXIV_REFERENCE.finditer(text):
        if identifier := _checked(found):
            yield identifier


def _checked(found: re.Match[str]) -> str | None:
    if old := found.groupdict().get("old"):
        return old
    new = found["new"]
    return new if int(new[2:4]) in _MONTHS else None
