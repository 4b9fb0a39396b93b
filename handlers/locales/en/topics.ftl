# Topics.
topics-title = <b>My topics</b> ({ $count })
topics-title-group = <b>Topics of this group</b> ({ $count })
topics-none = No topics yet. Send <code>/subscribe agents</code>, or pick from the ready-made ones.
topics-none-group = No topics yet. An admin can send <code>/subscribe agents</code>, or pick from the ready-made ones.
topics-hint = Tap a name to see, change or remove it.
topics-instant = {" "}(instant)
topics-muted = {" "}(muted)
topics-page = Page { $page } of { $pages }
topics-ready-made-button = + Ready-made topics
topics-back-button = « My topics
topics-followed-again = “{ $topic }” is back.
topics-removed = Removed “{ $topic }”.
topics-undo-button = Undo: bring back “{ $topic }”
ready-made-title = <b>Ready-made topics</b>: tap to follow, tap again to unfollow.
ready-made-title-inside = <b>Ready-made topics</b>: tap one to see what it matches and how much it brings, and to change its words.
ready-made-inside-button = Look inside
ready-made-choose-button = Just pick
ready-made-back-button = « Ready-made topics
unsubscribe-unknown = There is no topic called { $topic }.

# One topic.
topic-title = <b>{ $topic }</b>
topic-place = {" "}({ $number } of { $count })
topic-matches = Matches { $query }
topic-added = Also { $words }
topic-added-for = { $word } ({ $terms })
topic-words-hint = Tap a word with ✓ to leave it out, one with ＋ to add it.
topic-counts = { $week ->
    [one] { $week } paper
   *[other] { $week } papers
} in the last 7 days, { $month } in the last 30, { $total } in all
topic-muted = Muted: it adds nothing to the digest, but keeps its place.
topic-instant = Instant: new papers come as they arrive, up to { $maximum } an hour; the rest comes with the digest, and none comes twice. Not in quiet hours, on days off or in a pause.
topic-instant-button = Instant
topic-reworded = Changed.
topic-renamed = Renamed.
topic-words-button = Edit words
topic-name-button = Rename
topic-mute-button = Mute
topic-unmute-button = Unmute
topic-up-button = ↑
topic-down-button = ↓
topic-remove-button = ✕ Remove
topic-share-button = Share
topic-shared = Chenbao topic: { $topic }

# What people are asked to write.
ask-name = What should “{ $topic }” be called?
ask-words = Which words should “{ $topic }” look for?
ask-how = Just send it to me. To keep it as it is, tap below or send /cancel.
ask-how-group = Just reply to this message. To keep it as it is, tap below or send /cancel.
ask-back-button = « Keep it
rename-too-long = That name is too long: { $limit } characters at most. Send another, or /cancel.
rename-taken = Another topic is already called “{ $topic }”. Send another name, or /cancel.
question-left = All right, nothing has changed.
question-none = There is nothing to cancel.

# The preview before one follows.
subscribe-empty = Add the words you care about, as in <code>/subscribe agent memory</code>. Or pick from the ready-made ones:
subscribe-empty-group = { subscribe-empty }
subscribe-no-words = There is no word to follow in { $query }. Write one or two, such as <code>agent</code>.
subscribe-only-exclusions = { $query } only says what to leave out. Add a word you want, as in <code>diffusion -video</code>.
subscribe-too-long = A topic has at most { $limit } characters; this one has { $count }. Please split it into several topics.
subscribe-too-many-terms = A topic has at most { $limit } words; this one has { $count }. Please split it into several topics.
subscribe-done = You now follow “{ $topic }”.
subscribe-already = You already follow “{ $topic }”.
subscribe-limit = You follow { $limit ->
    [one] { $limit } topic
   *[other] { $limit } topics
}, and there is no room for more. Remove one first: /topics
subscribe-when = It comes every day at { $hours } ({ $zone }).
subscribe-undo-button = Undo
subscribe-search-button = Search it
preview-title = <b>Follow “{ $topic }”?</b>
preview-title-change = <b>Change “{ $topic }” to “{ $words }”?</b>
preview-recent = { $count ->
    [one] { $count } paper
   *[other] { $count } papers
} in the last 30 days, { $rate }. The newest:
preview-recent-young = { $count ->
    [one] { $count } paper
   *[other] { $count } papers
} in the last 30 days (the library goes back only { $days ->
    [one] { $days } day
   *[other] { $days } days
}), { $rate }. The newest:
preview-per-day = about { $count } a day
preview-per-week = about { $count } a week
preview-rare = less than one a week
preview-older = None in the last 30 days; the next one will come to you. Before that { $total ->
    [one] there was { $total }:
   *[other] there were { $total }, the newest:
}
preview-never = No paper in the library matches yet. Check the spelling, or try other words.
preview-uncounted = The search index is being rebuilt, so the papers cannot be counted right now.
preview-same = Your topic “{ $topic }” already matches exactly these.
preview-similar = Your topic “{ $topic }” has the same words; only the added ones differ.
preview-same-button = Open “{ $topic }”
preview-two-senses = “{ $word }” can mean two things: { $first }, or { $second }. If you want only one of them, tap it for clearer words.
preview-one-sense = “{ $word }” means { $first } here. If you want { $second }, tap it below.
preview-wide = About { $count } a day is a lot; one more word would narrow it down.
preview-narrower = Narrower ready-made topics; tap one to look:
preview-suggested = Did you mean one of these? Tap it to look.
preview-ignored = Not used in a topic: { $parts }. Dates and order are for searches only.
preview-follow-button = Follow
preview-save-button = Save
preview-cancel-button = Cancel
preview-cancelled = All right, “{ $topic }” was not added.

# Threads of a group.
here-done = Done: from now on, the group’s { $count ->
    [one] topic comes
   *[other] { $count } topics come
} here.
here-already = The group’s { $count ->
    [one] topic already comes
   *[other] { $count } topics already come
} here.
here-no-topics = Done: digests come here. There are no topics yet; an admin can send <code>/subscribe agents</code>.
here-private = This one is for groups: send <code>/here</code> in the thread where digests should go.
