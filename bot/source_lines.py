"""
A source in one line, as an operator writes it in a chat: `github weekly owner/name path=daily`.

What a chat must not decide stays in chenbao.toml: tokens, proxies, private addresses, folders of
this machine. What is wrong is told with the value and the remedy.
"""

from pydantic import ValidationError

from bot.source_problems import line_problem
from bot.source_settings import KINDS, named, private_host, source_from
from handlers.services import SourceLineWrong
from storage.named_sources import NamedSource

IN_CHAT = tuple(kind for kind in KINDS if kind != "folder")
_POSITIONS = {
    "page": ("url",),
    "daily-papers": ("url",),
    "index": ("url", "match"),
    "feed": ("url", "match"),
    "github": ("repository", "path", "match"),
    "arxiv": ("url",),
}
_FOR_THE_FILE = frozenset({"token", "proxy", "allow_private", "api_url", "raw_url"})
_LONGEST_LINE = 3_000
_LONGEST_EXAMPLE = 80
_OF_FEEDS = (".xml", ".rss", ".atom", "/feed", "/feed/", "/rss", "/rss/", "feed.json")
_OF_FILES = (".md", ".json", ".txt", ".csv", ".zip", ".gz", ".tar")


def source_in(line: str) -> NamedSource:
    """
    The source that a line names.

    Raises:
        SourceLineWrong: it names none; the message says why and what to write.
    """
    kind, *words = line[:_LONGEST_LINE].split() or [""]
    if "://" in kind:
        example = f"{_likely_kind(kind)} my-source {kind[:_LONGEST_EXAMPLE]}"
        raise SourceLineWrong(f"write a kind and a name before the address: {example}")
    if kind == "folder":
        raise SourceLineWrong("folders of this machine are named in chenbao.toml, not in a chat")
    if kind not in IN_CHAT:
        raise SourceLineWrong(f"the first word must be one of {', '.join(IN_CHAT)}; got {kind[:40]!r}")
    if not words:
        raise SourceLineWrong(f"a name must follow {kind}: small letters, digits and hyphens")
    options = _options(kind, words[1:])
    try:
        source = source_from(NamedSource(words[0], kind, options))
    except ValidationError as error:
        raise SourceLineWrong("; ".join(line_problem(one) for one in error.errors())) from error
    if host := private_host(source):
        raise SourceLineWrong(f"{host} is no public address; name this source in chenbao.toml")
    return named(source)


def _likely_kind(address: str) -> str:
    """What is behind an address, by its looks."""
    path = address.partition("?")[0].lower()
    if path.endswith(_OF_FEEDS):
        return "feed"
    return "page" if "{date" in address or path.endswith(_OF_FILES) else "index"


def _options(kind: str, words: list[str]) -> dict[str, object]:
    options: dict[str, object] = {}
    places = iter(_POSITIONS[kind])
    for word in words:
        name, is_named, value = word.partition("=")
        if not is_named or not name.isidentifier():
            name, value = next(places, ""), word
        if not name:
            raise SourceLineWrong(f"{word[:40]!r} is one word too many; write every_minutes=30 and the like")
        if name in _FOR_THE_FILE:
            # The value may be a secret: it is not repeated.
            raise SourceLineWrong(f"{name} cannot be given in a chat; name this source in chenbao.toml")
        options[name] = value.split(",") if name == "hosts" else value
    return options
