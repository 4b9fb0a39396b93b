"""
Names that texts explain themselves: 大语言模型 (Large Language Models, LLMs), language models (LMs).

Where a Chinese term begins is not written; it is decided by the translations that are known
of its words, or by what several papers have in common. What papers give as examples, names
of systems above all, is left out: an abbreviation must stand for a full name.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from storage.search.folding import fold
from storage.search.latin import HAN
from storage.search.learning.function_words import FUNCTION_WORDS, NO_BORDERS
from storage.search.learning.texts import Learned, PaperTexts
from storage.search.lexicon import Provenance
from storage.search.names import words_of
from storage.search.segmenter import cut

_EXPLAINED = re.compile(rf"(?<![A-Za-z-])([{HAN}](?:-?[{HAN}]){{1,14}})\s?\(([^()]{{2,80}})\)")
_ABBREVIATED = re.compile(r"\s\(([A-Za-z][A-Za-z-]{1,9})\)")
_WORDS_BEFORE = re.compile(r"(?:[A-Za-z][\w'-]*\s+){1,8}\Z")
_CHARACTERS_BEFORE = 120
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z][a-z]?")
_FULL_NAME = re.compile(r"[A-Za-z][A-Za-z'-]*(?: [A-Za-z][A-Za-z'-]*){0,6}")
_BETWEEN = re.compile(r"\s*[,;/]\s*")
_WORD_BORDER = re.compile(r"[\s-]+")
_LONGEST_TERM = 6
"""Words of a Chinese term."""
_FEWEST_PAPERS = 2
"""That must abbreviate a name in the same way; what stands once is a paper's own invention."""
_LEAST_TOLD = 0.6
"""The share of an English name's words that the Chinese term must be known to mean."""
_IDLE_WEIGHT = 0.6
"""What a Chinese word that tells none takes away, in English words told."""
_HIGHEST = 0.95

KnownWords = Callable[[tuple[str, ...]], set[str]]
"""The English words that a run of Chinese words is known to mean; none for an unknown one."""


@dataclass(slots=True)
class Parentheses:
    """All explanations of some papers; a few bytes each."""

    _explained: dict[tuple[str, str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    """By Chinese run, full name and abbreviation, either may be empty: the papers."""
    _abbreviated: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    def take_in(self, number: int, paper: PaperTexts) -> None:
        """Collect the explanations of a paper."""
        for text in (paper.title_zh, paper.abstract_zh, *paper.more_zh):
            for run, told in _EXPLAINED.findall(fold(text)):
                if names := _names_in(told):
                    self._explained[run, *names].add(number)
        for text in (paper.title, paper.abstract):
            for full, short in _abbreviations_in(fold(text)):
                self._abbreviated[full, short].add(number)

    def learned(self, known: KnownWords) -> Iterator[Learned]:
        """What they say: full names and abbreviations, and Chinese terms by both."""
        full_names = self._full_names()
        for short, (full, share) in full_names.items():
            yield _learned(full, short, share, len(self._abbreviated[full, short]))
        terms: dict[tuple[str, str], list[tuple[_Fit, set[int]]]] = defaultdict(list)
        for (run, told_full, short), papers in self._explained.items():
            full = told_full or full_names.get(short, ("", 0.0))[0]
            if full and (fit := _term_for(run, full, known)):
                for name in filter(None, (full, short)):
                    terms[fit.term, name].append((fit, papers))
        for (term, name), found_in in terms.items():
            seen = len(set[int]().union(*(papers for _, papers in found_in)))
            fit = max((fit for fit, _ in found_in), key=lambda fit: fit.share)
            if seen >= _FEWEST_PAPERS or fit.is_whole:
                yield _learned(term, name, fit.share, seen)

    def _full_names(self) -> dict[str, tuple[str, float]]:
        """The full name that most papers give to an abbreviation, and their share."""
        meanings: dict[str, dict[tuple[str, ...], list[tuple[str, set[int]]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for (full, short), papers in self._abbreviated.items():
            meanings[short][words_of(full)].append((full, papers))
        found = {}
        for short, by_words in meanings.items():
            counts = {words: sum(len(papers) for _, papers in said) for words, said in by_words.items()}
            most = max(counts, key=lambda words: (counts[words], words))
            if counts[most] >= _FEWEST_PAPERS:
                full = max(by_words[most], key=lambda one: (len(one[1]), one[0]))[0]
                found[short] = (full, counts[most] / sum(counts.values()))
        return found


def singular_short(short: str) -> str:
    """LLMs as LLM."""
    return short[:-1] if len(short) > 2 and short.endswith("s") and short[-2].isupper() else short  # noqa: PLR2004


def _abbreviations_in(text: str) -> Iterator[tuple[str, str]]:
    """Full names followed by their abbreviations in parentheses."""
    for found in _ABBREVIATED.finditer(text):
        place = found.start() + 1
        before = _WORDS_BEFORE.search(text[max(0, place - _CHARACTERS_BEFORE) : place])
        if before and (full := _full_name(before.group(), found[1])):
            yield full, singular_short(found[1])


def _names_in(told: str) -> tuple[str, str] | None:
    """Full name and abbreviation, either may be empty; None for anything else, as examples."""
    parts = _BETWEEN.split(told.strip(" \"'"))
    full = [part.lower() for part in parts if _is_full_name(part)]
    short = [singular_short(part) for part in parts if _ABBREVIATION.fullmatch(part)]
    if len(full) + len(short) != len(parts) or len(full) > 1 or len(short) > 1:
        return None
    if full and short and not _full_name(full[0], short[0]):
        return None
    return "".join(full), "".join(short)


def _is_full_name(part: str) -> bool:
    """Several words, or one that is no name: Gemini is a system."""
    if not _FULL_NAME.fullmatch(part) or _ABBREVIATION.fullmatch(part):
        return False
    has_camel_case = any(word[1:] != word[1:].lower() for word in _WORD_BORDER.split(part))
    return not has_camel_case and (" " in part or "-" in part or part.islower())


def _full_name(before: str, short: str) -> str:
    """The last words of `before` whose initials make `short`; function words may be passed over."""
    letters = singular_short(short).replace("-", "").lower()
    words = _WORD_BORDER.split(before.strip())
    start, open_letters = len(words), letters
    while open_letters and start:
        start -= 1
        word = words[start].lower()
        if word.startswith(open_letters[-1]):
            open_letters = open_letters[:-1]
        elif word not in FUNCTION_WORDS:
            return ""
    if open_letters or len(letters) < 2:  # noqa: PLR2004
        return ""
    return _as_written(before, words[start]).lower()


def _as_written(before: str, first: str) -> str:
    """The end of `before` from its last word `first` on, with its own hyphens."""
    return before[before.rindex(first) :].strip()


@dataclass(frozen=True, slots=True)
class _Fit:
    """A Chinese term for an English name."""

    term: str
    share: float
    """The share of the name's words that it tells."""
    is_whole: bool
    """Each of its words tells one."""
    value: float


def _term_for(run: str, full: str, known: KnownWords) -> _Fit | None:
    """
    The end of the Chinese run that means the English name.

    Each English word that it tells counts for it, each Chinese word that tells none against it.
    """
    wanted = {word for word in words_of(full) if word not in FUNCTION_WORDS}
    words = [word for part in run.split("-") for word in cut(part)]
    best: _Fit | None = None
    for start in range(max(0, len(words) - _LONGEST_TERM), len(words)):
        term = words[start:]
        if not wanted or {term[0], term[-1]} & NO_BORDERS:
            continue
        told, idle = _told(term, wanted, known)
        fit = _Fit("".join(term), told / len(wanted), not idle, told - _IDLE_WEIGHT * idle)
        if best is None or fit.value > best.value:
            best = fit
    return best if best and best.share >= _LEAST_TOLD and len(best.term) > 1 else None


def _told(term: Sequence[str], wanted: set[str], known: KnownWords) -> tuple[int, int]:
    """The number of wanted words that `term` is known to mean, and of its words that mean none of them."""
    told: set[str] = set()
    idle = set(range(len(term)))
    for start in range(len(term)):
        for end in range(start + 1, len(term) + 1):
            if found := known(tuple(term[start:end])) & wanted:
                told |= found
                idle.difference_update(range(start, end))
    return len(told), len(idle)


def _learned(term: str, text: str, share: float, seen: int) -> Learned:
    confidence = min(1 - (1 - 0.7 * share) * 0.5**seen, _HIGHEST)
    return Learned(term, text, confidence, Provenance.PARENTHESES, seen)
