# Search.
results-title = Search { $query }: { $total ->
    [one] { $total } paper
   *[other] { $total } papers
}
results-page = , page { $page } of { $pages }
results-best = The { $count } { $order ->
    [new] newest
    [hot] most upvoted
   *[best] most relevant
} are listed.
results-days = { $words } = { $days }
results-ignored = Without effect: { $parts }
results-literal = — only literally contained from here —
results-as-command = As a command: { $command }
results-back = « Results
search-empty =
    What are you looking for? Put words after it:
    <code>/search agent memory</code>
    <code>/search "world model" OR JEPA</code>
    <code>/search diffusion -video</code>
search-nothing-to-look-for = There is no word to search for in { $query }. Write one or two, such as <code>agent</code>.
search-no-hits = Nothing found for { $query }.
search-no-hits-many-words = All these words must occur together. Use fewer, or join them with <code>OR</code>, as in <code>{ $example }</code>.
search-no-hits-one-word = Try another way to say it: its English or Chinese name, or an abbreviation.
search-no-hits-phrase = Words in quotes must stand exactly so. Try without the quotes.
search-no-hits-days = Nothing in these days. Try a longer span, or leave the dates out.
search-no-hits-exclusion = There are only words to leave out. Add one to look for.
paper-empty = Put an id or a link after it, such as <code>/paper 2510.01051</code>.
paper-unreadable = { $text } is no arXiv id or link. An id looks like <code>2510.01051</code>.
paper-unknown = { $identifier } is not in the library yet.
paper-on-arxiv = See it on arXiv
search-rebuilding = The search index is being rebuilt. Please try again in a minute or two.
