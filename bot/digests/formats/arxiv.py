"""
Answers of the arXiv API: an Atom feed whose entries are what arXiv itself knows of its papers.

They are metadata more than news: the day is that of the newest paper among them, so that an answer
about old papers is as old as they are. A paper that its authors have withdrawn says so in its comment.
"""

import re
from datetime import date, timedelta

from bot.digests.formats.dates import date_in_name, day_of
from bot.digests.formats.document import Claim, DigestError, Document, excerpt
from bot.digests.formats.links import code_url_in, links_in, project_url_in
from bot.digests.formats.markdown import folded
from bot.digests.formats.withdrawal import says_withdrawn
from bot.digests.formats.xml_tree import Element, root_of
from storage.identifiers import arxiv_id_in, doi_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.ARXIV

_BEGINNING = re.compile(r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?<feed\b", re.IGNORECASE)
_FROM_API = re.compile(r"\barxiv\.org/api/|opensearch:totalResults", re.IGNORECASE)
_HEAD_CHARACTERS = 4000
_BREAKS = re.compile(r"\n\s*\n\s*|\n {2,}(?=\S)")
_LONGEST_DELAY = timedelta(days=4)
"""From a submission on Friday to its announcement after a holiday."""


def claim(document: Document) -> Claim:
    """An Atom feed that names the API of arXiv at its beginning."""
    head = document.text[:_HEAD_CHARACTERS]
    if not _BEGINNING.match(head):
        return Claim(False, "does not begin as an Atom feed")
    if _FROM_API.search(head) and "arxiv.org" in head:
        return Claim(True, "an Atom feed of the arXiv API")
    return Claim(False, "an Atom feed, but not of the arXiv API")


def parse(document: Document) -> Digest:
    """
    Read the papers of an answer.

    Raises:
        DigestError: damaged XML, or an error that the API answered with.
    """
    elements = list(root_of(document.text).children("entry"))
    for element in elements:
        if "arxiv.org/api/errors" in element.text("id"):
            raise DigestError(f"the API answered with an error: {excerpt(element.text('summary'))}")
    entries = [entry for element in elements if (entry := _entry(element))]
    rejected = [
        RejectedEntry(element.line, "no arXiv id in <id>", excerpt(folded(element.text("title"))))
        for element in elements
        if _entry(element) is None
    ]
    newest = max((entry.published_on for entry in entries if entry.published_on), default=None)
    return Digest(FORMAT, _digest_on(newest, date_in_name(document.name)), tuple(entries), tuple(rejected))


def _digest_on(newest: date | None, named: date | None) -> date | None:
    if newest and named and timedelta(0) <= named - newest <= _LONGEST_DELAY:
        return named
    return newest or named


def _entry(element: Element) -> Entry | None:
    arxiv_id = arxiv_id_in(element.text("id"))
    if arxiv_id is None:
        return None
    abstract = _prose(element.text("summary"))
    comment = folded(element.text("arxiv:comment", "comment"))
    links = links_in(f"{comment}\n{abstract}")
    return Entry(
        line=element.line,
        arxiv_id=arxiv_id,
        title=folded(element.text("title")),
        abstract=abstract,
        authors=_authors(element),
        published_on=day_of(element.text("published")),
        categories=_categories(element),
        doi=doi_in(element.text("arxiv:doi", "doi")),
        is_withdrawn=says_withdrawn(comment, abstract),
        code_url=code_url_in(links),
        project_url=project_url_in(links),
    )


def _authors(element: Element) -> tuple[str, ...]:
    names = (folded(author.text("name")) for author in element.children("author"))
    return tuple(dict.fromkeys(name for name in names if name))


def _categories(element: Element) -> tuple[str, ...]:
    named = [*element.children("arxiv:primary_category", "primary_category"), *element.children("category")]
    terms = (folded(each.attributes.get("term", "")) for each in named)
    return tuple(dict.fromkeys(term for term in terms if term))


def _prose(text: str) -> str:
    """Paragraphs on one line each; arXiv indents the first line of all but the first."""
    return "\n\n".join(folded(paragraph) for paragraph in _BREAKS.split(text))
