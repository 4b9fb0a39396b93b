"""A reader tries the layouts of the digest, and reads the one that was chosen, in a real browser."""

import pytest
from browser import PHONE, Visit
from page_driver import button, write
from playwright.async_api import expect
from running_bot import RunningBot
from sandbox_driver import XIAOLIN

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_rich_digest_comes_once_its_sample_was_readable(running: RunningBot, visit: Visit) -> None:
    """First a detailed digest to look at, then a sample, a yes, and the next morning headings and folds."""
    page = await visit(f"{running.url}/#{XIAOLIN}", viewport=PHONE)
    messages = page.get_by_test_id("message")
    await write(page, "/start")
    await button(page, "强化学习").first.click()
    await button(page, "好，每天 08:00").click()
    await write(page, "/settings")
    await button(page, "版式").click()
    await button(page, "详细").click()
    await expect(button(page, "✓ 详细")).to_be_visible()
    await button(page, "富文本").last.click()
    await expect(messages.last).to_contain_text("上面那条能看清吗？")
    sample = messages.filter(has_text="富文本示例").last
    await sample.locator("summary").click()
    await expect(sample.locator("details[open]")).to_be_visible()
    await button(page, "看得清，用富文本").click()
    await expect(messages.last).to_contain_text("从下一份起用富文本版式")
    await page.get_by_test_id("next-morning").click()
    await expect(messages.last.locator("details").first).to_be_visible()
    await messages.last.locator("summary").first.click()
    await expect(messages.last.locator("details[open]").first).to_contain_text("arXiv")
    await button(page, "1").last.click()
    await expect(messages.last).to_contain_text("一句话")
    await button(page, "« 晨报").click()
    await expect(messages.last.locator("details").first).to_be_visible()
