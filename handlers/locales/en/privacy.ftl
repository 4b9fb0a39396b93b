# What we keep, and how it is exported and deleted.
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
