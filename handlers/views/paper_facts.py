"""Who wrote a paper, where, when, and how popular it is: a line each."""

from collections.abc import Iterator

from handlers.escaping import one_line
from handlers.views import dates
from handlers.words import Words
from storage.records import Paper

_AUTHORS = 5
_CATEGORIES = 3
_NAME_CHARACTERS = 60


def facts(paper: Paper, words: Words) -> Iterator[str]:
    """What is known of it, each on a line."""
    separator = words.label("list-separator")
    if paper.authors:
        names = separator.join(one_line(name)[:_NAME_CHARACTERS] for name in paper.authors[:_AUTHORS])
        key = "card-authors" if len(paper.authors) <= _AUTHORS else "card-authors-more"
        yield words.label(key, names=names, count=len(paper.authors))
    if paper.organization:
        yield words.label("card-organization", name=one_line(paper.organization)[:_NAME_CHARACTERS])
    yield _when(paper, words)
    if paper.categories:
        categories = separator.join(map(one_line, paper.categories[:_CATEGORIES]))
        yield words.label("card-categories", names=categories)
    if popularity := _popularity(paper, words):
        yield popularity


def _when(paper: Paper, words: Words) -> str:
    days = [words.label("card-digest", date=dates.with_year(words, paper.first_digest_on))]
    if paper.published_on:
        days.insert(0, words.label("card-published", date=dates.with_year(words, paper.published_on)))
    return " · ".join(days)


def _popularity(paper: Paper, words: Words) -> str:
    counts = {"card-upvotes": paper.upvotes, "card-stars": paper.github_stars}
    return " · ".join(words.label(key, count=count) for key, count in counts.items() if count)
