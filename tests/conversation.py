"""Conversations with the bot's handlers, for tests: people on the sandbox, updates as the bot gets them."""

from typing import Any

from moving_clock import MovingClock
from sandbox_driver import SandboxDriver

from bot.handling import UpdateHandling
from bot.raw_updates import as_updates
from handlers.services import Services
from storage.updates import StoredUpdate, store_updates

XIAOLIN = 710_000_001
"""Speaks Chinese; an admin of the group."""
ALICE = 710_000_002
"""Speaks English; a member of the group."""
GROUP = -42_000_001

Message = dict[str, Any]


class Conversation:
    """What people say and tap, handled at once; each act gives the messages that it changed or brought."""

    def __init__(
        self, sandbox: SandboxDriver, services: Services, handling: UpdateHandling, clock: MovingClock
    ) -> None:
        self.sandbox = sandbox
        self.services = services
        self.database = services.database
        self.clock = clock
        self.handling = handling
        self._offset: int | None = None

    async def say(
        self, text: str, person: int = XIAOLIN, chat: int | None = None, reply_to: int | None = None
    ) -> list[Message]:
        """The bot's new messages after somebody wrote `text`, in their private chat unless told."""
        chat = chat or person
        before = self._bot_messages(chat)
        more = {} if reply_to is None else {"reply_to_message_id": reply_to}
        self.sandbox.send(chat, person, text, **more)
        await self.settle()
        return self._changed(chat, before)

    async def ask(
        self, query: str, person: int = ALICE, chat: int = GROUP, offset: str = ""
    ) -> dict[str, Any]:
        """The answer to a query typed after the bot's name, as the person's client gets it."""
        after = self.sandbox.state()["last_event"]
        query_id = self.sandbox.ask_inline(chat, person, query, offset)
        await self.settle()
        answers = [event for event in self.sandbox.events(after) if event["type"] == "inline"]
        return next(answer for answer in answers if answer["inline_query_id"] == query_id)

    async def tap(self, message: Message, text: str, person: int = XIAOLIN) -> list[Message]:
        """The bot's new or changed messages after somebody tapped the button with `text` in it."""
        return await self.tap_data(message, self.button(message, text)["callback_data"], person)

    async def tap_data(self, message: Message, data: str, person: int = XIAOLIN) -> list[Message]:
        chat = message["chat"]["id"]
        before = self._bot_messages(chat)
        self.sandbox.tap(chat, person, message["message_id"], data)
        await self.settle()
        return self._changed(chat, before)

    async def settle(self, handling: UpdateHandling | None = None) -> list[dict[str, Any]]:
        """Take and handle all waiting updates; gives them as the server sent them."""
        seen: list[dict[str, Any]] = []
        while updates := self._poll():
            for update in updates:
                await self.handle(update, handling)
            seen += updates
        return seen

    async def handle(self, update: dict[str, Any], handling: UpdateHandling | None = None) -> None:
        """Store an update as the poll loop does, and handle it; what is known is handled again."""
        if "inline_query" in update:
            await (handling or self.handling).handle_passing(update)
            return
        [kept] = as_updates([update])
        stored = StoredUpdate(kept.id, kept.lane, kept.content)
        async with self.database.transaction() as session:
            await store_updates(session, [stored], self.clock.now())
        await (handling or self.handling).handle(stored)
        await self.services.marks.drain()

    def button(self, message: Message, text: str) -> dict[str, Any]:
        """The first button with `text` in its own."""
        buttons = [one for row in self.rows(message) for one in row]
        return next(one for one in buttons if text in one["text"])

    def rows(self, message: Message) -> list[list[dict[str, Any]]]:
        rows: list[list[dict[str, Any]]] = message.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    def last_toast(self) -> str:
        """What the last answer to a tap said."""
        return str(self.sandbox.calls("answerCallbackQuery")[-1]["parameters"].get("text", ""))

    def _poll(self) -> list[dict[str, Any]]:
        offset = {} if self._offset is None else {"offset": self._offset}
        updates: list[dict[str, Any]] = self.sandbox.call("getUpdates", timeout=0, **offset)["result"]
        if updates:
            self._offset = updates[-1]["update_id"] + 1
        return updates

    def _bot_messages(self, chat: int) -> dict[int, Message]:
        messages = self.sandbox.state()["messages"].get(str(chat), [])
        ours = (one | {"chat": {"id": chat}} for one in messages if one.get("from", {}).get("is_bot"))
        return {one["message_id"]: one for one in ours}

    def _changed(self, chat: int, before: dict[int, Message]) -> list[Message]:
        now = self._bot_messages(chat)
        return [one for number, one in now.items() if before.get(number) != one]
