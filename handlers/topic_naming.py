"""What a reader means by the words of a topic: a ready-made one by its name, else a query."""

from dataclasses import dataclass

from handlers.escaping import one_line
from handlers.ready_made import ready_made_named
from storage.records import Language
from storage.search.query import Query, parse

_NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query and what it is called."""

    name: str
    query: Query


def meant_by(text: str, language: Language | None) -> NamedQuery:
    """
    The topic meant by a text: the same text always means the same topic.

    智能体 means the ready-made topic of that name, whose query holds its English words too.
    """
    ready_made = ready_made_named(text)
    if ready_made is not None:
        name = ready_made.name(language) if language else text
        return NamedQuery(name, parse(ready_made.query))
    query = parse(text)
    return NamedQuery(one_line(text)[:_NAME_CHARACTERS] or query.canonical, query)
