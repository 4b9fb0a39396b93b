# The digest. One screen: every line must be short.
digest-title = <b>Chenbao · { $date }</b>
digest-counts = { $new ->
    [one] { $new } new paper
   *[other] { $new } new papers
}, { $total ->
    [one] { $total } matches
   *[other] { $total } match
}
digest-counts-cut = { $new ->
    [one] { $new } new paper
   *[other] { $new } new papers
}, { $total ->
    [one] { $total } matches
   *[other] { $total } match
}, { $shown } shown
digest-matches = { $total ->
    [one] { $total } paper matches
   *[other] { $total } papers match
}
digest-matches-cut = { $total ->
    [one] { $total } paper matches
   *[other] { $total } papers match
}, { $shown } shown
digest-catch-up = The last digests could not be sent on time; here they are together.
digest-topic = <b>{ $topic }</b> { $total }
digest-also = + { $topics }
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
digest-back-button = « Digest
digest-days-chinese-only = From { $days }, in Chinese only.
