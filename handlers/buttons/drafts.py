"""Buttons on the way to a topic: the ready-made ones, and previews, which are drafts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToggleReadyMade:
    """Follow or leave a ready-made topic by its key, and show that page of the list again."""

    key: str
    place: str
    page: int


@dataclass(frozen=True, slots=True)
class ReadyMadePage:
    """Show a page of the ready-made topics, in the first message of all or by itself."""

    place: str
    page: int


@dataclass(frozen=True, slots=True)
class OpenReadyMade:
    """Preview a ready-made topic by its key; the way back leads to that page of them."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowDraft:
    """Show the preview of a topic."""

    draft_id: int


@dataclass(frozen=True, slots=True)
class FollowDraft:
    """Follow the topic of a preview, or give its words to the topic that it would change."""

    draft_id: int


@dataclass(frozen=True, slots=True)
class ToggleDraftWords:
    """Strike words out that were added in a preview, or put them back, by their checksum."""

    draft_id: int
    checksum: int


@dataclass(frozen=True, slots=True)
class AskDraftWords:
    """Ask for other words than those of a preview."""

    draft_id: int


@dataclass(frozen=True, slots=True)
class TakeOffer:
    """Preview words that were offered in place of a draft's own; offers count from 0."""

    draft_id: int
    number: int


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Follow nothing, or leave the topic as it is."""

    draft_id: int
