# 来源，和它们晚了的时候。
source-name = { $source ->
    [api] HF 每日论文
    [weekly] 每周译文
    [report] 每日报告
    [daily] 每日速览
    [feed] 论文订阅
    [arxiv] arXiv
    [csv] 论文表格
    [markdown] 论文清单
   *[summary] 每日摘要
}
source-late = · { $source }：{ $since } 左右就该到，还没来
source-awaited = · { $source }：平时 { $hour } 左右到
moment = { $date } { $hour }
