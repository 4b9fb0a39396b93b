# 来源，和它们晚了的时候。
source-name = { $source ->
    [api] HF 每日论文
    [weekly] 每周译文
    [report] 每日报告
    [daily] 每日速览
    [feed] 论文订阅
    [arxiv] arXiv
    [csv] 论文表格
    [json] 论文数据
    [markdown] 论文清单
   *[summary] 每日摘要
}
source-fetched = { $source }（{ $name }）
source-late = · { $source }：{ $since } 左右就该到，还没来
source-awaited = · { $source }：平时 { $hour } 左右到
moment = { $date } { $hour }
# 给管理员看的。
sources-polled-title = <b>从哪里取</b>
sources-polled-none = 现在什么都不会自动取：添加一个来源，或者把文件放进收件文件夹。
sources-add-button = 添加来源
source-title = <b>{ $name }</b>（{ $kind }）
source-detail = · { $detail }
source-kind = { $kind ->
    [page] 网页
    [daily-papers] 每日论文接口
    [index] 文件列表
    [feed] 订阅源
    [github] GitHub
    [arxiv] arXiv 元数据
   *[other] { $kind }
}
source-place = 取自 <code>{ $place }</code>
source-in-settings = 写在 chenbao.toml 里，这里只能看：改文件，再重启。
source-left-settings = chenbao.toml 里已经没有它了，不再去取。
source-default = 默认的来源：chenbao.toml 里没写别的。在这里可以关掉，重启也不变。
source-in-chat = 在聊天里管理。
source-last = 上次取到：{ $when }
source-never = 还没取到过
source-off = 已关闭
source-next = 下次去取：{ $when }
source-files = 文件：取到 { $arrived }，等着 { $awaited }，读不懂 { $refused }
source-gap-count = 缺 { $count } 天
source-gaps = 近 30 天缺 { $count } 天：{ $more ->
    [more] 最近是 { $days }
   *[all] { $days }
}
source-rejected = 最近一份读不懂的：{ $percent }%（{ $entries } 条里的 { $rejected } 条）
source-filling = 正在取以前的：只存档，不推送
source-problem = ⚠️ { $problem }
source-failing = ⚠️ 从 { $since } 起取不到（{ $times } 次）：{ $problem }
source-unreadable = ⚠️ 最新的读不懂：{ $problem }
source-poll-button = 现在去取
source-polled = 几秒内就去取。
source-off-button = 关闭
source-on-button = 打开
source-remove-button = 移除
source-remove-question = 移除 <b>{ $name }</b>？以后不再去取，它带来的论文都留着。
source-remove-yes-button = 是的，移除
source-ask =
    发一行：种类、名字、地方。例如：

    <code>github weekly owner/name</code>
    <code>github daily owner/name folder *.md</code>
    <code>page daily https://example.org/{"{"}date:%Y-%m-%d{"}"}.md</code>
    <code>index old https://example.org/list/ *.md</code>
    <code>feed news https://example.org/feed.xml</code>

    后面还能加 <code>every_minutes=30</code> 之类。令牌、代理和内网地址不能在聊天里给：这样的来源请写进 chenbao.toml。/cancel 退出。
source-wrong =
    这一行不是来源：{ $problem }

    改好再发一次，或者 /cancel。
source-taken = 已经有叫 { $name } 的来源。换个名字再发一次，或者 /cancel。
