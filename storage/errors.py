"""
What can go wrong in storage.

    StorageError
    ├── DatabaseUnavailable     cannot be opened, locked for too long, gone
    │   └── StatementRefused    it is there and does not take this statement
    │       └── ValueRefused    it can never hold this value
    ├── DatabaseNewer           migrated by a newer program than this one
    ├── DataUnreadable          a row holds what no program of ours has written
    ├── WrongBot                bound to another bot
    ├── DatabaseInUse           a bot runs on it, or it is being restored or moved
    ├── DatabaseMoved           its data went to another database, or has not come whole yet
    ├── DatabaseNotEmpty        what would be put into it must not mix with what is there
    ├── BackupUnusable          a backup is damaged, newer than the program, or none at all
    ├── ExportUnreadable        an exported chat is damaged, newer than the program, or none at all
    ├── IndexBroken             the search index cannot be read; it can be rebuilt
    ├── DigestsRefused          one of several digests cannot be stored
    ├── TopicLimitReached       a chat follows as many topics as it may
    ├── AlreadyFollowed         another topic of the chat looks for the same
    └── UnusableTerm            a term for the glossary lacks a side, or a name is none
"""

from storage.identifiers import TopicId


class StorageError(Exception):
    """Anything storage cannot do; the message names the value and the remedy."""


class DatabaseUnavailable(StorageError):
    """The database cannot be reached, opened or written."""


class StatementRefused(DatabaseUnavailable):
    """The database works and refuses what we ask of it; asking again is useless."""


class ValueRefused(StatementRefused):
    """The database cannot hold one of the values."""


class DatabaseNewer(StorageError):
    """The database was migrated by a newer program."""


class DataUnreadable(StorageError):
    """A row holds what cannot be read, as after damage to the file."""


class WrongBot(StorageError):
    """The database belongs to another bot."""


class DatabaseInUse(StorageError):
    """A bot runs on the database, or it is being restored or moved."""


class DatabaseMoved(StorageError):
    """The data of the database went to another one, or has not come whole from another yet."""


class DatabaseNotEmpty(StorageError):
    """The database holds data already."""


class BackupUnusable(StorageError):
    """A backup cannot be written, read or trusted."""


class ExportUnreadable(StorageError):
    """A file is no exported chat that can be restored."""


class IndexBroken(StorageError):
    """The search index cannot be read."""


class DigestsRefused(StorageError):
    """One of several digests cannot be stored; the others can."""


class TopicLimitReached(StorageError):
    """A chat follows as many topics as it may."""


class AlreadyFollowed(StorageError):
    """Another topic of the same destination looks for the same."""

    def __init__(self, topic_id: TopicId, name: str) -> None:
        """Of that other topic."""
        super().__init__(f"the topic {name!r} looks for the same")
        self.topic_id = topic_id
        self.name = name


class UnusableTerm(StorageError):
    """A term cannot be added to the glossary."""


BROKEN_DATA = (ValueError, TypeError, LookupError, AttributeError, RecursionError, DataUnreadable)
"""What reading one damaged record may raise: a reason to set it aside, never to stop for the others."""
