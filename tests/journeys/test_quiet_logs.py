"""What people write, and what they are told, never reaches the log, however much it is made to tell."""

from pathlib import Path

import pytest
from running_bot import running_bot
from sandbox_driver import ALICE, GROUP, XIAOLIN, SandboxDriver
from waiting import eventually

from bot.sandbox_process import TOKEN

SECRET = "xylophone"
"""Stands in all that is written, and in nothing else."""
WRITTEN = (
    f"{SECRET} diffusion",
    f"/search {SECRET} OR agents",
    f"/search ({SECRET} \x00 field:",
    f"订阅 {SECRET}",
    f"/paper {SECRET}",
    f"/settings {SECRET}",
    f"/{SECRET}",
    f"https://arxiv.org/abs/2510.01051 {SECRET}",
    f"@chenbao_sandbox_bot {SECRET}",
    "/export",
    "/forget",
)


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_no_words_of_people_stand_in_the_log(tmp_path: Path, level: str) -> None:
    """Commands, searches, taps, files, a group, inline queries, and answers that fail on the way."""
    with running_bot(tmp_path, CHENBAO_LOG_LEVEL=level) as bot:
        people = SandboxDriver(bot.url, TOKEN)
        try:
            conversation(people)
        finally:
            people.client.close()
        told = bot.log()
    assert told
    assert [line for line in told.splitlines() if SECRET in line] == []


def conversation(people: SandboxDriver) -> None:
    """Everything that people do."""
    for text in WRITTEN:
        talk(people, XIAOLIN, text)
    talk(people, ALICE, f"/subscribe {SECRET}", chat=GROUP)
    people.ask_inline(GROUP, ALICE, f"{SECRET} diffusion")
    people.send_file(ALICE, ALICE, f"{SECRET}.json", f'{{"a": "{SECRET}"}}'.encode())
    for reason in ("malformed_entities", "outage", "flood"):
        people.fault("error", reason=reason, method="sendMessage", times=1, retry_after=1)
        talk(people, ALICE, f"{SECRET} agents")
    tap_everything(people)


def talk(people: SandboxDriver, person: int, text: str, *, chat: int | None = None) -> None:
    """Somebody writes, and what comes of it has come."""
    before = answers(people)
    people.send(chat or person, person, text)
    eventually(lambda: answers(people) > before)


def answers(people: SandboxDriver) -> int:
    """How often the bot has sent something, or tried to."""
    return len(people.calls("sendMessage")) + len(people.calls("sendDocument"))


def tap_everything(people: SandboxDriver) -> None:
    """小林 taps the first button of each message that has one."""
    for message in people.messages(XIAOLIN):
        for row in message.get("reply_markup", {}).get("inline_keyboard", [])[:1]:
            if data := row[0].get("callback_data"):
                before = len(people.calls("answerCallbackQuery"))
                people.tap(XIAOLIN, XIAOLIN, message["message_id"], data)
                eventually(lambda before=before: len(people.calls("answerCallbackQuery")) > before)
