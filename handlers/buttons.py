"""
What each button of ours means when it is tapped: small records of whole numbers and ASCII words.

Their names in a button stand in `handlers.callbacks`. Pages and parts count from 0.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Show a page (from 0) of a stored search."""

    search_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ResultCard:
    """Open a paper of a stored search; `part` is the card's own page."""

    search_id: int
    paper_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class SortResults:
    """Search the same once more in another order: best, new, hot."""

    search_id: int
    order: str


@dataclass(frozen=True, slots=True)
class ResultsWithin:
    """Search the same in the digests of the last so many days; 0 for all."""

    search_id: int
    days: int


@dataclass(frozen=True, slots=True)
class WidenResults:
    """Search the same with the words added across languages (1), or without them (0)."""

    search_id: int
    is_widened: int


@dataclass(frozen=True, slots=True)
class TrySuggestion:
    """Search what was suggested beside a kept search; suggestions count from 0."""

    search_id: int
    number: int


@dataclass(frozen=True, slots=True)
class FollowSearch:
    """Follow a kept search as a topic."""

    search_id: int


@dataclass(frozen=True, slots=True)
class TryExample:
    """Search one of our examples, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class DigestPart:
    """Show a message of a digest again; delivery 0 is /today."""

    delivery_id: int
    part: int


@dataclass(frozen=True, slots=True)
class DigestCard:
    """Open a paper from a message of a digest."""

    delivery_id: int
    digest_part: int
    paper_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class DigestAll:
    """Show all papers of a digest by pages, in place of one of its messages."""

    delivery_id: int
    digest_part: int
    page: int


@dataclass(frozen=True, slots=True)
class DigestAllCard:
    """Open a paper from the list of all papers of a digest."""

    delivery_id: int
    digest_part: int
    page: int
    paper_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class PaperCard:
    """Show a part of a card that stands alone."""

    paper_id: int
    part: int


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """Open a paper from a list, as a message of its own."""

    paper_id: int


@dataclass(frozen=True, slots=True)
class ReadAsCommand:
    """Take a searched text that begins with a command word as that command."""

    search_id: int


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
class TopicsPage:
    """Show a page of the chat's topics."""

    page: int


@dataclass(frozen=True, slots=True)
class TopicSearch:
    """Search with a topic's query."""

    topic_id: int


@dataclass(frozen=True, slots=True)
class RemoveTopic:
    """Stop following a topic."""

    topic_id: int


@dataclass(frozen=True, slots=True)
class FollowAgain:
    """Undo the removal of a topic whose words are kept as a search; no new button has it."""

    search_id: int


@dataclass(frozen=True, slots=True)
class BringBack:
    """Undo the removal of a topic, which is kept as a draft."""

    draft_id: int


@dataclass(frozen=True, slots=True)
class TopicScreen:
    """Show a topic by itself."""

    topic_id: int


@dataclass(frozen=True, slots=True)
class MuteTopic:
    """Let a topic bring nothing (1), or bring papers again (0)."""

    topic_id: int
    is_muted: int


@dataclass(frozen=True, slots=True)
class MoveTopic:
    """Move a topic one place up (0) or down (1) in its list."""

    topic_id: int
    is_down: int


@dataclass(frozen=True, slots=True)
class ToggleTopicWords:
    """Strike words out that were added to a topic, or add them, by their checksum."""

    topic_id: int
    checksum: int


@dataclass(frozen=True, slots=True)
class AskTopicName:
    """Ask for another name of a topic."""

    topic_id: int


@dataclass(frozen=True, slots=True)
class AskTopicWords:
    """Ask for other words of a topic."""

    topic_id: int


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


@dataclass(frozen=True, slots=True)
class OpenReadyMade:
    """Preview a ready-made topic by its key; the way back leads to that page of them."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class SettingsPanel:
    """Show a panel of the settings: main, zone, hour, maximum."""

    panel: str


@dataclass(frozen=True, slots=True)
class SetZone:
    """Set the time zone, by IANA name."""

    zone: str


@dataclass(frozen=True, slots=True)
class ConfirmZone:
    """Set the time zone in the first minute, and say when the first digest comes."""

    zone: str


@dataclass(frozen=True, slots=True)
class MoreZones:
    """Show all the zones of the first minute's question."""


@dataclass(frozen=True, slots=True)
class ToggleHour:
    """Add or remove an hour of the digest, in minutes after midnight."""

    minutes: int


@dataclass(frozen=True, slots=True)
class SetMaximum:
    """Set how many papers one digest shows."""

    maximum: int


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Set the language of the chat, by IETF tag."""

    language: str


@dataclass(frozen=True, slots=True)
class ToggleChineseWait:
    """Wait for Chinese text, or take papers at once."""
