"""
Greetings and thanks: who sends nothing else wants no papers.

Only a whole message counts: "hello world models" is a search.
"""

import re
from functools import cache

from handlers.context import Call, Replies
from storage.records import MessageContent
from storage.search.folding import fold

_WORDS = {
    "hello": "你好 您好 你好啊 嗨 哈喽 哈啰 早 早安 早上好 上午好 下午好 晚上好 在吗 hi hello hey hallo hiya hi,there hello,there "
    "good,morning good,afternoon good,evening",
    "thanks": "谢谢 谢谢你 谢谢您 谢了 谢谢啦 多谢 多谢了 感谢 非常感谢 辛苦了 辛苦 thanks thank,you thx many,thanks "
    "thanks,a,lot thank,you,very,much thank,you,so,much",
    "bye": "再见 拜拜 晚安 bye goodbye bye,bye good,night",
}
_BREAKS = re.compile(r"[\W_]+")


def courtesy_in(text: str) -> str | None:
    """Which courtesy a text is, signs and emoji aside: hello, thanks, bye; None for any other text."""
    return _kinds().get(_BREAKS.sub(" ", fold(text).casefold()).strip())


def answer_courtesy(call: Call, kind: str) -> Replies:
    """Return it, and say what one can do here."""
    return (call.say(MessageContent(call.words("courtesy", kind=kind))),)


@cache
def _kinds() -> dict[str, str]:
    return {fold(word.replace(",", " ")): kind for kind, words in _WORDS.items() for word in words.split()}
