# Topics.
topics-title = <b>My topics</b> ({ $count })
topics-title-group = <b>Topics of this group</b> ({ $count })
topics-none = No topics yet. Send <code>/subscribe agents</code>, or pick from the ready-made ones.
topics-none-group = No topics yet. An admin can send <code>/subscribe agents</code>, or pick from the ready-made ones.
topics-hint = Tap a name to search it, ✕ to remove it.
topics-page = Page { $page } of { $pages }
topics-ready-made-button = + Ready-made topics
topics-back-button = « My topics
topics-followed-again = “{ $topic }” is back.
topics-removed = “{ $topic }” is removed.
topics-undo-button = Undo: bring back “{ $topic }”
ready-made-title = <b>Ready-made topics</b>: tap to follow, tap again to unfollow.
subscribe-empty = Add the words you care about, as in <code>/subscribe agent memory</code>. Or pick from the ready-made ones:
subscribe-empty-group = { subscribe-empty }
subscribe-no-words = There is no word to follow in { $query }. Write one or two, such as <code>agent</code>.
subscribe-only-exclusions = There are only words to leave out in { $query }. Add one you want, as in <code>diffusion -video</code>.
subscribe-done = You follow “{ $topic }” now.
subscribe-query = It matches { $query }
subscribe-already = You follow “{ $topic }” already.
subscribe-limit = You follow { $limit } topics, which is the most. Remove one first: /topics
subscribe-recent = { $count ->
    [one] { $count } paper
   *[other] { $count } papers
} in the last 30 days, for example:
subscribe-recent-at-least = At least { $count ->
    [one] { $count } paper
   *[other] { $count } papers
} in the last 30 days, for example:
subscribe-recent-none = No paper in the last 30 days; it comes when there is one.
subscribe-never = No paper in the library matches yet. Check the spelling, or try other words.
subscribe-when = It comes every day at { $hours } ({ $zone }).
subscribe-undo-button = Undo
subscribe-search-button = Search it
unsubscribe-unknown = There is no topic called { $topic }.
