"""Inline mode on the page: the bot's name, a list above the field, and the message that one sends."""

from typing import Any

import pytest
from browser import DESKTOP, PHONE, Visit
from page_driver import next_update
from playwright.async_api import Page, expect
from sandbox_driver import ALICE, GROUP, XIAOLIN, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = "chenbao_sandbox_bot"


def article(name: str, **more: Any) -> dict[str, Any]:
    content = {"message_text": f"<b>{name}</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": name, "title": name, "input_message_content": content} | more


async def ask(page: Page, sandbox: SandboxDriver, query: str, **answer: Any) -> dict[str, Any]:
    """Type a query after the bot's name, and have the bot answer it."""
    field = page.get_by_test_id("composer").locator("visible=true")
    await field.fill(f"@{BOT} {query}")
    asked = next_update(sandbox, "inline_query")
    assert sandbox.call("answerInlineQuery", inline_query_id=asked["id"], **answer)["ok"]
    return asked


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_result_is_sent_by_the_person(
    sandbox: SandboxDriver, visit: Visit, viewport: dict[str, int]
) -> None:
    """Results show title and description within the window; the chosen one says whose it is."""
    page = await visit(f"{sandbox.url}/#{GROUP}", viewport=viewport)
    results = [
        article("ACON"),
        article("GEM", description="57 upvotes\nAn environment suite", url="https://a.org"),
    ]
    asked = await ask(page, sandbox, "agents", results=results)
    assert (asked["query"], asked["from"]["id"], asked["chat_type"]) == ("agents", XIAOLIN, "group")
    option = page.get_by_test_id("option").filter(has_text="GEM")
    await expect(option).to_contain_text("An environment suite")
    box = await option.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    await option.click()
    sent = page.locator(".is-own")
    await expect(sent.locator(".text strong")).to_have_text("GEM")
    await expect(sent.get_by_test_id("via")).to_have_text(f"通过 @{BOT}")
    await expect(page.get_by_test_id("composer").locator("visible=true")).to_have_value("")
    await expect(page.get_by_test_id("option").locator("visible=true")).to_have_count(0)


async def test_more_results_are_fetched_where_there_are_more(sandbox: SandboxDriver, visit: Visit) -> None:
    """The last line of a page asks for the next one, which is added below."""
    page = await visit(f"{sandbox.url}/#{ALICE}")
    options = page.get_by_test_id("option").locator("visible=true")
    await ask(page, sandbox, "agents", results=[article("ACON")], next_offset="1")
    await expect(options).to_have_text(["AACON", "更多…"])
    await options.last.click()
    second = next_update(sandbox, "inline_query")
    assert (second["query"], second["offset"]) == ("agents", "1")
    sandbox.call("answerInlineQuery", inline_query_id=second["id"], results=[article("GEM")])
    await expect(options).to_have_text(["AACON", "GGEM"])


async def test_results_stay_while_the_query_grows(sandbox: SandboxDriver, visit: Visit) -> None:
    """The list is there until the next answer, and goes once the bot's name does."""
    page = await visit(f"{sandbox.url}/#{ALICE}")
    field, options = page.get_by_test_id("composer"), page.get_by_test_id("option").locator("visible=true")
    await ask(page, sandbox, "ge", results=[article("GEM")])
    await expect(options).to_have_count(1)
    await field.press_sequentially("m")
    assert next_update(sandbox, "inline_query")["query"] == "gem"
    await expect(options).to_have_text(["GGEM"])
    await field.fill("gem")
    await expect(options).to_have_count(0)


async def test_the_button_leads_to_the_bot(sandbox: SandboxDriver, visit: Visit) -> None:
    """Where nothing was found the button says why, and starts the bot with its payload."""
    page = await visit(f"{sandbox.url}/#{GROUP}")
    button = {"text": "没有找到「冬眠」", "start_parameter": "q_1"}
    await ask(page, sandbox, "冬眠", results=[], button=button)
    await page.get_by_test_id("option").get_by_text("没有找到「冬眠」").click()
    await expect(page.locator(f"[data-chat-id='{XIAOLIN}'] .is-own .text")).to_contain_text("/start q_1")
