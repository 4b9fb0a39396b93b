# An exported chat that comes back as a file.
restore-question = <b>This is an exported chat. Restore it here?</b>
restore-topics = · { $count ->
    [one] { $count } topic
   *[other] { $count } topics
}
restore-saved = · { $count ->
    [one] { $count } saved paper
   *[other] { $count } saved papers
}
restore-settings = · Settings: time, days, language, length and so on
restore-hint = What you have stays: topics and saved papers are only added. Settings are replaced only by the first button.
restore-all-button = Everything, with settings
restore-without-settings-button = Only topics and saved papers
restore-nothing-button = Nothing
restore-left = Nothing was restored.
restore-gone = The file can no longer be found, and nothing was restored. Please send it again.
restore-unreadable = I can only read the file that /export gives, unchanged and not newer than I am. To search, send me words.
restored-topics = { $known ->
    [0] Topics added: { $count }.
   *[other] Topics added: { $count }; you had { $known } already.
}
restored-saved = Papers saved: { $count }.
restored-settings = The settings are now those of the file; see /settings.
restored-over = Not added, because a chat follows only so many topics: { $count }.
restored-unusable = Not added, because their words cannot be followed: { $count }.
restored-unknown = Saved papers not in this library: { $count }.
