"""`chenbao learn` and `chenbao glossary` as operators use them, beside a bot or without one."""

import json
from pathlib import Path

import pytest
from bilingual_samples import bilingual_papers
from command_line import Chenbao
from digest_files import WEEK, write


@pytest.fixture
def chenbao(chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch, migrated_url: str) -> Chenbao:
    """Commands on a database of either kind, with lines of one width."""
    monkeypatch.setenv("CHENBAO_DATABASE_URL", migrated_url)
    monkeypatch.setenv("COLUMNS", "160")
    return chenbao


def ingest_samples(chenbao: Chenbao, folder: Path) -> None:
    """The bilingual samples: Chinese from a weekly, English from the API's list."""
    papers = list(enumerate(bilingual_papers(), start=1))
    weekly = "\n\n".join(
        f"## {paper.title}\n\n[{paper.title_zh}](https://arxiv.org/abs/2509.{number:05})\n\n{paper.abstract_zh}"
        for number, paper in papers
    )
    listed = [
        {"paper": {"id": f"2509.{number:05}", "title": paper.title, "summary": paper.abstract}}
        for number, paper in papers
    ]
    write(folder, f"in/{WEEK}", weekly.encode())
    write(folder, "in/2026-02-27.json", json.dumps(listed).encode())
    assert chenbao("ingest", "in").exit_code == 0


def listed(chenbao: Chenbao, word: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(chenbao("glossary", "list", word, "--json").stdout)
    return found


def test_learning_tells_what_was_learned(chenbao: Chenbao, tmp_path: Path) -> None:
    """As a table for people, as JSON for scripts, and a second time that nothing is new."""
    ingest_samples(chenbao, tmp_path)
    first = json.loads(chenbao("learn", "--json").stdout)
    second = chenbao("learn")
    assert (first["has_learned"], first["papers"]) == (True, 10)
    assert first["translations"] == sum(first["by_provenance"].values()) > 10
    assert second.exit_code == 0
    assert "nothing new since" in second.stdout
    assert "from 10 papers in both languages" in second.stdout
    assert "灯塔" in second.stdout


def test_learned_terms_are_listed_with_provenance_and_confidence(chenbao: Chenbao, tmp_path: Path) -> None:
    """And can be struck out for good: the next learning does not bring them back."""
    ingest_samples(chenbao, tmp_path)
    chenbao("learn")
    [entry] = [one for one in listed(chenbao, "灯塔") if one["chinese"] == ["灯塔"]]
    assert (entry["provenance"], 0 < float(str(entry["confidence"])) < 1, int(str(entry["seen"])) >= 3) == (
        "alignment",
        True,
        True,
    )
    assert chenbao("glossary", "remove", "灯塔").exit_code == 0
    write(
        tmp_path,
        "in/2026/0302-0306.md",
        "## One More\n\n[夜晚](https://arxiv.org/abs/2510.00001)\n\n夜里灯塔亮。".encode(),
    )
    chenbao("ingest", "in")
    assert json.loads(chenbao("learn", "--json").stdout)["has_learned"] is True
    assert [one for one in listed(chenbao, "灯塔") if one["chinese"] == ["灯塔"]] == []


def test_added_term_is_listed_first_and_finds(chenbao: Chenbao, tmp_path: Path) -> None:
    """A term that no dictionary knows finds the paper that has only its other name."""
    paper = {
        "id": "2509.00009",
        "title": "Kiln Temperatures",
        "summary": "We study blue and white porcelain.",
    }
    write(tmp_path, "in/2026-02-27.json", json.dumps([{"paper": paper}]).encode())
    chenbao("ingest", "in")
    assert json.loads(chenbao("search", "青花瓷", "--json").stdout) == []
    added = chenbao("glossary", "add", "青花瓷", "blue and white porcelain", "BWP", "--ambiguous")
    assert (added.exit_code, added.stdout) == (0, "1 term added\n")
    assert listed(chenbao, "porcelain")[0] == {
        "chinese": ["青花瓷"],
        "english": ["blue and white porcelain"],
        "abbreviations": ["BWP"],
        "marks": ["ambiguous"],
        "provenance": "operator",
        "confidence": 1.0,
        "seen": None,
    }
    found = json.loads(chenbao("search", "青花瓷", "--json").stdout)
    assert [one["arxiv_id"] for one in found] == ["2509.00009"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("青花瓷",), "needs an English name"),
        (("", "porcelain"), "needs a Chinese name"),
        (("porcelain", "porcelain"), "no Chinese character"),
        (("--file", "missing.tsv"), "missing.tsv: No such file"),
        (("--file", "wrong.tsv"), "line 1 has 2 columns"),
    ],
)
def test_unusable_terms_are_refused_with_the_reason(
    chenbao: Chenbao, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    """Nothing on standard output, and an exit code that says so."""
    write(tmp_path, "wrong.tsv", "青花瓷\tporcelain\n".encode())
    result = chenbao("glossary", "add", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr.replace("\n", "")


def test_removing_an_unknown_name_is_told(chenbao: Chenbao) -> None:
    """With where to look."""
    result = chenbao("glossary", "remove", "青花瓷")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no term has '青花瓷'" in result.stderr


def test_export_gives_own_terms_and_they_can_be_given_back(chenbao: Chenbao, tmp_path: Path) -> None:
    """Nothing of the program's becomes the operator's by the way."""
    chenbao("glossary", "add", "青花瓷", "porcelain | china")
    written = chenbao("glossary", "export", "terms.tsv")
    assert (tmp_path / "terms.tsv").read_text(encoding="utf-8") == "青花瓷\tporcelain | china\t\t\n"
    assert written.stdout == "1 term written to terms.tsv\n"
    assert chenbao("glossary", "add", "--file", "terms.tsv").exit_code == 0
    assert chenbao("glossary", "export").stdout == "青花瓷\tporcelain | china\t\t\n"


def test_export_of_everything_can_be_given_back(chenbao: Chenbao, tmp_path: Path) -> None:
    """Whole, with own terms, without what was removed; learned ones where asked for."""
    ingest_samples(chenbao, tmp_path)
    chenbao("learn")
    chenbao("glossary", "add", "青花瓷", "porcelain | china")
    chenbao("glossary", "remove", "强化学习")
    plain = chenbao("glossary", "export", "--all").stdout
    written = chenbao("glossary", "export", "terms.tsv", "--all", "--learned", "0.5")
    assert plain.startswith("青花瓷\tporcelain | china\t\t\n")
    assert "强化/学习\t" not in plain
    assert ("灯塔\t" in plain, "灯塔\t" in (tmp_path / "terms.tsv").read_text(encoding="utf-8")) == (
        False,
        True,
    )
    assert written.stdout.endswith("terms written to terms.tsv\n")
    assert chenbao("glossary", "add", "--file", "terms.tsv").exit_code == 0
    assert "known before" in chenbao("glossary", "add", "--file", "terms.tsv").stdout
