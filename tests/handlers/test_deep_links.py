"""Links into the private chat."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_papers import make_paper

from handlers.deep_links import PaperLink, paper_link, paper_url
from storage.identifiers import PaperId


@pytest.mark.parametrize(
    ("arxiv_id", "payload"),
    [("2510.01051", "p_2510_01051"), ("0704.0001", "p_0704_0001"), ("cs.CL/0701001", "p7"), (None, "p7")],
)
def test_a_paper_has_a_payload_that_telegram_takes(arxiv_id: str | None, payload: str) -> None:
    """A payload is short and of letters, digits and underscores alone."""
    url = paper_url("chenbao_bot", make_paper(7, arxiv_id=arxiv_id))
    assert url == f"https://t.me/chenbao_bot?start={payload}"
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("p_2510_01051", PaperLink(arxiv_id="2510.01051")),
        ("p7", PaperLink(paper_id=PaperId(7))),
        ("p_2599_01051", None),
        ("p", None),
        ("p-1", None),
        ("x7", None),
        ("", None),
    ],
)
def test_a_payload_is_read_strictly(payload: str, link: PaperLink | None) -> None:
    """Anybody can write a link; only what names a paper is one."""
    assert paper_link(payload) == link


@given(st.text())
def test_no_payload_breaks_anything(payload: str) -> None:
    """Any text is a link of ours or none."""
    assert paper_link(payload) is None or payload.startswith("p")
