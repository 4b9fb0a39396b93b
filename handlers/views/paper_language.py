"""In which of its two languages a paper's texts are shown, and what is said where one is missing."""

from dataclasses import dataclass

from handlers.views.headline import title, withdrawal_mark
from handlers.views.rich_text import RichText, Style, joined, plain, styled
from handlers.words import Words
from storage.records import CardLanguage, Language, Paper

_TITLE_CHARACTERS = 300
_CHINESE, _ENGLISH = "zh", "en"


@dataclass(frozen=True, slots=True)
class Reading:
    """How somebody reads papers."""

    choice: CardLanguage
    is_interface_chinese: bool

    @property
    def is_chinese_first(self) -> bool:
        """Whether Chinese comes first where a text is there in both languages."""
        if self.choice is CardLanguage.BOTH:
            return self.is_interface_chinese
        return self.choice is not CardLanguage.ENGLISH

    @property
    def has_both_titles(self) -> bool:
        """Whether a title in each language is shown."""
        return self.choice in (CardLanguage.BOTH, CardLanguage.ORIGINAL_TITLE)


@dataclass(frozen=True, slots=True)
class Told:
    """A text, and the wanted language in which there is none: zh, en or neither."""

    text: str
    missing: str = ""

    def mark(self, words: Words) -> str:
        """The words behind a label that say so."""
        return words.label("card-other-language", wanted=self.missing) if self.missing else ""


def texts_in(english: str, chinese: str, reading: Reading) -> tuple[Told, ...]:
    """The text in the wanted language or languages, else in the other one; none where it is in neither."""
    by_language = ((_CHINESE, chinese), (_ENGLISH, english))
    (own, first), (other, second) = by_language if reading.is_chinese_first else reversed(by_language)
    is_both = reading.choice is CardLanguage.BOTH
    if first and second and is_both:
        return Told(first), Told(second)
    if first:
        return (Told(first, other if is_both else ""),)
    return (Told(second, own),) if second else ()


def in_language(english: str, chinese: str, language: Language) -> str:
    """The text in the language of the bot, else in the other one."""
    return (chinese or english) if language.is_chinese else (english or chinese)


def titles(paper: Paper, reading: Reading, language: Language) -> RichText:
    """The title, or both, the wanted one first and bold; the other one where it is missing."""
    chinese, english = (title(text)[:_TITLE_CHARACTERS] for text in (paper.title_zh, paper.title))
    first, second = (chinese, english) if reading.is_chinese_first else (english, chinese)
    if not first:
        first, second = second, ""
    other = plain(second) if reading.has_both_titles and second != first else RichText()
    mark = withdrawal_mark(paper, language)
    return joined("\n", [styled(Style.BOLD, mark + (first or str(paper.arxiv_id))), other])
