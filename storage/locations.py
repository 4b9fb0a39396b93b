"""
How it is written where a content lies.

A path or an address names one file, which changes by being corrected. A page that always shows the
newest is another thing each day: what it showed lies under its address and the day.
"""

import re
from datetime import date

_SHOWN = re.compile(r"(https?://\S*)#\d{4}-\d\d-\d\d")


def shown_on(address: str, day: date) -> str:
    """Where that lies which the page at `address` showed on a day."""
    return f"{address}#{day}"


def page_of(location: str) -> str:
    """The page that showed what lies at `location`, whatever the day; else `location` itself."""
    shown = _SHOWN.fullmatch(location) if "#" in location else None
    return shown[1] if shown else location
