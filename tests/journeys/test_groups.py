"""A group with threads and a channel, set up from the private chat, in a real browser on a phone."""

import pytest
from browser import PHONE, Visit
from page_driver import button, write
from playwright.async_api import Page, expect
from running_bot import RunningBot
from sandbox_driver import ALICE, CHANNEL, GROUP, XIAOLIN, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opened(page: Page, url: str, chat_id: int) -> None:
    """The page anew, and one chat in it."""
    await page.goto("about:blank")
    await page.goto(url)
    await page.locator(f"[data-testid='chat-list-item'][data-chat-id='{chat_id}']").click()


async def test_group_is_set_up_in_private_and_sends_its_digest_to_a_thread(
    running: RunningBot, visit: Visit, people: SandboxDriver
) -> None:
    """Added, steered by the link below the greeting, upgraded, sent to a thread, moved back, searched unseen."""
    page = await visit(running.url, viewport=PHONE)
    messages = page.get_by_test_id("message")
    for present in (False, True):
        people.set_member(GROUP, present=present)
    await opened(page, running.url, GROUP)
    await expect(messages.last).to_contain_text("大家好，这里是晨报")
    await page.get_by_text("管理员：在私聊里设置本群").click()
    await expect(messages.filter(has_text="一天之内")).to_contain_text("📍 读论文小组")
    await opened(page, running.url, XIAOLIN)
    await button(page, "好，每天 08:00").click()
    await expect(messages.last).to_contain_text("说好了")
    await write(page, "/subscribe 智能体")
    await expect(messages.last).to_contain_text("订阅「智能体」？")
    await button(page, "订阅").last.click()
    await expect(messages.last).to_contain_text("已订阅「智能体」")
    group = people.upgrade(GROUP)
    thread = people.set_topic(group)
    people.send(group, XIAOLIN, "/here", message_thread_id=thread)
    await write(page, "/topics")
    await expect(messages.last).to_contain_text("→ 话题 1")
    people.next_morning()
    await opened(page, running.url, group)
    await expect(messages.filter(has_text="晨报 ·").last).to_contain_text("智能体")
    await opened(page, running.url, XIAOLIN)
    await button(page, "发到哪里").click()
    await button(page, "全部发到：General").click()
    await expect(button(page, "智能体 → General")).to_be_visible()


async def test_search_in_a_group_is_seen_by_the_one_who_asked(
    running: RunningBot, visit: Visit, people: SandboxDriver
) -> None:
    """With a bot that is an admin: Alice finds and closes her results, 小林 never sees them."""
    people.set_bot_admin(GROUP)
    people.send(GROUP, ALICE, "/search agent")
    page = await visit(running.url, viewport=PHONE)
    await opened(page, running.url, GROUP)
    results = page.get_by_test_id("message").filter(has_text="仅你可见")
    await page.get_by_test_id("speaker").filter(has_text="Alice").click()
    await expect(results).to_be_visible()
    await page.get_by_test_id("speaker").filter(has_text="小林").click()
    await expect(results).to_have_count(0)
    await page.get_by_test_id("speaker").filter(has_text="Alice").click()
    await button(page, "✕ 关闭").click()
    await expect(results).to_have_count(0)


async def test_channel_is_steered_from_the_private_chat(
    running: RunningBot, visit: Visit, people: SandboxDriver
) -> None:
    """Chosen in /connect, followed, timed; the digest is in the channel, with links for titles."""
    for present in (False, True):
        people.set_member(CHANNEL, present=present)
    page = await visit(running.url, viewport=PHONE)
    messages = page.get_by_test_id("message")
    await opened(page, running.url, XIAOLIN)
    await write(page, "/connect")
    await button(page, "我管理的群组和频道").click()
    await button(page, "论文频道").click()
    await expect(messages.filter(has_text="一天之内")).to_contain_text("📍 论文频道")
    await button(page, "好，每天 08:00").click()
    await expect(messages.last).to_contain_text("说好了")
    await write(page, "/subscribe 智能体")
    await button(page, "订阅").last.click()
    await expect(messages.last).to_contain_text("已订阅「智能体」")
    people.next_morning()
    await opened(page, running.url, CHANNEL)
    digest = messages.filter(has_text="晨报 ·").last
    await expect(digest).to_contain_text("智能体")
    await expect(digest.locator("a").first).to_be_visible()
