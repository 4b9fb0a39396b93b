# 晨报。一屏之内：每行都要短。
digest-title = <b>晨报 · { $date }</b>
digest-counts = 新论文 { $new } 篇，匹配 { $total } 篇
digest-counts-cut = 新论文 { $new } 篇，匹配 { $total } 篇，先看 { $shown } 篇
digest-matches = 匹配 { $total } 篇
digest-matches-cut = 匹配 { $total } 篇，先看 { $shown } 篇
digest-catch-up = 前几次没能按时送到，这里一并补上。
digest-after-pause = 暂停结束了，这是这段时间里最好的几篇。
digest-has-unsent = 其中有些本该在之前的一份里，那份没能送到。
digest-topic = <b>{ $topic }</b> { $total }
digest-also = ＋{ $topics }
digest-has-code = 有代码
digest-rest = 另有 { $count } 篇：{ $names }
digest-rest-more = 另有 { $count } 篇：{ $names } 等
digest-rest-in-text = （仅正文提到）
digest-held = 还有 { $count } 篇在等中文摘要。
digest-days = 来自 { $days }的论文列表。
digest-preview = 这是此刻的预览，不影响定时推送。
digest-all-button = 全部 { $total } 篇
digest-all-title = <b>全部 { $total } 篇</b>（第 { $page }/{ $pages } 页）
reason-separator = ；
reason-of-topic = { $topic }（{ $words }）
digest-back-button = « 晨报
digest-days-chinese-only = 来自 { $days }，目前只有中文摘要。
empty-no-topics = 还没有主题，所以没有可送的。发送 <code>订阅 智能体</code>，或从现成的里选。
empty-no-topics-group = 还没有主题，所以没有可送的。管理员可以发送 <code>/subscribe 智能体</code>，或从现成的里选。
empty-all-muted = 主题都静音了，所以没有可送的。发送 /topics 取消静音。
empty-held = 匹配的 { $held } 篇都还没有中文摘要，等有了再送。不想等，可以在 /settings 里改。
empty-no-news = 这次没有新论文：可能是周末或假日，也可能来源晚到了。有了新的，随下一份送来。
empty-no-news-on-time = 这次没有新论文，不过来源没有晚。
empty-not-published = 这一天没有新论文：来源一般不在这样的日子出论文。
empty-no-match = 这次有 { $new } 篇新论文，没有和你的主题匹配的。
empty-narrow = 主题可能偏窄，发送 /topics 看看。
empty-next-papers = 下一批一般在 { $moment } 左右到。
empty-source-late = 没有新论文，因为来源晚了，不是你的主题的问题。等它到了，随下一份送来。
empty-awaited = 还没有新论文：来源平时这时候该到了，今天还没有来。等它到了，随下一份送来。
empty-also-late = 另外，来源晚了：
empty-nearest = { $count ->
    [1] 最接近的一篇：
   *[other] 最接近的 { $count } 篇：
}
empty-nearest-paper = · { $title }（{ $lacks }）
lacks-word = 没有「{ $word }」
lacks-exclusion = 带有「{ $word }」
lacks-row = 「{ $word }」没有连在一起
empty-widen-button = 放宽「{ $topic }」
widen-impossible = 这个主题没有可以去掉的词了。发送 /topics 可以换词。
