"""Links in running text: where they end, and what they lead to."""

import pytest

from bot.digests.formats.links import (
    code_url_in,
    is_paper_link,
    links_in,
    project_url_in,
    repository_of,
    web_url,
)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("代码在https://github.com/a/b上公开。", ["https://github.com/a/b"]),
        ("代码：https://github.com/a/b。", ["https://github.com/a/b"]),
        ("see https://a.github.io/b/, and more.", ["https://a.github.io/b/"]),
        ("[链接](https://github.com/a/b)。", ["https://github.com/a/b"]),
        ("**https://a.example.org**", ["https://a.example.org"]),
        ("https://github.com/a/b{https://github.com/a/b}", ["https://github.com/a/b"] * 2),
        (r"\url{https://a.github.io/ }", ["https://a.github.io/"]),
        (r"https://github.com/a/b\_c", ["https://github.com/a/b_c"]),
        ("hf.co/a/b 和 hf.co/c/d。", ["https://hf.co/a/b", "https://hf.co/c/d"]),
        ("网站：www.example.ai/v2。", ["https://www.example.ai/v2"]),
        ("me@www.example.org, notgithub.com/a/b", []),
        ("“https://github.com/a/b”", ["https://github.com/a/b"]),
    ],
)
def test_a_link_ends_where_the_text_goes_on(text: str, links: list[str]) -> None:
    """Chinese text, punctuation and braces around a link are no part of it."""
    assert links_in(text) == links


@pytest.mark.parametrize(
    ("link", "repository"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("https://github.com/a/b/tree/main/c", "https://github.com/a/b/tree/main/c"),
        ("https://github.com/a/b/blob/main/paper.pdf", "https://github.com/a/b"),
        ("https://www.github.com/a/b#readme", "https://github.com/a/b"),
        ("https://github.com/a", None),
        ("https://github.com/topics/agents", None),
        ("https://gitlab.com/group/sub/b/-/tree/main", "https://gitlab.com/group/sub/b"),
        ("https://huggingface.co/a/b", "https://huggingface.co/a/b"),
        ("https://hf.co/a/b", "https://hf.co/a/b"),
        ("https://huggingface.co/datasets/a/b", "https://huggingface.co/datasets/a/b"),
        ("https://huggingface.co/spaces/a/b", "https://huggingface.co/spaces/a/b"),
        ("https://huggingface.co/a/b/tree/main", "https://huggingface.co/a/b"),
        ("https://huggingface.co/a", None),
        ("https://huggingface.co/datasets/a", None),
        ("https://huggingface.co/papers/2304.02643", None),
        ("https://huggingface.co/collections/a/b", None),
        ("https://a.github.io/b", None),
        ("https://[broken", None),
        ("ftp://github.com/a/b", None),
    ],
)
def test_only_repositories_are_code(link: str, repository: str | None) -> None:
    """Organisations, papers and collections are no code; other pages of a repository lead to it."""
    assert repository_of(link) == repository


def test_the_first_of_each_kind_counts() -> None:
    """Code is the first repository; the project the first link that is neither code nor a paper nor a picture."""
    links = [
        "https://arxiv.org/abs/2304.02643",
        "https://huggingface.co/papers",
        "https://a.example.org/teaser.png",
        "https://a.github.io",
        "https://github.com/a/b",
        "https://b.github.io",
    ]
    assert code_url_in(links) == "https://github.com/a/b"
    assert project_url_in(links) == "https://a.github.io"
    assert (code_url_in([]), project_url_in([])) == (None, None)


def test_a_paper_link_names_one_paper() -> None:
    """Listings of papers are no paper."""
    assert is_paper_link("https://arxiv.org/abs/2304.02643")
    assert is_paper_link("https://huggingface.co/papers/2304.02643")
    assert not is_paper_link("https://huggingface.co/papers")
    assert not is_paper_link("https://example.org/abs/2304.02643")


@pytest.mark.parametrize(
    "text", ["", "no link", "javascript:alert(1)", "https://a b.example.org", "https://", "//a.b"]
)
def test_only_web_addresses_pass(text: str) -> None:
    """A field of the API that holds no web address is no link."""
    assert web_url(text) is None
