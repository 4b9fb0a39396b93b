"""Which method of the Bot API is carried out by which function."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import (
    methods_bot,
    methods_chats,
    methods_commands,
    methods_edits,
    methods_ephemeral,
    methods_files,
    methods_messages,
    methods_queries,
    methods_updates,
)
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

Method = Callable[[World, Parameters], Any]

POLL = "getUpdates"
"""The one method that waits; the transport carries it out itself."""

METHODS: dict[str, Method] = {
    "answerCallbackQuery": methods_queries.answer_callback_query,
    "answerInlineQuery": methods_queries.answer_inline_query,
    "close": methods_bot.leave_server,
    "deleteEphemeralMessage": methods_ephemeral.delete_ephemeral_message,
    "deleteMessage": methods_messages.delete_message,
    "deleteMessages": methods_messages.delete_messages,
    "deleteMyCommands": methods_commands.delete_my_commands,
    "deleteWebhook": methods_updates.delete_webhook,
    "editEphemeralMessageReplyMarkup": methods_ephemeral.edit_ephemeral_message_reply_markup,
    "editEphemeralMessageText": methods_ephemeral.edit_ephemeral_message_text,
    "editMessageCaption": methods_edits.edit_message_caption,
    "editMessageReplyMarkup": methods_edits.edit_message_reply_markup,
    "editMessageText": methods_edits.edit_message_text,
    "getChat": methods_chats.get_chat,
    "getChatAdministrators": methods_chats.get_chat_administrators,
    "getChatMember": methods_chats.get_chat_member,
    "getChatMemberCount": methods_chats.get_chat_member_count,
    "getChatMenuButton": methods_commands.get_chat_menu_button,
    "getFile": methods_files.get_file,
    "getMe": methods_bot.get_me,
    "getMyCommands": methods_commands.get_my_commands,
    "getMyDescription": methods_bot.get_my_description,
    "getMyName": methods_bot.get_my_name,
    "getMyShortDescription": methods_bot.get_my_short_description,
    "getWebhookInfo": methods_updates.get_webhook_info,
    "leaveChat": methods_chats.leave_chat,
    "logOut": methods_bot.leave_server,
    "sendChatAction": methods_chats.send_chat_action,
    "sendDocument": methods_files.send_document,
    "sendMessage": methods_messages.send_message,
    "sendPhoto": methods_files.send_photo,
    "sendRichMessage": methods_messages.send_rich_message,
    "setChatMenuButton": methods_commands.set_chat_menu_button,
    "setMessageReaction": methods_messages.set_message_reaction,
    "setMyCommands": methods_commands.set_my_commands,
    "setMyDescription": methods_bot.set_my_description,
    "setMyName": methods_bot.set_my_name,
    "setMyShortDescription": methods_bot.set_my_short_description,
    "setWebhook": methods_updates.set_webhook,
}
