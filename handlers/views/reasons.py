"""Why a paper stands in a digest, in one line: its topics, each with the words that it holds."""

from itertools import zip_longest

from markupsafe import Markup

from handlers.escaping import one_line, safe
from handlers.traditional import in_script
from handlers.views.measuring import cut_to_width
from handlers.words import Words
from storage.records import Match

_TOPIC_WIDTH = 30
_WORD_WIDTH = 30


def reason(match: Match, words: Words) -> str:
    """The topics and their words; digests of before words were kept have topics alone."""
    pairs = zip_longest(match.topics, match.words, fillvalue=())
    return words.label("reason-separator").join(_of_topic(str(topic), found, words) for topic, found in pairs)


def reason_line(match: Match, words: Words, heading: str = "") -> Markup:
    """The same as a line of a digest, less the topic that is its heading; empty where that says all."""
    pairs = zip_longest(match.topics, match.words, fillvalue=())
    told = (
        _words_of(heading, found, words) if topic == heading else _of_topic(str(topic), found, words)
        for topic, found in pairs
    )
    line = words.label("reason-separator").join(filter(None, told))
    if not line:
        return Markup("")
    shown = safe(words.label("digest-why", reason=line))
    # Han characters have no italics: fonts only slant them, which reads badly.
    return shown if words.language.is_chinese else Markup("<i>{}</i>").format(shown)


def _of_topic(topic: str, found: tuple[str, ...], words: Words) -> str:
    name = cut_to_width(one_line(topic), _TOPIC_WIDTH)
    listed = _words_of(topic, found, words)
    return words.label("reason-of-topic", topic=name, words=listed) if listed else name


def _words_of(topic: str, found: tuple[str, ...], words: Words) -> str:
    """The words that a topic found, but for its own name."""
    return words.label("list-separator").join(
        cut_to_width(one_line(word), _WORD_WIDTH)
        for word in (in_script(word, words.language) for word in found)
        if word.casefold() != topic.casefold()
    )
