"""The buttons below a card: its pages, where the paper lives, what to do with it, its neighbours."""

from urllib.parse import quote

from handlers.buttons import SavePaper
from handlers.deep_links import paper_url, share_url
from handlers.views.headline import title
from handlers.views.keyboards import Row, in_rows, open_link, tap
from handlers.views.measuring import cut_to_width
from handlers.words import Words
from storage.identifiers import PaperId
from storage.records import Button, Paper

_LINKS_PER_ROW = 3
_SHARED_WIDTH = 110
"""Of a title in a link: any more would make the address longer than a button takes."""


def links(paper: Paper, words: Words) -> tuple[Row, ...]:
    """The paper elsewhere."""
    identifier = paper.arxiv_id
    return in_rows(
        (
            *open_link("arXiv", f"https://arxiv.org/abs/{identifier}" if identifier else None),
            *open_link("PDF", f"https://arxiv.org/pdf/{identifier}" if identifier else None),
            *open_link("HF", f"https://huggingface.co/papers/{identifier}" if identifier else None),
            *open_link("DOI", f"https://doi.org/{quote(paper.doi)}" if paper.doi else None),
            *open_link(words.label("card-code"), paper.code_url),
            *open_link(words.label("card-project"), paper.project_url),
        ),
        _LINKS_PER_ROW,
    )


def save_button(words: Words, paper_id: PaperId, *, is_saved: bool) -> Button:
    """The star: full where the paper is saved, and then it takes it back."""
    key = "card-saved" if is_saved else "card-save"
    return tap(words.label(key), SavePaper(paper_id, int(not is_saved)))


def share_button(paper: Paper, words: Words, bot_username: str, *, has_inline_mode: bool) -> Row:
    """Sends the paper to a chat of the reader's choice: inline as a card, else as a link with its title."""
    label = words.label("card-share")
    if has_inline_mode and paper.arxiv_id:
        return (Button(label, shared_query=paper.arxiv_id),)
    text = cut_to_width(title(paper.title or paper.title_zh), _SHARED_WIDTH)
    return open_link(label, share_url(paper_url(bot_username, paper), text))
