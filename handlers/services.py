"""What handlers are given by the process: declared here, filled by `bot`."""

from dataclasses import dataclass

from storage.clock import Clock
from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.search.index import SearchIndex
from storage.selection import NewsRules


@dataclass(frozen=True, slots=True)
class Services:
    """The parts and limits that handlers work with."""

    database: Database
    index: SearchIndex
    lexicon: CurrentLexicon
    clock: Clock
    rules: NewsRules
    topic_limit: int
    """Topics that one destination may follow."""
    bot_username: str
    has_inline_mode: bool
    """Whether people can search from any chat; an operator switches it on with BotFather."""
