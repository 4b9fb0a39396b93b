"""The people and chats of the sandbox, and what each of them lets the bot do."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.sandbox.store import Store, encode


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who chats; `language_code` is an IETF tag as Telegram sends it."""

    person_id: int
    first_name: str
    language_code: str
    last_name: str | None = None
    username: str | None = None

    def as_user(self) -> dict[str, Any]:
        """A Bot API User."""
        user = {
            "id": self.person_id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in user.items() if value is not None}


@dataclass(slots=True)
class Chat:
    """
    A chat as the bot's account knows it.

    `bot_status` is the bot's own ChatMember status; `has_started` and `is_blocked` matter in
    private chats alone. `migrated_to` is the supergroup a group became; `topics` gives the
    state of each forum topic by its thread id: open, closed or deleted.
    """

    chat_id: int
    type: str
    title: str
    person_id: int | None = None
    username: str | None = None
    member_ids: list[int] = field(default_factory=list)
    admin_ids: list[int] = field(default_factory=list)
    bot_status: str = "member"
    has_started: bool = False
    is_blocked: bool = False
    migrated_to: int | None = None
    topics: dict[str, str] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        """Whether this is a chat with one person."""
        return self.type == "private"

    @property
    def is_forum(self) -> bool:
        """Whether its messages stand in topics."""
        return bool(self.topics)

    @property
    def bot_is_present(self) -> bool:
        """Whether the bot is in the group or channel."""
        return self.bot_status in ("member", "administrator")


class Chats:
    """People and chats, kept in the file and remembered once read."""

    def __init__(self, store: Store) -> None:
        """Nothing is read before it is asked for."""
        self._store = store
        self._people: dict[int, Person] = {}
        self._chats: dict[int, Chat] = {}

    def person(self, person_id: int) -> Person | None:
        """Somebody by id."""
        if person_id not in self._people:
            row = self._store.connection.execute(
                "SELECT person FROM people WHERE person_id = ?", (person_id,)
            ).fetchone()
            if row is None:
                return None
            self._people[person_id] = Person(**json.loads(row[0]))
        return self._people[person_id]

    def chat(self, chat_id: int) -> Chat | None:
        """A chat by id."""
        if chat_id not in self._chats:
            row = self._store.connection.execute(
                "SELECT chat FROM chats WHERE chat_id = ?", (chat_id,)
            ).fetchone()
            if row is None:
                return None
            self._chats[chat_id] = Chat(**json.loads(row[0]))
        return self._chats[chat_id]

    def chat_by_username(self, username: str) -> Chat | None:
        """A public group or channel by its name without the at sign; people have none here."""
        row = self._store.connection.execute(
            "SELECT chat_id FROM chats WHERE lower(chat ->> 'username') = ? AND chat ->> 'type' <> 'private'",
            (username.lower(),),
        ).fetchone()
        return None if row is None else self.chat(row[0])

    def people(self, limit: int) -> list[Person]:
        """The first people, in the order of their ids."""
        rows = self._store.connection.execute("SELECT person_id FROM people ORDER BY 1 LIMIT ?", (limit,))
        return [person for row in rows.fetchall() if (person := self.person(row[0])) is not None]

    def chats(self, limit: int) -> list[Chat]:
        """The first chats: private ones, then groups and channels."""
        rows = self._store.connection.execute(
            "SELECT chat_id FROM chats ORDER BY chat_id < 0, abs(chat_id) LIMIT ?", (limit,)
        )
        return [chat for row in rows.fetchall() if (chat := self.chat(row[0])) is not None]

    def keep_person(self, person: Person) -> None:
        """Add or change a person."""
        self._store.connection.execute(
            "INSERT OR REPLACE INTO people VALUES (?, ?)", (person.person_id, encode(asdict(person)))
        )
        self._people[person.person_id] = person

    def keep_chat(self, chat: Chat) -> None:
        """Add or change a chat."""
        self._store.connection.execute(
            "INSERT OR REPLACE INTO chats VALUES (?, ?)", (chat.chat_id, encode(asdict(chat)))
        )
        self._chats[chat.chat_id] = chat

    def as_bot_api(self, chat: Chat) -> dict[str, Any]:
        """A Bot API Chat, without the fields that only getChat returns."""
        if chat.person_id is not None and (person := self.person(chat.person_id)) is not None:
            user = person.as_user()
            names: dict[str, Any] = {
                name: user[name] for name in ("first_name", "last_name", "username") if name in user
            }
            return {"id": chat.chat_id, **names, "type": "private"}
        view: dict[str, Any] = {"id": chat.chat_id, "title": chat.title}
        if chat.username:
            view["username"] = chat.username
        view["type"] = chat.type
        if chat.type == "group":
            view["all_members_are_administrators"] = False
        if chat.is_forum:
            view["is_forum"] = True
        return view
