"""A reader makes a topic their own, in a real browser, on a phone."""

import pytest
from browser import PHONE, Visit
from page_driver import button, write
from playwright.async_api import expect
from running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_topic_is_previewed_followed_changed_removed_and_brought_back(
    running: RunningBot, visit: Visit
) -> None:
    """Subscribe with a preview, leave a word out, follow, rename, mute, remove, undo."""
    page = await visit(running.url, viewport=PHONE)
    messages = page.get_by_test_id("message")
    await page.get_by_test_id("chat-list-item").first.click()
    await write(page, "订阅 reinforcement learning")
    preview = messages.last
    await expect(preview).to_contain_text("订阅「reinforcement learning」？")
    await expect(preview).to_contain_text("也算 强化学习")
    await button(page, "✓ 强化学习").click()
    await expect(preview).not_to_contain_text("也算 强化学习")
    await button(page, "订阅").last.click()
    await expect(messages.filter(has_text="已订阅「reinforcement learning」。")).to_be_visible()
    await expect(messages.last).to_contain_text("什么时候送？")
    await write(page, "主题")
    screen = messages.last
    await expect(screen).to_contain_text("我的主题（1）")
    await button(page, "reinforcement learning").click()
    await expect(button(page, "＋ 强化学习")).to_be_visible()
    await button(page, "改名").click()
    await expect(screen).to_contain_text("改叫什么？")
    await write(page, "会学习的模型")
    renamed = messages.last
    await expect(renamed).to_contain_text("改名了。")
    await button(page, "静音").click()
    await expect(renamed).to_contain_text("静音中")
    await button(page, "✕ 退订").click()
    await expect(renamed).to_contain_text("已退订「会学习的模型」。")
    await button(page, "撤销：恢复「会学习的模型」").click()
    await expect(renamed).to_contain_text("会学习的模型（静音）")


async def test_ready_made_topic_is_looked_into_and_made_narrower(running: RunningBot, visit: Visit) -> None:
    """Open one of the widest, go to a narrower one, change its words, and follow that."""
    page = await visit(running.url, viewport=PHONE, locale="en-US")
    messages = page.get_by_test_id("message")
    await page.get_by_test_id("chat-list-item").nth(1).click()
    await write(page, "/topics")
    await button(page, "+ Ready-made topics").click()
    await button(page, "Look inside").click()
    shown = messages.last
    await expect(shown).to_contain_text("tap one to see what it matches")
    await button(page, "Agents").click()
    await expect(shown).to_contain_text("Matches 智能体 OR agent OR agentic")
    await button(page, "Tool use").click()
    await expect(shown).to_contain_text("Follow “Tool use”?")
    await button(page, "Edit words").click()
    await expect(shown).to_contain_text("Which words should “Tool use” look for?")
    await write(page, '"tool use" OR MCP')
    changed = messages.last
    await expect(changed).to_contain_text('Follow “"tool use" OR MCP”?')
    await button(page, "Follow").last.click()
    await expect(messages.filter(has_text='You now follow “"tool use" OR MCP”.')).to_be_visible()
