"""Messages of all chats, kept as the Bot API objects that calls return."""

import json
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.store import Store, encode

Message = dict[str, Any]


class Messages:
    """Messages by chat and id."""

    def __init__(self, store: Store) -> None:
        """Take up the numbering kept in the file."""
        self._store = store

    def next_id(self, chat: Chat) -> int:
        """
        The next message id of a chat.

        Channels and supergroups count by themselves; private chats and basic groups share
        the one series of the bot's account.
        """
        own_series = chat.type in ("channel", "supergroup")
        return self._store.next_number(f"message_id {chat.chat_id}" if own_series else "message_id")

    def find(self, chat_id: int, message_id: int) -> Message | None:
        """One message, unless it never was or is deleted."""
        row = self._store.connection.execute(
            "SELECT message FROM messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id)
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def keep(self, message: Message) -> None:
        """Add or change a message."""
        self._store.connection.execute(
            "INSERT OR REPLACE INTO messages VALUES (?, ?, ?)",
            (message["chat"]["id"], message["message_id"], encode(message)),
        )

    def delete(self, chat_id: int, message_id: int) -> bool:
        """Remove a message; whether it was there."""
        return (
            self._store.connection.execute(
                "DELETE FROM messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id)
            ).rowcount
            > 0
        )

    def latest(self, chat_id: int, limit: int) -> list[Message]:
        """The latest messages of a chat, oldest first."""
        rows = self._store.connection.execute(
            "SELECT message FROM messages WHERE chat_id = ? ORDER BY message_id DESC LIMIT ?",
            (chat_id, limit),
        ).fetchall()
        return [json.loads(row[0]) for row in reversed(rows)]
