"""The browser for the tests of the page."""

from browser import browser, visit

__all__ = ["browser", "visit"]
