"""Results of an inline query: what the list shows of each paper, and the card that choosing it sends."""

from datetime import date

from handlers.escaping import is_web_address
from handlers.replies import InlineResult
from handlers.views.headline import title, withdrawal_mark
from handlers.views.hits import excerpt, facts
from handlers.views.marks import Marks
from handlers.views.measuring import cut_to_width
from handlers.views.rich_text import Style
from handlers.views.shared_card import shared_card
from handlers.words import Words
from storage.records import Paper
from storage.search.syntax import Scope

_TITLE_WIDTH = 110


def inline_result(paper: Paper, marks: Marks, words: Words, today: date, bot_username: str) -> InlineResult:
    """One paper: its title in the reader's language, bare facts, the line that shows the match."""
    language = words.language
    own, other = paper.title, paper.title_zh
    if language.is_chinese:
        own, other = other, own
    name = cut_to_width(title(own or other) or str(paper.arxiv_id), _TITLE_WIDTH)
    marked = marks.marked(name, Scope.TITLE, Style.BOLD)
    is_named = bool(marked.spans)
    lines = (" · ".join(facts(paper, words, today)), excerpt(paper, marks, language, is_named=is_named).text)
    return InlineResult(
        id=str(paper.id),
        title=withdrawal_mark(paper, language) + marked.text,
        description="\n".join(filter(None, lines)),
        content=shared_card(paper, language, bot_username),
        thumbnail_url=paper.thumbnail_url if is_web_address(paper.thumbnail_url) else None,
    )
