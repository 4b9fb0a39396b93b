"""The sentences of all languages: complete, alike in what they say, and safe."""

import ast
import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor
from markupsafe import Markup

import handlers
from bot.sandbox.html import parse_html
from handlers.commands import COMMANDS
from handlers.views import dates
from handlers.words import Words, WordsError, locale_texts, words_in
from storage.records import Language

ZH, HANT, EN = Language.ZH_HANS, Language.ZH_HANT, Language.EN
SUFFIXES = ("", "-cut", "-group", "-more")
"""Keys are made of a written part and one of these."""
NUMBERS = {
    "count",
    "total",
    "new",
    "shown",
    "held",
    "month",
    "weekday",
    "day",
    "page",
    "pages",
    "most",
    "limit",
}
ONLY_CHINESE_COMMAND_WORDS = {"help-command"}
NEVER_ONE = {
    "digest-all-title", "named-title", "results-span", "results-within", "rename-too-long", "help-inline",
    "settings-hours-many", "subscribe-too-long", "subscribe-too-many-terms",
}  # fmt: skip
"""Lists that are shown of several alone, and limits of ours."""
_COUNTED = "paper|topic|day|hour|minute|message|result|word|digest|time|character|search|line"
_TOO_MANY = re.compile(rf"\b1 (?:{_COUNTED})e?s\b", re.IGNORECASE)
_TOO_FEW = re.compile(rf"\b(?:0|2|21) (?:{_COUNTED})\b", re.IGNORECASE)
CALENDAR = {"month", "date-with-weekday", "date-short", "date-with-year", "date-span-in-month"}
"""Months are numbers in Chinese and names in English."""


class _Found(Visitor):
    """The variables and sentences that a sentence names; those that only choose a form apart."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.choosing: set[str] = set()
        self.sentences: set[str] = set()

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 (its caller's name)
        if isinstance(node.selector, ftl.VariableReference):
            self.choosing.add(node.selector.id.name)
        for variant in node.variants:
            self.visit(variant)

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.sentences.add(node.id.name)


@cache
def sentences(language: Language) -> dict[str, ftl.Message]:
    return {key: one for text in locale_texts(language).values() for key, one in _parsed(text).items()}


def _parsed(text: str) -> dict[str, ftl.Message]:
    entries = FluentParser().parse(text).body
    assert [entry for entry in entries if isinstance(entry, ftl.Junk)] == []
    return {entry.id.name: entry for entry in entries if isinstance(entry, ftl.Message)}


def found_in(message: ftl.Message) -> _Found:
    found = _Found()
    found.visit(message)
    return found


def shown_values(language: Language, key: str) -> set[str]:
    """What a sentence shows of its values; the sentences within it count."""
    known = sentences(language)
    found = found_in(known[key])
    inner = (shown_values(language, name) for name in found.sentences)
    return found.variables.union(*inner)


def needed_values(language: Language, key: str) -> set[str]:
    """What a sentence cannot be said without."""
    found = found_in(sentences(language)[key])
    inner = (needed_values(language, name) for name in found.sentences)
    return (found.variables | found.choosing).union(*inner)


def written_words() -> Iterator[str]:
    """Every string constant in the code of the handlers."""
    for path in Path(str(handlers.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def asked_keys(ways: Collection[str] = ("words", "label", "toast")) -> Iterator[str]:
    """Every key that the code gives to Words by name, in these ways."""
    for path in Path(str(handlers.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name_of(node.func) in ways:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.parametrize("language", Language)
def test_every_sentence_exists_in_every_language(language: Language) -> None:
    """No reader ever meets a key of another language alone."""
    assert set(sentences(language)) == set(sentences(ZH))


@pytest.mark.parametrize("language", Language)
def test_all_languages_say_the_same_things(language: Language) -> None:
    """A translation shows exactly the values that the other one shows."""
    exempt = set() if language.is_chinese else ONLY_CHINESE_COMMAND_WORDS | CALENDAR
    differing = {
        key: (shown_values(ZH, key), shown_values(language, key))
        for key in sentences(ZH)
        if shown_values(ZH, key) != shown_values(language, key) and key not in exempt
    }
    assert differing == {}


def test_traditional_chinese_is_written_by_hand_only_where_a_conversion_will_not_do() -> None:
    """The others are converted, so that a changed sentence needs no second hand."""
    converted = {name: text for name, text in locale_texts(HANT).items() if "/" in name}
    by_hand = {name: text for name, text in locale_texts(HANT).items() if "/" not in name}
    written = [(key, one) for text in by_hand.values() for key, one in _parsed(text).items()]
    automatic = {key: one for text in converted.values() for key, one in _parsed(text).items()}
    assert written
    assert [key for key, one in written if one.equals(automatic[key])] == []


def test_traditional_sentences_hold_no_simplified_characters() -> None:
    """Every one can be written in Big5, which knows none; signs are no characters."""
    texts = "".join(locale_texts(HANT).values())
    han = "".join(sorted({character for character in texts if "\u3400" <= character <= "\u9fff"}))
    assert han.encode("big5", "replace").decode("big5") == han


def test_the_code_asks_only_for_sentences_that_exist() -> None:
    """A key without a sentence is found here and not by a reader."""
    known = set(sentences(ZH))
    assert [key for key in asked_keys() if not any(key + suffix in known for suffix in SUFFIXES)] == []


def test_no_sentence_is_left_over() -> None:
    """Every sentence is said somewhere."""
    references = {name for message in sentences(ZH).values() for name in found_in(message).sentences}
    written = set(written_words()) | references
    said = {word + suffix for word in written for suffix in SUFFIXES}
    said |= {f"command-{command.name}" for command in COMMANDS}
    assert sorted(set(sentences(ZH)) - said) == []


@pytest.mark.parametrize("language", Language)
def test_every_sentence_is_telegram_html(language: Language) -> None:
    """With values full of markup a sentence still parses, and shows the values as they are."""
    words = words_in(language)
    value = "<b>1 & 2</i> \"'"
    for key in sentences(language):
        values = {name: 3 if name in NUMBERS else value for name in needed_values(language, key)}
        shown = parse_html(words(key, **values)).text
        assert ("<b>1 & 2</i>" in shown) == bool(shown_values(language, key) - NUMBERS), key


def test_values_are_escaped_and_our_own_markup_is_not() -> None:
    """What comes from a reader stays text; what we built stays markup."""
    words = words_in(EN)
    assert words("results-title", query="<i>", total=1) == "Search &lt;i&gt;: 1 paper"
    assert words("results-title", query=Markup("<i>x</i>"), total=2) == "Search <i>x</i>: 2 papers"
    assert words.label("time-confirm", hours="<i>") == "Yes, every day at <i>"


@pytest.mark.parametrize("language", Language)
def test_toasts_fit_telegram(language: Language) -> None:
    """What is shown over the chat for a tap has at most 200 characters, whatever is put in."""
    words = words_in(language)
    toasts = {key for key in asked_keys({"toast"}) if key in sentences(language)}
    longest = {
        key: words.label(key, **dict.fromkeys(needed_values(language, key), "智" * 24)) for key in toasts
    }
    assert toasts
    assert {key: text for key, text in longest.items() if len(text) > 200} == {}


@pytest.mark.parametrize("number", [0, 1, 2, 21])
def test_english_counts_in_words_that_agree(number: int) -> None:
    """1 paper, 2 papers, 0 papers, in every sentence there is."""
    words = words_in(EN)
    wrong = _TOO_MANY if number == 1 else _TOO_FEW
    keys = set(sentences(EN)) - (NEVER_ONE if number == 1 else set())
    said = {key: words.label(key, **dict.fromkeys(needed_values(EN, key), number)) for key in keys}
    assert {key: text for key, text in said.items() if wrong.search(text)} == {}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (ZH, ("10月3日 周五", "10月3日", "2025年10月3日", "9月29日–10月3日", "10月1日–3日", "共 1,745 篇")),
        (HANT, ("10月3日 週五", "10月3日", "2025年10月3日", "9月29日–10月3日", "10月1日–3日", "共 1,745 篇")),
        (
            EN,
            (
                "Friday 3 October",
                "3 October",
                "3 October 2025",
                "29 September – 3 October",
                "1–3 October",
                "1,745 papers",
            ),
        ),
    ],
)
def test_dates_and_numbers_are_in_local_form(language: Language, expected: tuple[str, ...]) -> None:
    """As the readers of the language write them."""
    words, day = words_in(language), date(2025, 10, 3)
    assert (
        dates.with_weekday(words, day),
        dates.short(words, day),
        dates.with_year(words, day),
        dates.span(words, date(2025, 9, 29), day, day),
        dates.span(words, date(2025, 10, 1), day, day),
        words.label("results-title", query="x", total=1745)[-len(expected[-1]) :],
    ) == expected


def test_plurals_are_right() -> None:
    """One paper, two papers; large numbers are written as the language does."""
    english, chinese = words_in(EN), words_in(ZH)
    assert english("digest-counts", new=1, total=1) == "1 new paper, 1 for you"
    assert english("digest-counts", new=2, total=2) == "2 new papers, 2 for you"
    assert english("results-title", query="x", total=1745) == "Search x: 1,745 papers"
    assert chinese("digest-counts", new=36, total=12) == "新论文 36 篇，匹配 12 篇"


def test_a_missing_sentence_or_value_is_our_fault_and_said_so() -> None:
    """Half a sentence never goes out."""
    words = Words(EN)
    with pytest.raises(WordsError, match="no sentence 'nothing'"):
        words("nothing")
    with pytest.raises(WordsError, match="results-title"):
        words("results-title", total=1)
