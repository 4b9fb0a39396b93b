"""The buttons below a card: its pages, where the paper lives, what to do with it, its neighbours."""

from handlers.buttons import SavePaper
from handlers.views.keyboards import Row, in_rows, open_link, tap
from handlers.words import Words
from storage.identifiers import PaperId
from storage.records import Button, Paper

_LINKS_PER_ROW = 3


def links(paper: Paper, words: Words) -> tuple[Row, ...]:
    """The paper elsewhere."""
    identifier = paper.arxiv_id
    return in_rows(
        (
            *open_link("arXiv", f"https://arxiv.org/abs/{identifier}" if identifier else None),
            *open_link("PDF", f"https://arxiv.org/pdf/{identifier}" if identifier else None),
            *open_link("HF", f"https://huggingface.co/papers/{identifier}" if identifier else None),
            *open_link(words.label("card-code"), paper.code_url),
            *open_link(words.label("card-project"), paper.project_url),
        ),
        _LINKS_PER_ROW,
    )


def save_button(words: Words, paper_id: PaperId, *, is_saved: bool) -> Button:
    """The star: full where the paper is saved, and then it takes it back."""
    key = "card-saved" if is_saved else "card-save"
    return tap(words.label(key), SavePaper(paper_id, int(not is_saved)))
