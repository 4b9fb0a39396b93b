"""Every promise of delivery has a test that bears its number, and the table of them tells the truth."""

import re

from conftest import ROOT

PROMISES = 17
_TEST = re.compile(r"def (test_promise_(\d+)_\w+)")
_ROW = re.compile(r"^\| (\d+) \| .+ \| `(tests/[\w/]+\.py)` \|$", re.MULTILINE)


def proven() -> set[tuple[int, str]]:
    """The number of each promise with the files that test it."""
    return {
        (int(match[2]), path.relative_to(ROOT).as_posix())
        for path in (ROOT / "tests").rglob("test_*.py")
        for match in _TEST.finditer(path.read_text(encoding="utf-8"))
    }


def test_each_promise_has_a_test() -> None:
    """None of the sixteen is only a word."""
    assert {number for number, _ in proven()} == set(range(1, PROMISES + 1))


def test_the_table_names_a_test_of_each_promise() -> None:
    """Whoever reads a promise finds its test under the name that stands beside it."""
    rows = [
        (int(number), path)
        for number, path in _ROW.findall((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    ]
    assert [number for number, _ in rows] == list(range(1, PROMISES + 1))
    assert set(rows) <= proven()
