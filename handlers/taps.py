"""Who answers which button, and which of them change what a chat has."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot

from handlers import (
    admin,
    admin_acts,
    admin_broadcasts,
    announcements,
    answers,
    buttons,
    card_taps,
    connecting,
    erasing,
    group_answers,
    instant,
    language,
    paper,
    places,
    ready_made_choice,
    refining,
    restoring,
    restricting,
    saved,
    search,
    settings,
    start,
    subscribe,
    texts,
    threads,
    times,
    today,
    topic_screen,
    topics,
    widening,
)
from handlers.asking import Asked
from handlers.context import Call, Replies
from handlers.services import Services

TapHandle = Callable[[Call, Any], Awaitable[Replies]]
Prepare = Callable[[Bot, Services, Asked, Any], Awaitable[TapHandle]]

READING_BUTTONS: dict[type, TapHandle] = {
    buttons.ResultsPage: search.show_page,
    buttons.ResultCard: search.show_card,
    buttons.SortResults: refining.sort_results,
    buttons.ResultsWithin: refining.results_within,
    buttons.WidenResults: refining.widen_results,
    buttons.TrySuggestion: refining.try_suggestion,
    buttons.TryExample: search.try_example,
    buttons.DigestPart: today.show_digest,
    buttons.DigestCard: today.show_digest_card,
    buttons.DigestAll: today.show_all,
    buttons.DigestAllCard: today.show_all_card,
    buttons.PaperCard: paper.show_paper_card,
    buttons.OpenPaper: paper.open_paper,
    buttons.SimilarPapers: card_taps.show_similar,
    buttons.SearchKeyword: card_taps.search_keyword,
    buttons.ShowBibTeX: card_taps.show_bibtex,
    buttons.SavePaper: saved.change_saved,
    buttons.SavedPage: saved.show_saved,
    buttons.SavedCard: saved.show_saved_card,
    buttons.ExportSaved: saved.export_saved,
    buttons.TopicSearch: topics.search_topic,
    buttons.AdminPanel: admin.show_panel,
    buttons.AdminActs: admin_acts.show_acts,
    buttons.CloseMessage: group_answers.close_message,
    buttons.ConnectChats: connecting.show_connect,
    buttons.WriteAnnouncement: admin_broadcasts.ask_words,
    buttons.ShowBroadcast: admin_broadcasts.show_broadcast,
    buttons.SetAudience: admin_broadcasts.set_audience,
    buttons.DirectBroadcast: admin_broadcasts.direct,
}
"""Buttons that everybody may tap; those of operators do nothing for others."""

SHARED_BUTTONS = frozenset({buttons.SavePaper, buttons.ConnectChats})
"""Of these, what changes nobody else's message: below somebody's answer in a group, too, they are everybody's."""

CHANGING_BUTTONS: dict[type, TapHandle] = {
    buttons.ReadAsCommand: texts.read_as_command,
    buttons.FollowSearch: refining.follow_search,
    buttons.ToggleReadyMade: ready_made_choice.toggle_ready_made,
    buttons.ReadyMadePage: ready_made_choice.show_ready_made,
    buttons.OpenReadyMade: subscribe.open_ready_made,
    buttons.ShowDraft: answers.show_draft_again,
    buttons.FollowDraft: subscribe.follow_draft,
    buttons.ToggleDraftWords: subscribe.toggle_draft_words,
    buttons.AskDraftWords: answers.ask_draft_words,
    buttons.TakeOffer: subscribe.take_offer,
    buttons.DropDraft: subscribe.drop_draft,
    buttons.TopicsPage: topics.show_topics,
    buttons.RemoveTopic: topics.remove_topic,
    buttons.BringBack: topics.bring_back,
    buttons.FollowAgain: topics.follow_again,
    buttons.TopicScreen: answers.show_topic_again,
    buttons.MuteTopic: topic_screen.set_muted,
    buttons.MoveTopic: topic_screen.move,
    buttons.SetInstant: instant.set_instant,
    buttons.InstantTopics: instant.show_instant,
    buttons.ToggleInstant: instant.toggle_instant,
    buttons.WidenTopic: widening.widen_topic,
    buttons.ToggleTopicWords: topic_screen.toggle_topic_words,
    buttons.AskTopicName: answers.ask_topic_name,
    buttons.AskTopicWords: answers.ask_topic_words,
    buttons.SettingsPanel: settings.show_panel,
    buttons.SetZone: settings.set_zone,
    buttons.ConfirmZone: start.confirm_zone,
    buttons.MoreZones: start.more_zones,
    buttons.AskPlace: places.ask_place,
    buttons.LeaveZone: places.leave_zone,
    buttons.ToggleHour: settings.toggle_hour,
    buttons.SetMaximum: settings.set_maximum,
    buttons.SetLanguage: language.set_language,
    buttons.SetEmptyDays: settings.set_empty_days,
    buttons.SetCardLanguage: settings.set_card_language,
    buttons.SetLayout: settings.set_layout,
    buttons.JudgeRichSample: settings.judge_rich_sample,
    buttons.ToggleSilent: settings.toggle_silent,
    buttons.ToggleWeekday: times.toggle_weekday,
    buttons.SetWeekdays: times.set_weekdays,
    buttons.SetQuietHours: times.set_quiet_hours,
    buttons.PauseUntil: times.pause_until,
    buttons.EraseChat: erasing.erase,
    buttons.KeepChat: erasing.keep,
    buttons.LeaveFile: restoring.leave,
    buttons.ToggleChineseWait: settings.toggle_chinese_wait,
    buttons.ShowThreads: threads.show_threads,
    buttons.SendTopicTo: threads.send_topic_to,
    buttons.SendAllTo: threads.send_all_to,
    buttons.SetAnnouncements: announcements.set_announcements,
    buttons.SteerChat: connecting.steer_chat,
    buttons.StopSteering: connecting.stop_steering,
    buttons.TryChatAgain: restricting.try_again,
}
"""Buttons that in groups only admins may tap."""

PREPARED_BUTTONS: dict[type, Prepare] = {
    buttons.RestoreChat: restoring.prepared,
    buttons.SharedChats: connecting.prepared,
    buttons.SharedChatsPage: connecting.prepared,
}
"""The same, but the server is asked for something before their transaction."""
