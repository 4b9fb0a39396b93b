"""What the bot does while a test watches the chat page, and where things are on it."""

from typing import Any

from playwright.async_api import Locator, Page, expect
from sandbox_driver import SandboxDriver


def say(sandbox: SandboxDriver, chat_id: int, text: str, *rows: list[dict[str, Any]], **more: Any) -> int:
    """The bot sends a message in HTML; its id."""
    if rows:
        more["reply_markup"] = {"inline_keyboard": list(rows)}
    answer = sandbox.call("sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **more)
    assert answer["ok"], answer
    return answer["result"]["message_id"]


def met(sandbox: SandboxDriver, *people: int) -> None:
    """The bot may write to people once they have written to it."""
    for person in people:
        sandbox.send(person, person, "你好")


def answered(sandbox: SandboxDriver, **more: Any) -> None:
    """The bot takes the next tap and answers it."""
    query = next_update(sandbox, "callback_query")
    sandbox.call("answerCallbackQuery", callback_query_id=query["id"], **more)


def next_update(sandbox: SandboxDriver, kind: str) -> dict[str, Any]:
    """The next update of a kind, passing over others."""
    offset = 0
    while True:
        for update in sandbox.call("getUpdates", offset=offset, timeout=5)["result"]:
            offset = update["update_id"] + 1
            if kind in update:
                sandbox.call("getUpdates", offset=offset, timeout=0)
                return update[kind]


def message(page: Page, message_id: int) -> Locator:
    return page.locator(f"[data-message-id='{message_id}']:visible")


async def write(page: Page, text: str) -> None:
    """The person whose chat is open sends a message."""
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")


async def asked(page: Page, text: str, answer: str) -> None:
    """Ask until the samples of the first start have been read and there is an answer."""
    for _ in range(20):
        await write(page, text)
        try:
            await expect(page.get_by_test_id("message").last).to_contain_text(answer, timeout=2_000)
        except AssertionError:
            continue
        return
    raise AssertionError(f"no answer to {text}")


def button(page: Page, text: str) -> Locator:
    return page.get_by_test_id("keyboard-button").get_by_text(text, exact=True)


async def shown_text(bubble: Locator) -> str:
    """The text a reader sees in a message, without its time."""
    return await bubble.locator(".text").evaluate(
        "node => [...node.childNodes].filter(n => !n.classList?.contains('meta'))"
        ".map(n => n.textContent).join('')"
    )


async def top_of(place: Locator) -> float:
    box = await place.bounding_box()
    assert box is not None
    return box["y"]
