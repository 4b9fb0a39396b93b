"""A real Chromium for tests of the page; the pages it opens watch themselves."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Request, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]

expect.set_options(timeout=30_000)
"""A machine at work on other tests is no failure; what never comes is."""

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}

Visit = Callable[..., Awaitable[Page]]
"""Opens an address in a fresh profile; takes the keywords of Browser.new_context."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium, started once; tests that use it run in the session's loop."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.skip(f"no browser among {', '.join(NAMES)}")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Opens pages; at the end of the test none may have met an error or left its origin."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    async def open_page(url: str, *, viewport: Any = DESKTOP, locale: str = "zh-CN", **more: Any) -> Page:
        context = await browser.new_context(viewport=viewport, locale=locale, **more)
        contexts.append(context)
        page = await context.new_page()
        origin = urlsplit(url).netloc

        def watch(request: Request) -> None:
            if urlsplit(request.url).netloc != origin:
                complaints.append(f"left its origin: {request.url}")

        page.on("request", watch)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        await page.goto(url)
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert complaints == []
