# What we keep, and how it is exported and deleted.
privacy-title = <b>What is kept about this chat</b>
privacy-until-deleted = <b>Until you delete it</b>, or the bot has been blocked or removed for { $days ->
    [one] { $days } day
   *[other] { $days } days
}; if you come back before, all is as it was:
privacy-wishes = · the chat’s ID, name and type, settings, topics; for a day, which group or channel you are managing; who last managed a group or channel, to be told if something is wrong there; for a month, whom an answer in a group was for
privacy-shown = · which papers were shown here, so that none comes twice
privacy-saved = · papers you saved
privacy-days = <b>{ $days ->
    [one] { $days } day
   *[other] { $days } days
}:</b>{" "}
privacy-digests = digests as they were sent, so that their buttons work; the latest one stays
privacy-searches = searches, previews and removed topics, for turning pages and undoing
privacy-updates = what you write to the bot or tap, so that a crash loses nothing
privacy-inline = <b>Not at all:</b> a location you send, once its time zone is looked up; what you type after the bot’s name in other chats
privacy-sight = <b>Who sees it:</b> the operator of this bot, and nobody else. Logs hold none of your words.
privacy-sight-group = <b>Who sees it:</b> the operator of this bot, and group admins who use /export. Logs hold nobody’s words. What members save belongs to their private chats.
privacy-export = <b>Export:</b> /export sends you all of it as a file. Send that file back, or to another bot of this kind, to restore topics, settings and saved papers.
privacy-export-group = <b>Export:</b> admins can use /export and get all of it as a file in their private chat.
privacy-forget = <b>Delete:</b> /forget deletes all of it, after asking. Only the number of that tap stays, for { $days ->
    [one] { $days } day
   *[other] { $days } days
}. Groups are deleted separately, by their admins.
privacy-standing = Two things outlive that, by ID alone: whether the chat was banned or let in, and, for a year, what operators did about it.
privacy-backups = Older backups still hold it until the operator deletes them, and Telegram keeps the chat’s messages.
export-caption = All that is kept about this chat. Send it back, or to another bot of this kind, to restore topics, settings and saved papers.
export-caption-group = All that is kept about the group.
export-on-its-way = The file is on its way to your private chat.
export-closed = It did not arrive: I am not allowed to write to you in private yet. Open the private chat, press Start, and send /export here again.
export-open-button = Open the private chat
export-anonymous = I cannot see who you are, so I do not know whom to send it to. Please send /export under your own name.
export-too-large = There is too much for one file. The operator of the bot can give it to you.
forget-question = <b>Delete everything about this chat?</b>
forget-question-group = <b>Delete everything about this group?</b>
forget-topics = · { $count ->
    [one] { $count } topic
   *[other] { $count } topics
}
forget-settings = · all settings
forget-digests = · { $count ->
    [one] { $count } digest
   *[other] { $count } digests
} as sent, { $papers ->
    [one] { $papers } paper
   *[other] { $papers } papers
} marked as shown
forget-searches = · { $count ->
    [one] { $count } search
   *[other] { $count } searches
}
forget-updates = · { $count ->
    [one] { $count } message or tap
   *[other] { $count } messages and taps
} of the last few days
forget-saved = · { $count ->
    [one] { $count } saved paper
   *[other] { $count } saved papers
}
forget-final = This cannot be undone. Send /export first to keep a copy. The button works for ten minutes.
forget-erase-button = Delete everything
forget-keep-button = Keep it
forget-kept = Nothing was deleted.
forget-done = Everything is deleted, and nothing more will be sent here. Send /start to start afresh.
forget-late = That was more than ten minutes ago; nothing was deleted. Please send /forget again.
forget-not-yours = Only the admin who sent /forget can confirm it.
forget-under-way = A message is on its way here right now. Please tap again in a few seconds.
