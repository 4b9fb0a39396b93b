"""What the page makes of messages: marks, keyboards, edits, deletions."""

import re

import pytest
from browser import PHONE, Visit
from page_driver import button, message, met, say, shown_text, top_of
from playwright.async_api import expect
from sandbox_driver import XIAOLIN, SandboxDriver

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_entities_become_marks(sandbox: SandboxDriver, visit: Visit) -> None:
    """Each kind of entity has its element, nested ones inside each other, after any emoji."""
    met(sandbox, XIAOLIN)
    text = (
        "👩‍🔬 <b>粗<i>斜</i></b> <u>u</u> <s>s</s> <code>c</code> "
        '<a href="https://arxiv.org/abs/1706.03762">链接</a> <tg-spoiler>谜底</tg-spoiler>\n'
        '<pre><code class="language-python">x = 1</code></pre>\n<blockquote>引用</blockquote>\n完 /help #主题'
    )
    sent = say(sandbox, XIAOLIN, text)
    bubble = message(await visit(f"{sandbox.url}/#{XIAOLIN}"), sent)
    for selector, shown in {
        "strong em, em strong": "斜",
        "u": "u",
        "s": "s",
        ".text > code": "c",
        ".text a": "链接",
        ".pre code[data-language=python]": "x = 1",
        "blockquote": "引用",
        ".command-link": "/help",
        ".name-link": "#主题",
    }.items():
        await expect(bubble.locator(selector)).to_have_text(shown)
    link = bubble.locator(".text a")
    assert await link.get_attribute("target") == "_blank"
    assert "noopener" in (await link.get_attribute("rel") or "")
    spoiler = bubble.locator(".spoiler")
    await expect(spoiler).not_to_have_class(re.compile("is-revealed"))
    await spoiler.click()
    await expect(spoiler).to_have_class(re.compile("is-revealed"))


async def test_no_entity_changes_the_text(sandbox: SandboxDriver, visit: Visit) -> None:
    """Whatever entities cover or cross, and wherever they end, the text is shown whole and once."""
    page = await visit(sandbox.url)
    lost = await page.evaluate("""async () => {
        const { entityTree } = await import("/static/entity_tree.js");
        const flat = (nodes) => nodes.map((n) => typeof n === "string" ? n : flat(n.children)).join("");
        const types = ["bold", "italic", "pre", "blockquote", "text_link", "spoiler", "code"];
        const text = "智能体 agents 👩‍🔬 与扩散模型";
        let seed = 7;
        const below = (limit) => (seed = (seed * 48271) % 2147483647) % limit;
        const random = () => ({ type: types[below(7)], offset: below(24) - 2, length: below(20) });
        const cases = Array.from({ length: 2000 }, () => Array.from({ length: below(6) }, random));
        return cases.filter((entities) => flat(entityTree(text, entities)) !== text);
    }""")
    assert lost == []


async def test_html_in_a_text_is_inert(sandbox: SandboxDriver, visit: Visit) -> None:
    """Markup in a message, a title or a button is shown as it stands and builds no element."""
    met(sandbox, XIAOLIN)
    hostile = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
    sent = sandbox.call(
        "sendMessage",
        chat_id=XIAOLIN,
        text=hostile,
        reply_markup={"inline_keyboard": [[{"text": hostile, "callback_data": "x"}]]},
    )["result"]["message_id"]
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    bubble = message(page, sent)
    assert (await shown_text(bubble)).strip() == hostile
    await expect(bubble.locator("img, script")).to_have_count(0)
    assert "broken" not in await page.title()


async def test_long_quotes_unfold_and_short_ones_do_not(sandbox: SandboxDriver, visit: Visit) -> None:
    """An expandable quote shows three lines until it is pressed; a short one has no fold."""
    met(sandbox, XIAOLIN)
    long = say(sandbox, XIAOLIN, f"<blockquote expandable>{'很长的摘要，' * 60}</blockquote>")
    short = say(sandbox, XIAOLIN, "<blockquote expandable>短</blockquote>")
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    quote = message(page, long).locator("blockquote")
    folded = (await quote.bounding_box())["height"]
    toggle = quote.locator(".quote-toggle")
    await toggle.press("Enter")
    await expect(toggle).to_have_attribute("aria-expanded", "true")
    assert (await quote.bounding_box())["height"] > 2 * folded
    await expect(message(page, short).locator(".quote-toggle")).to_be_hidden()


async def test_an_edit_does_not_move_what_is_read(sandbox: SandboxDriver, visit: Visit) -> None:
    """A message above the view that grows leaves the lines in the view where they were."""
    met(sandbox, XIAOLIN)
    sent = [say(sandbox, XIAOLIN, f"第 {number} 条\n" * 4) for number in range(30)]
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await message(page, sent[15]).evaluate("node => node.scrollIntoView({ block: 'start' })")
    before = await top_of(message(page, sent[16]))
    edited = "长了\n" * 30 + "完"
    sandbox.call("editMessageText", chat_id=XIAOLIN, message_id=sent[3], text=edited)
    await expect(message(page, sent[3])).to_contain_text("完")
    await expect(message(page, sent[3]).locator(".edited")).to_have_text("已编辑")
    assert await top_of(message(page, sent[16])) == pytest.approx(before, abs=1)


async def test_who_reads_the_end_stays_at_the_end(sandbox: SandboxDriver, visit: Visit) -> None:
    """New and growing last messages stay in sight; the tapped key keeps the focus over an edit."""
    met(sandbox, XIAOLIN)
    for number in range(20):
        say(sandbox, XIAOLIN, f"第 {number} 条\n" * 3)
    row = [{"text": "下一页", "callback_data": "2"}]
    last = say(sandbox, XIAOLIN, "第一页", row)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    key = button(page, "下一页")
    await expect(key).to_be_in_viewport()
    await key.click()
    markup = {"inline_keyboard": [row]}
    text = "第二页\n" * 12
    sandbox.call("editMessageText", chat_id=XIAOLIN, message_id=last, text=text, reply_markup=markup)
    await expect(message(page, last)).to_contain_text("第二页")
    await expect(key).to_be_in_viewport(ratio=1)
    await expect(page.get_by_test_id("keyboard-button")).to_be_focused()


async def test_a_long_message_is_read_from_its_beginning(sandbox: SandboxDriver, visit: Visit) -> None:
    """Of a message taller than the view the first line is shown, not the last."""
    met(sandbox, XIAOLIN)
    page = await visit(f"{sandbox.url}/#{XIAOLIN}", viewport=PHONE)
    await expect(page.get_by_test_id("message")).to_have_count(
        1
    )  # what is there at the start is shown from its end
    sent = say(sandbox, XIAOLIN, "<b>开头</b>\n" + "一行\n" * 80 + "<i>结尾</i>")
    await expect(message(page, sent).locator("strong")).to_be_in_viewport()
    await expect(message(page, sent).locator("em")).not_to_be_in_viewport()


async def test_a_deleted_message_goes(sandbox: SandboxDriver, visit: Visit) -> None:
    """deleteMessage takes the message off the page."""
    met(sandbox, XIAOLIN)
    sent = say(sandbox, XIAOLIN, "很快消失")
    page = await visit(f"{sandbox.url}/#{XIAOLIN}")
    await expect(message(page, sent)).to_have_count(1)
    sandbox.call("deleteMessage", chat_id=XIAOLIN, message_id=sent)
    await expect(message(page, sent)).to_have_count(0)
