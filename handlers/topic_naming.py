"""What a reader means by the words of a topic: a ready-made one by its name, else a query."""

from dataclasses import dataclass

from handlers.escaping import one_line
from handlers.ready_made import ReadyMadeTopic, ready_made_named, ready_made_with
from handlers.traditional import in_words_of_papers
from storage.records import Language
from storage.search.lexicon import Lexicon
from storage.search.query import Query, parse
from storage.search.translating import additions_for_topic
from storage.wording import Wording, worded

NAME_CHARACTERS = 60
"""The longest name that somebody may give."""
_TYPED_NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query and what it is called."""

    name: str
    query: Query
    ready_made: ReadyMadeTopic | None = None
    """The topic of ours that it is."""

    def wording(self, lexicon: Lexicon) -> Wording:
        """The words with what would be added to them; a ready-made topic is complete as it is."""
        if self.ready_made is not None:
            return worded(self.query)
        return worded(self.query, additions_for_topic(self.query, lexicon))


def meant_by(text: str, language: Language | None) -> NamedQuery:
    """
    The topic meant by a text: the same text always means the same topic.

    智能体 means the ready-made topic of that name, whose query holds its English words too.
    """
    ready_made = ready_made_named(text)
    if ready_made is not None:
        return NamedQuery(
            ready_made.name(language) if language else text, parse(ready_made.query), ready_made
        )
    query = parse(in_words_of_papers(text, language) if language else text)
    if ready_made := ready_made_with(query.canonical):
        return NamedQuery(ready_made.name(language) if language else text, query, ready_made)
    typed = text
    for part in query.ignored:
        typed = typed.replace(part, " ", 1)
    return NamedQuery(one_line(typed)[:_TYPED_NAME_CHARACTERS] or query.canonical, query)


def ready_made_meant(topic: ReadyMadeTopic, language: Language) -> NamedQuery:
    """A ready-made topic as readers of a language follow it."""
    return NamedQuery(topic.name(language), parse(topic.query), topic)


def is_named_by_words(name: str, wording: Wording) -> bool:
    """Whether a topic goes by its own words, so that other words rename it."""
    read = {parse(name).canonical, parse(in_words_of_papers(name, Language.ZH_HANT)).canonical}
    return ready_made_named(name) is None and wording.text in read
