"""
Reading answers of the Bot API, whoever gives them: a proxy's page, a login page, another server.

python-telegram-bot takes a status for the word of the Bot API even where a page comes with it: a
block page would mean that a chat is gone, a lost path that the token is wrong. It also raises what
is no error of its own where an answer is JSON of another shape, and copies what it cannot read
into the log, texts of people included.
"""

import json
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest

_HEAD_BYTES = 64
"""Servers say first whether it went well; a text of somebody's further on is not looked into."""


class ReadableAnswers(BaseRequest):
    """Mixed into a way of calling: each failure is a TelegramError and says only what the Bot API said."""

    async def do_request(self, *args: Any, **keywords: Any) -> tuple[int, bytes]:
        """Status and body; a refusal comes in the shape that the Bot API promises, or raises NetworkError."""
        # mypy sees the abstract method alone; the class beside this one has it.
        status, payload = await super().do_request(*args, **keywords)  # type: ignore[safe-super]
        if b"false" in payload[:_HEAD_BYTES]:
            status = _told_status(status, payload)
        is_success = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
        return status, payload if is_success else _refusal(status, payload)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """
        The JSON object of an answer.

        Raises:
            TelegramError: it is none; a call that was answered so may have had its effect.
        """
        document = _document(payload)
        if document is None or not document.keys() & {"result", "description"}:
            raise TelegramError("Invalid server response")
        return document


def _document(payload: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _told_status(status: int, payload: bytes) -> int:
    """The error code of a refusal that came with the status of a success, as from servers of smaller scope."""
    document = _document(payload)
    if status >= HTTPStatus.MULTIPLE_CHOICES or document is None or document.get("ok") is not False:
        return status
    code = document.get("error_code")
    if isinstance(code, int) and code >= HTTPStatus.BAD_REQUEST:
        return code
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _refusal(status: int, payload: bytes) -> bytes:
    document = _document(payload)
    if document is None or not (isinstance(told := document.get("description"), str) and told):
        raise NetworkError(f"{_phrase(status)}, not said by a Bot API")
    parameters = document.get("parameters")
    known = {
        name: value
        for name, value in (parameters if isinstance(parameters, dict) else {}).items()
        if name in ("retry_after", "migrate_to_chat_id") and type(value) is int
    }
    return json.dumps({"description": told, "parameters": known}).encode()


def _phrase(status: int) -> str:
    try:
        return f"{HTTPStatus(status).phrase} ({status})"
    except ValueError:
        return f"Status {status}"
