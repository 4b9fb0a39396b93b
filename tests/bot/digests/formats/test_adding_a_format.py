"""Adding a format is one module, its line in the table and a sample: the guide is tried, and nothing is forgotten."""

import importlib
import pkgutil
import re
import types

import pytest
from conftest import ROOT
from digest_samples import SAMPLES

import bot.digests.formats as package
from bot.digests.formats import explain, read
from storage.records import DigestFormat

FILE = b"%%PAPERS 2026-03-02\nOne Title https://arxiv.org/abs/2501.00001\n\nonly-a-word\n"


def guide() -> types.ModuleType:
    """The module that CONTRIBUTING shows, with a member of the enumeration that exists in place of its own."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    indented = re.search(r"```python\n(   \"\"\"Lists that begin.*?)\n   ```", text, re.DOTALL)
    assert indented is not None
    source = re.sub(r"(?m)^ {3}", "", indented[1]).replace("DigestFormat.PERCENT", "DigestFormat.CSV")
    module = types.ModuleType("percent")
    exec(compile(source, "CONTRIBUTING.md", "exec"), module.__dict__)
    return module


def test_the_module_of_the_guide_reads_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands there, with its line in the table, it claims, reads, dates and refuses with a line."""
    before = [report.format for report in explain(FILE) if report.claims]
    monkeypatch.setattr(package, "_FORMATS", (guide(), *package._FORMATS))
    digest = read(FILE)
    assert before == []
    assert digest.digest_on is not None
    assert digest.digest_on.isoformat() == "2026-03-02"
    assert [(one.arxiv_id, one.title, one.line) for one in digest.entries] == [("2501.00001", "One Title", 2)]
    assert [(one.line, one.excerpt) for one in digest.rejected] == [(4, "only-a-word")]


def test_every_module_of_a_format_stands_in_the_table_and_has_a_sample() -> None:
    """A module with FORMAT that is in no table would be dead, one without a sample untried."""
    found = [
        importlib.import_module(f"{package.__name__}.{one.name}")
        for one in pkgutil.iter_modules(package.__path__)
    ]
    modules = [module for module in found if hasattr(module, "FORMAT")]
    assert {module.__name__ for module in modules} == {module.__name__ for module in package._FORMATS}
    assert sorted(module.FORMAT for module in modules) == sorted(DigestFormat)
    files = (path for path in SAMPLES.rglob("*.*") if path.is_file())
    sampled = {read(path.read_bytes(), path.relative_to(SAMPLES).as_posix()).format for path in files}
    assert sampled == set(DigestFormat)
