"""
What the bot says, in the reader's language, from the Fluent files under `locales`.

Traditional Chinese has only those sentences in files of its own that a conversion of the
simplified ones would get wrong.

Sentences may hold our own HTML; every value put into them is escaped unless it is `Markup`
already. Labels are for places that know no HTML: buttons, toasts, menus.
"""

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from markupsafe import Markup

from handlers.escaping import clean, inert, safe
from handlers.traditional import traditional
from storage.records import Language

Value = str | int | float
_SHORT = 12
"""Characters of a value that comes again: an order, a year, hardly what somebody wrote."""
_MOST_REMEMBERED = 4096
_OF_READERS = frozenset({"topic", "topics"})
"""Values that are names given by readers, and no code: nothing in them may act."""
_QUOTATION_MARKS = str.maketrans("“”‘’", "「」『』")
"""Those of Taiwan for those of the mainland."""


class WordsError(Exception):
    """A sentence is missing, or lacks one of its values: a fault of ours."""


class Words:
    """The sentences of one language."""

    def __init__(self, language: Language) -> None:
        """Read the language's files."""
        self.language = language
        # Isolation marks would stand around every value, and be copied with it.
        self._bundle = FluentBundle([language], use_isolating=False)
        for resource in locale_texts(language).values():
            self._bundle.add_resource(FluentResource(resource), allow_overrides=True)
        # A page of results holds thirty labels, nearly all of them for the thousandth time.
        self._remembered = lru_cache(_MOST_REMEMBERED)(lambda key, *items: self._written(key, dict(items)))

    def __call__(self, key: str, **values: Value) -> Markup:
        """The sentence as Telegram HTML."""
        escaped = {name: _escaped(_tamed(name, value)) for name, value in values.items()}
        return Markup(self._formatted(key, escaped))  # noqa: S704 (our own sentence, values escaped)

    def label(self, key: str, **values: Value) -> str:
        """The sentence as plain text."""
        return self._formatted(key, {name: _cleaned(_tamed(name, value)) for name, value in values.items()})

    def part(self, key: str, name: str) -> str:
        """What a sentence has beside itself under a name (a Fluent attribute), as plain text; empty if nothing."""
        pattern = self._message(key).attributes.get(name)
        return str(self._bundle.format_pattern(pattern)[0]) if pattern else ""

    def _formatted(self, key: str, values: dict[str, Any]) -> str:
        if all(_comes_again(value) for value in values.values()):
            return self._remembered(key, *values.items())
        return self._written(key, values)

    def _written(self, key: str, values: dict[str, Any]) -> str:
        pattern = self._message(key).value
        if pattern is None:
            raise WordsError(f"the sentence {key!r} in {self.language} is empty")
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise WordsError(f"the sentence {key!r} in {self.language}: {errors[0]}")
        return str(text)

    def _message(self, key: str) -> Any:
        if not self._bundle.has_message(key):
            raise WordsError(f"no sentence {key!r} in {self.language}")
        return self._bundle.get_message(key)


@cache
def words_in(language: Language) -> Words:
    """The sentences of a language, read once."""
    return Words(language)


def locale_texts(language: Language) -> dict[str, str]:
    """The Fluent files of a language by name; a sentence of a later one goes before those of earlier ones."""
    texts = _texts_in(language)
    if language is not Language.ZH_HANT:
        return texts
    converted = {
        f"{Language.ZH_HANS}/{name}": traditional(text).translate(_QUOTATION_MARKS)
        for name, text in _texts_in(Language.ZH_HANS).items()
    }
    return converted | texts


def _texts_in(language: Language) -> dict[str, str]:
    folder = files("handlers").joinpath("locales", language)
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".ftl")
    }


def _comes_again(value: Value) -> bool:
    """Whether a value is worth remembering a sentence for; True and 1.0 are not taken for 1."""
    return len(value) <= _SHORT if isinstance(value, str) else type(value) is int


def _tamed(name: str, value: Value) -> Value:
    if name not in _OF_READERS or not isinstance(value, str) or isinstance(value, Markup):
        return value
    return inert(value)


def _escaped(value: Value) -> Value:
    return str(safe(value)) if isinstance(value, str) else value


def _cleaned(value: Value) -> Value:
    return clean(value) if isinstance(value, str) else value
