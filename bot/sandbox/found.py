"""
What the server finds in a text by itself: addresses, mentions, hashtags, commands.

Close to the real server for the texts of a reader of papers; it knows far more top-level
domains, phone and card numbers.
"""

import re

from bot.sandbox.entity import Entity, utf16_length

_URL_END = r"[^\s<>\"«»“”‘’，。；：！？、（）《》「」【】.,;:!?'()\[\]]"
_URL_MIDDLE = r"[^\s<>\"«»“”‘’，。；！？、（）《》「」【】]"
_DOMAINS = "com|org|net|io|ai|cn|dev|me|co|edu|gov|info"

# Earlier patterns win where two would overlap.
_PATTERNS = (
    ("url", re.compile(rf"(?<![\w@])(?:https?|ftp|tg|ton)://{_URL_MIDDLE}*{_URL_END}", re.IGNORECASE)),
    (
        "email",
        re.compile(
            r"(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b", re.IGNORECASE | re.ASCII
        ),
    ),
    (
        "url",
        re.compile(
            rf"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:{_DOMAINS})(?:/(?:{_URL_MIDDLE}*{_URL_END})?)?(?![\w-])",
            re.IGNORECASE | re.ASCII,
        ),
    ),
    ("mention", re.compile(r"(?<!\w)@[a-zA-Z0-9_]{2,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)
_HINT = re.compile(r"[/@#$.:]")


def found_entities(text: str) -> list[Entity]:
    """Entities the server adds, none overlapping, in their order."""
    if not _HINT.search(text):
        return []
    taken: list[tuple[int, int, str]] = []
    for entity_type, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            begin, end = match.span()
            if all(end <= other[0] or other[1] <= begin for other in taken):
                taken.append((begin, end, entity_type))
    return [
        Entity(entity_type, utf16_length(text[:begin]), utf16_length(text[begin:end]))
        for begin, end, entity_type in sorted(taken)
    ]
