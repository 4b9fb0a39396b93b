"""
The weekly translation: English title, linked Chinese title, Chinese abstract.

Its layout wanders as in real weeks: a space before the link, a blank line in between, two
spaces at the end of a line, and now and then nobody translated the title. It has no date
inside; the file name tells.
"""

from collections.abc import Iterable, Sequence
from itertools import cycle

from bot.sandbox.samples.papers import SamplePaper

LAYOUTS = (
    "{heading} {title}\n[{link_text}]({url})\n\n{abstract}\n",
    "{heading} {title}  \n[{link_text}]({url})  \n\n{abstract}\n",
    "{heading} {title}\n\n[{link_text}]({url})\n\n{abstract}\n",
    "{heading} {title}\n [{link_text}]({url})\n\n{abstract}\n",
)


def render(papers: Sequence[SamplePaper], *, heading: str) -> str:
    """Write a weekly translation whose titles open with `heading`, one or two number signs."""
    return "\n".join(_blocks(papers, heading))


def _blocks(papers: Sequence[SamplePaper], heading: str) -> Iterable[str]:
    for paper, layout in zip(papers, cycle(LAYOUTS), strict=False):
        yield layout.format(
            heading=heading,
            title=paper.title,
            link_text=paper.title_zh or paper.title,
            url=f"https://arxiv.org/abs/{paper.arxiv_id}",
            abstract=paper.abstract_zh,
        )
