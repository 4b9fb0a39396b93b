"""What the page offers of the bot: commands, files, its state, and trouble."""

import re
import struct
import zlib
from pathlib import Path

import httpx
import pytest
from browser import PHONE, Visit
from page_driver import button, message, met, say
from playwright.async_api import expect
from sandbox_driver import ALICE, GROUP, XIAOLIN, SandboxDriver, running_sandbox

pytestmark = pytest.mark.asyncio(loop_scope="session")

GREETING = {"command": "start", "description": "开始"}
SEARCH = {"command": "search", "description": "搜论文"}


def picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


async def test_commands_are_offered_in_the_persons_language(sandbox: SandboxDriver, visit: Visit) -> None:
    """A slash lists the commands of the scope and language; arrows and Enter send one."""
    private = {"type": "all_private_chats"}
    sandbox.call("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    sandbox.call("setMyCommands", commands=[GREETING, SEARCH], scope=private, language_code="zh")
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    field = page.get_by_test_id("composer")
    options = page.get_by_test_id("option").locator("visible=true")
    await field.press_sequentially("/")
    await expect(options).to_have_text(["/start开始", "/search搜论文"])
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(page.locator(".is-own .text")).to_contain_text("/search")
    await expect(options).to_have_count(0)
    await page.goto(f"{sandbox.url}/#{GROUP}")
    await page.get_by_test_id("commands").locator("visible=true").click()
    await expect(options).to_have_text(["/helpHelp"])


async def test_pictures_and_files_are_shown(sandbox: SandboxDriver, visit: Visit) -> None:
    """A photo stands in its bubble with its caption, a document is a chip to download."""
    met(sandbox, XIAOLIN)
    for method, name, content in (
        ("sendPhoto", "photo", ("p.png", picture(64, 32), "image/png")),
        ("sendDocument", "document", ("晨报.json", b"{}", "application/json")),
    ):
        data = {"chat_id": XIAOLIN, "caption": "<b>说明</b>", "parse_mode": "HTML"}
        url = f"/bot{sandbox.token}/{method}"
        assert sandbox.client.post(url, data=data, files={name: content}).json()["ok"]
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    photo = page.locator(".photo img")
    await expect(photo).to_be_visible()
    assert await photo.evaluate("node => node.decode().then(() => node.naturalWidth)") == 64
    await expect(page.locator(".text strong")).to_have_text(["说明", "说明"])
    async with page.expect_download() as download:
        await page.locator(".document", has_text="晨报.json").click()
    assert (await (await download.value).path()).read_bytes() == b"{}"


async def test_a_copy_button_copies(sandbox: SandboxDriver, visit: Visit) -> None:
    """copy_text puts its text on the clipboard and says so."""
    met(sandbox, XIAOLIN)
    say(sandbox, XIAOLIN, "引用", [{"text": "BibTeX", "copy_text": {"text": "@misc{gem}"}}])
    page = await visit(f"{sandbox.url}/#{XIAOLIN}", permissions=["clipboard-read", "clipboard-write"])
    await button(page, "BibTeX").click()
    await expect(page.get_by_test_id("toast")).to_have_text("已复制：@misc{gem}")
    assert await page.evaluate("navigator.clipboard.readText()") == "@misc{gem}"


async def test_the_bot_is_seen_to_write(sandbox: SandboxDriver, visit: Visit) -> None:
    """sendChatAction shows in the chat's head until the message comes."""
    met(sandbox, XIAOLIN)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    subtitle = page.get_by_test_id("subtitle").locator("visible=true")
    await expect(subtitle).to_contain_text("私聊")
    sandbox.call("sendChatAction", chat_id=XIAOLIN, action="typing")
    await expect(subtitle).to_have_text("正在输入…")
    sent = say(sandbox, XIAOLIN, "好了")
    await expect(message(page, sent)).to_be_visible()
    await expect(subtitle).to_contain_text("私聊")


async def test_the_page_says_whether_the_bot_runs(sandbox: SandboxDriver, visit: Visit) -> None:
    """A bot that never asked for updates is not running, and the page tells how to start it."""
    page = await visit(sandbox.url, locale="en-GB")
    banner = page.get_by_test_id("banner")
    await expect(banner).to_have_text("The bot is not running; start it with make run")
    sandbox.call("getUpdates", timeout=0)
    await expect(banner).to_be_hidden()
    await expect(page.get_by_test_id("bot-status")).to_have_text("Bot is running")


async def test_samples_are_counted_as_they_arrive(tmp_path: Path, visit: Visit) -> None:
    """The line about samples follows the clock."""
    with running_sandbox(tmp_path / "data", inbox=tmp_path / "inbox") as sandbox:
        page = await visit(sandbox.url)
        samples = page.get_by_test_id("samples")
        arrived = sandbox.state()["samples"]["arrived"]
        await expect(samples).to_have_text(re.compile(rf"^样例到了 {arrived}/6 天，下一份 \d+月\d+日 周.$"))
        await page.get_by_test_id("next-morning").click()
        await expect(samples).to_have_text(re.compile(rf"^样例到了 {arrived + 1}/6 天"))
        await expect(page.get_by_test_id("toast")).to_contain_text("新到 1 天的样例。")
        for _ in range(6):
            sandbox.next_morning()
        await expect(samples).to_have_text("6 天样例都到了")


async def test_trouble_is_switched_on_and_off(sandbox: SandboxDriver, visit: Visit) -> None:
    """The flood switch makes the next messages fail with 429, and the last switch ends it."""
    met(sandbox, XIAOLIN)
    page = await visit(sandbox.url)
    for name, expected in (("限流：拒绝", 429), ("恢复正常", None)):
        await page.get_by_test_id("faults").click()
        await page.get_by_role("menuitem", name=name).click()
        await expect(page.get_by_test_id("toast").last).to_contain_text({429: "重试"}.get(expected, "恢复"))
        assert sandbox.call("sendMessage", chat_id=XIAOLIN, text="x").get("error_code") == expected


async def test_the_button_tells_that_faults_are_on(sandbox: SandboxDriver, visit: Visit) -> None:
    """It is marked as long as one waits for calls, and says how many do."""
    met(sandbox, XIAOLIN)
    page = await visit(sandbox.url, viewport=PHONE, locale="en-GB")
    await page.get_by_test_id("faults").click()
    await page.get_by_role("menuitem", name="Lose 3 answers").click()
    await expect(page.get_by_role("button", name="One fault is switched on")).to_be_visible()
    for _ in range(3):
        with pytest.raises(httpx.RemoteProtocolError):
            sandbox.call("sendMessage", chat_id=XIAOLIN, text="x")
    await expect(page.get_by_role("button", name="Make the Bot API behave badly")).to_be_visible()


async def test_somebody_blocks_the_bot_from_the_menu(sandbox: SandboxDriver, visit: Visit) -> None:
    """The next message is refused as the real server refuses it, until the block is lifted."""
    met(sandbox, ALICE)
    page = await visit(sandbox.url, locale="en-GB")
    for name, expected in (("Alice Park blocks", 403), ("Alice Park unblocks", None)):
        await page.get_by_test_id("faults").click()
        await page.get_by_role("menuitem", name=name).click()
        await expect(page.get_by_test_id("toast").last).to_contain_text("Alice Park h")
        assert sandbox.call("sendMessage", chat_id=ALICE, text="x").get("error_code") == expected
