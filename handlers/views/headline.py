"""
What a paper is called on one line.

For readers of Chinese: its Chinese title, else the name before the colon of the English one
with the first two Chinese keywords or areas. For others: its English title, else the Chinese.
"""

import re
from dataclasses import dataclass

from handlers.escaping import one_line
from handlers.traditional import in_script
from handlers.views.formulas import readable
from handlers.views.markdown import without_marks
from handlers.views.measuring import cut_to_width, display_width
from handlers.words import words_in
from storage.records import Language, Paper

_NAME_AND_TITLE = re.compile(r"^([^:：]{2,60})[:：]\s*\S")
_IN_PARENTHESES = re.compile(r"\s*[(（][^()（）]*[)）]")
_FIELD_BEFORE = re.compile(
    r"^(?:NLP|CV|AI|ML|计算机视觉|自然语言处理|机器学习|多模态)\s*[-–—/]\s*", re.IGNORECASE
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIELDS_OF_STUDY = frozenset(
    {"计算机视觉", "自然语言处理", "机器学习", "深度学习", "人工智能", "多模态", "大语言模型", "大模型"}
)
_KEYWORDS = 2
_KEYWORD_WIDTH = 24
_NAME_WIDTH = 44
"""Of an English title among Chinese ones: enough to know the paper by."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A name, and words that say more; both on one line and plain."""

    name: str
    subjects: str = ""


def headline(paper: Paper, language: Language, limit_width: int = 74) -> Headline:
    """The paper's headline within a width in Latin letters."""
    mark = withdrawal_mark(paper, language)
    if not language.is_chinese:
        return Headline(cut_to_width(mark + title(paper.title or paper.title_zh), limit_width))
    if paper.title_zh:
        return Headline(cut_to_width(mark + title(in_script(paper.title_zh, language)), limit_width))
    found = subjects(paper, language)
    if not found:
        return Headline(cut_to_width(mark + title(paper.title), limit_width))
    name = cut_to_width(mark + short_name(paper, language), min(_NAME_WIDTH + len(mark), limit_width))
    told = "、".join(found)
    return Headline(name, told if display_width(f"{name} {told}") <= limit_width else found[0])


def withdrawal_mark(paper: Paper, language: Language) -> str:
    """What stands before the title of a paper that was withdrawn; empty for all others."""
    if not paper.is_withdrawn:
        return ""
    return words_in(language).label("paper-withdrawn") + ("" if language.is_chinese else " ")


def short_name(paper: Paper, language: Language) -> str:
    """The name before the colon, else the whole English title, else the Chinese one."""
    whole = title(in_script(paper.title or paper.title_zh, language))
    named = _NAME_AND_TITLE.match(whole)
    return named[1].strip() if named else whole


def title(text: str) -> str:
    """A title as one plain line, formulas as Unicode, without stray markup."""
    return one_line(without_marks(readable(text)))


def subjects(paper: Paper, language: Language) -> tuple[str, ...]:
    """
    The first two keywords, else areas, in the reader's language, without brackets.

    Whole fields of study come last; without any in the language, there are none.
    """
    if not language.is_chinese:
        return tuple(filter(None, dict.fromkeys(map(_subject, paper.keywords[:_KEYWORDS]))))
    words = paper.keywords_zh or paper.areas
    found = dict.fromkeys(subject for word in words if _HAN.search(subject := _subject(word)))
    telling = [subject for subject in found if subject not in _FIELDS_OF_STUDY]
    fields = [subject for subject in found if subject in _FIELDS_OF_STUDY]
    return tuple(in_script(subject, language) for subject in (telling + fields)[:_KEYWORDS])


def has_han(text: str) -> bool:
    """Whether a text holds Chinese characters."""
    return bool(_HAN.search(text))


def bare(word: str) -> str:
    """A keyword or area on one line, without what it says in brackets."""
    return _IN_PARENTHESES.sub("", title(word)) or title(word)


def _subject(word: str) -> str:
    return cut_to_width(_FIELD_BEFORE.sub("", _IN_PARENTHESES.sub("", title(word))), _KEYWORD_WIDTH)
