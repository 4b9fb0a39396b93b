"""
Words by which people ask for papers, not what the papers are about.

有没有关于扩散模型的论文 and "are there any papers about diffusion" ask for 扩散模型 and for
diffusion. What is left is always part of what was typed, so that whatever held the longer text
is still found. Quoted words and words in fields are never touched, and a query of nothing
but such words keeps them.
"""

import re

from storage.search.lexemes import trimmed
from storage.search.syntax import And, Node, Not, Term, all_of

_PAPERS = "论文|文章|文献|研究|工作|进展|成果|papers?"
_ASKING = r"""
    请问 | 您好 | 你好 | 如何 | 怎么 | 怎样 | 为什么 | 为何 | 谁在(?:做|研究)
    | 我?想(?:要|找|看|知道|了解)(?:一下|一些|几篇)? | (?:请|麻烦)?帮(?:我|忙)(?:找|查|搜|推荐)?(?:一下|一些|几篇|找)?
    | 给我(?:找|推荐|看)?(?:一下|一些|几篇)? | (?:推荐|查找|搜索|找)(?:一下|一些|几篇)(?:讲|介绍)?
    | (?:最近|近期|目前|现在)?都?(?:有没有|有无|是否有|有什么|有哪些|有啥)(?:人(?:做|研究))?(?:最?新的?|好的)?
    | (?:最新|近期|近来)的 | 有?关于 | 什么是 | 啥是
"""
_ASKED_FOR = rf"""
    (?:(?:方面|领域)?的|(?:方面|领域)?相关的?|有关的?)(?:最新|新)?的?(?:{_PAPERS})(?:有哪些|有什么|有没有|有吗|推荐|吗|呢)?
    | (?:{_PAPERS})?(?:有哪些|有什么|有没有|有吗)
    | 最新(?:{_PAPERS}) | (?:怎么|如何)(?:解决|做|办) | 是什么
"""
_BEFORE = re.compile(rf"(?:{_ASKING})+", re.VERBOSE | re.IGNORECASE)
_AFTER = re.compile(rf"(?:{_ASKED_FOR})$", re.VERBOSE | re.IGNORECASE)
_NOTHING_ELSE = re.compile(rf"(?:{_ASKING}|{_ASKED_FOR}|的|吗|呢|求)+", re.VERBOSE)
_PAPERS_AT_END = re.compile(rf"(?<=[^\W_][^\W_])(?:{_PAPERS})$", re.IGNORECASE)
_CHINESE_PAPERS = re.compile(rf"(?:最新|新)?的?(?:{_PAPERS})")
_LONG_ENOUGH = re.compile(r"[^\W_]{2}")

_NOUNS = frozenset(("papers", "articles", "publications"))
_NOUN = frozenset(("paper", "article", "publication"))
_RELATIONS = frozenset(("about", "by", "on", "regarding"))
_WISHES = frozenset(("any", "find", "give", "latest", "list", "recent", "show", "some", "what", "which"))
_FRAMES = (
    (_NOUNS, _RELATIONS | _WISHES),
    (_NOUN, _RELATIONS),
    (frozenset(("what",)), frozenset(("is", "are"))),
    (frozenset(("tell",)), frozenset(("about",))),
    (frozenset(("how",)), frozenset(("can", "do", "does", "to", "work", "works"))),
    (frozenset(("why",)), frozenset(("are", "do", "does", "is"))),
    (frozenset(("way", "ways")), frozenset(("best", "to"))),
    (frozenset(("advances", "work")), frozenset(("any", "latest", "recent"))),
    (frozenset(("论文", "文章", "研究")), frozenset(("最新", "近期"))),
)
"""Pairs of sets: a query with a word of both is a question, whatever its order."""
_ENGLISH = frozenset((
    "a", "an", "in", "the", "is", "are", "was", "were", "there", "do", "does", "you", "have", "has", "i", "we", "want",
    "need", "to", "me", "us", "please", "can", "could", "that", "for", "tell", "looking", "search", "newest",
    "published", *_NOUNS, *_NOUN, *_RELATIONS, *_WISHES,
))  # fmt: skip
_LITTLE = _ENGLISH | frozenset((
    "and", "or", "of", "with", "without", "by", "from", "as", "at", "it", "its", "this", "these", "those", "be", "been",
    "into", "between", "not", "no", "than", "then", "but", "if", "so", "via", "using", "our", "their", "thanks", "thank",
))  # fmt: skip
"""English words of which a query made of them alone asks for nothing."""
_FRAMING = frozenset(word for frame in _FRAMES for words in frame for word in words)
NEWEST = "最新"
_NEWEST = frozenset(("latest", "newest"))
_LONGEST = 200
"""Characters; nobody asks for so much in one word."""


def bare(word: str) -> str:
    """A folded word without what asks for papers before and behind it, if enough of it is left."""
    if len(word) > _LONGEST:
        return word
    before = _BEFORE.match(word)
    rest = word[before.end() :] if before else word
    behind = _AFTER if _AFTER.search(rest) or not before else _PAPERS_AT_END
    rest = trimmed(behind.sub("", rest, count=1))
    if rest == word or not _LONG_ENOUGH.search(rest):
        return word
    return bare(rest)


def says_little(node: Node) -> bool:
    """Whether it is a word that stands in every other text, and no more."""
    return isinstance(node, Term) and not node.scope and node.text in _LITTLE


def without_stop_words(root: Node | None) -> Node | None:
    """`root` without the words of its conjunction that only ask for papers, if it asks for anything else."""
    if not isinstance(root, And):
        return root
    asking = _asking({node.text for node in root.nodes if isinstance(node, Term) and not node.scope})
    if not asking:
        return root
    kept = [
        node for node in root.nodes if not (isinstance(node, Term) and not node.scope and node.text in asking)
    ]
    return all_of(kept) if any(not isinstance(node, Not) for node in kept) else root


def asks_newest(root: Node | None, kept: Node | None) -> bool:
    """Whether the words of `root` that `kept` has no more ask for the latest papers."""
    if root is kept or not isinstance(root, And):
        return False
    members = frozenset(kept.nodes if isinstance(kept, And) else (kept,))
    gone = (node.text for node in root.nodes if isinstance(node, Term) and node not in members)
    return any(text in _NEWEST or NEWEST in text for text in gone)


def may_ask(word: str) -> bool:
    """Whether a folded word could be one of those that are left out."""
    return (
        word in _ENGLISH
        or word in _FRAMING
        or _is_chinese_frame(word)
        or _CHINESE_PAPERS.fullmatch(word) is not None
    )


def _asking(words: set[str]) -> set[str]:
    found = {word for word in words if _is_chinese_frame(word)}
    if found:
        found |= {word for word in words if _CHINESE_PAPERS.fullmatch(word)}
    if words.isdisjoint(_FRAMING):
        return found
    for frame in _FRAMES:
        if all(words & part for part in frame):
            found |= words & _ENGLISH.union(*frame)
    return found


def _is_chinese_frame(word: str) -> bool:
    return not word.isascii() and len(word) <= _LONGEST and _NOTHING_ELSE.fullmatch(word) is not None
