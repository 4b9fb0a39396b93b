# Sources, and when they are late.
source-name = { $source ->
    [api] HF Daily Papers
    [weekly] Weekly translation
    [report] Daily report
    [daily] Older daily digest
    [feed] Paper feed
    [arxiv] arXiv
    [csv] Paper table
    [json] Paper data
    [markdown] Paper list
   *[summary] Daily summary
}
source-fetched = { $source } ({ $name })
source-late = · { $source }: expected around { $since }, not here yet
source-awaited = · { $source }: usually here around { $hour }
moment = { $date }, { $hour }
# For operators.
sources-polled-title = <b>Fetched from</b>
sources-polled-none = Nothing is fetched by itself: add a source, or put files into the inbox.
sources-add-button = Add a source
source-title = <b>{ $name }</b> ({ $kind })
source-detail = · { $detail }
source-kind = { $kind ->
    [page] pages
    [daily-papers] daily papers API
    [index] list of files
    [feed] feed
    [github] GitHub
    [arxiv] arXiv metadata
   *[other] { $kind }
}
source-place = From <code>{ $place }</code>
source-in-settings = Set in chenbao.toml and only shown here: change the file and restart.
source-left-settings = No longer in chenbao.toml, and not polled any more.
source-default = The default, since chenbao.toml names no source. What is switched here outlasts restarts.
source-in-chat = Managed in chat.
source-last = Last good file: { $when }
source-never = No good file yet
source-off = Switched off
source-next = Next poll: { $when }
source-files = Files: { $arrived } came, { $awaited } awaited, { $refused } refused
source-gap-count = { $count ->
    [one] 1 day is missing
   *[other] { $count } days are missing
}
source-gaps = Missing in the last 30 days: { $count } ({ $more ->
    [more] lately { $days }
   *[all] { $days }
})
source-rejected = Unreadable in its last file: { $percent }% ({ $rejected } of { $entries })
source-filling = Fetching its past as archive: nothing of it is pushed
source-problem = ⚠️ { $problem }
source-failing = ⚠️ Failing since { $since } (polls: { $times }): { $problem }
source-unreadable = ⚠️ Its newest file cannot be read: { $problem }
source-poll-button = Poll now
source-polled = It is polled within seconds.
source-off-button = Switch off
source-on-button = Switch on
source-remove-button = Remove
source-remove-question = Remove <b>{ $name }</b>? It is not polled any more. The papers it brought stay.
source-remove-yes-button = Yes, remove it
source-ask =
    Send one line: kind, name, place. For example:

    <code>github weekly owner/name</code>
    <code>github daily owner/name folder *.md</code>
    <code>page daily https://example.org/{"{"}date:%Y-%m-%d{"}"}.md</code>
    <code>index old https://example.org/list/ *.md</code>
    <code>feed news https://example.org/feed.xml</code>

    <code>every_minutes=30</code> and the like may follow. Tokens, proxies and private addresses cannot be given in a chat: write such a source into chenbao.toml. /cancel leaves.
source-wrong =
    That names no source: { $problem }

    Send the line once more, or /cancel.
source-taken = There is a source named { $name } already. Send the line with another name, or /cancel.
