"""
What a button carries: one record of `handlers.buttons` in at most 64 bytes of text.

Buttons live for years in chats, so a code, once given, keeps its meaning: a record that needs
other fields gets a new code. Data are not signed; whoever acts on them checks that the chat
owns what they name.
"""

from dataclasses import fields
from typing import Any

from handlers import buttons

LIMIT_BYTES = 64
LIMIT_NUMBER = 36**12
"""Numbers stay below it: twelve digits hold any key of a database."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SEPARATOR = ":"
_FOLDED_SEPARATOR = "-"
_ELSEWHERE = "@"


CODES: dict[str, type] = {
    "sp": buttons.ResultsPage,
    "sc": buttons.ResultCard,
    "dp": buttons.DigestPart,
    "dc": buttons.DigestCard,
    "da": buttons.DigestAll,
    "de": buttons.DigestAllCard,
    "pc": buttons.PaperCard,
    "po": buttons.OpenPaper,
    "cs": buttons.SimilarPapers,
    "cw": buttons.SearchKeyword,
    "cb": buttons.ShowBibTeX,
    "ks": buttons.SavePaper,
    "kp": buttons.SavedPage,
    "kc": buttons.SavedCard,
    "ke": buttons.ExportSaved,
    "rc": buttons.ReadAsCommand,
    "ro": buttons.SortResults,
    "rd": buttons.ResultsWithin,
    "rw": buttons.WidenResults,
    "rs": buttons.TrySuggestion,
    "rf": buttons.FollowSearch,
    "re": buttons.TryExample,
    "tr": buttons.ToggleReadyMade,
    "rp": buttons.ReadyMadePage,
    "tp": buttons.TopicsPage,
    "ts": buttons.TopicSearch,
    "tx": buttons.RemoveTopic,
    "tf": buttons.FollowAgain,
    "tb": buttons.BringBack,
    "to": buttons.TopicScreen,
    "tm": buttons.MuteTopic,
    "tv": buttons.MoveTopic,
    "ti": buttons.SetInstant,
    "si": buttons.InstantTopics,
    "sj": buttons.ToggleInstant,
    "tw": buttons.ToggleTopicWords,
    "tn": buttons.AskTopicName,
    "te": buttons.AskTopicWords,
    "tg": buttons.WidenTopic,
    "hs": buttons.ShowThreads,
    "ht": buttons.SendTopicTo,
    "ha": buttons.SendAllTo,
    "fs": buttons.ShowDraft,
    "fd": buttons.FollowDraft,
    "fw": buttons.ToggleDraftWords,
    "fa": buttons.AskDraftWords,
    "fo": buttons.TakeOffer,
    "fx": buttons.DropDraft,
    "or": buttons.OpenReadyMade,
    "st": buttons.SettingsPanel,
    "sz": buttons.SetZone,
    "cz": buttons.ConfirmZone,
    "mz": buttons.MoreZones,
    "zp": buttons.AskPlace,
    "zl": buttons.LeaveZone,
    "sh": buttons.ToggleHour,
    "sm": buttons.SetMaximum,
    "sl": buttons.SetLanguage,
    "sw": buttons.ToggleChineseWait,
    "sv": buttons.StopWaiting,
    "se": buttons.SetEmptyDays,
    "sg": buttons.SetCardLanguage,
    "sf": buttons.SetLayout,
    "sr": buttons.JudgeRichSample,
    "ss": buttons.ToggleSilent,
    "sd": buttons.ToggleWeekday,
    "sa": buttons.SetWeekdays,
    "sq": buttons.SetQuietHours,
    "sb": buttons.PauseUntil,
    "xe": buttons.EraseChat,
    "xk": buttons.KeepChat,
    "xc": buttons.CloseMessage,
    "xr": buttons.RestoreChat,
    "xl": buttons.LeaveFile,
    "gl": buttons.SharedChats,
    "gp": buttons.SharedChatsPage,
    "gc": buttons.ConnectChats,
    "gs": buttons.SteerChat,
    "gx": buttons.StopSteering,
    "gt": buttons.TryChatAgain,
    "ap": buttons.AdminPanel,
    "aa": buttons.AdminActs,
    "aw": buttons.WriteAnnouncement,
    "ab": buttons.ShowBroadcast,
    "au": buttons.SetAudience,
    "ac": buttons.DirectBroadcast,
    "na": buttons.SetAnnouncements,
    "ae": buttons.AskToEnter,
    "al": buttons.ListVisitors,
    "av": buttons.MeetVisitor,
    "as": buttons.SetStanding,
    "af": buttons.FindVisitor,
    "ai": buttons.SetPrivate,
    "at": buttons.MakeInvitation,
    "aq": buttons.SetQuota,
    "ah": buttons.ListSources,
    "ax": buttons.ShowSource,
    "ay": buttons.DirectSource,
    "az": buttons.AskSource,
    "ar": buttons.RetryRefused,
}
_CODE_OF = {kind: code for code, kind in CODES.items()}


def encoded(data: Any) -> str:
    """
    The text for `callback_data`, of a record of `handlers.buttons`.

    Raises:
        ValueError: it would not fit in 64 bytes, or a word holds a separator.
    """
    values = [_written(getattr(data, field.name)) for field in fields(data)]
    text = _SEPARATOR.join([_CODE_OF[type(data)], *values])
    if len(text.encode()) > LIMIT_BYTES or any(_SEPARATOR in value for value in values):
        raise ValueError(f"does not fit a button: {text!r}")
    return text


def decoded(text: str) -> Any | None:
    """The record in a button's text; None for what we never wrote or no longer know."""
    code, *values = text.split(_SEPARATOR)
    kind = CODES.get(code)
    if kind is None or len(values) != len(fields(kind)):
        return None
    read = [
        _number(value) if field.type is int else value
        for field, value in zip(fields(kind), values, strict=True)
    ]
    return None if None in read else kind(*read)


def folded(data: Any) -> str:
    """The text of a button as a word within another's; for records of numbers alone."""
    return encoded(data).replace(_SEPARATOR, _FOLDED_SEPARATOR)


def unfolded(word: str) -> Any | None:
    """The record that `folded` wrote; None for any other word."""
    return decoded(word.replace(_FOLDED_SEPARATOR, _SEPARATOR))


def elsewhere(text: str, telegram_id: int) -> str:
    """
    A button's text, about a group or channel other than the chat in which it stands.

    Raises:
        ValueError: it would not fit in 64 bytes.
    """
    about = f"{_ELSEWHERE}{_written(-telegram_id)}{_SEPARATOR}{text}"
    if len(about.encode()) > LIMIT_BYTES:
        raise ValueError(f"does not fit a button: {about!r}")
    return about


def place_in(text: str) -> tuple[int | None, str]:
    """Telegram's number of the chat that `elsewhere` wrote, None where there is none, and the rest."""
    if not text.startswith(_ELSEWHERE):
        return None, text
    written, _, rest = text[1:].partition(_SEPARATOR)
    number = _number(written)
    return (-number, rest) if number else (None, "")


def _written(value: int | str) -> str:
    if isinstance(value, str):
        return value
    if not 0 <= value < LIMIT_NUMBER:
        raise ValueError(f"a button cannot carry the number {value}")
    digits = ""
    while value >= len(_DIGITS):
        value, digit = divmod(value, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return _DIGITS[value] + digits


def _number(text: str) -> int | None:
    if not text or len(text) > 12 or any(letter not in _DIGITS for letter in text):  # noqa: PLR2004
        return None
    return int(text, len(_DIGITS))
