"""The first sentence of an abstract, in Chinese or English: what stands in for a missing summary."""

import re

_END = re.compile(r"[。！？]|[.!?](?=[\"'”’)\]]*(?:\s|$))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|etc|vs|cf|resp|approx|Fig|Eq|Sec|Dr|Prof|No)|\b[A-Z])\.$"
)
_CLOSING = "\"'”’)]」』"


def first_sentence(text: str) -> str:
    """`text` up to its first sentence end, closing quotes included; all of it where there is none."""
    text = text.strip()
    for end in _END.finditer(text):
        stop = end.end()
        if end.group() == "." and _ABBREVIATION.search(text, max(0, stop - 12), stop):
            continue
        while stop < len(text) and text[stop] in _CLOSING:
            stop += 1
        return text[:stop]
    return text
