"""Everything that one sandbox holds, in one hand, for methods and the page alike."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.calls import Calls
from bot.sandbox.chats import Chat, Chats, Person
from bot.sandbox.clock import SandboxClock
from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.first_start import furnish
from bot.sandbox.messages import Message, Messages
from bot.sandbox.store import Store
from bot.sandbox.updates import Updates

BOT_USERNAME = "chenbao_sandbox_bot"
DEFAULT_BOT_NAME = "晨报 Chenbao"


@dataclass(slots=True)
class World:
    """The state of one sandbox server."""

    configuration: SandboxConfiguration
    store: Store
    clock: SandboxClock
    chats: Chats
    messages: Messages
    updates: Updates
    events: Events
    calls: Calls
    faults: Faults = field(default_factory=Faults)

    def bot_user(self) -> dict[str, Any]:
        """The bot as a Bot API User."""
        return {
            "id": self.configuration.bot_id,
            "is_bot": True,
            "first_name": self.store.fact("name:", DEFAULT_BOT_NAME),
            "username": BOT_USERNAME,
        }

    def message_head(self, chat: Chat, sender: Person | None) -> Message:
        """The fields every new message begins with; without a sender it is the bot's."""
        author = self.bot_user() if sender is None else sender.as_user()
        shown = self.chats.as_bot_api(chat)
        head: Message = {"message_id": self.messages.next_id(chat)}
        if chat.type == "channel":
            head["sender_chat"] = shown
        else:
            head["from"] = author
        return {**head, "chat": shown, "date": int(self.clock.timestamp())}

    def publish(self, message: Message) -> None:
        """Keep a new message and tell the page."""
        self.messages.keep(message)
        self.events.add("message", chat_id=message["chat"]["id"], message=message)

    def republish(self, message: Message) -> None:
        """Keep a changed message and tell the page."""
        self.messages.keep(message)
        self.events.add("edit", chat_id=message["chat"]["id"], message=message)


def open_world(configuration: SandboxConfiguration) -> World:
    """Open the sandbox's file, and furnish it if it is new."""
    store = Store(configuration.data_dir / "sandbox.db")
    with store.transaction():
        clock = SandboxClock(store, configuration.timezone)
        chats = Chats(store)
        if not store.fact("furnished", default=False):
            furnish(chats)
            store.keep_fact("furnished", value=True)
        events = Events(store)
    return World(
        configuration, store, clock, chats, Messages(store), Updates(store, clock), events, Calls(store)
    )
