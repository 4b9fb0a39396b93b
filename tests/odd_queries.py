"""Queries that nobody means, for the tests of what becomes of them and for those of how long it takes."""

from storage.search.parsing import DEEPEST, MOST_CHARACTERS, MOST_TERMS

ODD_QUERIES = (
    ("扩散模型图像编辑强化学习" * 400, True),
    ("".join(chr(0x4E00 + number * 7 % 20000) for number in range(MOST_CHARACTERS)), False),
    ("a" * 2 * MOST_CHARACTERS, True),
    (" ".join(f"智能体{number}" for number in range(2 * MOST_TERMS)), True),
    (" | ".join(f"w{number}" for number in range(MOST_TERMS)), False),
    ("(agent | (model " * DEEPEST + "图像" + "))" * DEEPEST, True),
    ("(智能体 (综述 | " * (DEEPEST // 2) + "扩散模型图像编辑" + "))" * (DEEPEST // 2), False),
    ("((((a+)+)+)+)$ (x+x+)+y .*.*.*.* [a-z]{1,1000}" * 80, True),
    ("\ud83d agent \udfff 智能\ud800体", False),
    ("'; DROP TABLE papers; -- NEAR/3 title MATCH 'a*' OR 1=1 {!lucene} a^2 b~3 [a TO b]", False),
    ("-智能体 -agent", False),
    ("of the and 的 了", False),
    ("有没有 请问 最近有什么 " * 200, True),
    ("on:2025-13 after: upvotes:>> id: source:", True),
    ("🤔" * MOST_CHARACTERS, True),
    ("\u200b" * 3000 + "agent", False),
    ("a" + "\u0301" * 4000, False),
    ("\x00\x01agent\x7f", False),
)  # fmt: skip
"""Each with whether some of it has no effect."""
REPEATED = (
    "(", ")", '"', "-", "|", "OR ", "NOT ", "title:", "org:", "has:", "upvotes:", "upvotes:>", "upvotes:9", "on:", "on:2025..", "last ", "近", "7d ", "after:last ", '-"', "a-", "((a)", "a|", "a'", "1.", "+", "。",
)  # fmt: skip
"""Parts that defeat backtracking parsers when they are repeated."""
REPEATED_QUESTIONS = (
    "有没有", "的论文", "有没有的", "请问最近", "相关的最新", "找一下", "are there ", "papers ",
)  # fmt: skip


def endless_questions(unit: str) -> list[str]:
    """As long as may be, and of many lengths with something else at the end."""
    return [
        unit * (MOST_CHARACTERS // len(unit)),
        *((unit * 70)[:length] + "图" for length in range(150, 200)),
    ]
