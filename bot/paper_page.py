"""A paper as a person reads it in a terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from storage.records import Paper


def paper_page(paper: Paper) -> Group:
    """All that is known of `paper`, both languages, with where each part comes from."""
    return Group(*_parts(paper))


def _parts(paper: Paper) -> Iterator[RenderableType]:
    for title in (paper.title, paper.title_zh):
        if title:
            yield Text(title, style="bold")
    yield _facts(paper)
    for heading, texts in (
        ("In short", (paper.tldr, paper.tldr_zh)),
        ("Abstract", (paper.abstract, paper.abstract_zh)),
    ):
        if any(texts):
            yield Rule(heading, align="left", style="dim")
            yield from (Padding(Text(text), (0, 0, 1, 0)) for text in texts if text)
    for section in paper.sections:
        yield Rule(Text(section.heading), align="left", style="dim")
        yield Markdown(section.markdown)
    yield Rule("Digests", align="left", style="dim")
    for mention in paper.digests:
        day = f"{mention.digest_on}, the day it came" if mention.is_estimated else str(mention.digest_on)
        yield Text(f"{mention.source:8} {day}")


def _facts(paper: Paper) -> Table:
    table = Table.grid(padding=(0, 2))
    facts = {
        "arXiv": f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else "",
        "DOI": f"https://doi.org/{paper.doi}" if paper.doi else "",
        "withdrawn": "yes" if paper.is_withdrawn else "",
        "categories": ", ".join(paper.categories),
        "authors": ", ".join(paper.authors),
        "from": paper.organization,
        "published": str(paper.published_on or ""),
        "upvotes": str(paper.upvotes or ""),
        "stars": str(paper.github_stars or ""),
        "code": paper.code_url or "",
        "project": paper.project_url or "",
        "keywords": ", ".join(paper.keywords),
        "关键词": "、".join(paper.keywords_zh),
        "领域": "、".join(paper.areas),
    }
    for name, value in facts.items():
        if value:
            table.add_row(Text(name, style="dim"), Text(value))
    return table
