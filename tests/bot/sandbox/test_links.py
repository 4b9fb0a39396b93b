"""Which addresses become links, and in what form."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.found import found_entities
from bot.sandbox.links import checked_link


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00001"),
        ("HTTPS://ArXiv.org", "https://arxiv.org/"),
        ("arxiv.org/abs/1?x=1#y", "http://arxiv.org/abs/1?x=1#y"),
        ("http://127.0.0.1:8090/x", "http://127.0.0.1:8090/x"),
        ("https://例子.cn/路", "https://例子.cn/路"),
        ("tg://user?id=1", "tg://user?id=1"),
        ("t.me/chenbao_sandbox_bot?start=p_1", "http://t.me/chenbao_sandbox_bot?start=p_1"),
        ("http://localhost:8090/", ""),
        ("ftp://arxiv.org", ""),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.org", ""),
        ("https://a.org/with space", ""),
        ("http://999.1.1.1/", ""),
        ("https://a.org:99999/", ""),
        ("http://[::1", ""),
        ("https://.", ""),
        ("", ""),
    ],
)
def test_addresses_are_checked(address: str, link: str) -> None:
    """A link has a known scheme and a host with a dot; anything else is none."""
    assert checked_link(address) == link


@given(st.text(max_size=40))
def test_no_address_fails(address: str) -> None:
    """Any text is a link or is not, and a link stays itself."""
    link = checked_link(address)
    assert checked_link(link) == link


@given(st.text(st.sampled_from("a字1/@#$.:-_ (，com"), max_size=60))
def test_found_entities_are_apart(text: str) -> None:
    """What the server finds never overlaps."""
    found = found_entities(text)
    assert all(first.end <= second.offset for first, second in pairwise(found))
