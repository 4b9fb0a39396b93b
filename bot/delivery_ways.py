"""Why a message has not left yet, and when it is tried next: in the order in which sending asks."""

from dataclasses import dataclass
from datetime import datetime

from storage.delivery_fates import DeliveryReport, PartReport
from storage.records import ChatState, MessageState
from storage.sending_pauses import SendingState

_DONE = (MessageState.SENT, MessageState.DEAD, MessageState.CANCELLED)


@dataclass(frozen=True, slots=True)
class HoldUp:
    """What a message waits for; empty where it is done."""

    why: str
    until: datetime | None = None
    """By the database's clock; None where time alone does not help."""

    def __str__(self) -> str:
        """For people."""
        if self.until is None:
            return self.why
        return f"{self.why}, {self.until:%Y-%m-%d %H:%M:%S} UTC by the database's clock"


def next_try(
    part: PartReport, report: DeliveryReport, held: SendingState, *, is_first: bool, now: datetime
) -> HoldUp:
    """What keeps `part` from being sent at `now`, by the database's clock; what lasts longest comes first."""
    chat = report.chat
    if part.state in _DONE:
        return _done(part)
    if chat.state != ChatState.ACTIVE:
        return HoldUp(f"never: the chat is {chat.state}, until its reader comes back")
    if held.stopped_reason:
        return HoldUp(f"sending is stopped ({held.stopped_reason}) until `chenbao deliveries resume`")
    if part.state is MessageState.SENDING and part.lease_until and part.lease_until > now:
        return HoldUp("it is being sent; if its process died it is tried again", part.lease_until)
    waits = [
        (held.paused_until, f"the whole bot waits ({held.pause_reason})"),
        (chat.not_before, _chat_wait(report)),
        (part.not_before, "it waits after its last failure"),
    ]
    longest = max(((until, why) for until, why in waits if until and until > now), default=None)
    if longest:
        return HoldUp(longest[1], longest[0])
    return HoldUp("now" if is_first else "after the part before it")


def _done(part: PartReport) -> HoldUp:
    if part.state is MessageState.DEAD:
        return HoldUp("never by itself; `chenbao deliveries retry` tries it again")
    return HoldUp("")


def _chat_wait(report: DeliveryReport) -> str:
    if report.chat.restricted_since:
        return "we may not write in the chat; it is tried again once a day"
    if report.chat.missing_since:
        return "the server does not know the chat; it is tried again once a day"
    return "the chat rests, as its pace or the server asks"
