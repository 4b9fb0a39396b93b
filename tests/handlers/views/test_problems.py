"""Operators read what is wrong with sources and files in their own language, as far as it is met often."""

import pytest

from bot.digests.formats import DigestError, read
from handlers.views.problems import problem_in_short, problem_told
from handlers.words import words_in
from storage.records import Language

CHINESE, ENGLISH = words_in(Language.ZH_HANS), words_in(Language.EN)


def refusal(content: bytes) -> str:
    with pytest.raises(DigestError) as error:
        read(content)
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html><title>Log in</title></html>", "是网页，不是日报：'Log in'。看看"),
        (b"nothing at all", "认不出格式，开头是 'nothing at all'"),
        (b"", "空文件"),
        (b"PK\x03\x04" + bytes(20), "不是文字：a ZIP archive"),
        (b'[{"paper":\n', "JSON 坏了，在第 2 行；再取一次"),
        (b'{"error": "no such day"}', "接口答复的是错误：no such day"),
    ],
)
def test_refusals_of_files_are_told_in_chinese(content: bytes, told: str) -> None:
    """As the readers of today word them."""
    assert problem_told(refusal(content), CHINESE).startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"""["{'paper': {}}"]""", "第 1 条：写成了 Python 的文字，不是 JSON；从接口再取一次这一天"),
        (b'[{"paper": {}}]', "第 1 条：没有 arXiv 编号，也没有标题"),
        (b'[{"paper": {"id": "2603.00001"}}, 7]', "第 2 条：不是论文的数据"),
    ],
)
def test_entries_that_cannot_be_read_are_told_in_chinese(content: bytes, told: str) -> None:
    """By their number, with the remedy."""
    [rejected] = read(content).rejected
    assert problem_told(rejected.reason, CHINESE) == told


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (
            "hf.co answered 403; it wants a token",
            "hf.co 答复 403：要令牌，或者不让这台机器取；换镜像或走代理试试",
        ),
        ("hf.co answered 502", "hf.co 答复 502"),
        ("hf.co failed: All connection attempts failed", "连不上 hf.co"),
        (
            "hf.co failed: [Errno -3] Temporary failure in name resolution",
            "找不到主机 hf.co：名字写错了，或者这台机器上不了网",
        ),
        ("hf.co failed: refused", "取 hf.co 时出错：refused"),
        (
            "hf.co failed: hf.co is unknown: Name or service not known",
            "找不到主机 hf.co：名字写错了，或者这台机器上不了网",
        ),
        (
            "there is nothing at https://a.org/x; check the address",
            "https://a.org/x 那里什么也没有；看看地址对不对",
        ),
        (
            "GitHub has no a/b or no such branch; a private one wants a token",
            "GitHub 上没有 a/b，或者没有那个分支；私有的要令牌",
        ),
        (
            "a/b has no file named *.md in daily; check path and match",
            "a/b 里没有叫 *.md 的文件；看看 path 和 match",
        ),
        (
            "nothing that https://a.org/x links to is named *.md; check match",
            "https://a.org/x 没有链到叫 *.md 的文件；看看 match",
        ),
        ("there is no digest in the archive a.zip", "压缩包 a.zip 里没有日报"),
        ("hf.co did not answer in 30 s", "hf.co 在 30 秒内没有答复"),
        (
            "none of its 5 entries can be read; line 3: heading without a link or text below it",
            "5 条都读不懂；第 3 行：标题下面没有论文",
        ),
        ("hf.co?key=secret broke off in the middle", "hf.co?key=secret broke off in the middle"),
        ("https://hf.co/?key=secret failed: x", "取 https://hf.co/?key=… 时出错：x"),
    ],
)
def test_failures_of_sources_are_told_in_chinese(problem: str, told: str) -> None:
    """What is met seldom stands as it came; no key of an address is told."""
    assert problem_told(problem, CHINESE) == told


def test_english_says_the_same() -> None:
    """In its own sentences."""
    assert problem_told("hf.co answered 403; it wants a token", ENGLISH).startswith(
        "hf.co answered 403: it wants"
    )


def test_what_does_not_fit_a_list_is_told_without_its_remedy() -> None:
    """Half a remedy helps nobody; the source's own panel has all of it."""
    problem = "10.0.0.7 is a private address; write allow_private = true for this source if that is meant"
    assert problem_in_short(problem, CHINESE, 72) == "10.0.0.7 是内网地址"
    assert problem_in_short(problem, ENGLISH, 72) == "10.0.0.7 is a private address"
    assert problem_in_short(problem, CHINESE, 240).endswith("写 allow_private = true")
    page = "a web page, not a digest: titled 'Log in'; check the address and whether a login is wanted"
    assert problem_in_short(page, CHINESE, 40) == "是网页，不是日报：'Log in'"
