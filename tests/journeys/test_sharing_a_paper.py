"""A member of a group shares a paper from within the chat, and another opens it with the bot."""

import pytest
from browser import PHONE, Visit
from page_driver import button
from playwright.async_api import expect
from running_bot import RunningBot
from sandbox_driver import ALICE, GROUP, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_paper_is_shared_in_a_group_and_opened_from_there(
    running: RunningBot, people: SandboxDriver, visit: Visit
) -> None:
    """Type the bot's name and a word, choose, see the card with its via line, follow it to the bot."""
    bot = people.state()["bot"]["username"]
    page = await visit(f"{running.url}/#{GROUP}", viewport=PHONE)
    field = page.get_by_test_id("composer").locator("visible=true")
    await field.press_sequentially(f"@{bot} 扩散")
    options = page.get_by_test_id("option").locator("visible=true")
    await expect(options.first).to_contain_text("扩散", timeout=30_000)
    name = await options.first.locator(".option-name").inner_text()
    await options.first.click()
    card = page.locator(".is-own").last
    await expect(card).to_contain_text(name.split("：")[0])
    await expect(card.get_by_test_id("via")).to_have_text(f"通过 @{bot}")
    await expect(card.locator(".text a").first).to_have_text("arXiv")
    await button(page, "在晨报里打开").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("一句话", timeout=30_000)


async def test_who_finds_nothing_is_led_to_the_bot(
    running: RunningBot, people: SandboxDriver, visit: Visit
) -> None:
    """The button over the empty list opens the private chat with the same search."""
    bot = people.state()["bot"]["username"]
    page = await visit(f"{running.url}/#{ALICE}", locale="en-GB")
    await page.get_by_test_id("composer").press_sequentially(f"@{bot} zzyzx")
    await page.get_by_test_id("option").get_by_text("Nothing found for “zzyzx”").click(timeout=30_000)
    await expect(page.get_by_test_id("message").last).to_contain_text(
        "Nothing found for zzyzx", timeout=30_000
    )
