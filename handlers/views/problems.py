"""
What is wrong with a source or a file, in the operator's language.

The words come from where the fault was found, in English; those that are met often are said anew,
the others stand as they are.
"""

import re

from handlers.escaping import one_line, without_keys
from handlers.views.measuring import cut_to_width, display_width
from handlers.words import Words

_KNOWN = {
    "problem-answered": r"(?P<host>\S+) answered (?P<status>\d{3})(?:; .*)?",
    "problem-closed": r"(?P<host>\S+) failed: All connection attempts failed",
    "problem-unknown-host": r"(?P<host>\S+) failed: (?:\[Errno -\d+\] .*\bname\b|\S+ is unknown:).*",
    "problem-failed": r"(?P<host>\S+) failed: (?P<detail>.+)",
    "problem-silent": r"(?P<host>\S+) did not answer in (?P<seconds>\S+) s",
    "problem-slow": r"(?P<host>\S+) took too long; .*",
    "problem-private": r"(?P<host>\S+) (?:is a|leads to the) private address\b.*",
    "problem-no-more-calls": r"(?P<host>\S+) grants no more calls for now; .*",
    "problem-nothing-there": r"there is nothing at (?P<address>\S+); check the address",
    "problem-no-repository": r"GitHub has no (?P<repository>\S+) or no such branch; .*",
    "problem-no-such-file": r"(?P<repository>\S+) has no file named (?P<pattern>.+) in .+; check path and match",
    "problem-no-such-link": r"nothing that (?P<address>\S+) links to is named (?P<pattern>.+); check match",
    "problem-no-digest-inside": r"there is no digest in the archive (?P<address>.+)",
    "problem-web-page": r"a web page, not a digest: (?:begins with|titled) (?P<seen>.+); check the address .*",
    "problem-no-format": r"no known digest format \([^)]*\): begins with (?P<seen>.+); `chenbao formats FILE` .*",
    "problem-empty": r"empty file; .*",
    "problem-too-large": r"file of (?P<size>\S+) MB is over the limit of (?P<limit>\S+) MB; .*",
    "problem-binary": r"binary: (?P<seen>.+), begins with .*",
    "problem-damaged": r"damaged (?P<kind>JSON|XML) at line (?P<line>\d+).*",
    "problem-api-error": r"the API answered with an error instead of a list: (?P<seen>.+); .*",
    "problem-none-readable": r"none of its (?P<count>\d+) entries can be read; line (?P<line>\d+): (?P<first>.+)",
    "problem-heading": r"heading without .*",
    "problem-before-first": r"text before the first (?:paper|part)",
    "problem-no-paper": r"neither an (?:arXiv )?id nor (?:a DOI nor )?a title|a row that links to no paper",
    "problem-entry": r"entry (?P<entry>\d+): (?P<first>.+)",
    "problem-written-as-text": r"expected an object, found one written as text .*",
    "problem-no-object": r"expected an object, found .+",
    "line-kind": r"the first word must be one of (?P<kinds>.+); got (?P<got>.+)",
    "line-address": r"write a kind and a name before the address: (?P<example>.+)",
    "line-name": r"a name must follow (?P<kind>\S+): .*",
    "line-for-the-file": r"(?P<option>\S+) cannot be given in a chat; .*",
    "line-folder": r"folders of this machine are named in chenbao\.toml, not in a chat",
    "line-private": r"(?P<address>\S+) is no public address; .*",
    "line-must-be": r"(?P<option>\w+) must be (?P<what>.+), got (?P<got>'.*')",
    "line-missing": r"(?P<option>\w+) is missing; it must be (?P<what>.+)",
    "what-address": r"an address, such as (?P<example>\S+)",
    "what-date-address": r"an address with (?P<place>\S+) in it",
    "what-minutes": r"a number of minutes from (?P<least>\d+) to (?P<most>\d+)",
    "what-name": r"small letters, digits and hyphens, (?P<most>\d+) at most",
    "line-surplus": r"(?P<word>.+) is one word too many; .*",
}
_PATTERNS = {key: re.compile(pattern, re.DOTALL | re.IGNORECASE) for key, pattern in _KNOWN.items()}
_INNER = frozenset({"first", "what"})
"""What is itself such a text."""
_STATUS = "status"
"""Chosen by as a number."""
_CLAUSES = re.compile(r"(?<=。)|; |；|\. ")
"""Between what is wrong and what to do."""


def problem_in_short(problem: str, words: Words, limit_width: int) -> str:
    """A fault for a list: without its remedy where both do not fit, for half a remedy helps nobody."""
    told = problem_told(problem, words)
    if display_width(told) > limit_width:
        told = _CLAUSES.split(told, maxsplit=1)[0].rstrip("。")
    return cut_to_width(told, limit_width)


def problem_told(problem: str, words: Words) -> str:
    """A fault as one line of text, without keys that stand in addresses."""
    line = one_line(without_keys(problem))
    for key, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(line):
            values: dict[str, str | int] = dict(found.groupdict())
            values |= {name: problem_told(str(values[name]), words) for name in _INNER & values.keys()}
            if _STATUS in values:
                values[_STATUS] = int(values[_STATUS])
            return words.label(key, **values)
    return line
