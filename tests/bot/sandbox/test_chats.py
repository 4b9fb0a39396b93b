"""What chats let the bot do, and how it learns that this changed."""

from typing import Any

import pytest
from sandbox_driver import ALICE, CHANNEL, GROUP, XIAOLIN, SandboxDriver


def last_status(sandbox: SandboxDriver) -> tuple[int, int, str, str]:
    """Chat, actor, old and new status of the last my_chat_member update."""
    change = sandbox.updates()[-1]["my_chat_member"]
    return (
        change["chat"]["id"],
        change["from"]["id"],
        change["old_chat_member"]["status"],
        change["new_chat_member"]["status"],
    )


def test_a_blocked_bot_cannot_write(sandbox: SandboxDriver) -> None:
    """Blocking is told to the bot and fails its messages; starting again lifts it."""
    sandbox.start(ALICE)
    assert sandbox.block(ALICE)["is_blocked"] is True
    assert last_status(sandbox) == (ALICE, ALICE, "member", "kicked")
    for method, more in (("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})):
        refusal = sandbox.call(method, chat_id=ALICE, **more)
        assert (refusal["error_code"], refusal["description"]) == (
            403,
            "Forbidden: bot was blocked by the user",
        )
    sandbox.start(ALICE)
    changes = [update for update in sandbox.updates() if "my_chat_member" in update]
    assert changes[-1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert sandbox.result("sendMessage", chat_id=ALICE, text="x")["text"] == "x"


@pytest.mark.parametrize(
    ("chat_id", "kind", "status"), [(GROUP, "group", "member"), (CHANNEL, "channel", "administrator")]
)
def test_a_removed_bot_cannot_write(sandbox: SandboxDriver, chat_id: int, kind: str, status: str) -> None:
    """Removal and return are told to the bot; in between everything there is forbidden."""
    assert sandbox.set_member(chat_id, present=False)["bot_status"] == "kicked"
    assert last_status(sandbox) == (chat_id, XIAOLIN, status, "kicked")
    for method, more in (("sendMessage", {"text": "x"}), ("getChat", {}), ("getChatMemberCount", {})):
        expected = f"Forbidden: bot was kicked from the {kind} chat"
        assert sandbox.refusal(method, chat_id=chat_id, **more) == expected
    sandbox.set_member(chat_id, present=True)
    assert last_status(sandbox) == (chat_id, XIAOLIN, "kicked", status)
    assert sandbox.result("sendMessage", chat_id=chat_id, text="x")["text"] == "x"


def test_a_bot_that_left_is_no_member(sandbox: SandboxDriver) -> None:
    """Leaving is told apart from being removed."""
    assert sandbox.result("leaveChat", chat_id=GROUP) is True
    assert last_status(sandbox) == (GROUP, int(sandbox.token.partition(":")[0]), "member", "left")
    expected = "Forbidden: bot is not a member of the group chat"
    assert sandbox.refusal("sendMessage", chat_id=GROUP, text="x") == expected
    sandbox.send(GROUP, ALICE, "/help")
    assert "message" not in sandbox.updates()[-1]


def test_an_upgraded_group_lives_on_under_a_new_id(sandbox: SandboxDriver) -> None:
    """The old id refuses with the new one; the bot is told of both, and members stay."""
    new_id = sandbox.upgrade(GROUP)
    refusal = sandbox.call("sendMessage", chat_id=GROUP, text="x")
    assert (refusal["error_code"], refusal["description"], refusal["parameters"]) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_id},
    )
    told = [update["message"] for update in sandbox.updates()]
    assert told[0]["migrate_to_chat_id"] == told[1]["chat"]["id"] == new_id
    assert told[1]["migrate_from_chat_id"] == told[0]["chat"]["id"] == GROUP
    message = sandbox.result("sendMessage", chat_id=new_id, text="x")
    assert (message["chat"]["type"], message["message_id"]) == ("supergroup", 2)
    assert sandbox.result("getChatMemberCount", chat_id=new_id) == 3
    assert sandbox.client.post("/sandbox/upgrade", json={"chat_id": GROUP}).status_code == 400


def test_members_gain_and_lose_rights(sandbox: SandboxDriver) -> None:
    """All but the owner, and only members."""
    states = []
    for is_admin in (True, True, False):
        sandbox.set_admin(GROUP, ALICE, is_admin=is_admin)
        states.append(sandbox.result("getChatMember", chat_id=GROUP, user_id=ALICE)["status"])
    assert states == ["administrator", "administrator", "member"]
    owner = {"chat_id": GROUP, "person_id": XIAOLIN, "is_admin": False}
    assert sandbox.client.post("/sandbox/admins", json=owner).status_code == 400


def test_topics_open_and_close(sandbox: SandboxDriver) -> None:
    """Messages go to open topics; closed, deleted and unknown ones are refused."""
    chat_id = sandbox.upgrade(GROUP)
    first, second = sandbox.set_topic(chat_id), sandbox.set_topic(chat_id)
    message = sandbox.result("sendMessage", chat_id=chat_id, message_thread_id=first, text="x")
    assert (message["message_thread_id"], message["is_topic_message"]) == (first, True)
    assert sandbox.result("getChat", chat_id=chat_id)["is_forum"] is True
    sandbox.set_topic(chat_id, first, "closed")
    sandbox.set_topic(chat_id, second, "deleted")
    refusals = [
        sandbox.refusal("sendMessage", chat_id=chat_id, message_thread_id=thread_id, text="x")
        for thread_id in (first, second, 999)
    ]
    assert refusals == [
        "Bad Request: TOPIC_CLOSED",
        "Bad Request: TOPIC_DELETED",
        "Bad Request: message thread not found",
    ]
    said = sandbox.send(chat_id, ALICE, "/help", message_thread_id=first)
    assert said["message_thread_id"] == first
    assert sandbox.client.post("/sandbox/topics", json={"chat_id": GROUP}).status_code == 400


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("getChatMember", {"chat_id": GROUP}, "invalid user_id specified"),
        ("getChatMember", {"chat_id": GROUP, "user_id": 5}, "user not found"),
        ("getChatAdministrators", {"chat_id": XIAOLIN}, "there are no administrators in the private chat"),
        ("leaveChat", {"chat_id": XIAOLIN}, "chat member status can't be changed in private chats"),
        ("sendChatAction", {"chat_id": XIAOLIN}, 'parameter "action" is required'),
        ("sendChatAction", {"chat_id": XIAOLIN, "action": "dance"}, "wrong parameter action in request"),
        ("setMyCommands", {"commands": "x"}, "can't parse commands JSON object"),
        ("setMyCommands", {"commands": {}}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": [{"command": "a"}]}, 'can\'t parse BotCommand: Can\'t find field "description"'),
        ("setMyCommands", {"commands": [{"command": "搜索", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "", "description": "x"}]}, "command must be non-empty"),
        (
            "setMyCommands",
            {"commands": [{"command": "a" * 33, "description": "x"}]},
            "command length must not exceed 32",
        ),
        ("setMyCommands", {"commands": [{"command": "a", "description": " "}]}, "command description must be non-empty"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "x" * 257}]},
            "command description length must not exceed 256",
        ),
        ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "language_code": "zh-hans"}, "invalid language code specified"),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "moon"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ("setChatMenuButton", {"menu_button": {"type": "x"}}, "can't parse menu button: unallowed type specified"),
        ("setMyDescription", {"description": "x" * 513}, "DESCRIPTION_TOO_LONG"),
        ("sendPhoto", {"chat_id": XIAOLIN}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": XIAOLIN, "photo": "no"}, "wrong remote file identifier specified: can't unserialize it"),
        ("sendPhoto", {"chat_id": XIAOLIN, "photo": "https://a.org/x", "caption": "x" * 1025}, "message caption is too long"),
        ("getFile", {"file_id": "no"}, "wrong file_id or the file is temporarily unavailable"),
        ("deleteMessages", {"chat_id": XIAOLIN}, "message identifiers are not specified"),
        ("deleteMessages", {"chat_id": XIAOLIN, "message_ids": list(range(1, 102))}, "too many message identifiers specified"),
        ("deleteMessage", {"chat_id": XIAOLIN}, "message identifier is not specified"),
    ],
)  # fmt: skip
def test_other_methods_refuse_in_the_servers_words(
    lived_in: SandboxDriver, method: str, parameters: dict[str, Any], reason: str
) -> None:
    """Every method we use has its refusals."""
    assert lived_in.refusal(method, **parameters) == f"Bad Request: {reason}"


def test_pictures_are_recognised_by_their_bytes(lived_in: SandboxDriver) -> None:
    """What is no picture cannot be sent as one, and a picture must not be a thread."""
    path = f"/bot{lived_in.token}/sendPhoto"
    gif = b"GIF89a" + (600).to_bytes(2, "little") + (40).to_bytes(2, "little")
    jpeg = b"\xff\xd8\xff\xe0\0\2" + b"\xff\xc0\0\x11\x08\0\x10\0\x20"
    thread = b"GIF89a" + (600).to_bytes(2, "little") + (1).to_bytes(2, "little")
    answers = [
        lived_in.client.post(path, data={"chat_id": str(XIAOLIN)}, files={"photo": ("p", content)}).json()
        for content in (gif, jpeg, thread, b"text", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
    ]
    sizes = [
        (answer["result"]["photo"][0]["width"], answer["result"]["photo"][0]["height"])
        for answer in answers[:2]
    ]
    assert sizes == [(600, 40), (32, 16)]
    assert [answer["description"] for answer in answers[2:]] == [
        "Bad Request: PHOTO_INVALID_DIMENSIONS",
        *["Bad Request: IMAGE_PROCESS_FAILED"] * 3,
    ]


def test_the_file_server_knows_its_token(lived_in: SandboxDriver) -> None:
    """Files are given out under the bot's own token only."""
    assert lived_in.client.get("/file/bot1:x/FILE/x").status_code == 404
    assert lived_in.client.get(f"/file/bot{lived_in.token}/FILE/x").status_code == 404
