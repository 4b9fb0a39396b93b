"""Who runs the bot looks after it in chat, in a real browser, on a phone."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import PHONE, Visit
from conversation import XIAOLIN
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
    """/admin shows figures, and a tap away which file was refused and why."""
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
    await expect(panel).to_contain_text("no known digest format")
