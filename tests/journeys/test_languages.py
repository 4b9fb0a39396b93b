"""A reader of traditional Chinese, in a real browser."""

import pytest
from browser import PHONE, Visit
from page_driver import button, write
from playwright.async_api import expect
from running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_language_of_a_chat_is_that_of_its_menu(running: RunningBot, visit: Visit) -> None:
    """One tap, and sentences, papers, command words and the menu are in traditional characters."""
    page = await visit(running.url, viewport=PHONE)
    messages = page.get_by_test_id("message")
    await page.get_by_test_id("chat-list-item").first.click()
    await write(page, "/language")
    await button(page, "繁體中文").click()
    await expect(messages.last).to_contain_text("語言：按鈕、晨報和指令選單用哪一種")
    await page.get_by_test_id("commands").click()
    await expect(page.get_by_role("option").nth(2)).to_contain_text("檢視和修改我的主題")
    await page.keyboard.press("Escape")
    await write(page, "搜尋 強化學習")
    await expect(messages.last).to_contain_text("近 30 天")
    await button(page, "1").last.click()
    await expect(messages.last).to_contain_text("一句話")
    await write(page, "暫停 7 天")
    await expect(messages.last).to_contain_text("暫停到")
    await write(page, "恢復")
    await expect(messages.last).to_contain_text("推送恢復了")
