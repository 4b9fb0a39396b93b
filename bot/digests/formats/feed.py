"""
RSS, Atom and JSON feeds whose items are papers, arXiv's own among them.

An item is a paper by its link, its id or the arXiv number that its text begins with; one that only
mentions papers is none. What arXiv announces as a replacement is an older paper and no news.
"""

import re
from datetime import date

from bot.digests.formats.dates import date_in_name
from bot.digests.formats.document import Claim, DigestError, Document, excerpt
from bot.digests.formats.feed_items import Feed, FeedItem, feed_of_json, feed_of_xml
from bot.digests.formats.links import code_url_in, is_paper_link, links_in, project_url_in
from bot.digests.formats.markdown import folded, is_chinese
from bot.digests.formats.withdrawal import says_withdrawn
from storage.identifiers import arxiv_id_in, arxiv_ids_in, doi_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.FEED

_XML = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<\?xml-stylesheet[^<>]{0,300}\?>\s*){0,3}(?:<!--[^<>]{0,500}-->\s*){0,3}"
    r"<(?:!DOCTYPE\s{1,3})?(rss|feed|rdf:RDF)\b",
    re.IGNORECASE,
)
_JSON = re.compile(r'"version"\s{0,5}:\s{0,5}"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version')
_ANNOUNCEMENT = re.compile(
    r"\s{0,9}arXiv:\S{4,40}\s{1,9}Announce\sType:\s?(?P<kind>[a-z-]{3,20})\s{1,9}(?:Abstract:\s?)?",
    re.IGNORECASE,
)
_AFTER_TITLE = re.compile(r"\s{0,3}\.?\s{0,3}\(arXiv:[^()]{4,80}\)\s{0,3}$", re.IGNORECASE)
_BEFORE_TITLE = re.compile(r"\[[a-z-]{0,20}[./]?\d{4}\.?\d{3,5}(?:v\d{1,2})?\]\s{0,3}", re.IGNORECASE)
_CATEGORY = re.compile(r"[a-z-]{2,9}(?:\.[A-Za-z-]{2,20})?")
_REPLACEMENT = "replace"
_BREAKS = re.compile(r"\n\s*\n\s*")


def claim(document: Document) -> Claim:
    """Any file that begins as a feed does, or is a JSON object that names the version of JSON Feed."""
    if found := _XML.match(document.text):
        return Claim(True, f"begins as a feed: <{found[1]}>")
    if document.text.lstrip().startswith("{") and _JSON.search(document.text):
        return Claim(True, "names the version of JSON Feed")
    return Claim(False, "begins neither as RSS nor as Atom, and is no JSON Feed")


def parse(document: Document) -> Digest:
    """
    Read the papers of a feed; the day is that of its newest item.

    Raises:
        DigestError: damaged, with a document type, or a feed of other things than papers.
    """
    is_json = document.text.lstrip().startswith("{")
    feed = feed_of_json(document.text) if is_json else feed_of_xml(document.text)
    entries: list[Entry] = []
    rejected: list[RejectedEntry] = []
    for item in feed.items:
        if reason := _fault(item):
            rejected.append(RejectedEntry(item.line, reason, excerpt(item.title)))
        else:
            entries.append(_entry(item))
    if feed.items and not any(_names_paper(item) for item in feed.items):
        raise DigestError(
            f"a feed without papers: none of its {len(feed.items)} items links to arXiv, a DOI or HF papers; "
            f"the first is {excerpt(feed.items[0].title)!r}"
        )
    return Digest(FORMAT, _digest_on(feed, document.name), tuple(entries), tuple(rejected))


def _fault(item: FeedItem) -> str | None:
    if not _names_paper(item):
        return "an item that links to no paper"
    if _announced_as(item).startswith(_REPLACEMENT):
        return "a new version of an older paper, no news"
    return None if _arxiv_id(item) or _title(item) else "neither an id nor a title"


def _names_paper(item: FeedItem) -> bool:
    return bool(_arxiv_id(item) or _doi(item) or any(is_paper_link(address) for address in item.addresses))


def _arxiv_id(item: FeedItem) -> str | None:
    """The id in the item's own addresses or at the beginning of its text, else the only one in its text."""
    for address in item.addresses:
        # Feeds of arXiv name an item `oai:arXiv.org:2401.00001v1`.
        if found := arxiv_id_in(address.replace("oai:arXiv.org:", "arXiv:")):
            return found
    if _ANNOUNCEMENT.match(item.text):
        return arxiv_id_in(item.text)
    mentioned = arxiv_ids_in(item.text)
    return mentioned[0] if len(mentioned) == 1 and not _doi(item) else None


def _doi(item: FeedItem) -> str:
    return next((doi for address in item.addresses if (doi := doi_in(address))), "")


def _announced_as(item: FeedItem) -> str:
    found = _ANNOUNCEMENT.match(item.text)
    return item.announced_as or (found["kind"].lower() if found else "")


def _title(item: FeedItem) -> str:
    return folded(_BEFORE_TITLE.sub("", _AFTER_TITLE.sub("", item.title), count=1))


def _entry(item: FeedItem) -> Entry:
    announcement = _ANNOUNCEMENT.match(item.text)
    text = item.text[announcement.end() if announcement else 0 :].removeprefix("Abstract:")
    abstract = "\n\n".join(folded(paragraph) for paragraph in _BREAKS.split(text.strip()))
    title = _title(item)
    links = links_in(f"{item.comment}\n{abstract}")
    is_of_arxiv = bool(announcement or item.announced_as)
    return Entry(
        line=item.line,
        arxiv_id=_arxiv_id(item),
        title="" if is_chinese(title) else title,
        title_zh=title if is_chinese(title) else "",
        abstract="" if is_chinese(abstract) else abstract,
        abstract_zh=abstract if is_chinese(abstract) else "",
        authors=item.authors,
        categories=tuple(each for each in item.categories if _CATEGORY.fullmatch(each))
        if is_of_arxiv
        else (),
        doi=_doi(item),
        code_url=code_url_in(links),
        project_url=project_url_in(links),
        # That a paper was announced does not say that it was not withdrawn since.
        is_withdrawn=True if is_of_arxiv and says_withdrawn(item.comment, abstract) else None,
    )


def _digest_on(feed: Feed, name: str) -> date | None:
    newest = max((item.published_on for item in feed.items if item.published_on), default=None)
    return newest or feed.made_on or date_in_name(name)
