"""
The fields of the index, and a paper as one of its documents.

Texts are given as our own tokens with spaces between them: the engine's tokenizer only
splits. Every scope has both streams.
"""

from collections.abc import Mapping
from functools import cache
from itertools import chain

import tantivy

from storage.records import Paper
from storage.search.analysis import MARK, Streams, analyse, analyse_phrase
from storage.search.folding import fold_case

VERSION = "3"
"""Stored with an index; another version means other fields."""

SCOPES = ("", "title", "about", "keyword", "author", "org", "area")
"""
Parts of a paper that can be searched alone; "about" is titles, keywords and summaries.

"" is all of it but the authors: a topic means no person's name.
"""


def stream_field(stream: str, scope: str) -> str:
    """The field that holds `stream` ("words" or "grams") of `scope`."""
    return f"{scope}_{stream}" if scope else stream


@cache
def schema() -> tantivy.Schema:
    """The fields of every index of ours, on disk and in memory."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("paper_id", indexed=True, fast=True)
    builder.add_integer_field("revision", fast=True)
    builder.add_integer_field("day", fast=True)
    builder.add_integer_field("published", fast=True)
    builder.add_integer_field("upvotes", fast=True)
    for scope in SCOPES:
        for stream in ("words", "grams"):
            builder.add_text_field(stream_field(stream, scope), tokenizer_name="whitespace")
    for name in ("source", "arxiv_id", "has", "title_key"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def document(paper: Paper, texts: Mapping[str, str] | None = None) -> tantivy.Document:
    """`paper` as the index holds it; `texts` are its `stream_texts` where the caller has them."""
    return tantivy.Document(
        paper_id=paper.id,
        revision=paper.revision,
        day=paper.first_digest_on.toordinal(),
        published=[] if paper.published_on is None else [paper.published_on.toordinal()],
        upvotes=[] if paper.upvotes is None else [paper.upvotes],
        source=[str(mention.source) for mention in paper.digests],
        arxiv_id=[paper.arxiv_id] if paper.arxiv_id else [],
        has=[name for name, is_there in _possessions(paper).items() if is_there],
        title_key=[key for key in map(title_key, (paper.title, paper.title_zh)) if key],
        **(stream_texts(paper) if texts is None else texts),
    )


def tombstone(paper_id: int, revision: int) -> tantivy.Document:
    """What a removed paper leaves behind: the revision that the index has come to."""
    return tantivy.Document(paper_id=paper_id, revision=revision)


def title_key(title: str) -> str:
    """A title as it is compared with a whole query: tokens alone, without case and punctuation."""
    return " ".join(word for word in analyse_phrase(fold_case(title)).grams if word != MARK)


def stream_texts(paper: Paper) -> dict[str, str]:
    """What each stream's field holds of `paper`: its tokens with a space between any two."""
    title = analyse((paper.title, paper.title_zh))
    area = analyse(paper.areas)
    keyword = _joined(analyse((*paper.keywords, *paper.keywords_zh)), area)
    org = analyse((paper.organization,))
    author = analyse(paper.authors)
    sections = chain.from_iterable((section.heading, section.markdown) for section in paper.sections)
    about = _joined(title, keyword, analyse((paper.tldr, paper.tldr_zh)))
    whole = _joined(about, analyse((paper.abstract, paper.abstract_zh)), org, analyse(sections))
    return {
        **_fields("", whole),
        **_fields("title", title),
        **_fields("about", about),
        **_fields("keyword", keyword),
        **_fields("author", author),
        **_fields("org", org),
        **_fields("area", area),
    }


def _possessions(paper: Paper) -> dict[str, bool]:
    return {"code": paper.code_url is not None, "zh": paper.has_chinese}


def _joined(*parts: Streams) -> Streams:
    whole = Streams()
    for part in parts:
        whole.extend(part)
    return whole


def _fields(scope: str, streams: Streams) -> dict[str, str]:
    words = " ".join(streams.words)
    is_alike = streams.words == streams.grams
    return {
        stream_field("words", scope): words,
        stream_field("grams", scope): words if is_alike else " ".join(streams.grams),
    }
