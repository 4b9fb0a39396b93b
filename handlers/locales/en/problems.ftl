# What is wrong with sources and files, for operators.
problem-answered = { $host } answered { $status ->
    [401] 401: it wants a token, or another one
    [403] 403: it wants a token, or refuses this machine; try a mirror or a proxy
    [406] 406: it refuses programs; try a mirror
    [429] 429: too many requests; it is asked again later
   *[other] { $status }
}
problem-closed = { $host } cannot be reached
problem-unknown-host = There is no host { $host }: it is misspelt, or this machine is offline
problem-failed = { $host } failed: { $detail }
problem-silent = { $host } did not answer within { $seconds } s
problem-slow = { $host } took too long; try a larger timeout_seconds
problem-private = { $host } is a private address; if that is meant, write allow_private = true for it in chenbao.toml
problem-no-more-calls = { $host } grants no more calls for now; a token may raise its limit
problem-nothing-there = There is nothing at { $address }; check the address
problem-no-repository = GitHub has no { $repository }, or no such branch; a private one wants a token
problem-no-such-file = { $repository } has no file named { $pattern } there; check path and match
problem-no-such-link = { $address } links to nothing named { $pattern }; check match
problem-no-digest-inside = No digest in the archive { $address }
problem-web-page = A web page, not a digest: { $seen }. Check the address, and whether a login stands before it
problem-no-format = No known format; begins with { $seen }
problem-empty = An empty file
problem-too-large = A file of { $size } MB, over the limit of { $limit } MB; split it by day or week
problem-binary = Not text: { $seen }
problem-damaged = Damaged { $kind } at line { $line }; fetch it again
problem-api-error = The API answered with an error: { $seen }
problem-none-readable = None of its { $count } entries can be read; line { $line }: { $first }
problem-heading = a heading without a paper below it
problem-before-first = text before the first paper
problem-no-paper = neither an arXiv ID nor a title
problem-entry = entry { $entry }: { $first }
problem-written-as-text = Python's text of an object, not JSON; fetch the day again from the API
problem-no-object = not the data of a paper
line-kind = the first word must be one of { $kinds }; got { $got }
line-address = write a kind and a name before the address: { $example }
line-name = a name must follow { $kind }: small letters, digits and hyphens
line-for-the-file = { $option } cannot be given in a chat; write such a source into chenbao.toml
line-folder = folders of this machine belong in chenbao.toml, not in a chat
line-private = { $address } is no public address; write such a source into chenbao.toml, with allow_private = true
line-must-be = { $option } must be { $what }, got { $got }
line-missing = { $option } is missing; it must be { $what }
what-address = an address, such as { $example }
what-date-address = an address with { $place } in it
what-minutes = a number of minutes from { $least } to { $most }
what-name = small letters, digits and hyphens, { $most } at most
line-surplus = { $word } is one word too many; write every_minutes=30 and the like
