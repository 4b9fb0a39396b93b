# For operators.
admin-title = <b>Admin</b>
admin-chats = { $kind ->
    [private] Private chats
    [channel] Channels
   *[group] Groups
}: { $active } active, { $gone } gone
admin-library = Topics: { $topics }, distinct: { $queries }; papers: { $papers }
admin-deliveries = Digests of the last 24 hours: { $sent } sent, { $waiting } on their way, { $dead } given up
admin-lateness = From due to sent: half within { $median }, 95% within { $slow }
admin-seconds = { $count } s
admin-minutes = { $count } min
admin-fine = Everything is in order.
admin-troubles = <b>What is wrong now</b>
admin-more-troubles = And more: { $count }
admin-sources-title = <b>Sources</b>
admin-sources-none = No digest has come for a month.
admin-source = <b>{ $source }</b>: the latest is from { $last }
admin-source-usual = · usually here around { $hour }
admin-source-late = · ⚠️ late: expected around { $since }
admin-sources-button = Sources
admin-refresh-button = Refresh
admin-back-button = ‹ Back
admin-refused-button = Refused files
admin-refused-title = <b>Refused files</b>: { $total }. Mend one and put it back into the inbox, and it will be read again.
admin-refused-none = No files were refused.
admin-refused-file = { $number }. <code>{ $name }</code> ({ $since })
admin-refused-line = · line { $line }: { $reason }
admin-refused-more-lines = · more lines that cannot be read: { $count }
admin-refused-more = More: { $count }
admin-acts-button = Log
admin-acts-title = <b>What operators did</b>: { $total ->
    [one] { $total } entry
   *[other] { $total } entries
}, kept for { $days ->
    [one] { $days } day
   *[other] { $days } days
}
admin-act = · { $when }, { $who }: { $what }
admin-acts-command-line = command line
act-chat-imported = imported the data of chat <code>{ $subject }</code>
act-chat-erased = deleted all about chat <code>{ $subject }</code>
admin-broadcasts-button = Announcements
act-announced = sent announcement { $subject }
act-announcement-held = paused announcement { $subject }
act-announcement-resumed = resumed announcement { $subject }
act-announcement-stopped = stopped announcement { $subject }
act-announcement-undone = deleted announcement { $subject } everywhere
admin-visitors-button = Who may use it
admin-quotas-button = Limits
act-banned = banned <code>{ $subject }</code>
act-let-in = let <code>{ $subject }</code> in
act-standing-cleared = lifted the ban of <code>{ $subject }</code>, or took it off the list
act-made-private = made the bot private{ $subject }
act-made-open = opened the bot to everybody{ $subject }
act-invited = made an invitation, people: { $subject }
act-topic-limit = set the limit of topics: { $subject }
act-search-limit = set the limit of searches: { $subject }
admin-answers = Answering, lately: half within { $median }, 95% within { $slow }
admin-milliseconds = { $count } ms
act-source-added = added source <code>{ $subject }</code>
act-source-on = switched on source <code>{ $subject }</code>
act-source-off = switched off source <code>{ $subject }</code>
act-source-removed = removed source <code>{ $subject }</code>
act-source-polled = had source polled <code>{ $subject }</code>
admin-refused-fetched = <b>Fetched and unreadable</b>: { $total }. Each was kept as it came; an updated program may be able to read it.
admin-retry-button = Read it again
admin-retry-all-button = Read all again
admin-retry-one-button = Read { $number } again
admin-retrying = Being read again; you will be told what comes of it.
admin-retried = Files that can be read now: { $read }, with papers: { $papers }.
admin-retried-refused = { $refused ->
    [0] Read again; none is refused any more.
   *[other] Read again; still refused: { $refused }.
}
admin-retried-first = The first: <code>{ $name }</code>: { $problem }
admin-retried-left = After a minute { $count } were left: tap again to go on.
act-refused-retried = had refused files read again: { $subject }
