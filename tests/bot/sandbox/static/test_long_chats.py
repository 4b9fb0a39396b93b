"""What the page makes of chats that are long: it draws the end, then what the reader comes to."""

import pytest
from browser import Visit
from page_driver import message, met, say, top_of
from playwright.async_api import expect
from sandbox_driver import XIAOLIN, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")

MANY = 260
"""More than the page is told at once."""


async def test_earlier_messages_come_as_the_reader_goes_up(sandbox: SandboxDriver, visit: Visit) -> None:
    """The newest are drawn at first; up to the very first all come, and what is in sight does not move."""
    met(sandbox, XIAOLIN)
    sent = [say(sandbox, XIAOLIN, f"第 {number} 条") for number in range(MANY)]
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await expect(message(page, sent[-1])).to_be_in_viewport()
    messages = page.get_by_test_id("message")
    drawn = await messages.count()
    assert drawn < 100
    oldest = message(page, int(await messages.first.get_attribute("data-message-id") or "0"))
    before = await oldest.evaluate("node => (node.scrollIntoView(), node.getBoundingClientRect().top)")
    await expect(messages).not_to_have_count(drawn)
    assert await top_of(oldest) == pytest.approx(before, abs=1)
    timeline = page.get_by_test_id("timeline")
    while await message(page, sent[0]).count() == 0:
        await timeline.evaluate("node => { node.scrollTop = 0; }")
        await page.evaluate("() => new Promise(requestAnimationFrame)")
    shown = await messages.evaluate_all("nodes => nodes.map((node) => Number(node.dataset.messageId))")
    assert shown == list(range(shown[0], shown[-1] + 1))
    assert len(shown) <= 240
    await page.get_by_test_id("to-end").click()
    await expect(message(page, sent[-1])).to_be_in_viewport()


async def test_what_came_below_is_counted(sandbox: SandboxDriver, visit: Visit) -> None:
    """Who reads further up stays there; a button counts the new messages and leads to them."""
    met(sandbox, XIAOLIN)
    sent = [say(sandbox, XIAOLIN, f"第 {number} 条\n" * 4) for number in range(20)]
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await expect(message(page, sent[-1])).to_be_in_viewport()
    await page.get_by_test_id("composer").press("PageUp")
    await expect(message(page, sent[-1])).not_to_be_in_viewport()
    await message(page, sent[5]).evaluate("node => node.scrollIntoView({ block: 'start' })")
    before = await top_of(message(page, sent[6]))
    last = [say(sandbox, XIAOLIN, "新") for _ in range(3)][-1]
    await expect(page.get_by_test_id("new-count")).to_have_text("3")
    assert await top_of(message(page, sent[6])) == pytest.approx(before, abs=1)
    await page.get_by_test_id("to-end").click()
    await expect(message(page, last)).to_be_in_viewport()
    await expect(page.get_by_test_id("to-end")).to_be_hidden()
