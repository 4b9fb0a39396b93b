# The digest. One screen: every line must be short.
digest-title = <b>Chenbao · { $date }</b>
digest-counts = { $new ->
    [one] { $new } new paper
   *[other] { $new } new papers
}, { $total } for you
digest-counts-cut = { $new ->
    [one] { $new } new paper
   *[other] { $new } new papers
}, { $total } for you, { $shown } shown
digest-matches = { $total ->
    [one] { $total } paper
   *[other] { $total } papers
} for you
digest-matches-cut = { $total ->
    [one] { $total } paper
   *[other] { $total } papers
} for you, { $shown } shown
digest-catch-up = The last digests could not be sent on time; here is all of it together.
digest-after-pause = Your pause is over: here is the best of what came meanwhile.
digest-has-unsent = Some of these belong to an earlier digest that could not be sent.
digest-sent-at-once = { $count ->
    [one] { $count } more paper was already pushed at once.
   *[other] { $count } more papers were already pushed at once.
}
instant-title = { $count ->
    [one] <b>Just in</b> · { $count } paper
   *[other] <b>Just in</b> · { $count } papers
}
instant-rest = { $count ->
    [one] { $count } more comes with your next digest.
   *[other] { $count } more come with your next digest.
}
digest-topic = <b>{ $topic }</b> { $total }
digest-also = + { $topics }
digest-has-code = code
digest-rest = { $count } more: { $names }
digest-rest-more = { $count } more: { $names } and others
digest-rest-in-text = {" "}(mentioned in the text only)
digest-held = { $count ->
    [one] { $count } more paper waits
   *[other] { $count } more papers wait
} for a Chinese summary.
digest-days = From the lists of { $days }.
digest-preview = This is a preview; your scheduled digest is unchanged.
digest-all-button = All { $total }
digest-all-title = <b>All { $total } papers</b> (page { $page } of { $pages })
digest-why = Matches: { $reason }
reason-separator = ;{" "}
reason-of-topic = { $topic } ({ $words })
digest-back-button = « Digest
digest-days-chinese-only = From { $days }, Chinese only so far.
empty-no-topics = You follow no topics yet, so there is nothing to bring. Send <code>/subscribe agents</code>, or pick from the ready-made ones.
empty-no-topics-group = This group follows no topics yet, so there is nothing to bring. An admin can send <code>/subscribe agents</code>, or pick from the ready-made ones.
empty-all-muted = All topics are muted, so there is nothing to bring. Send /topics to unmute them.
empty-sent-at-once = All that matched was already pushed at once; there is nothing else this time.
empty-held = { $held ->
    [one] { $held } paper matches, but has
   *[other] { $held } papers match, but have
} no Chinese summary yet, and you asked to wait for it.
empty-held-button = Stop waiting, show them now
empty-digest-came = Today’s digest came at { $hour }, with { $count ->
    [one] { $count } paper
   *[other] { $count } papers
}.
empty-nothing-since = Nothing new has come since; it will be in the next digest.
empty-no-news = No new papers this time: it may be a weekend or a holiday, or the source is late. New ones will come with the next digest.
empty-no-news-on-time = No new papers this time, though no source is late.
empty-not-published = No new papers on this day: the sources do not usually publish on such a day.
empty-no-match = { $new ->
    [one] There is { $new } new paper, but it does not match your topics.
   *[other] There are { $new } new papers, but none matches your topics.
}
empty-narrow = {" "}Your topics may be too narrow: see /topics.
empty-next-papers = {" "}The next papers usually come around { $moment }.
empty-source-late = There are no new papers because a source is late; your topics are fine. They will come with the next digest.
empty-awaited = No new papers yet: the sources are usually here by now, but not today. They will come with the next digest.
empty-also-late = Also, a source is late:
empty-nearest = { $count ->
    [one] The closest:
   *[other] The { $count } closest:
}
empty-nearest-paper = · { $title } ({ $lacks })
lacks-word = without “{ $word }”
lacks-exclusion = has “{ $word }”
lacks-row = not in a row: “{ $word }”
empty-widen-button = Widen “{ $topic }”
widen-impossible = This topic has no word that can be left out. Send /topics to change its words.
