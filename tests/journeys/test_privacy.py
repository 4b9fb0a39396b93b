"""A reader takes the data along, has it deleted, and brings it back, in a real browser, on a phone."""

from pathlib import Path

import pytest
from browser import PHONE, Visit
from page_driver import button, write
from playwright.async_api import Page, expect
from running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_data_is_exported_deleted_and_restored(
    running: RunningBot, visit: Visit, tmp_path: Path
) -> None:
    """/privacy says how, /export gives the file, /forget deletes, and the file sent back restores."""
    page = await visit(running.url, viewport=PHONE)
    messages = page.get_by_test_id("message")
    await page.get_by_test_id("chat-list-item").first.click()
    await write(page, "订阅 智能体")
    await button(page, "订阅").last.click()
    await expect(messages.filter(has_text="已订阅「智能体」。")).to_be_visible()
    await write(page, "隐私")
    await expect(messages.last).to_contain_text("谁能看到：只有这个机器人的管理员")
    await write(page, "导出")
    await expect(messages.last).to_contain_text("这里保存的全部数据")
    file = await downloaded(page, tmp_path)
    await write(page, "删除数据")
    question = messages.last
    await expect(question).to_contain_text("· 主题 1 个")
    await button(page, "全部删除").click()
    await expect(question).to_contain_text("全部删除了，这里不会再收到任何消息。")
    await page.locator("input[type=file]").set_input_files(file)
    offer = messages.last
    await expect(offer).to_contain_text("要恢复到这里吗？")
    await button(page, "全部恢复，包括设置").click()
    await expect(offer).to_contain_text("已添加主题 1 个。")
    await write(page, "主题")
    await expect(messages.last).to_contain_text("智能体")


async def downloaded(page: Page, folder: Path) -> Path:
    """The last file in the chat, saved as a person would."""
    async with page.expect_download() as download:
        await page.locator("a.document").last.click()
    value = await download.value
    path = folder / value.suggested_filename
    await value.save_as(path)
    return path
