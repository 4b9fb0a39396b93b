"""A reader looks for something until it is found, in a real browser, on a phone."""

import pytest
from browser import PHONE, Visit
from page_driver import asked, button, write
from playwright.async_api import expect
from running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_search_is_sorted_narrowed_freed_of_added_words_and_followed(
    running: RunningBot, visit: Visit
) -> None:
    """All in one message: newest, the last month, own words only, a card and back; then a topic of it."""
    page = await visit(running.url, viewport=PHONE)
    messages = page.get_by_test_id("message")
    await page.get_by_test_id("chat-list-item").first.click()
    await asked(page, "强化学习", "搜索 强化学习")
    results = messages.last
    await expect(results).to_contain_text("也搜了：reinforcement learning")
    await expect(results.locator("strong", has_text="1. ")).to_be_visible()
    count = await messages.count()
    await button(page, "最新").last.click()
    await expect(button(page, "✓ 最新")).to_be_visible()
    await button(page, "近 30 天").last.click()
    await expect(results).to_contain_text("近 30 天 = ")
    await expect(button(page, "✓ 最新")).to_be_visible()
    await button(page, "只搜原词").last.click()
    await expect(results).not_to_contain_text("也搜了")
    await expect(button(page, "连译名一起搜")).to_be_visible()
    await button(page, "1").last.click()
    await expect(results).to_contain_text("一句话")
    await button(page, "« 结果").last.click()
    await expect(results).to_contain_text("近 30 天 = ")
    assert await messages.count() == count
    await button(page, "＋ 订阅这个搜索").click()
    await expect(messages.filter(has_text="「强化学习」")).to_be_visible()


async def test_reader_of_english_starts_from_an_example(running: RunningBot, visit: Visit) -> None:
    """/search alone offers examples; what is found in Chinese, too, has its words marked."""
    page = await visit(running.url, viewport=PHONE, locale="en-US")
    messages = page.get_by_test_id("message")
    await page.get_by_test_id("chat-list-item").nth(1).click()
    await asked(page, "agent", "Search agent")
    await write(page, "/search")
    await expect(messages.last).to_contain_text("What are you looking for?")
    await button(page, "LLM reasoning").click()
    await expect(messages.last).to_contain_text("Search LLM reasoning")
    await button(page, "My words only").last.click()
    await expect(button(page, "With translations")).to_be_visible()
    await expect(messages.last).not_to_contain_text("Also searched:")
    await button(page, "With translations").last.click()
    await expect(messages.last).to_contain_text("Also searched:")
