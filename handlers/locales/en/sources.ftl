# Sources, and when they are late.
source-name = { $source ->
    [api] HF Daily Papers
    [weekly] Weekly translation
    [report] Daily report
    [daily] Older daily digest
    [feed] Paper feed
    [arxiv] arXiv
    [csv] Paper table
    [markdown] Paper list
   *[summary] Daily summary
}
source-late = · { $source }: expected around { $since }, not here yet
source-awaited = · { $source }: usually here around { $hour }
moment = { $date }, { $hour }
