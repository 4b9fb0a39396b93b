"""What servers say of their answers beside the body: believed in bounds, whatever they say."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from bot.digests.sources.source import Validators

_LONGEST_ETAG = 500
_YOUNGEST = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(days=1)


def is_conditional(headers: httpx.Headers) -> bool:
    """Whether anything was known of a page; who knew nothing can do nothing with "not modified"."""
    return "If-None-Match" in headers or "If-Modified-Since" in headers


def validators_in(headers: httpx.Headers) -> Validators:
    """
    What the server gave along, but no time to come, nor one that is just now (RFC 9110, 8.8.2.1 and 2).

    A server whose clock was set right would call all that is older unchanged, for ever, and what
    changes twice in a second the same.
    """
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")[:100]
    at = _moment(modified)
    # An ETag that was cut would match nothing, and one that is no ASCII could not be sent.
    return Validators(
        etag if len(etag) <= _LONGEST_ETAG and etag.isascii() else "",
        modified if at and at <= datetime.now(UTC) - _YOUNGEST and modified.isascii() else "",
    )


def retry_after(headers: httpx.Headers) -> timedelta | None:
    """Seconds or a date (RFC 9110, 10.2.3); nothing else is believed, and a day at most."""
    value = headers.get("Retry-After", "")
    if value.isdecimal():
        return _bounded(timedelta(seconds=int(value[:9])))
    at = _moment(value)
    return _bounded(at - datetime.now(UTC)) if at else None


def call_reset(headers: httpx.Headers) -> timedelta | None:
    """Until calls are granted again, which GitHub tells in seconds since 1970."""
    value = headers.get("X-RateLimit-Reset", "")
    if not value.isdecimal():
        return retry_after(headers)
    return _bounded(timedelta(seconds=int(value[:11]) - datetime.now(UTC).timestamp()))


def _bounded(wait: timedelta) -> timedelta:
    return min(max(wait, timedelta()), _LONGEST_WAIT)


def _moment(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
        # Without a zone it is universal time (RFC 5322, 3.3), whatever the zone of this machine.
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
