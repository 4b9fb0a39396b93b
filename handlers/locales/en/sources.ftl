# Sources, and when they are late.
source-name = { $source ->
    [api] HF Daily Papers
    [weekly] Weekly translation
    [report] Daily report
   *[summary] Daily summary
}
source-late = · { $source }: usually here around { $hour }; the one of { $since } has not come
moment = { $date }, { $hour }
