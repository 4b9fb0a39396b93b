"""Who runs the bot looks after it in chat, in a real browser, on a phone."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import PHONE, Visit
from conversation import XIAOLIN
from digest_files import summary
from page_driver import button, write
from playwright.async_api import expect
from running_bot import RunningBot, running_bot
from waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningBot]:
    """`chenbao run` on a fresh folder, by one of the people in its sandbox."""
    with running_bot(tmp_path, CHENBAO_ADMINS=str(XIAOLIN)) as bot:
        yield bot


async def test_a_refused_file_is_read_about_in_chat(
    running: RunningBot, visit: Visit, tmp_path: Path
) -> None:
    """/admin shows figures, a tap away which file was refused and why, and with another it is read again."""
    [inbox] = tmp_path.rglob("inbox")
    (inbox / "broken.md").write_text("no digest", encoding="utf-8")
    page = await visit(running.url, viewport=PHONE)
    await page.get_by_test_id("chat-list-item").first.click()
    await write(page, "/admin")
    panel = page.get_by_test_id("message").last
    await expect(panel).to_contain_text("近 24 小时的晨报：送到 0")
    await button(page, "来源").click()
    await expect(panel).to_contain_text("来源")
    await button(page, "‹ 返回").click()
    await expect(panel).to_contain_text("近 24 小时的晨报")
    await asyncio.to_thread(eventually, lambda: [*inbox.glob("quarantine/*.reason.txt")])
    await button(page, "被拒的文件").click()
    await expect(panel).to_contain_text("broken.md")
    await expect(panel).to_contain_text("认不出格式")
    (inbox / "quarantine" / "broken.md").write_bytes(
        summary("2026-03-01", ("2401.00001", "Mended", "一篇。"))
    )
    await button(page, "再读一遍").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("现在能读了：1 个文件，1 篇论文。")


async def test_an_announcement_reaches_readers_and_is_deleted_again(
    running: RunningBot, visit: Visit
) -> None:
    """Written, seen as readers will see it, sent, followed by taps, and gone everywhere."""
    page = await visit(running.url, viewport=PHONE)
    await page.get_by_test_id("chat-list-item").first.click()
    await write(page, "/admin")
    await button(page, "公告").click()
    await button(page, "写一条新公告").click()
    messages = page.get_by_test_id("message")
    await expect(messages.last).to_contain_text("把公告写成一条消息发来")
    await write(page, "周末维护")
    screen = messages.last
    await expect(screen).to_contain_text("还没有发出")
    await expect(messages.nth(-2)).to_contain_text("不再收公告")
    await button(page, "发给 1 个聊天").click()
    arrived = messages.filter(has_text="不再收公告")
    await expect(arrived).to_have_count(2)
    await button(page, "刷新").click()
    await expect(messages.filter(has_text="送到 1 / 1")).to_be_visible()
    await button(page, "全部撤回").click()
    await button(page, "是的，全部撤回").click()
    await expect(arrived).to_have_count(1)
