"""Which method of the Bot API is carried out by which function."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import methods_bot, methods_messages, methods_queries, methods_updates
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

Method = Callable[[World, Parameters], Any]

METHODS: dict[str, Method] = {
    "getMe": methods_bot.get_me,
    "deleteWebhook": methods_updates.delete_webhook,
    "getWebhookInfo": methods_updates.get_webhook_info,
    "sendMessage": methods_messages.send_message,
    "editMessageText": methods_messages.edit_message_text,
    "editMessageReplyMarkup": methods_messages.edit_message_reply_markup,
    "deleteMessage": methods_messages.delete_message,
    "answerCallbackQuery": methods_queries.answer_callback_query,
}
NAMES = {name.lower(): name for name in (*METHODS, "getUpdates")}
