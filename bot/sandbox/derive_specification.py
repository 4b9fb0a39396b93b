"""
Makes specification.json from a machine-readable Bot API: `python -m bot.sandbox.derive_specification FILE`.

Keeps the methods this project uses or may come to use, with the type of each parameter and
whether it is required; descriptions and types of objects stay behind.
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "specification.json"
METHODS = (
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "getMe",
    "logOut",
    "close",
    "sendMessage",
    "forwardMessage",
    "copyMessage",
    "sendPhoto",
    "sendDocument",
    "sendMediaGroup",
    "sendMessageDraft",
    "sendRichMessage",
    "sendRichMessageDraft",
    "sendChatAction",
    "setMessageReaction",
    "getFile",
    "editMessageText",
    "editMessageCaption",
    "editMessageMedia",
    "editMessageReplyMarkup",
    "editEphemeralMessageText",
    "editEphemeralMessageReplyMarkup",
    "deleteMessage",
    "deleteMessages",
    "deleteEphemeralMessage",
    "pinChatMessage",
    "unpinChatMessage",
    "leaveChat",
    "getChat",
    "getChatAdministrators",
    "getChatMember",
    "getChatMemberCount",
    "createForumTopic",
    "answerCallbackQuery",
    "answerInlineQuery",
    "savePreparedInlineMessage",
    "setMyCommands",
    "deleteMyCommands",
    "getMyCommands",
    "setMyName",
    "getMyName",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
    "setChatMenuButton",
    "getChatMenuButton",
    "setMyDefaultAdministratorRights",
    "getMyDefaultAdministratorRights",
)


def derived(published: dict[str, Any]) -> dict[str, Any]:
    """
    The compact table: version, then method, parameter and its type, an asterisk where required.

    Raises:
        KeyError: the published file lacks one of our methods.
    """
    found = {entry["name"]: entry for chapter in published["items"] for entry in chapter["children"]}
    return {
        "version": published["api"]["version"],
        "methods": {
            name: {
                field["name"]: field["type"] + ("*" if field["required"] else "")
                for field in found[name]["annotations"]
            }
            for name in METHODS
        },
    }


def written(specification: dict[str, Any]) -> str:
    """The table as text, one method a line."""
    methods = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(fields)}" for name, fields in specification["methods"].items()
    )
    return f'{{"version": {json.dumps(specification["version"])}, "methods": {{\n{methods}\n}}}}\n'


def main(arguments: list[str]) -> int:
    """Write the table; the path of the published file is the only argument."""
    if len(arguments) != 1:
        print("usage: python -m bot.sandbox.derive_specification BOTAPI.json", file=sys.stderr)  # noqa: T201
        return 2
    published = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    TARGET.write_text(written(derived(published)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
