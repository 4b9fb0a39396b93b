"""Buttons by which topics of a group go to one of its threads, or to the group itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowThreads:
    """Show a page of the topics with where they go."""

    page: int


@dataclass(frozen=True, slots=True)
class SendTopicTo:
    """Let a topic go to a thread, 0 for the chat itself."""

    topic_id: int
    thread_id: int
    page: int


@dataclass(frozen=True, slots=True)
class SendAllTo:
    """The same of all topics of the chat."""

    thread_id: int
