"""
A message of a digest as rich HTML (Bot API sendRichMessage): headings, and a fold for each paper.

It says what the detailed layout says and, folded, the whole summary, the abstract with its real
formulas, who wrote it, why it came and where it is. Tags are the few that the first servers with
rich messages know, and each stands whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from handlers.escaping import link, one_line, safe, shortened
from handlers.views.card_keyboard import links
from handlers.views.digest_papers import named, opening, two_titles
from handlers.views.formulas import divided
from handlers.views.paper_facts import facts
from handlers.views.paper_language import Reading, texts_in
from handlers.views.script import paper_in_script
from handlers.words import Words, words_in
from storage.records import Button, Chat, Paper

MOST_CHARACTERS = 32_768
"""Of a rich message; we count its tags, too (Bot API, limits of rich messages)."""
MOST_BLOCKS = 500
_FOR_PAPERS = 29_000
"""Characters of all papers; the rest is for head, foot and signs that take several."""
_LEAST_ABSTRACT = 200
_TAGS = 120
"""Around a paper's fold, its abstracts and the word over them."""
_BLOCK = re.compile(r"<(?:p|h[1-6]|details|footer)>")
_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::\d{1,4})?(?:[/?#][!-~]*)?", re.IGNORECASE
)
"""What surely is one for the server; a message with another is refused for it."""
_MARKS = "**"


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper in a digest."""

    paper: Paper
    number: int
    topic: Markup
    """The heading over it; empty where the paper before it has the same topic."""
    why: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a paper: before its fold, in it before and after the abstracts, and these."""

    shown: str
    above: str
    abstracts: tuple[str, ...]
    """Not yet HTML, as all the others are."""
    below: str

    @property
    def length(self) -> int:
        """In characters, without the abstracts."""
        return len(self.shown) + len(self.above) + len(self.below) + _TAGS


def rich_digest(
    head: Sequence[Markup], entries: Sequence[Entry], foot: Sequence[Markup], chat: Chat, bot_username: str
) -> str | None:
    """The message; None where it would be over a limit, which only odd papers make it."""
    words = words_in(chat.language)
    papers = [_told(one, chat, bot_username, words) for one in entries]
    lengths = [len(text) for one in papers for text in one.abstracts]
    longest = _longest_that_fit(lengths, _FOR_PAPERS - sum(one.length for one in papers))
    html = "".join(
        [
            *(_line("h2" if number == 0 else "p", line) for number, line in enumerate(head)),
            *(_paper(one, longest, words) for one in papers),
            *(_line("footer", line) for line in foot),
        ]
    )
    is_too_much = len(html) > MOST_CHARACTERS or len(_BLOCK.findall(html)) > MOST_BLOCKS
    return None if is_too_much else html


def _longest_that_fit(lengths: Sequence[int], room: int) -> int:
    """To how many characters each text must be cut so that all fit: what short ones leave is for the others."""
    for number, length in enumerate(sorted(lengths)):
        share = room // (len(lengths) - number)
        if length > share:
            return max(share, 0)
        room -= length
    return MOST_CHARACTERS


def _line(tag: str, content: Markup) -> str:
    """A block; the tag is ours."""
    return f"<{tag}>{content}</{tag}>"


def _told(entry: Entry, chat: Chat, bot_username: str, words: Words) -> _Told:
    paper = paper_in_script(entry.paper, chat.language)
    reading = Reading(chat.reads_papers_in, chat.language.is_chinese)
    own, other = two_titles(entry.paper, chat)
    head = Markup("{} {}").format(str(entry.number), named(entry.paper, own, chat, bot_username))
    if paper.code_url:
        head += safe(f" · {words.label('digest-has-code')}")
    shown = [_line("p", head)]
    if entry.topic:
        shown.insert(0, _line("h3", entry.topic))
    if other:
        shown.append(_line("p", safe(other)))
    summary = safe(opening(entry.paper, chat) or words.label("rich-more"))
    in_short = (_with_formulas(one.text) for one in texts_in(paper.tldr, paper.tldr_zh, reading))
    above = [_line("summary", summary), *(_line("p", one) for one in in_short if one != summary)]
    return _Told(
        "".join(shown),
        "".join(above),
        tuple(one_line(one.text) for one in texts_in(paper.abstract, paper.abstract_zh, reading)),
        "".join(_line("p", line) for line in _facts(entry, paper, words)),
    )


def _facts(entry: Entry, paper: Paper, words: Words) -> Iterator[Markup]:
    """Who, where and when; why it came; where it is."""
    yield from map(safe, facts(paper, words))
    if entry.why:
        why = safe(words.label("card-why", reason=entry.why))
        yield why if words.language.is_chinese else Markup("<i>{}</i>").format(why)
    if found := [_linked(one) for row in links(paper, words) for one in row]:
        yield Markup(" · ").join(found)


def _paper(told: _Told, longest: int, words: Words) -> str:
    abstracts = [_line("p", _with_formulas(shortened(text, longest))) for text in told.abstracts]
    if abstracts and longest >= _LEAST_ABSTRACT:
        abstracts.insert(0, _line("p", Markup("<b>{}</b>").format(words.label("card-abstract"))))
    else:
        abstracts = []
    return f"{told.shown}<details>{told.above}{''.join(abstracts)}{told.below}</details>"


def _linked(button: Button) -> Markup:
    """A link; only its words where the address is an odd one."""
    url = button.url or ""
    return link(url, button.text) if _ADDRESS.fullmatch(url) else safe(button.text)


def _with_formulas(text: str) -> Markup:
    """A text on one line, its formulas as LaTeX for the client to draw."""
    pieces = divided(one_line(text).replace(_MARKS, ""))
    shown = (
        f"<tg-math>{safe(piece)}</tg-math>" if is_formula else safe(piece) for piece, is_formula in pieces
    )
    return Markup("".join(shown))  # noqa: S704 (each piece is escaped)
