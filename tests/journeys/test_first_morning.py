"""A newcomer's first quarter of an hour, in a real browser."""

from pathlib import Path

import pytest
from browser import Visit
from page_driver import button, write
from playwright.async_api import expect
from running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_newcomer_follows_a_topic_and_reads_the_next_mornings_digest(
    running: RunningBot, visit: Visit, tmp_path: Path
) -> None:
    """Start, confirm the hour, follow, search, open a card, jump to the morning, read it by keyboard."""
    page = await visit(running.url)
    messages = page.get_by_test_id("message")
    await page.get_by_test_id("chat-list-item").first.click()
    await write(page, "/start")
    await button(page, "好，每天 08:00").click()
    await expect(messages.last).to_contain_text("每天 08:00")
    await write(page, "订阅 智能体")
    await expect(messages.last).to_contain_text("订阅「智能体」？")
    await button(page, "订阅").last.click()
    await expect(messages.last).to_contain_text("已订阅「智能体」")
    await write(page, "搜索 强化学习")
    await expect(messages.last).to_contain_text("强化学习")
    await button(page, "1").last.click()
    await expect(messages.last).to_contain_text("一句话")
    await button(page, "« 结果").click()
    await expect(messages.last).to_contain_text("搜索 强化学习")
    await page.get_by_test_id("next-morning").click()
    await expect(messages.last).to_contain_text("晨报 ·", timeout=20_000)
    await expect(messages.last).to_contain_text("智能体")
    await page.get_by_test_id("keyboard-button").get_by_text("2", exact=True).last.locator("..").focus()
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Enter")
    await expect(messages.last).to_contain_text("一句话")
    await button(page, "« 晨报").last.click()
    await expect(messages.last).to_contain_text("晨报 ·")
