"""What a button carries."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers import buttons
from handlers.callbacks import CODES, LIMIT_BYTES, decoded, elsewhere, encoded, place_in

NUMBERS = st.integers(min_value=0, max_value=2**44)
"""Far beyond any row of a database that this program will ever have."""
WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/+", min_size=1, max_size=32)


def records() -> st.SearchStrategy[Any]:
    kinds = (
        st.builds(kind, *(NUMBERS if field.type is int else WORDS for field in fields(kind)))
        for kind in CODES.values()
    )
    return st.one_of(*kinds)


@given(records())
def test_any_record_comes_back_from_at_most_64_bytes(record: Any) -> None:
    """What a button of ours carries fits Telegram's limit and means the same when it is tapped."""
    text = encoded(record)
    assert len(text.encode()) <= LIMIT_BYTES
    assert decoded(text) == record


def test_a_button_about_another_chat_names_it() -> None:
    """The longest setting still fits beside the number of a channel; what we never wrote names none."""
    zone = encoded(buttons.SetZone("America/Argentina/ComodRivadavia"))
    about = elsewhere(zone, -1_009_999_999_999)
    assert place_in(about) == (-1_009_999_999_999, zone)
    assert place_in(zone) == (None, zone)
    assert [place_in(forged) for forged in ("@", "@:st", "@0:st", "@!:st")] == [(None, "")] * 4


@given(st.text())
@example("sp:1")
@example("sp:1:2:3")
@example("sp::")
@example("sp:-1:0")
@example("sp:" + "z" * 60)
@example("zz:1")
@example("sp:１:0")
def test_what_we_never_wrote_is_nothing_or_a_record(text: str) -> None:
    """Forged and old data never raise; whatever is read is a whole record of ours."""
    record = decoded(text)
    assert record is None or type(record) in CODES.values()


def test_old_buttons_keep_their_meaning() -> None:
    """A code that stands in somebody's chat is never given to another record."""
    known = {
        "sp:2s:1": buttons.ResultsPage(100, 1),
        "sc:2s:a:0": buttons.ResultCard(100, 10),
        "dp:1:0": buttons.DigestPart(1, 0),
        "dc:1:0:a:1": buttons.DigestCard(1, 0, 10, 1),
        "da:1:0:2": buttons.DigestAll(1, 0, 2),
        "de:1:0:2:a:0": buttons.DigestAllCard(1, 0, 2, 10),
        "pc:a:1": buttons.PaperCard(10, 1),
        "po:a": buttons.OpenPaper(10),
        "cs:pc-a-1": buttons.SimilarPapers("pc-a-1"),
        "cw:pc-a-1:1z141z3": buttons.SearchKeyword("pc-a-1", 2**32 - 1),
        "cb:pc-a-1": buttons.ShowBibTeX("pc-a-1"),
        "ks:a:1": buttons.SavePaper(10, 1),
        "kp:1": buttons.SavedPage(1),
        "kc:1:a:0": buttons.SavedCard(1, 10),
        "ke": buttons.ExportSaved(),
        "rc:2s": buttons.ReadAsCommand(100),
        "ro:2s:new": buttons.SortResults(100, "new"),
        "rd:2s:7": buttons.ResultsWithin(100, 7),
        "rw:2s:0": buttons.WidenResults(100, 0),
        "rs:2s:1": buttons.TrySuggestion(100, 1),
        "rf:2s": buttons.FollowSearch(100),
        "re:search-example-words": buttons.TryExample("search-example-words"),
        "tr:agents:w:0": buttons.ToggleReadyMade("agents", "w", 0),
        "rp:t:1": buttons.ReadyMadePage("t", 1),
        "tp:0": buttons.TopicsPage(0),
        "ts:5": buttons.TopicSearch(5),
        "tx:5": buttons.RemoveTopic(5),
        "tf:2s": buttons.FollowAgain(100),
        "tb:2s": buttons.BringBack(100),
        "to:5": buttons.TopicScreen(5),
        "tm:5:1": buttons.MuteTopic(5, 1),
        "tv:5:0": buttons.MoveTopic(5, 0),
        "ti:5:1": buttons.SetInstant(5, 1),
        "si:0": buttons.InstantTopics(0),
        "sj:5:0": buttons.ToggleInstant(5, 0),
        "tw:5:1z141z3": buttons.ToggleTopicWords(5, 2**32 - 1),
        "tg:5:1z141z3": buttons.WidenTopic(5, 2**32 - 1),
        "tn:5": buttons.AskTopicName(5),
        "te:5": buttons.AskTopicWords(5),
        "hs:1": buttons.ShowThreads(1),
        "ht:5:7:1": buttons.SendTopicTo(5, 7, 1),
        "ha:7": buttons.SendAllTo(7),
        "fs:7": buttons.ShowDraft(7),
        "fd:7": buttons.FollowDraft(7),
        "fw:7:1z141z3": buttons.ToggleDraftWords(7, 2**32 - 1),
        "fa:7": buttons.AskDraftWords(7),
        "fo:7:1": buttons.TakeOffer(7, 1),
        "fx:7": buttons.DropDraft(7),
        "or:agents:0": buttons.OpenReadyMade("agents", 0),
        "st:main": buttons.SettingsPanel("main"),
        "sz:Europe/Berlin": buttons.SetZone("Europe/Berlin"),
        "cz:Asia/Shanghai": buttons.ConfirmZone("Asia/Shanghai"),
        "mz": buttons.MoreZones(),
        "zp:1": buttons.AskPlace(1),
        "zl": buttons.LeaveZone(),
        "sh:dc": buttons.ToggleHour(480),
        "sm:a": buttons.SetMaximum(10),
        "sl:zh-Hans": buttons.SetLanguage("zh-Hans"),
        "sw": buttons.ToggleChineseWait(),
        "sv": buttons.StopWaiting(),
        "se:daily": buttons.SetEmptyDays("daily"),
        "sg:zh-original": buttons.SetCardLanguage("zh-original"),
        "sf:normal": buttons.SetLayout("normal"),
        "sr:1": buttons.JudgeRichSample(1),
        "ss": buttons.ToggleSilent(),
        "sd:6": buttons.ToggleWeekday(6),
        "sa:v": buttons.SetWeekdays(31),
        "sq:10o:bo": buttons.SetQuietHours(1320, 420),
        "sb:c29kl": buttons.PauseUntil(20_261_109),
        "xe:t6u2ps:bqpri9": buttons.EraseChat(1_765_000_000, 710_000_001),
        "xk": buttons.KeepChat(),
        "xc": buttons.CloseMessage(),
        "xr:2s:1": buttons.RestoreChat(100, 1),
        "xl": buttons.LeaveFile(),
        "gl": buttons.SharedChats(),
        "gp:1": buttons.SharedChatsPage(1),
        "gc": buttons.ConnectChats(),
        "gs": buttons.SteerChat(),
        "gx": buttons.StopSteering(),
        "gt": buttons.TryChatAgain(),
        "ap:sources": buttons.AdminPanel("sources"),
        "aa:0": buttons.AdminActs(0),
        "aw:0:1": buttons.WriteAnnouncement(0, 1),
        "ab:a": buttons.ShowBroadcast(10),
        "au:a:private": buttons.SetAudience(10, "private"),
        "ac:a:send": buttons.DirectBroadcast(10, "send"),
        "na:0": buttons.SetAnnouncements(0),
        "ae": buttons.AskToEnter(),
        "al:banned:1": buttons.ListVisitors("banned", 1),
        "av:a:1:0": buttons.MeetVisitor(10, 1, 0),
        "as:a:0:banned": buttons.SetStanding(10, 0, "banned"),
        "af": buttons.FindVisitor(),
        "ai:1": buttons.SetPrivate(1),
        "at:a": buttons.MakeInvitation(10),
        "aq:topics:a": buttons.SetQuota("topics", 10),
        "ah:1": buttons.ListSources(1),
        "ax:5": buttons.ShowSource(5),
        "ay:5:poll": buttons.DirectSource(5, "poll"),
        "az": buttons.AskSource(),
        "ar:0123456789abcdef": buttons.RetryRefused("0123456789abcdef"),
    }
    assert {text: decoded(text) for text in known} == known
    assert {text.split(":")[0] for text in known} == set(CODES)


def test_what_does_not_fit_is_refused() -> None:
    """A button that would come back as something else is never made."""
    for record in (
        buttons.SetZone("a" * 64),
        buttons.SetZone("a:b"),
        buttons.ResultsPage(-1, 0),
        buttons.ResultsPage(36**12, 0),
    ):
        with pytest.raises(ValueError, match="button"):
            encoded(record)
