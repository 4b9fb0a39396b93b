"""
One paper in a digest: on one line, or on a few that also say what it is about and why it came.

In groups and channels its title is a link into the private chat.
"""

import re
from collections.abc import Sequence

from markupsafe import Markup

from handlers.deep_links import paper_url
from handlers.escaping import link, one_line, safe
from handlers.traditional import in_script
from handlers.views.headline import headline, title, withdrawal_mark
from handlers.views.measuring import cut_to_width
from handlers.views.paper_language import in_language
from handlers.words import words_in
from storage.records import Chat, ChatType, Paper

_LINE_WIDTH = 74
_TITLE_WIDTH = 120
_SUMMARY_WIDTH = 120
"""Sixty Han characters."""
_TOPICS_WIDTH = 24
_EMPTY_OPENING = re.compile(r"^(?:本文|本论文|该论文|这篇论文|该研究|本研究)(?=\w)")


def paper_line(
    paper: Paper, number: int, chat: Chat, bot_username: str, *, also: Sequence[str] = ()
) -> Markup:
    """One paper on one line: its number, its name, what it is about, its other topics."""
    name = headline(paper, chat.language, _LINE_WIDTH)
    suffix = words_in(chat.language).label("digest-also", topics=_topic_list(chat, also)) if also else ""
    shown = (named(paper, name.name, chat, bot_username), *map(safe, filter(None, (name.subjects, suffix))))
    return Markup(" ").join([safe(str(number)), *shown])


def paper_lines(paper: Paper, number: int, chat: Chat, bot_username: str, why: Markup) -> Markup:
    """One paper on a few lines: both titles, whether there is code, the beginning of its summary, why it came."""
    words = words_in(chat.language)
    own, other = two_titles(paper, chat)
    head = Markup("{} {}").format(str(number), named(paper, own, chat, bot_username))
    if paper.code_url:
        head += safe(f" · {words.label('digest-has-code')}")
    lines = [head, *map(safe, filter(None, (other, opening(paper, chat))))]
    return Markup("\n").join([*lines, *([why] if why else ())])


def opening(paper: Paper, chat: Chat) -> str:
    """The beginning of the summary; empty without any."""
    summary = in_language(paper.tldr, paper.tldr_zh, chat.language)
    told = in_script(_EMPTY_OPENING.sub("", title(summary)), chat.language)
    return cut_to_width(told, _SUMMARY_WIDTH)


def two_titles(paper: Paper, chat: Chat) -> tuple[str, str]:
    """The title in the reader's language and, where it has one, in the other."""
    own = in_language(paper.title, paper.title_zh, chat.language)
    first = cut_to_width(
        withdrawal_mark(paper, chat.language) + title(in_script(own, chat.language) or str(paper.arxiv_id)),
        _TITLE_WIDTH,
    )
    other = paper.title if own == paper.title_zh else paper.title_zh
    return first, cut_to_width(title(in_script(other, chat.language)), _TITLE_WIDTH) if other != own else ""


def named(paper: Paper, name: str, chat: Chat, bot_username: str) -> Markup:
    """A paper's name; where an edit would change everybody's message, a link into the private chat."""
    if chat.type is ChatType.PRIVATE:
        return Markup("<b>{}</b>").format(safe(name))
    return link(paper_url(bot_username, paper), name)


def _topic_list(chat: Chat, topics: Sequence[str]) -> str:
    separator = words_in(chat.language).label("list-separator")
    return cut_to_width(separator.join(map(one_line, topics)), _TOPICS_WIDTH)
