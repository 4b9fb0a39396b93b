"""Messages of all chats, kept as the Bot API objects that calls return."""

import json
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.store import Store, encode

Message = dict[str, Any]

NO_MESSAGE_ID = 2**31
"""Above the id of every message."""


class Messages:
    """
    Messages by chat and id.

    Beside each stands what the page alone is told of it (`shown`), such as that it came
    without a sound.
    """

    def __init__(self, store: Store) -> None:
        """Messages and their numbering live in the sandbox's file."""
        self._store = store

    def next_id(self, chat: Chat) -> int:
        """
        The next message id of a chat.

        Channels and supergroups count by themselves; private chats and basic groups share
        the one series of the bot's account.
        """
        has_own_series = chat.type in ("channel", "supergroup")
        return self._store.next_number(f"message_id:{chat.chat_id}" if has_own_series else "message_id")

    def find(self, chat_id: int, message_id: int) -> Message | None:
        """One message, unless it never was or is deleted."""
        row = self._store.connection.execute(
            "SELECT message FROM messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id)
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def add(self, message: Message, shown: dict[str, Any]) -> None:
        """Add a message."""
        self._store.connection.execute(
            "INSERT INTO messages VALUES (?, ?, ?, ?)",
            (message["chat"]["id"], message["message_id"], encode(message), encode(shown) if shown else "{}"),
        )

    def change(self, message: Message) -> None:
        """Put a new version of a message in its place."""
        self._store.connection.execute(
            "UPDATE messages SET message = ? WHERE chat_id = ? AND message_id = ?",
            (encode(message), message["chat"]["id"], message["message_id"]),
        )

    def delete(self, chat_id: int, message_id: int) -> None:
        """Remove a message."""
        self._store.connection.execute(
            "DELETE FROM messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id)
        )

    def shown(self, chat_id: int, message_id: int) -> dict[str, Any]:
        """What the page alone is told of a message."""
        row = self._store.connection.execute(
            "SELECT shown FROM messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id)
        ).fetchone()
        return {} if row is None else json.loads(row[0])

    def show(self, chat_id: int, message_id: int, shown: dict[str, Any]) -> None:
        """Change what the page alone is told of a message."""
        self._store.connection.execute(
            "UPDATE messages SET shown = ? WHERE chat_id = ? AND message_id = ?",
            (encode(shown), chat_id, message_id),
        )

    def latest(
        self, chat_id: int, limit: int, before: int = NO_MESSAGE_ID
    ) -> list[tuple[Message, dict[str, Any]]]:
        """The latest messages of a chat before an id, with what the page alone is told, oldest first."""
        rows = self._store.connection.execute(
            "SELECT message, shown FROM messages WHERE chat_id = ? AND message_id < ?"
            " ORDER BY message_id DESC LIMIT ?",
            (chat_id, before, limit),
        ).fetchall()
        return [(json.loads(row[0]), json.loads(row[1])) for row in reversed(rows)]
