# 来源和文件哪里不对，给管理员看。
problem-answered = { $host } 答复 { $status ->
    [401] 401：要令牌，或者要换一个
    [403] 403：要令牌，或者不让这台机器取；换镜像或走代理试试
    [406] 406：不让程序取；换镜像试试
    [429] 429：取得太勤了，会等一等再取
   *[other] { $status }
}
problem-closed = 连不上 { $host }
problem-unknown-host = 找不到主机 { $host }：名字写错了，或者这台机器上不了网
problem-failed = 取 { $host } 时出错：{ $detail }
problem-silent = { $host } 在 { $seconds } 秒内没有答复
problem-slow = { $host } 太慢；把 timeout_seconds 调大试试
problem-private = { $host } 是内网地址；真要取，在 chenbao.toml 里给它写 allow_private = true
problem-no-more-calls = { $host } 暂时不让再取；有令牌能多取一些
problem-nothing-there = { $address } 那里什么也没有；看看地址对不对
problem-no-repository = GitHub 上没有 { $repository }，或者没有那个分支；私有的要令牌
problem-no-such-file = { $repository } 里没有叫 { $pattern } 的文件；看看 path 和 match
problem-no-such-link = { $address } 没有链到叫 { $pattern } 的文件；看看 match
problem-no-digest-inside = 压缩包 { $address } 里没有日报
problem-web-page = 是网页，不是日报：{ $seen }。看看地址对不对，是不是要先登录
problem-no-format = 认不出格式，开头是 { $seen }
problem-empty = 空文件
problem-too-large = 文件 { $size } MB，超过 { $limit } MB；按天或周拆开
problem-binary = 不是文字：{ $seen }
problem-damaged = { $kind } 坏了，在第 { $line } 行；再取一次
problem-api-error = 接口答复的是错误：{ $seen }
problem-none-readable = { $count } 条都读不懂；第 { $line } 行：{ $first }
problem-heading = 标题下面没有论文
problem-before-first = 第一篇论文前面的文字
problem-no-paper = 没有 arXiv 编号，也没有标题
problem-entry = 第 { $entry } 条：{ $first }
problem-written-as-text = 写成了 Python 的文字，不是 JSON；从接口再取一次这一天
problem-no-object = 不是论文的数据
line-kind = 第一个词要是 { $kinds } 之一，现在是 { $got }
line-address = 地址前面要写种类和名字：{ $example }
line-name = { $kind } 后面要写名字：小写字母、数字和连字符
line-for-the-file = { $option } 不能在聊天里给；这样的来源请写进 chenbao.toml
line-folder = 本机的文件夹写进 chenbao.toml，不能在聊天里给
line-private = { $address } 不是公网地址；这样的来源请写进 chenbao.toml，加上 allow_private = true
line-must-be = { $option } 应该是{ $what }，写的是 { $got }
line-missing = 少了 { $option }，应该是{ $what }
what-address = 网址，比如 { $example }
what-date-address = 网址，里面有 { $place }
what-minutes = 分钟数，从 { $least } 到 { $most }
what-name = 小写字母、数字和连字符，最多 { $most } 个
line-surplus = { $word } 多余了；别的选项写成 every_minutes=30 这样
