"""Every call the bot made, in order: what tests and fault runs take as the truth."""

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.store import Store, encode

_CHAT_ID = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Call:
    """
    One call and its outcome.

    `error_code` is 0 for a call that was carried out. Of a message that a call returned only
    the id is kept. `unknown` names parameters that the method does not have, `mistyped` those
    whose value is not of the published type: the real server passes over both in silence.
    `fault` is the kind of fault the call met, None for an honest answer.
    """

    method: str
    parameters: dict[str, str]
    error_code: int
    description: str = ""
    result: Any = None
    unknown: tuple[str, ...] = ()
    mistyped: tuple[str, ...] = ()
    fault: str | None = None


class Calls:
    """The record, in the sandbox's file."""

    def __init__(self, store: Store) -> None:
        """The record goes on from earlier runs."""
        self._store = store

    def add(self, call: Call, called_at: float) -> None:
        """Record one call."""
        chat_id = call.parameters.get("chat_id", "")
        result = call.result
        if isinstance(result, dict) and "message_id" in result:
            result = {"message_id": result["message_id"]}
        document = {
            "parameters": call.parameters,
            "description": call.description,
            "result": result,
            "unknown": call.unknown,
            "mistyped": call.mistyped,
            "fault": call.fault,
        }
        self._store.connection.execute(
            "INSERT INTO calls (called_at, method, chat_id, error_code, call) VALUES (?, ?, ?, ?, ?)",
            (
                called_at,
                call.method,
                int(chat_id) if _CHAT_ID.fullmatch(chat_id) else None,
                call.error_code,
                encode(document),
            ),
        )

    def after(self, call_id: int, limit: int, method: str | None = None) -> list[dict[str, Any]]:
        """Calls after one, oldest first, of one method or of all."""
        rows = self._store.connection.execute(
            "SELECT call_id, called_at, method, error_code, call FROM calls"
            " WHERE call_id > ? AND (? IS NULL OR method = ?) ORDER BY call_id LIMIT ?",
            (call_id, method, method, limit),
        ).fetchall()
        return [
            {"id": row[0], "at": row[1], "method": row[2], "error_code": row[3], **json.loads(row[4])}
            for row in rows
        ]
