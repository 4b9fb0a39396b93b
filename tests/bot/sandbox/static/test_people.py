"""What people do on the page: write, tap, follow links, take turns, block, move the clock."""

import re

import pytest
from browser import Visit
from page_driver import answered, button, message, met, next_update, say
from playwright.async_api import expect
from sandbox_driver import ALICE, CHANNEL, GROUP, XIAOLIN, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_enter_sends_and_shift_enter_breaks_the_line(sandbox: SandboxDriver, visit: Visit) -> None:
    """One message of two lines is written, and the field is empty again."""
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    field = page.get_by_test_id("composer")
    await field.press_sequentially("一")
    await field.press("Shift+Enter")
    await field.press_sequentially("二")
    await field.press("Enter")
    await expect(page.locator(".is-own .text")).to_contain_text("一\n二")
    await expect(field).to_have_value("")
    assert [each["text"] for each in sandbox.messages(XIAOLIN)] == ["一\n二"]


async def test_the_first_visit_offers_start(sandbox: SandboxDriver, visit: Visit) -> None:
    """An empty private chat has a button that says /start, and then it is gone."""
    page = await visit(sandbox.url)
    await page.get_by_test_id("start").click()
    await expect(page.locator(".is-own .text")).to_contain_text("/start")
    await expect(page.get_by_test_id("start")).to_have_count(0)


async def test_hints_are_shown_until_dismissed(sandbox: SandboxDriver, visit: Visit) -> None:
    """The first visitor finds things to try, each done by a press; dismissed, they stay away."""
    page = await visit(sandbox.url, locale="en-US")
    await page.get_by_test_id("hint-search").click()
    await expect(page.locator(".is-own .text")).to_contain_text("/search diffusion")
    assert sandbox.messages(ALICE)[-1]["text"] == "/search diffusion"
    await page.get_by_role("button", name="Got it").click()
    await page.reload()
    await expect(page.get_by_test_id("chat-list-item")).to_have_count(4)
    await expect(page.get_by_test_id("hints")).to_be_hidden()


async def test_a_tap_spins_until_its_answer_is_shown(sandbox: SandboxDriver, visit: Visit) -> None:
    """A tapped button waits visibly; the answer stops it and appears as a notice."""
    met(sandbox, XIAOLIN)
    say(sandbox, XIAOLIN, "选", [{"text": "智能体", "callback_data": "t"}])
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    key = page.get_by_test_id("keyboard-button")
    await key.click()
    await expect(key).to_have_class(re.compile("is-waiting"))
    answered(sandbox, text="已关注")
    await expect(page.get_by_test_id("toast")).to_have_text("已关注")
    await expect(key).not_to_have_class(re.compile("is-waiting"))


async def test_an_alert_waits_to_be_confirmed(sandbox: SandboxDriver, visit: Visit) -> None:
    """An answer with show_alert opens a dialog that Escape closes."""
    met(sandbox, XIAOLIN)
    say(sandbox, XIAOLIN, "选", [{"text": "删除", "callback_data": "x"}])
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await button(page, "删除").click()
    answered(sandbox, text="真的吗？", show_alert=True)
    alert = page.get_by_test_id("alert")
    await expect(alert).to_contain_text("真的吗？")
    await page.keyboard.press("Escape")
    await expect(alert).to_have_count(0)


async def test_a_command_in_a_text_sends_itself(sandbox: SandboxDriver, visit: Visit) -> None:
    """Pressing a command writes it in the chat as the one who speaks."""
    met(sandbox, ALICE)
    sent = say(sandbox, ALICE, "see /help")
    page = await visit(f"{sandbox.url}/#{ALICE}", locale="en-GB")
    await message(page, sent).get_by_text("/help").click()
    await expect(page.locator(".is-own").last).to_contain_text("/help")
    assert sandbox.messages(ALICE)[-1]["text"] == "/help"


async def test_a_deep_link_starts_the_private_chat(sandbox: SandboxDriver, visit: Visit) -> None:
    """A t.me link to the bot, in a group's text or button, opens the speaker's chat and sends its payload."""
    username = sandbox.state()["bot"]["username"]
    say(sandbox, GROUP, f'<a href="https://t.me/{username}?start=paper_1">1</a>')
    page = await visit(f"{sandbox.url}/#{GROUP}")
    await page.get_by_test_id("speaker").get_by_text("Alice").click()
    await page.locator(f"[data-chat-id='{GROUP}'] .text a").click()
    assert next_update(sandbox, "message")["text"] == "/start paper_1"
    await expect(page.get_by_test_id("pane").locator("visible=true")).to_have_attribute(
        "data-chat-id", str(ALICE)
    )
    say(sandbox, ALICE, "go", [{"text": "go", "url": f"https://t.me/{username}?start=paper_2"}])
    await button(page, "go").click()
    assert next_update(sandbox, "message")["text"] == "/start paper_2"


async def test_members_take_turns_in_a_group(sandbox: SandboxDriver, visit: Visit) -> None:
    """The switch chooses who speaks, and the speaker's own messages stand on the right."""
    sandbox.send(GROUP, XIAOLIN, "我是小林")
    sandbox.send(GROUP, ALICE, "I am Alice")
    page = await visit(f"{sandbox.url}/#{GROUP}")
    await expect(page.locator(".is-own")).to_contain_text("我是小林")
    await page.get_by_test_id("speaker").get_by_text("Alice").click()
    await expect(page.locator(".is-own")).to_contain_text("I am Alice")
    await page.get_by_test_id("composer").fill("mine too")
    await page.get_by_test_id("send").click()
    await expect(page.locator(".is-own")).to_have_count(2)
    assert sandbox.messages(GROUP)[-1]["from"]["id"] == ALICE


async def test_nobody_writes_in_a_channel(sandbox: SandboxDriver, visit: Visit) -> None:
    """A channel has no field but the reason why, and its posts have no sender."""
    sent = say(sandbox, CHANNEL, "一篇论文")
    page = await visit(f"{sandbox.url}/#{CHANNEL}")
    await expect(message(page, sent)).to_contain_text("一篇论文")
    await expect(page.get_by_test_id("composer")).to_be_hidden()
    await expect(page.locator(".composer-note")).to_have_text("频道里只有机器人发帖，读者只看不写。")


async def test_a_blocked_bot_is_let_back_in(sandbox: SandboxDriver, visit: Visit) -> None:
    """Blocking closes the chat with a way back, and the bot's messages fail until then."""
    met(sandbox, XIAOLIN)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_role("menuitem", name="屏蔽").click()
    await expect(page.get_by_test_id("composer")).to_be_hidden()
    assert sandbox.call("sendMessage", chat_id=XIAOLIN, text="x")["error_code"] == 403
    await page.get_by_role("button", name="解除屏蔽").click()
    await expect(page.get_by_test_id("composer")).to_be_visible()
    assert sandbox.call("sendMessage", chat_id=XIAOLIN, text="x")["ok"]


async def test_the_bot_leaves_and_joins_a_group(sandbox: SandboxDriver, visit: Visit) -> None:
    """Removing the bot from the group says so there, and it can be added again."""
    page = await visit(f"{sandbox.url}/#{GROUP}")
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_role("menuitem", name="移除机器人").click()
    await expect(page.locator(".composer-note")).to_contain_text("机器人不在这里。")
    await page.get_by_role("button", name="添加机器人").click()
    await expect(page.locator(".composer-note")).to_be_hidden()


async def test_the_clock_moves_to_the_next_morning(sandbox: SandboxDriver, visit: Visit) -> None:
    """One button moves the clock by an hour, one to 08:00, and every open page sees it."""
    page = await visit(sandbox.url)
    other = await visit(sandbox.url, locale="en-GB")
    clock = page.get_by_test_id("clock").locator("time")
    before = await clock.inner_text()
    async with page.expect_response("**/page/clock"):
        await page.get_by_test_id("advance-hour").click()
    assert sandbox.state()["clock"]["offset_seconds"] == 3600
    await expect(clock).not_to_have_text(before)
    await page.get_by_test_id("next-morning").click()
    await expect(clock).to_have_text(re.compile(r"^\d+月\d+日 周. 08:00$"))
    await expect(other.get_by_test_id("clock").locator("time")).to_have_text(
        re.compile(r"^[A-Z]\w\w,? \d+ \w+ 08:00$")
    )
    await expect(page.get_by_test_id("toast")).to_contain_text("08:00")
