"""Fixtures that every test may ask for."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""Real digest files, where a developer has them; the tests never need them."""

IN_CI = bool(os.environ.get("CI"))


def shared_files(*patterns: str) -> list[Path]:
    """Real files below SHARED, sorted; empty where there are none."""
    return sorted(path for pattern in patterns for path in SHARED.glob(pattern))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: what cannot be tested there is not proven."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
