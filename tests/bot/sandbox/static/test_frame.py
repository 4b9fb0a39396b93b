"""The page around the messages: list, widths, keys, colours, languages, a lost server."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import PHONE, Visit
from page_driver import message, met, say
from playwright.async_api import expect
from sandbox_driver import ALICE, TOKEN, XIAOLIN, SandboxDriver

from bot.sandbox.server import listening_socket

ROOT = Path(__file__).resolve().parents[4]

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_other_chats_count_what_is_unread(sandbox: SandboxDriver, visit: Visit) -> None:
    """A message in a chat that is not open is counted until the chat is opened."""
    met(sandbox, XIAOLIN, ALICE)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await expect(page.get_by_test_id("pane")).to_be_visible()
    say(sandbox, ALICE, "one")
    say(sandbox, ALICE, "two")
    await expect(page.get_by_test_id("unread")).to_have_text("2")
    await page.get_by_test_id("chat-list-item").get_by_text("Alice").click()
    await expect(page.get_by_test_id("unread")).to_have_count(0)


async def test_two_chats_stand_side_by_side(sandbox: SandboxDriver, visit: Visit) -> None:
    """On a wide screen a second chat opens beside the first, and both follow their messages."""
    met(sandbox, XIAOLIN, ALICE)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    item = page.locator(".chat-item", has_text="Alice")
    await item.hover()
    await item.get_by_test_id("open-beside").click()
    say(sandbox, XIAOLIN, "左边")
    say(sandbox, ALICE, "right")
    for chat, text in ((XIAOLIN, "左边"), (ALICE, "right")):
        await expect(page.locator(f".pane[data-chat-id='{chat}'] .message").last).to_contain_text(text)
    lefts = [await pane.bounding_box() for pane in await page.get_by_test_id("pane").all()]
    assert lefts[0]["x"] < lefts[1]["x"]


async def test_a_phone_goes_from_list_to_chat_and_back(sandbox: SandboxDriver, visit: Visit) -> None:
    """At phone width the list and a chat each fill the screen, and the page's and browser's back lead back."""
    page = await visit(sandbox.url, viewport=PHONE)
    items = page.get_by_test_id("chat-list-item")
    await items.first.click()
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await expect(items.first).to_be_hidden()
    await page.get_by_test_id("back").click()
    await expect(items.first).to_be_visible()
    await items.last.click()
    await expect(items.first).to_be_hidden()
    await page.go_back()
    await expect(items.first).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 320, "height": 640}, {"width": 1280, "height": 800}])
async def test_nothing_is_wider_than_the_screen(
    sandbox: SandboxDriver, visit: Visit, viewport: dict[str, int]
) -> None:
    """Long words, wide code and many keys stay inside their bubble, and the bubble inside the view."""
    met(sandbox, XIAOLIN)
    keys = [
        {"text": f"{number} 多模态大语言模型与视觉语言", "callback_data": str(number)} for number in range(5)
    ]
    text = f"{'长' * 300}\n{'https://example.org/' + 'a' * 300}\n<pre>{'x' * 300}</pre>"
    sent = say(sandbox, XIAOLIN, text, keys)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}", viewport=viewport)
    await expect(message(page, sent)).to_be_visible()
    width = viewport["width"]
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    for place in await message(page, sent).locator(".bubble, .key").all():
        box = await place.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


async def test_a_line_holds_what_a_phone_line_holds(sandbox: SandboxDriver, visit: Visit) -> None:
    """A bubble has room for 20 to 22 Chinese characters a line on a phone, about 34 on a desktop."""
    met(sandbox, XIAOLIN)
    sent = say(sandbox, XIAOLIN, "长" * 300)
    for viewport, least, most in ((PHONE, 20, 22), ({"width": 1280, "height": 800}, 33, 35)):
        page = await visit(f"{sandbox.url}/#{XIAOLIN}", viewport=viewport)
        await expect(message(page, sent)).to_be_visible()
        characters = await message(page, sent).evaluate(
            "node => { const text = node.querySelector('.text');"
            " return Math.floor(text.clientWidth / parseFloat(getComputedStyle(text).fontSize)); }"
        )
        assert least <= characters <= most


async def test_the_list_is_walked_with_arrow_keys(sandbox: SandboxDriver, visit: Visit) -> None:
    """Escape leads from a chat to the list, arrow keys move in it, and Enter opens the one in focus."""
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    items = page.get_by_test_id("chat-list-item")
    await page.get_by_role("button", name="知道了").click()
    await page.get_by_test_id("composer").press("Escape")
    await expect(items.first).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(items.nth(1)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(items.nth(1)).to_have_attribute("aria-current", "true")


@contextmanager
def sandbox_process(data_dir: Path, port: int) -> Iterator[SandboxDriver]:
    """A sandbox in a process of its own, killed at the end."""
    arguments = ["--data-dir", str(data_dir), "--port", str(port), "--token", TOKEN]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.sandbox", *arguments], cwd=ROOT, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"Sandbox")
        driver = SandboxDriver(f"http://127.0.0.1:{port}", TOKEN)
        yield driver
        driver.client.close()
        process.kill()


async def test_the_page_survives_a_restart_of_its_server(tmp_path: Path, visit: Visit) -> None:
    """While the server is gone the page says so; when it is back, nothing is missed."""
    with listening_socket("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    with sandbox_process(tmp_path, port) as first:
        met(first, XIAOLIN)
        page = await visit(f"{first.url}/#{XIAOLIN}")
        await expect(page.locator(".message")).to_have_count(1)
    gone = page.get_by_text("沙盒服务器没有回应，正在重试…")
    await expect(gone).to_be_visible()
    with sandbox_process(tmp_path, port) as second:
        sent = say(second, XIAOLIN, "我回来了")
        await expect(message(page, sent)).to_be_visible(timeout=15_000)
        await expect(gone).to_be_hidden()


async def test_both_languages_say_the_same_things(sandbox: SandboxDriver, visit: Visit) -> None:
    """The page has each of its sentences in Chinese and English, and a button that changes over."""
    page = await visit(sandbox.url, locale="zh-TW")
    keys = """async () => {
        const { chosenWords } = await import("/static/words.js");
        return Object.keys(chosenWords()).sort();
    }"""
    chinese = await page.evaluate(keys)
    assert await page.evaluate("document.documentElement.lang") == "zh-Hans"
    await page.get_by_test_id("page-language").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    assert await page.evaluate(keys) == chinese


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_colours_are_told_apart(sandbox: SandboxDriver, visit: Visit, scheme: str) -> None:
    """Text stands out from its ground by at least 4.5 to 1, by day and by night."""
    page = await visit(sandbox.url, color_scheme=scheme)
    ratios = await page.evaluate("""() => {
        const probe = document.body.appendChild(document.createElement("span"));
        const channels = (name) => {
            probe.style.color = `var(--${name})`;
            return getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number);
        };
        const luminance = (name) => channels(name)
            .map((value) => value / 255)
            .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
        const pairs = [["text", "page"], ["quiet", "page"], ["quiet", "hover"], ["text", "bubble"],
            ["text", "bubble-own"], ["meta", "bubble"], ["meta-own", "bubble-own"], ["accent-strong", "bubble"],
            ["accent-strong", "bubble-own"], ["code", "bubble"], ["on-accent", "accent"], ["sun", "sun-soft"],
            ["danger", "danger-soft"], ...[0, 1, 2, 3, 4, 5, 6].map((tint) => [`tint-${tint}`, "bubble"])];
        return pairs.map(([ink, ground]) => {
            const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
            return [`${ink} on ${ground}`, (light + 0.05) / (dark + 0.05)];
        });
    }""")
    assert [(name, round(ratio, 2)) for name, ratio in ratios if ratio < 4.5] == []
