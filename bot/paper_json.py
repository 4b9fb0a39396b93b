"""A paper as the command line prints it in JSON: a promise to scripts, so names never change."""

from typing import Any

from storage.records import Paper


def paper_json(paper: Paper) -> dict[str, Any]:
    """All texts of `paper`; dates as ISO text, null where unknown."""
    return {
        "arxiv_id": paper.arxiv_id,
        "title": paper.title,
        "title_zh": paper.title_zh,
        "abstract": paper.abstract,
        "abstract_zh": paper.abstract_zh,
        "tldr": paper.tldr,
        "tldr_zh": paper.tldr_zh,
        "keywords": list(paper.keywords),
        "keywords_zh": list(paper.keywords_zh),
        "areas": list(paper.areas),
        "sections": [
            {"heading": section.heading, "markdown": section.markdown} for section in paper.sections
        ],
        "authors": list(paper.authors),
        "organization": paper.organization,
        "upvotes": paper.upvotes,
        "code_url": paper.code_url,
        "project_url": paper.project_url,
        "published_on": paper.published_on.isoformat() if paper.published_on else None,
        "first_digest_on": paper.first_digest_on.isoformat(),
        "digests": [
            {"source": str(mention.source), "date": mention.digest_on.isoformat()}
            for mention in paper.digests
        ],
        "doi": paper.doi,
        "categories": list(paper.categories),
        "is_withdrawn": paper.is_withdrawn,
    }
