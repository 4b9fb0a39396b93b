"""The papers that one text names, as a short list: a button opens each that we have."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from handlers.buttons import OpenPaper
from handlers.escaping import link, safe
from handlers.traditional import in_script
from handlers.views import dates
from handlers.views.headline import subjects, title, withdrawal_mark
from handlers.views.keyboards import NUMBERS_PER_ROW, in_rows, tap
from handlers.views.measuring import cut_to_width
from handlers.words import Words
from storage.records import Language, MessageContent, Paper

MOST_NAMED = 10
_TITLE_WIDTH = 110


def named_papers(
    arxiv_ids: Sequence[str], papers: Mapping[str, Paper], language: Language, words: Words
) -> MessageContent:
    """The first ten of the ids in their order; those that we do not have lead to arXiv."""
    shown = arxiv_ids[:MOST_NAMED]
    lines = [words("named-title", count=len(arxiv_ids))]
    lines += [_entry(number, one, papers.get(one), language, words) for number, one in enumerate(shown, 1)]
    if len(arxiv_ids) > len(shown):
        lines.append(words("named-more", count=len(arxiv_ids) - len(shown)))
    buttons = [
        tap(str(number), OpenPaper(papers[one].id)) for number, one in enumerate(shown, 1) if one in papers
    ]
    found = tuple(papers[one].id for one in shown if one in papers)
    return MessageContent(Markup("\n\n").join(lines), in_rows(buttons, NUMBERS_PER_ROW), found)


def _entry(number: int, arxiv_id: str, paper: Paper | None, language: Language, words: Words) -> Markup:
    if paper is None:
        address = link(f"https://arxiv.org/abs/{arxiv_id}", arxiv_id)
        return Markup("{}. {}").format(number, words("named-unknown", identifier=address))
    own = paper.title_zh if language.is_chinese else paper.title
    name = cut_to_width(title(in_script(own or paper.title or paper.title_zh, language)), _TITLE_WIDTH)
    facts = " · ".join([*subjects(paper, language), dates.with_year(words, paper.first_digest_on)])
    return Markup("<b>{}</b>. <b>{}</b>\n{}").format(
        number, safe(withdrawal_mark(paper, language) + name), safe(facts)
    )
