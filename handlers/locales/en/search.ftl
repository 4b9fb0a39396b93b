# Search.
results-title = Search { $query }: { $total ->
    [one] { $total } paper
   *[other] { $total } papers
}
results-similar = <b>Like “{ $title }”</b>
results-page = {" "}· page { $page } of { $pages }
results-best = , here the { $count } { $order ->
    [new] newest
    [hot] most upvoted
   *[best] most relevant
}
results-days = { $words } = { $days }
results-within = Last { $count } days = { $days }
results-added = Also searched: { $words }
results-newest = You asked for the latest, so the newest come first.
results-ignored = Not used: { $parts }
results-possible = After { $field }: you can write { $values }
results-literal = — below: the characters alone, inside other words —
results-nearest = — below: only some of the words —
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
    What are you looking for? Put a few words after <code>/search</code>, or just send them in a private chat. English words find Chinese papers too, and the other way round.

    • all of the words: <code>{ search-example-words }</code>
    • any of them: <code>{ search-example-either }</code>
    • without a word: <code>{ search-example-without }</code>
    • with code, last 30 days, most upvoted first: <code>{ search-example-fields }</code>

    Tap one to try it:
search-example-words = LLM reasoning
search-example-either = quantization OR "low-rank adaptation"
search-example-without = diffusion -video
search-example-fields = has:code 30d sort:hot
search-nothing-to-look-for = There is no word to search for in { $query }. Write one or two, such as <code>agent</code>.
search-no-hits = Nothing found for { $query }.
search-no-hits-many-words = A paper must have all of these words. Use fewer, or join them with <code>OR</code>, as in <code>{ $example }</code>.
search-no-hits-city = If you meant your time zone, send <code>/settings { $city }</code>.
search-no-hits-one-word = Try another name for it: in English, in Chinese, or an abbreviation.
search-no-hits-phrase = Words in quotes must appear exactly like that. Try without the quotes.
search-no-hits-within = Nothing in these days. Tap below for more days.
search-no-hits-days = Nothing in these days. Try more days, or leave the dates out.
search-no-hits-suggestion = { $kind ->
    [spelling] A word may be misspelt.
    [without-filters] No paper has these words within your filters.
    [other-language] There may be some in the other language.
   *[fewer-words] No paper has all of this.
} Try a button below.
search-no-hits-exclusion = There are only words to leave out. Add one to look for.
paper-empty = Add an ID or a link, as in <code>/paper 2510.01051</code>.
paper-unreadable = { $text } is not an arXiv ID or link. An ID looks like <code>2510.01051</code>.
paper-unknown = { $identifier } is not in the library yet.
paper-on-arxiv = See it on arXiv
search-rebuilding = The search index is being rebuilt. Please try again in a minute or two.
