"""Words with two senses that readers of AI papers type alone, and the clearer words for each."""

from dataclasses import dataclass

from handlers.traditional import in_script
from storage.records import Language
from storage.search.query import Query
from storage.search.syntax import Term, positive_leaves


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the things that a word may mean."""

    name_zh: str
    name_en: str
    query: str
    """Words that mean this alone."""

    def name(self, language: Language) -> str:
        """What it is, in the reader's language."""
        return in_script(self.name_zh, language) if language.is_chinese else self.name_en


@dataclass(frozen=True, slots=True)
class AmbiguousWord:
    """A word, and its senses in the order in which papers use them."""

    word: str
    senses: tuple[Sense, Sense]


_WORDS = (
    AmbiguousWord(
        "代理",
        (
            Sense("会行动的智能体", "agents that act", "智能体 OR agent"),
            Sense("代替真目标的代理指标", "proxies that stand in", "代理模型 OR 代理奖励 OR proxy"),
        ),
    ),
    AmbiguousWord(
        "推理",
        (
            Sense("思考与推导", "reasoning", "思维链 OR 推理模型 OR 推理能力 OR reasoning"),
            Sense("模型运行", "inference", '推理加速 OR 推理引擎 OR "inference acceleration" OR "efficient inference"'),
        ),
    ),
    AmbiguousWord(
        "量化",
        (
            Sense("压缩模型", "quantization", "模型量化 OR 量化方法 OR 训练后量化 OR quantization"),
            Sense("用数字衡量", "measuring in numbers", "定量 OR quantitative"),
        ),
    ),
)  # fmt: skip


def ambiguous_in(query: Query) -> AmbiguousWord | None:
    """The first word of a query that stands for two things by itself; parts of longer words are clear."""
    terms = (
        {leaf.text for leaf in positive_leaves(query.root) if isinstance(leaf, Term)} if query.root else ()
    )
    return next((one for one in _WORDS if one.word in terms), None)
