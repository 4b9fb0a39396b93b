"""Everything that one sandbox holds, in one hand, for methods and the page alike."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.calls import Calls
from bot.sandbox.chats import Chat, Chats, Person
from bot.sandbox.clock import SandboxClock
from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.first_start import furnish
from bot.sandbox.inbox import SampleInbox
from bot.sandbox.inline_answers import InlineAnswers
from bot.sandbox.messages import Message, Messages
from bot.sandbox.outage import Outage
from bot.sandbox.queries import Queries
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
    files: Files
    queries: Queries
    samples: SampleInbox
    faults: Faults = field(default_factory=Faults)
    outage: Outage = field(default_factory=Outage)
    inline_answers: InlineAnswers = field(default_factory=InlineAnswers)

    def bot_user(self) -> dict[str, Any]:
        """The bot as a Bot API User."""
        return {
            "id": self.configuration.bot_id,
            "is_bot": True,
            "first_name": self.store.fact("name:") or DEFAULT_BOT_NAME,
            "username": BOT_USERNAME,
        }

    def new_message(self, chat: Chat, author: Person | None) -> Message:
        """The fields every new message begins with; without an author it is the bot's."""
        shown = self.chats.as_bot_api(chat)
        message: Message = {"message_id": self.messages.next_id(chat)}
        if chat.type == "channel":
            message["sender_chat"] = shown
        else:
            message["from"] = self.bot_user() if author is None else author.as_user()
        return {**message, "chat": shown, "date": int(self.clock.timestamp())}

    def publish(self, message: Message, **shown: Any) -> None:
        """Keep a new message and tell the page; `shown` is for the page alone."""
        self.messages.add(message, shown)
        self.events.add("message", chat_id=message["chat"]["id"], message=message, shown=shown)

    def republish(self, message: Message) -> None:
        """Keep a changed message and tell the page."""
        self.messages.change(message)
        self.show_again(message)

    def show_again(self, message: Message) -> None:
        """Tell the page that something about a message changed."""
        chat_id = message["chat"]["id"]
        shown = self.messages.shown(chat_id, message["message_id"])
        self.events.add("edit", chat_id=chat_id, message=message, shown=shown)


def open_world(configuration: SandboxConfiguration) -> World:
    """
    Open the sandbox's file, furnish it if it is new, deliver the samples that are due.

    Raises:
        UnusableStore: the file cannot be read by this version.
        OSError: the data directory or the inbox cannot be written.
    """
    store = Store(configuration.data_dir / "sandbox.db")
    with store.transaction():
        clock = SandboxClock(store, configuration.timezone)
        chats = Chats(store)
        if not store.fact("is_furnished"):
            furnish(chats)
            store.keep_fact("is_furnished", value=True)
        events = Events(store)
        samples = SampleInbox(store, clock, configuration.inbox)
    samples.deliver(clock.now())
    return World(
        configuration,
        store,
        clock,
        chats,
        Messages(store),
        Updates(store, clock),
        events,
        Calls(store),
        Files(store),
        Queries(store),
        samples,
    )
