"""The keyboard below the field where a person writes: the button that sends a place, and its end."""

from telegram import Bot, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.constants import ParseMode

from handlers.replies import Send


async def send_with_keyboard(bot: Bot, reply: Send) -> None:
    """
    Send a message that brings or removes such a keyboard (Bot API sendMessage); private chats alone.

    Raises:
        TelegramError: see `handlers.outcomes`.
    """
    markup = _place_keyboard(*reply.asks_place) if reply.asks_place else ReplyKeyboardRemove()
    await bot.send_message(reply.chat, reply.content.html, ParseMode.HTML, reply_markup=markup)


def _place_keyboard(place: str, cancel: str) -> ReplyKeyboardMarkup:
    rows = [[KeyboardButton(place, request_location=True)], [KeyboardButton(cancel)]]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)
