"""Links into the private chat."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_papers import make_paper

from handlers.deep_links import PaperLink, followed_text, paper_link, paper_url, searched_text, topic_url
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


@given(st.text(min_size=1, max_size=40))
def test_a_topic_goes_through_a_link_unharmed(text: str) -> None:
    """What a link offers to follow is what was shared; it is no search and no paper."""
    text = text.encode("utf-8", "replace").decode()
    url = topic_url("chenbao_bot", text)
    if len(text.encode()) > 46:  # 62 characters of base64
        assert url is None
        return
    assert url is not None
    payload = url.removeprefix("https://t.me/chenbao_bot?start=")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert (followed_text(payload), searched_text(payload), paper_link(payload)) == (text, None, None)
