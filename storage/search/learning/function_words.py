"""
Words that hold sentences together and name nothing.

As the analysis gives them: folded, and in the singular.
"""

_CHINESE = (
    "的 了 着 过 地 得 和 与 及 以及 或 或者 而 而且 并 并且 但 但是 然而 则 就 也 还 都 又 再 在 于 对 对于 从 由 到 向 把 被 将 为 为了 以 按 "
    "之 其 其中 这 那 这些 那些 这种 此 该 它 它们 他们 我们 我 你 您 是 有 会 一 一个 个 种 些 次 项 名 时 中 上 下 里 内 外 前 后 本 者 等 即"
)
_ENGLISH = (
    "a an the of in on at to for from by with and or as is are was were be been being that this these those thes "
    "it its they them their he she his her we us our you your i my me do does did have has had having"
)
_CHINESE_SENTENCE = (
    "因此 因为 由于 所以 如果 虽然 尽管 即使 不 没有 无法 能 能够 可以 可 使 使得 让 给 通过 根据 关于 随着 除了 当 各 每 某 吗 呢 吧 等等 如 例如 比如 "
    "诸如 此外 同时 首先 其次 最后 最终 目前 本文 而言 来说 进行 具有 仍 仍然 已 已经 正在 只 仅 甚至 尤其 特别是 从而 进而 以便 旨在 提出 引入 展示 "
    "介绍 表明 挑战 问题 方法 结果 研究"
)
_ENGLISH_SENTENCE = (
    "into onto over between among through during before after about against along around but yet so if then than "
    "while when where which who whom whose what why how there here can could may might must shall should will would "
    "not no each every any some all such same other another also too very even only just still however thus "
    "therefore hence moreover furthermore additionally although though because since despite whether via propose "
    "propos proposed introduce present show showing aim designed"
)
FUNCTION_WORDS = frozenset((*_CHINESE.split(), *_ENGLISH.split()))
"""These are never translated."""
NO_BORDERS = FUNCTION_WORDS | frozenset((*_CHINESE_SENTENCE.split(), *_ENGLISH_SENTENCE.split()))
"""No term of several words begins or ends with these."""
CONNECTIVES = frozenset(
    [
        "的",
        "之",
        "和",
        "与",
        "到",
        "中",
        "内",
        "下",
        "前",
        "后",
        "of",
        "the",
        "to",
        "in",
        "by",
        "and",
        "for",
        "on",
        "with",
    ]
)
"""Of those, the ones that may stand within a term: 文本到图像."""
