"""How the page looks: day and night, what stands for things elsewhere, what Telegram says itself."""

import pytest
from browser import Visit
from page_driver import message, met, say
from playwright.async_api import expect
from sandbox_driver import GROUP, XIAOLIN, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")

GROUND = "getComputedStyle(document.body).backgroundColor"


async def test_the_reader_chooses_day_or_night(sandbox: SandboxDriver, visit: Visit) -> None:
    """The page follows the system until the button is pressed; then the choice stays."""
    page = await visit(sandbox.url, color_scheme="dark")
    await page.get_by_test_id("theme").wait_for()
    dark = await page.evaluate(GROUND)
    await page.get_by_test_id("theme").click()
    light = await page.evaluate(GROUND)
    assert (dark, light) == ("rgb(22, 31, 40)", "rgb(255, 255, 255)")
    await page.reload()
    await page.get_by_test_id("theme").wait_for()
    assert await page.evaluate(GROUND) == light


async def test_links_are_previewed_without_being_fetched(sandbox: SandboxDriver, visit: Visit) -> None:
    """A card names the host and what the text calls the link, above or below; none where it is switched off."""
    met(sandbox, XIAOLIN)
    address = "https://huggingface.co/papers/1706.03762"
    text = f'<a href="{address}">Attention Is All You Need</a>'
    below = say(sandbox, XIAOLIN, text)
    above = say(sandbox, XIAOLIN, text, link_preview_options={"show_above_text": True})
    without = say(sandbox, XIAOLIN, text, link_preview_options={"is_disabled": True})
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    card = message(page, below).locator(".preview")
    await expect(card).to_have_text("huggingface.coAttention Is All You Need")
    await expect(card).to_have_attribute("href", address)
    await expect(message(page, below).locator(".text + .preview")).to_have_count(1)
    await expect(message(page, above).locator(".preview + .text")).to_have_count(1)
    await expect(message(page, without).locator(".preview")).to_have_count(0)


async def test_a_photo_from_elsewhere_has_a_place(sandbox: SandboxDriver, visit: Visit) -> None:
    """A photo that is known by its address alone is not fetched; its place names the host."""
    met(sandbox, XIAOLIN)
    address = "https://example.org/figure.png"
    sent = sandbox.result("sendPhoto", chat_id=XIAOLIN, photo=address)["message_id"]
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    place = message(page, sent).get_by_role("img", name="来自 example.org 的图片，这里不下载")
    await expect(place).to_be_visible()
    await expect(message(page, sent).locator("img")).to_have_count(0)


async def test_reactions_and_forwards_are_shown(sandbox: SandboxDriver, visit: Visit) -> None:
    """What the bot thinks of a message stands below it, where it comes from above."""
    origin = {"type": "channel", "chat": {"id": -1001, "title": "机器之心", "type": "channel"}, "date": 1}
    body = {"chat_id": XIAOLIN, "person_id": XIAOLIN, "content": {"text": "看", "forward_origin": origin}}
    sent = sandbox.client.post("/sandbox/contents", json=body).json()["message"]["message_id"]
    reaction = [{"type": "emoji", "emoji": "👍"}]
    sandbox.result("setMessageReaction", chat_id=XIAOLIN, message_id=sent, reaction=reaction)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await expect(message(page, sent).locator(".reaction")).to_have_text("👍")
    await expect(message(page, sent).locator(".forwarded")).to_have_text("转发自 机器之心")


async def test_coming_and_going_is_a_line(sandbox: SandboxDriver, visit: Visit) -> None:
    """Who joins or leaves a group is said between its messages, as no one's."""
    for is_present in (False, True):
        sandbox.set_member(GROUP, present=is_present)
    page = await visit(f"{sandbox.url}/#{GROUP}")
    name = sandbox.state()["bot"]["first_name"]
    expected = [f"{name} 被移出了群组", f"{name} 加入了群组"]
    await expect(page.locator(".service")).to_have_text(expected)


async def test_new_messages_are_said(sandbox: SandboxDriver, visit: Visit) -> None:
    """People who listen hear a new message of the bot, once and in words."""
    met(sandbox, XIAOLIN)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    said = page.get_by_test_id("announcer").first
    await expect(page.get_by_test_id("message")).to_have_count(1)
    await expect(said).to_have_text("")
    say(sandbox, XIAOLIN, "<b>晨报</b> 来了")
    await expect(said).to_have_text("晨报 Chenbao: 晨报 来了")
