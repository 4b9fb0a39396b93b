"""
Chinese in traditional characters and in the words of Taiwan (OpenCC s2twp), as some read it.

Our own sentences and the papers' texts are converted when they are shown. What a reader looks for is
converted the other way, for papers are searched as they are written.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

import opencc

from storage.records import Language

_OWN = {
    "智能体": "智能體",
    "计算机视觉": "電腦視覺",
    "质量": "品質",
    "点赞": "按讚",
    "回复": "回覆",
    "台北": "台北",
    "悉尼": "雪梨",
    "迪拜": "杜拜",
}
"""What OpenCC turns into words that nobody in Taiwan would write."""
_OWN_BACK = {"電腦視覺": "计算机视觉", "品質": "质量", "按讚": "点赞", "向量": "向量"}
"""What OpenCC does not lead back to the words of the papers."""
_STANDS_FOR = {word: chr(0xE100 + number) for number, word in enumerate(_OWN)}
"""Letters of nobody's, which OpenCC leaves alone."""
_NOT_FOR_OPENCC = re.compile("[\0\ud800-\udfff]")
_ADDRESS = re.compile(r"(https?://[^\s<>()]+)")
_RUN = re.compile(r"([\u3400-\u9fff\uf900-\ufaff]+)")
_KEPT_BACK = re.compile(f"({'|'.join(_OWN_BACK)})")
_MOST_REMEMBERED = 4096


def in_script(text: str, language: Language) -> str:
    """A text of ours or of a paper in the characters that readers of a language read."""
    return traditional(text) if language is Language.ZH_HANT else text


def in_words_of_papers(text: str, language: Language) -> str:
    """What a reader of a language looks for as the papers would say it: 软件 for 軟體, 代码 for 程式碼."""
    if language is not Language.ZH_HANT or text.isascii():
        return text
    text = _NOT_FOR_OPENCC.sub("\ufffd", text)
    pieces = _ADDRESS.split(text) if "://" in text else (text,)
    return "".join(piece if "://" in piece else _converted_back(piece) for piece in pieces)


def traditional(text: str) -> str:
    """The text in traditional characters; web addresses stay as they are."""
    return text if text.isascii() else _remembered(text)


def traditional_with(text: str, places: Iterable[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """
    A line in traditional characters, and where its `places` (from, to before) are in it.

    A word may become longer or shorter as a whole; a place that ends within one then holds all of it.
    """
    pieces = _RUN.split(text)
    converted = [traditional(piece) for piece in pieces]
    moved = [
        (_moved(pieces, converted, start, -1), _moved(pieces, converted, end, 1)) for start, end in places
    ]
    return "".join(converted), moved


@lru_cache(_MOST_REMEMBERED)
def _remembered(text: str) -> str:
    if "://" not in text:
        return _converted(text)
    return "".join(piece if "://" in piece else _converted(piece) for piece in _ADDRESS.split(text))


def _converted(text: str) -> str:
    text = _NOT_FOR_OPENCC.sub("\ufffd", text)
    for word, letter in _STANDS_FOR.items():
        text = text.replace(word, letter)
    text = _convert()(text)
    for word, letter in _STANDS_FOR.items():
        text = text.replace(letter, _OWN[word])
    return text


def _converted_back(text: str) -> str:
    kept = _KEPT_BACK.split(text)
    return "".join(_OWN_BACK.get(part) or _convert_back()(part) for part in kept)


@cache
def _convert_back() -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC("tw2sp").convert
    return convert


@cache
def _convert() -> Callable[[str], str]:
    """OpenCC's function, which reads its dictionaries once."""
    convert: Callable[[str], str] = opencc.OpenCC("s2twp").convert
    return convert


def _moved(pieces: list[str], converted: list[str], place: int, step: int) -> int:
    """Where a place of the line is in the converted one, moved by `step` out of a word."""
    shift = 0
    for before, after in zip(pieces, converted, strict=True):
        if place <= len(before):
            return shift + _moved_in(before, after, place, step)
        place -= len(before)
        shift += len(after)
    return shift


def _moved_in(before: str, after: str, place: int, step: int) -> int:
    """The nearest place at which both parts of a run become what they are in the whole."""
    while 0 < place < len(before):
        head = _converted(before[:place])
        if head + _converted(before[place:]) == after:
            return len(head)
        place += step
    return len(after) if place else 0
