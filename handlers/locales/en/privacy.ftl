# What we keep, and how it is exported and deleted.
privacy-title = <b>What is kept about this chat, and for how long</b>
privacy-wishes = · Number, name and kind of the chat, settings and topics: to bring the digest. Until they are deleted, also while the bot is blocked or removed.
privacy-shown = · Which papers were shown here: none comes twice. Until they are deleted.
privacy-saved = · Papers you saved. Until you take them out.
privacy-digests = · Digests as they were sent: so that their buttons work. { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
privacy-searches = · Searches, previews, removed topics: so that pages turn and undo works. { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
privacy-updates = · What is written to the bot or tapped: so that nothing is lost in a crash. { $days ->
    [one] { $days } day
   *[other] { $days } days
}. What is typed behind the bot’s name in other chats is not kept.
privacy-sight = <b>Who sees it:</b> the operator of this bot, nobody else. Nothing goes to others; logs hold none of your words.
privacy-sight-group = <b>Who sees it:</b> the operator of this bot, and the group’s admins with /export. Nothing goes to others; logs hold nobody’s words. What members save is kept in their private chats.
privacy-export = <b>A copy:</b> /export sends all of it as a file, which another bot of this kind can take.
privacy-export-group = <b>A copy:</b> with /export an admin gets all of it as a file in the private chat.
privacy-forget = <b>Delete it:</b> /forget deletes all of it, after asking; only the number of the last tap stays for { $days ->
    [one] { $days } day
   *[other] { $days } days
}, so that it is not taken for a new one. Groups are deleted by their admins, by themselves.
privacy-backups = Backups that the operator made before still hold it until they are thrown away. Telegram keeps the messages in the chat; you can delete those there.
export-caption = All that is kept about this chat. Another bot of this kind restores topics, settings and saved papers from it.
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
}, the settings, what a button was about to change
forget-digests = · { $count ->
    [one] { $count } digest
   *[other] { $count } digests
} with their messages, { $papers ->
    [one] { $papers } paper
   *[other] { $papers } papers
} marked as shown
forget-searches = · { $count ->
    [one] { $count } search
   *[other] { $count } searches
}, { $updates ->
    [one] { $updates } message or tap
   *[other] { $updates } messages and taps
} of the last days
forget-saved = · { $count ->
    [one] { $count } saved paper
   *[other] { $count } saved papers
}
forget-final = It cannot be undone; /export gives you a copy first. The button works for ten minutes.
forget-erase-button = Delete everything
forget-keep-button = Keep it
forget-kept = Nothing was deleted.
forget-done = Everything is deleted, and nothing more will be sent here. Send /start to begin anew.
forget-late = That was more than ten minutes ago, and nothing was deleted. Please send /forget again.
forget-not-yours = Only the admin who sent /forget can confirm it.
forget-under-way = A message is on its way here right now. Please tap again in a few seconds.
