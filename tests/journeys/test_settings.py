"""Readers make the bot their own by buttons alone, in one message, on a phone in a real browser."""

import pytest
from browser import PHONE, Visit
from page_driver import button, write
from playwright.async_api import expect
from running_bot import RunningBot
from sandbox_driver import ALICE, XIAOLIN

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_reader_of_english_settles_the_hour_by_what_the_clock_shows(
    running: RunningBot, visit: Visit
) -> None:
    """Topics as toggles, an hour for each place, the next morning's digest, a card and the way back."""
    page = await visit(f"{running.url}/#{ALICE}", viewport=PHONE, locale="en-US")
    messages = page.get_by_test_id("message")
    await write(page, "/start")
    await expect(messages.last).to_contain_text("What time is it where you are?")
    await button(page, "Agents").first.click()
    await expect(button(page, "✓ Agents").first).to_be_visible()
    await page.get_by_test_id("keyboard-button").filter(has_text="Singapore").click()
    await expect(messages.filter(has_text="Done: every day at 08:00 (Singapore).")).to_be_visible()
    await page.get_by_test_id("next-morning").click()
    await expect(messages.last).to_contain_text("for you")
    before = await messages.count()
    await button(page, "1").last.click()
    await expect(messages.last).to_contain_text("In short")
    await button(page, "« Digest").click()
    await expect(messages.last).to_contain_text("for you")
    assert await messages.count() == before


async def test_settings_are_one_message(running: RunningBot, visit: Visit) -> None:
    """Hours, days, quiet hours, number, layout, pause and language, each a tap away and back."""
    page = await visit(f"{running.url}/#{XIAOLIN}", viewport=PHONE)
    messages = page.get_by_test_id("message")
    await write(page, "/settings")
    await button(page, "时区").click()
    await button(page, "北京/上海").click()
    await expect(messages.last).to_contain_text("下一份")
    for panel, choice, chosen in (
        ("时间", "12:00", "✓ 12:00"),
        ("篇数", "20", "✓ 20"),
        ("星期", "工作日", "周六"),
        ("免打扰", "23:00–07:00", "✓ 23:00–07:00"),
        ("版式", "详细", "✓ 详细"),
        ("没有论文的日子", "每天", "✓ 每天"),
        ("论文语言", "中英都要", "✓ 中英都要"),
    ):
        await button(page, panel).click()
        await button(page, choice).click()
        await expect(button(page, chosen)).to_be_visible()
        await button(page, "« 设置").click()
    await expect(messages.last).to_contain_text("08:00、12:00")
    await button(page, "语言 / Language").click()
    await button(page, "繁體中文").click()
    await button(page, "« 設定").click()
    await expect(messages.last).to_contain_text("08:00、12:00")
    assert await messages.count() == 2
