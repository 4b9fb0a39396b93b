# What we keep, and how it is exported and deleted.
privacy-title = <b>What is kept about this chat</b>
privacy-until-deleted = <b>Until it is deleted</b>, or the bot has been blocked or removed for { $days ->
    [one] { $days } day
   *[other] { $days } days
}; come back before, and all is as it was:
privacy-wishes = · number, name and kind of the chat, settings, topics; for a day, which group or channel is steered; who looked after a group or channel last, to be told what is wrong there
privacy-shown = · which papers were shown here, so that none comes twice
privacy-saved = · papers you saved
privacy-days = <b>{ $days ->
    [one] { $days } day
   *[other] { $days } days
}:</b>{" "}
privacy-digests = digests as they were sent, so that their buttons work; the newest stays
privacy-searches = searches, previews, removed topics, so that pages turn and undo works
privacy-updates = what is written to the bot or tapped, so that nothing is lost in a crash
privacy-inline = <b>Not at all:</b> a location that is sent, of which only the time zone is looked up; what is typed after the bot’s name in other chats
privacy-sight = <b>Who sees it:</b> the operator of this bot, nobody else. Logs hold none of your words.
privacy-sight-group = <b>Who sees it:</b> the operator of this bot, and the group’s admins with /export. Logs hold nobody’s words. What members save belongs to their private chats.
privacy-export = <b>A copy:</b> /export sends all of it as a file. Sent back, or to another bot of this kind, it restores topics, settings and saved papers.
privacy-export-group = <b>A copy:</b> with /export an admin gets all of it as a file in the private chat.
privacy-forget = <b>Delete it:</b> /forget deletes all of it, after asking. Only the number of that tap stays, for { $days ->
    [one] { $days } day
   *[other] { $days } days
}. Each group is deleted apart, by its admins.
privacy-backups = Older backups of the operator still hold it until they are thrown away, and Telegram keeps the chat’s messages.
export-caption = All that is kept about this chat. Sent back, or to another bot of this kind, it restores topics, settings and saved papers.
export-caption-group = All that is kept about the group.
export-on-its-way = The file goes to your private chat.
export-closed = It did not get through: I may not write to you in private yet. Open the private chat, press Start, and send /export here again.
export-open-button = Open the private chat
export-anonymous = I cannot see who you are, so I do not know whom to send it. Please send /export under your own name.
export-too-large = It is too much for one file here. The operator can give it to you.
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
} of the last days
forget-saved = · { $count ->
    [one] { $count } saved paper
   *[other] { $count } saved papers
}
forget-final = It cannot be undone. For a copy send /export first. The button works for ten minutes.
forget-erase-button = Delete everything
forget-keep-button = Keep it
forget-kept = Nothing was deleted.
forget-done = Everything is deleted, and nothing more will be sent here. Send /start to begin anew.
forget-late = That was more than ten minutes ago, and nothing was deleted. Please send /forget again.
forget-not-yours = Only the admin who sent /forget can confirm it.
forget-under-way = A message is on its way here right now. Please tap again in a few seconds.
