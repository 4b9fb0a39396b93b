# Sources, and when they are late.
source-name = { $source ->
    [api] HF Daily Papers
    [weekly] Weekly translation
    [report] Daily report
   *[summary] Daily summary
}
source-late = · { $source }: due around { $since } as usual, not here yet
source-awaited = · { $source }: usually here around { $hour }
moment = { $date }, { $hour }
