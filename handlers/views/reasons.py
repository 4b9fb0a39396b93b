"""Why a paper stands in a digest, in one line: its topics, each with the words that it holds."""

from itertools import zip_longest

from handlers.escaping import one_line
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


def _of_topic(topic: str, found: tuple[str, ...], words: Words) -> str:
    name = cut_to_width(one_line(topic), _TOPIC_WIDTH)
    shown = [
        cut_to_width(one_line(word), _WORD_WIDTH)
        for word in (in_script(word, words.language) for word in found)
        if word.casefold() != topic.casefold()
    ]
    if not shown:
        return name
    listed = words.label("list-separator").join(shown)
    return words.label("reason-of-topic", topic=name, words=listed)
