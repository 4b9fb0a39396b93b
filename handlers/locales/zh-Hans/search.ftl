# 搜索。
results-title = 搜索 { $query }：共 { $total } 篇
results-page = ，第 { $page }/{ $pages } 页
results-best = 只列出{ $order ->
    [new] 最新
    [hot] 点赞最多
   *[best] 最相关
}的 { $count } 篇。
results-days = { $words } = { $days }
results-ignored = 这些没有用到：{ $parts }
results-literal = — 以下只是字面上出现 —
results-as-command = 当作命令：{ $command }
results-back = « 结果
search-empty =
    想找什么？把词写在后面：
    <code>/search 智能体 记忆</code>
    <code>/search "world model" OR 世界模型</code>
    <code>/search 扩散模型 -视频</code>
search-nothing-to-look-for = { $query } 里没有能搜索的词。请写一两个词，比如 <code>智能体</code>。
search-no-hits = 没有找到 { $query }。
search-no-hits-many-words = 这些词要同时出现才算。少写几个词，或用 <code>OR</code> 连接，比如 <code>{ $example }</code>。
search-no-hits-one-word = 换一个说法试试，比如它的英文或中文名、简称。
search-no-hits-phrase = 引号里的词要原样连在一起。去掉引号再试。
search-no-hits-days = 这段日子里没有。放宽日期，或去掉日期再试。
search-no-hits-exclusion = 只写了不要的词。再加一个想要的词。
paper-empty = 请写上编号或链接，比如 <code>/paper 2510.01051</code>。
paper-unreadable = { $text } 不是 arXiv 编号或链接。编号像 <code>2510.01051</code>。
paper-unknown = 库里还没有 { $identifier }。
paper-on-arxiv = 去 arXiv 看
search-rebuilding = 搜索索引正在重建，请过一两分钟再试。
