"""The page without a mouse: keys of a message, replies, threads, answers, drafts."""

import pytest
from browser import Visit
from page_driver import button, message, met, next_update, say
from playwright.async_api import expect
from sandbox_driver import ALICE, GROUP, XIAOLIN, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_keys_of_a_message_are_walked_with_arrows(sandbox: SandboxDriver, visit: Visit) -> None:
    """All keys are one stop of Tab; arrows go along a row and from row to row, Enter presses."""
    met(sandbox, XIAOLIN)
    rows = [[{"text": name, "callback_data": name} for name in row] for row in ("123", "45")]
    say(sandbox, XIAOLIN, "选", *rows)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await button(page, "1").wait_for()
    await page.get_by_test_id("timeline").focus()
    for pressed, expected in (
        ("Tab", "1"), ("ArrowRight", "2"), ("ArrowDown", "5"), ("ArrowUp", "3"), ("End", "5"), ("Home", "1"),
    ):  # fmt: skip
        await page.keyboard.press(pressed)
        await expect(page.get_by_test_id("keyboard-button").get_by_text(expected)).to_be_visible()
        assert await page.evaluate("document.activeElement.textContent") == expected
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.dataset.testid") == "commands"
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    assert next_update(sandbox, "callback_query")["data"] == "1"


async def test_a_message_is_answered(sandbox: SandboxDriver, visit: Visit) -> None:
    """Ctrl and an arrow choose the message that is answered, Escape lets it go."""
    met(sandbox, XIAOLIN)
    first, second = say(sandbox, XIAOLIN, "第一条"), say(sandbox, XIAOLIN, "第二条")
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    field, bar = page.get_by_test_id("composer"), page.get_by_test_id("reply-bar")
    await expect(message(page, second)).to_be_visible()
    await field.press("Control+ArrowUp")
    await expect(bar).to_contain_text("第二条")
    await field.press("Escape")
    await expect(bar).to_be_hidden()
    await field.press("Control+ArrowUp")
    await field.press("Control+ArrowUp")
    await field.fill("好")
    await field.press("Enter")
    await expect(page.locator(".is-own .reply-preview")).to_contain_text("第一条")
    assert sandbox.messages(XIAOLIN)[-1]["reply_to_message_id"] == first


async def test_a_draft_waits_in_its_chat(sandbox: SandboxDriver, visit: Visit) -> None:
    """What is typed and not sent stays in its chat, is named in the list, and outlives a reload."""
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await page.get_by_test_id("composer").fill("还没写完")
    await page.get_by_test_id("chat-list-item").nth(1).click()
    await expect(page.get_by_test_id("chat-list-item").first).to_contain_text("草稿：还没写完")
    await page.goto(f"{sandbox.url}/#{XIAOLIN}")
    await page.reload()
    field = page.get_by_test_id("composer").locator("visible=true")
    await expect(field).to_have_value("还没写完")
    await field.press("Enter")
    await expect(page.locator(".is-own .text")).to_contain_text("还没写完")
    await expect(field).to_have_value("")


async def test_threads_are_tabs(sandbox: SandboxDriver, visit: Visit) -> None:
    """A forum's threads can be read alone, and what is written there goes there."""
    forum = sandbox.upgrade(GROUP)
    one, other = sandbox.set_topic(forum), sandbox.set_topic(forum)
    here = say(sandbox, forum, "强化学习", message_thread_id=one)
    there = say(sandbox, forum, "扩散模型", message_thread_id=other)
    page = await visit(f"{sandbox.url}/#{forum}")
    await expect(message(page, there)).to_be_visible()
    await expect(page.get_by_test_id("chat-list-item")).to_have_count(4)  # the group it was is gone
    await page.get_by_test_id("thread-tab").get_by_text(f"话题 {one}").click()
    await expect(message(page, there)).to_have_count(0)
    await expect(message(page, here)).to_be_visible()
    await page.get_by_test_id("composer").locator("visible=true").fill("好")
    await page.get_by_test_id("send").locator("visible=true").click()
    await expect(page.locator(".is-own")).to_be_visible()
    assert sandbox.messages(forum)[-1]["message_thread_id"] == one
    await page.get_by_test_id("thread-tab").nth(1).press("ArrowRight")
    await expect(page.get_by_test_id("thread-tab").last).to_be_focused()


async def test_a_place_is_chosen_or_typed(sandbox: SandboxDriver, visit: Visit) -> None:
    """The key that asks for one opens the choice; coordinates may be typed, but only possible ones."""
    met(sandbox, ALICE)
    keyboard = {"keyboard": [[{"text": "Here", "request_location": True}]], "one_time_keyboard": True}
    sandbox.result("sendMessage", chat_id=ALICE, text="Where?", reply_markup=keyboard)
    page = await visit(f"{sandbox.url}/#{ALICE}", locale="en-GB")
    await page.get_by_test_id("reply-key").click()
    await page.get_by_test_id("city").filter(has_text="Berlin").press("Enter")
    await expect(page.locator(".is-own").last).to_contain_text("52.52, 13.40")
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_role("menuitem", name="Send a location").click()
    field = page.get_by_test_id("coordinates")
    await field.fill("91, 0")
    await field.press("Enter")
    await expect(page.get_by_test_id("places")).to_be_visible()
    await field.fill("-33.87 151.21")
    await field.press("Enter")
    await expect(page.locator(".is-own").last).to_contain_text("-33.87, 151.21")
    assert [one["location"]["latitude"] for one in sandbox.messages(ALICE)[-2:]] == [52.52, -33.87]


async def test_answers_stand_in_place_of_letters(sandbox: SandboxDriver, visit: Visit) -> None:
    """A reply keyboard sends the text of its key; one for a single use is gone then."""
    met(sandbox, ALICE)
    keyboard = {"keyboard": [["08:00", {"text": "09:00"}]], "one_time_keyboard": True}
    placeholder = {"input_field_placeholder": "or an hour"}
    sandbox.result("sendMessage", chat_id=ALICE, text="When?", reply_markup=keyboard | placeholder)
    page = await visit(f"{sandbox.url}/#{ALICE}", locale="en-GB")
    await expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", "or an hour")
    await page.get_by_test_id("reply-key").first.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(page.locator(".is-own").last).to_contain_text("09:00")
    await expect(page.get_by_test_id("reply-key").first).to_be_hidden()
    assert sandbox.messages(ALICE)[-1]["text"] == "09:00"
