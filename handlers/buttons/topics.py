"""Buttons below the list of a chat's topics and below one of them."""

from dataclasses import dataclass


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
class WidenTopic:
    """Preview a topic without one thing that it asks for, by its checksum."""

    topic_id: int
    checksum: int


@dataclass(frozen=True, slots=True)
class MuteTopic:
    """Let a topic bring nothing (1), or bring papers again (0)."""

    topic_id: int
    is_muted: int


@dataclass(frozen=True, slots=True)
class SetInstant:
    """Let a topic push its papers at once (1), or leave them to the digest (0)."""

    topic_id: int
    is_instant: int


@dataclass(frozen=True, slots=True)
class InstantTopics:
    """Show a page of the settings' switches of instant topics."""

    page: int


@dataclass(frozen=True, slots=True)
class ToggleInstant:
    """Switch a topic there, on a page that stays."""

    topic_id: int
    page: int


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
