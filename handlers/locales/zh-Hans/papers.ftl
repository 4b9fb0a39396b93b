# 一段文字里提到的论文。
named-title = <b>{ $count } 篇论文</b>
named-unknown = 库里还没有 { $identifier }。
named-more = 还有 { $count } 篇没有列出。
paper-withdrawn = 【已撤稿】
