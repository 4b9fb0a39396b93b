"""Papers and marked lines in the characters that a reader reads; digests are written in simplified ones."""

from dataclasses import replace

from handlers.traditional import traditional, traditional_with
from handlers.views.rich_text import RichText
from storage.records import Language, Paper, Section


def rich_in_script(rich: RichText, language: Language) -> RichText:
    """A line with its styles, which stay on the same words."""
    if language is not Language.ZH_HANT or rich.text.isascii():
        return rich
    text, places = traditional_with(rich.text, [(span.start, span.end) for span in rich.spans])
    moved = zip(rich.spans, places, strict=True)
    return RichText(text, tuple(replace(span, start=start, end=end) for span, (start, end) in moved))


def paper_in_script(paper: Paper, language: Language) -> Paper:
    """A paper with all its texts but the names of its authors; what is looked for in it is not found there."""
    if language is not Language.ZH_HANT:
        return paper
    return replace(
        paper,
        title=traditional(paper.title),
        title_zh=traditional(paper.title_zh),
        abstract=traditional(paper.abstract),
        abstract_zh=traditional(paper.abstract_zh),
        tldr=traditional(paper.tldr),
        tldr_zh=traditional(paper.tldr_zh),
        keywords=tuple(map(traditional, paper.keywords)),
        keywords_zh=tuple(map(traditional, paper.keywords_zh)),
        areas=tuple(map(traditional, paper.areas)),
        organization=traditional(paper.organization),
        sections=tuple(
            Section(traditional(one.heading), traditional(one.markdown)) for one in paper.sections
        ),
    )
