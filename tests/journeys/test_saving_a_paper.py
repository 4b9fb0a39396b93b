"""A reader keeps a paper, wanders from it to others and back, and takes the list along."""

import pytest
from browser import PHONE, Visit
from page_driver import asked, button, write
from playwright.async_api import expect
from running_bot import RunningBot
from sandbox_driver import XIAOLIN

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_paper_is_saved_and_exported_on_a_phone(running: RunningBot, visit: Visit) -> None:
    """All of it in one message but the list and the file, each of which was asked for."""
    page = await visit(f"{running.url}/#{XIAOLIN}", viewport=PHONE)
    messages = page.get_by_test_id("message")
    await asked(page, "扩散", "搜索 扩散")
    await button(page, "1").click()
    card = messages.last
    await expect(card).to_contain_text("一句话")
    name = (await card.locator(".text b, .text strong").first.inner_text()).strip()
    before = await messages.count()
    await button(page, "☆ 收藏").click()
    await expect(button(page, "★ 已收藏")).to_be_visible()
    await button(page, "相似").click()
    await expect(messages.last).to_contain_text("相似")
    await button(page, "« 论文").click()
    await expect(card).to_contain_text(name)
    assert await messages.count() == before
    await write(page, "/saved")
    await expect(messages.last).to_contain_text("收藏：1 篇论文")
    await button(page, "导出 BibTeX").click()
    await expect(messages.last).to_contain_text("chenbao.bib")
