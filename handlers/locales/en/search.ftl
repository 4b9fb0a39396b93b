# Search.
results-title = Search { $query }: { $total ->
    [one] { $total } paper
   *[other] { $total } papers
}
results-similar = <b>Like “{ $title }”</b>
results-page = , page { $page } of { $pages }
results-best = The { $count } { $order ->
    [new] newest
    [hot] most upvoted
   *[best] most relevant
} are listed.
results-days = { $words } = { $days }
results-within = Last { $count } days = { $days }
results-added = Also: { $words }
results-newest = Newest first, as you asked for the latest.
results-ignored = Without effect: { $parts }
results-possible = What { $field }: takes: { $values }
results-literal = — only literally contained from here —
results-nearest = — only some of the words match from here —
results-upvotes = { $count ->
    [one] { $count } upvote
   *[other] { $count } upvotes
}
results-code = code
results-order = { $order ->
    [new] Newest
    [hot] Hottest
   *[best] Best
}
results-span = { $count } days
results-span-all = All dates
results-span-written = Your dates
results-own-words = My words only
results-widen = With translations
results-follow = + Follow search
results-suggestion = { $kind ->
    [spelling] Did you mean { $query }
    [other-language] In the other language: { $query }
    [without-quotes] Without quotes: { $query }
   *[fewer-words] Without { $changed }
} ({ $total })
results-as-command = As a command: { $command }
results-back = « Results
search-empty =
    What are you looking for? Put a few words after <code>/search</code>, or just send them in a private chat. English finds Chinese papers, and the other way round.

    • all of the words: <code>{ search-example-words }</code>
    • any of them: <code>{ search-example-either }</code>
    • one left out: <code>{ search-example-without }</code>
    • with code, last 30 days, most upvoted: <code>{ search-example-fields }</code>

    Tap one to try it:
search-example-words = LLM reasoning
search-example-either = quantization OR "low-rank adaptation"
search-example-without = diffusion -video
search-example-fields = has:code 30d sort:hot
search-nothing-to-look-for = There is no word to search for in { $query }. Write one or two, such as <code>agent</code>.
search-no-hits = Nothing found for { $query }.
search-no-hits-many-words = All these words must occur together. Use fewer, or join them with <code>OR</code>, as in <code>{ $example }</code>.
search-no-hits-one-word = Try another way to say it: its English or Chinese name, or an abbreviation.
search-no-hits-phrase = Words in quotes must stand exactly so. Try without the quotes.
search-no-hits-within = Nothing in these days. Tap a longer span below.
search-no-hits-days = Nothing in these days. Try a longer span, or leave the dates out.
search-no-hits-suggestion = { $kind ->
    [spelling] A word may be misspelt.
    [without-filters] No paper has these words within your filters.
    [other-language] There may be some in the other language.
   *[fewer-words] No paper has all of this.
} Try a button below.
search-no-hits-exclusion = There are only words to leave out. Add one to look for.
paper-empty = Put an id or a link after it, such as <code>/paper 2510.01051</code>.
paper-unreadable = { $text } is no arXiv id or link. An id looks like <code>2510.01051</code>.
paper-unknown = { $identifier } is not in the library yet.
paper-on-arxiv = See it on arXiv
search-rebuilding = The search index is being rebuilt. Please try again in a minute or two.
