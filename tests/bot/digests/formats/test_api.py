"""Answers of the daily papers API over the years."""

import json
from datetime import date
from typing import Any

import pytest
from digest_samples import entry, sample

from bot.digests.formats import DigestError, read
from storage.records import DigestFormat, Entry


def read_items(*items: Any, name: str = "") -> Any:
    return read(json.dumps(items).encode(), name)


def test_an_answer_of_2024_is_read() -> None:
    """Broken titles are folded, paragraphs kept, code comes from the abstract, all authors count."""
    digest = sample("api-2024.json")
    assert (digest.format, digest.digest_on) == (DigestFormat.API, date(2024, 5, 27))
    assert entry(digest, "LoRA") == Entry(
        line=2,
        arxiv_id="2106.09685",
        title="LoRA: Low-Rank Adaptation of Large Language Models",
        abstract="Tuning every weight is costly. We train two small matrices instead.\n\n"
        "The code is at https://github.com/microsoft/LoRA.",
        tldr="Two small matrices adapt a large model.",
        authors=("Edward J. Hu", "Yelong Shen"),
        upvotes=41,
        code_url="https://github.com/microsoft/LoRA",
        thumbnail_url="https://cdn.example.org/uploads/lora.png",
        published_on=date(2024, 5, 23),
    )


def test_what_is_no_paper_is_refused_one_by_one() -> None:
    """A Python repr, a number, an object without a paper and a repetition have their line and reason."""
    assert [(one.line, one.reason) for one in sample("api-2024.json").rejected] == [
        (
            19,
            "entry 2: expected an object, found one written as text (a Python repr); fetch the day again from the API",
        ),
        (26, "entry 4: expected an object, found a number"),
        (27, "entry 5: neither an id nor a title"),
        (28, "repeats the paper of line 2; only what was missing there is taken"),
    ]


def test_an_answer_of_2026_is_read() -> None:
    """Repository, stars, summary, keywords and organisation have their fields."""
    digest = sample("api-2026.json")
    assert digest.digest_on == date(2026, 8, 20)
    assert entry(digest, "ReAct") == Entry(
        line=2,
        arxiv_id="2210.03629",
        title="ReAct: Synergizing Reasoning and Acting in Language Models",
        abstract="Models write thoughts and actions in turn.",
        tldr="Reasoning and acting in turns makes models more reliable.",
        keywords=("language models", "reasoning", "acting"),
        authors=("Shunyu Yao", "Jeffrey Zhao"),
        organization="Princeton NLP",
        upvotes=88,
        github_stars=2500,
        code_url="https://github.com/ysymyth/ReAct",
        project_url="https://react-lm.github.io/",
        thumbnail_url="https://cdn-thumbnails.example.org/2210.03629.png",
        published_on=date(2026, 8, 18),
    )


def test_a_repository_as_project_page_is_the_code() -> None:
    """Where no repository is named, the project page may be one; names may be plain texts."""
    paper = entry(sample("api-2026.json"), "Segment")
    assert paper.code_url == "https://github.com/facebookresearch/segment-anything"
    assert (paper.authors, paper.organization) == (("Alexander Kirillov",), "Meta AI")


def test_fields_of_another_type_are_left_open() -> None:
    """Null, a wrong type, a date that is none and a number that no column holds are nothing."""
    assert entry(sample("api-2026.json"), "High") == Entry(
        line=39,
        arxiv_id="2112.10752",
        title="High-Resolution Image Synthesis with Latent Diffusion Models",
        abstract="Diffusion in a latent space.",
    )


@pytest.mark.parametrize(
    ("dates", "name", "day"),
    [
        ({"submitted": "2025-10-03T00:21:50.292Z"}, "", date(2025, 10, 3)),
        ({"submitted": "2025-10-02T23:59:00.000Z"}, "2025-10-03.json", date(2025, 10, 3)),
        ({"submitted": "2025-10-03T00:21:50.292Z"}, "2026-01-01.json", date(2025, 10, 3)),
        ({"published": "2024-05-24T10:00:00Z", "outer": "2024-05-27T03:00:00Z"}, "", date(2024, 5, 27)),
        ({"published": "2025-10-02T17:00:00Z", "outer": "2025-10-02T13:00:00Z"}, "", None),
        (
            {"published": "2025-10-02T17:00:00Z", "outer": "2025-10-02T13:00:00Z"},
            "2025-10-03.json",
            date(2025, 10, 3),
        ),
        ({}, "hf-daily-papers-2024-05-27.json", date(2024, 5, 27)),
        ({}, "list.json", None),
    ],
)
def test_the_day_is_the_list_s_and_not_the_paper_s(
    dates: dict[str, str], name: str, day: date | None
) -> None:
    """The outer publishedAt dates a list only where it is later than the paper's own."""
    paper = {
        "id": "2501.00001",
        "title": "T",
        "publishedAt": dates.get("published"),
        "submittedOnDailyAt": dates.get("submitted"),
    }
    assert read_items({"paper": paper, "publishedAt": dates.get("outer")}, name=name).digest_on == day


def test_a_flat_paper_is_read() -> None:
    """An entry may be the paper itself."""
    (paper,) = read_items({"id": "2501.00001v2", "title": "T", "summary": "A."}).entries
    assert (paper.arxiv_id, paper.title, paper.abstract) == ("2501.00001", "T", "A.")


def test_an_empty_list_is_an_empty_day() -> None:
    """A weekend's answer is a digest; its name dates it."""
    digest = read(b" [ ]\n", "2025-10-04.json")
    assert (digest.format, digest.digest_on, digest.entries) == (DigestFormat.API, date(2025, 10, 4), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '{"error": "Too many requests"}',
            "the API answered with an error instead of a list: Too many requests",
        ),
        ('{"papers": []}', "expected a JSON list of papers, found an object with the keys: papers"),
        ("{}", "expected a JSON list of papers, found an object with the keys: none"),
        ("[1, 2]", "a JSON list without papers: its first entry is a number"),
        ('[{"paper": {"id": "2501.0', "damaged JSON at line 1, column 19: Unterminated"),
        ('[{"paper": {}}\n', "damaged JSON at line 2, column 1: the list does not end after entry 1"),
        ('[{"paper": {}}] [', "damaged JSON at line 1, column 17: text after the end"),
        ("[1,\n 2,]", "damaged JSON at line 2, column 4: Expecting value"),
        ("[" * 200_000, "damaged JSON at line 1, column 2: nested too deeply"),
        ('{"a":' * 200_000, "damaged JSON at line 1, column 1: nested too deeply"),
        ("[" + "1" * 5000 + "]", "damaged JSON at line 1, column 2: a number of too many digits"),
    ],
    ids=[
        "error",
        "object",
        "empty",
        "numbers",
        "cut",
        "open",
        "two",
        "comma",
        "deep list",
        "deep object",
        "digits",
    ],
)
def test_other_json_is_refused_with_place_and_remedy(text: str, said: str) -> None:
    """Half a day never passes for the day."""
    with pytest.raises(DigestError) as refusal:
        read(text.encode())
    assert str(refusal.value).startswith(said)


def test_texts_that_no_database_takes_are_cleaned() -> None:
    """Escapes for the zero character and for half a surrogate pair do not survive."""
    (paper,) = read(rb'[{"paper": {"id": "2501.00001", "title": "a\u0000b\ud800c"}}]').entries
    assert paper.title == "ab\ufffdc"
