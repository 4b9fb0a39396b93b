"""
An update as one thing that one person did: said something, or tapped a button.

Everything else in an update is left out; what names somebody's words never goes to a log.
"""

from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram import Chat as TelegramChat

from handlers.callbacks import decoded, place_in
from handlers.deep_links import steered_chat
from storage.records import ChatType, Language

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""Scripts and regions in which Chinese is written in traditional characters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who did what, where."""

    chat_id: int
    """Telegram's number of the chat."""
    chat_type: ChatType
    chat_title: str
    user_id: int | None
    language: Language
    """What the person's client speaks: a guess for the first contact."""
    message_id: int
    """The message that was written, or whose button was tapped."""
    thread_id: int
    thread_name: str | None = None
    """What the forum topic is called, where the message tells it."""
    text: str = ""
    """What was written, or stands under a picture."""
    html: str = ""
    """The same with its formatting, as Telegram HTML; empty where it has none."""
    links: tuple[str, ...] = ()
    """Addresses that stand behind words of the text, in their order."""
    zone_sent: str | None = None
    """The zone of a place that was sent, empty where it has none; None where no place was."""
    ephemeral_id: int | None = None
    """The number of the tapped message where that person alone sees it; it has no other."""
    replied_to: int | None = None
    """The message that it replies to."""
    is_anonymous_admin: bool = False
    query_id: str | None = None
    data: Any | None = None
    """The tapped button's record; None for buttons that we no longer know."""
    keyboard: InlineKeyboardMarkup | None = None
    """The tapped message's buttons; None where the message is too old to tell."""
    update_id: int = 0
    about: int | None = None
    """Telegram's number of the group or channel that a button or link in the private chat is about."""

    @property
    def is_tap(self) -> bool:
        """Whether a button was tapped."""
        return self.query_id is not None


def asked_in(update: Update) -> Asked | None:
    """What the person did; None for updates of other kinds, such as posts in channels."""
    query = update.callback_query
    if query is not None:
        return _tapped(query, update.update_id) if query.message else None
    if update.message is None or update.message.chat.type == TelegramChat.CHANNEL:
        return None
    return _said(update.message, update.update_id)


def language_of(language_code: str | None) -> Language:
    """Our language for the language code of a Telegram client (IETF tag)."""
    language, *subtags = (language_code or "").lower().replace("_", "-").split("-")
    if language != "zh":
        return Language.EN
    is_traditional = "hans" not in subtags and not _TRADITIONAL.isdisjoint(subtags)
    return Language.ZH_HANT if is_traditional else Language.ZH_HANS


def _said(message: Message, update_id: int) -> Asked:
    user, chat = message.from_user, message.chat
    text = message.text or message.caption or ""
    return Asked(
        chat_id=chat.id,
        chat_type=ChatType(chat.type),
        chat_title=chat.effective_name or "",
        user_id=user.id if user else None,
        language=language_of(user.language_code if user else None),
        message_id=message.message_id,
        thread_id=_thread_of(message),
        thread_name=_thread_name(message),
        text=text,
        html=message.text_html if message.text and message.entities else "",
        links=_hidden_links(message),
        zone_sent=_zone_sent(message),
        replied_to=message.reply_to_message.message_id if message.reply_to_message else None,
        # A message in the name of the group itself comes from one of its anonymous admins.
        is_anonymous_admin=message.sender_chat is not None and message.sender_chat.id == chat.id,
        update_id=update_id,
        about=_steered_by(text) if chat.type == TelegramChat.PRIVATE else None,
    )


def _steered_by(text: str) -> int | None:
    """The chat that a link asks to steer."""
    command, _, payload = text.partition(" ")
    return steered_chat(payload) if command == "/start" else None


def _zone_sent(message: Message) -> str | None:
    """What stands in place of the coordinates, which nobody kept."""
    if message.location is None:
        return None
    return str(message.location.api_kwargs.get("zone", ""))


def _hidden_links(message: Message) -> tuple[str, ...]:
    entities = message.entities or message.caption_entities
    return tuple(entity.url for entity in entities if entity.url)


def _tapped(query: CallbackQuery, update_id: int) -> Asked:
    message = query.message
    assert message is not None
    about, data = place_in(query.data or "")
    if message.chat.type != TelegramChat.PRIVATE and about is not None:
        about, data = None, ""  # what is said about another chat belongs to one person
    return Asked(
        chat_id=message.chat.id,
        chat_type=ChatType(message.chat.type),
        chat_title=message.chat.effective_name or "",
        user_id=query.from_user.id,
        language=language_of(query.from_user.language_code),
        message_id=message.message_id,
        thread_id=_thread_of(message) if isinstance(message, Message) else 0,
        ephemeral_id=message.api_kwargs.get("ephemeral_message_id"),
        query_id=query.id,
        data=decoded(data),
        keyboard=message.reply_markup if isinstance(message, Message) else None,
        update_id=update_id,
        about=about,
    )


def _thread_name(message: Message) -> str | None:
    """Of a message that replies to nothing else, Telegram tells the one that opened its forum topic."""
    opening = message.reply_to_message.forum_topic_created if message.reply_to_message else None
    return opening.name if opening is not None and message.is_topic_message else None


def _thread_of(message: Message) -> int:
    """The forum topic; replies in plain groups have thread numbers too, which are none."""
    return (message.message_thread_id or 0) if message.is_topic_message else 0
