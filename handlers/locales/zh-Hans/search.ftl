# 搜索。
results-title = 搜索 { $query }：共 { $total } 篇
results-similar = <b>和《{ $title }》相似</b>
results-page = {" "}· 第 { $page }/{ $pages } 页
results-best = ，列出{ $order ->
    [new] 最新
    [hot] 点赞最多
   *[best] 最相关
}的 { $count } 篇
results-days = { $words } = { $days }
results-within = 近 { $count } 天 = { $days }
results-added = 也搜了：{ $words }
results-newest = 你要最新的，所以新的在前。
results-ignored = 没有用到：{ $parts }
results-possible = { $field }: 后面可以写 { $values }
results-literal = — 以下只是字面上含有 —
results-nearest = — 以下只符合一部分词 —
results-upvotes = { $count } 赞
results-code = 代码
results-order = { $order ->
    [new] 最新
    [hot] 最热
   *[best] 最相关
}
results-span = 近 { $count } 天
results-span-all = 全部日期
results-span-written = 写明的日期
results-own-words = 只搜原词
results-widen = 连译名一起搜
results-follow = ＋ 订阅这个搜索
results-suggestion = { $kind ->
    [spelling] 是不是想找：{ $query }
    [other-language] 换种语言：{ $query }
    [without-quotes] 不加引号：{ $query }
   *[fewer-words] 去掉 { $changed }
}（{ $total }）
results-as-command = 当作命令：{ $command }
results-back = « 结果
search-empty =
    想找什么？在 <code>/search</code> 后面写几个词，私聊里直接发词也行。中文能找到英文论文，英文也能找到中文的。

    • 几个词都要有：<code>{ search-example-words }</code>
    • 有一个就行：<code>{ search-example-either }</code>
    • 不要某个词：<code>{ search-example-without }</code>
    • 近 30 天有代码的，点赞多的在前：<code>{ search-example-fields }</code>

    点一个试试：
search-example-words = 大模型 推理
search-example-either = 量化 OR "low-rank adaptation"
search-example-without = 扩散模型 -视频
search-example-fields = has:code 近30天 sort:hot
search-nothing-to-look-for = { $query } 里没有能搜索的词。请写一两个词，比如 <code>智能体</code>。
search-no-hits = 没有找到 { $query }。
search-no-hits-many-words = 这些词要同时出现才算。少写几个词，或用 <code>OR</code> 连接，比如 <code>{ $example }</code>。
search-no-hits-city = 要把时区设成这里，发送 <code>/settings { $city }</code>。
search-no-hits-one-word = 换一个说法试试，比如它的英文或中文名、简称。
search-no-hits-phrase = 引号里的词要原样连在一起。去掉引号再试。
search-no-hits-within = 这几天里没有。点下面的按钮，放宽日期。
search-no-hits-days = 这段日子里没有。放宽日期，或去掉日期再试。
search-no-hits-suggestion = { $kind ->
    [spelling] 也许有个词写错了。
    [without-filters] 没有一篇既有这些词又满足条件。
    [other-language] 换一种语言也许有。
   *[fewer-words] 没有一篇同时有这些词。
}试试下面的按钮。
search-no-hits-exclusion = 只写了不要的词。再加一个想要的词。
paper-empty = 请写上编号或链接，比如 <code>/paper 2510.01051</code>。
paper-unreadable = { $text } 不是 arXiv 编号或链接。编号像 <code>2510.01051</code>。
paper-unknown = 库里还没有 { $identifier }。
paper-on-arxiv = 去 arXiv 看
search-rebuilding = 搜索索引正在重建，请过一两分钟再试。
