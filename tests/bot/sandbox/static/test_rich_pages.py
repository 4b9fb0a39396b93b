"""What the page makes of rich messages, and of a client that knows none."""

import pytest
from browser import Visit
from page_driver import message, met
from playwright.async_api import expect
from sandbox_driver import XIAOLIN, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")

HTML = (
    "<h2>晨报</h2><p>1 <b>GEM</b></p><details><summary>开头…</summary>"
    '<p>全文 <tg-math>\\frac{x^2}{\\sqrt{d}} \\times \\alpha</tg-math></p><p><a href="https://a.org/x">arXiv</a></p>'
    "</details><ul><li>项</li></ul><footer>来自</footer>"
)


async def test_rich_message_is_drawn_and_an_old_client_shows_none(
    sandbox: SandboxDriver, visit: Visit
) -> None:
    """Headings, folds that open by keyboard, formulas to read; blank where the page plays an old client."""
    met(sandbox, XIAOLIN)
    keyboard = {"inline_keyboard": [[{"text": "1", "callback_data": "x"}]]}
    sent = sandbox.result(
        "sendRichMessage", chat_id=XIAOLIN, rich_message={"html": HTML}, reply_markup=keyboard
    )
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    bubble = message(page, sent["message_id"])
    await expect(bubble.get_by_role("heading")).to_have_text("晨报")
    fold, formula = bubble.locator("summary"), bubble.get_by_role("math")
    await expect(formula).to_be_hidden()
    await fold.focus()
    await page.keyboard.press("Enter")
    await expect(formula).to_have_text("x2√d × α")
    await expect(bubble.locator("sup")).to_have_text("2")
    assert await bubble.locator("a").get_attribute("href") == "https://a.org/x"
    await expect(bubble.get_by_test_id("keyboard-button")).to_have_text("1")
    await page.get_by_test_id("faults").click()
    await page.get_by_text("旧客户端").click()
    await expect(message(page, sent["message_id"])).to_contain_text("不显示这类消息")
