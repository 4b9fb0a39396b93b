# 管理。
admin-title = <b>管理</b>
admin-chats = { $kind ->
    [private] 私聊
    [channel] 频道
   *[group] 群
}：{ $active } 个在用，{ $gone } 个已离开
admin-library = 主题 { $topics } 个，其中不同的 { $queries } 个；论文 { $papers } 篇
admin-deliveries = 近 24 小时的晨报：送到 { $sent }，在路上 { $waiting }，送不到 { $dead }
admin-lateness = 从到点到送出：一半在 { $median }内，95% 在 { $slow }内
admin-seconds = { $count } 秒
admin-minutes = { $count } 分钟
admin-fine = 现在一切正常。
admin-troubles = <b>现在的问题</b>
admin-more-troubles = 另外还有 { $count } 个问题。
admin-sources-title = <b>来源</b>
admin-sources-none = 近一个月没有来过日报。
admin-source = <b>{ $source }</b>：最近一份是 { $last }的
admin-source-usual = · 平时 { $hour } 左右到
admin-source-late = · ⚠️ 晚了：{ $since } 左右就该到
admin-sources-button = 来源
admin-refresh-button = 刷新
admin-back-button = ‹ 返回
admin-refused-button = 被拒的文件
admin-refused-title = <b>被拒的文件</b>，共 { $total } 个。改好以后放回收件文件夹，就会再读。
admin-refused-none = 没有被拒的文件。
admin-refused-file = { $number }. <code>{ $name }</code>（{ $since }）
admin-refused-line = · 第 { $line } 行：{ $reason }
admin-refused-more-lines = · 另外还有 { $count } 行读不懂
admin-refused-more = 另外还有 { $count } 个。
admin-acts-button = 操作记录
admin-acts-title = <b>管理员做过什么</b>，共 { $total } 条，保存 { $days } 天
admin-act = · { $when }，{ $who }：{ $what }
admin-acts-command-line = 命令行
act-chat-imported = 导入了聊天 <code>{ $subject }</code> 的数据
act-chat-erased = 删除了聊天 <code>{ $subject }</code> 的全部数据
admin-broadcasts-button = 公告
act-announced = 发出公告 { $subject }
act-announcement-held = 暂停公告 { $subject }
act-announcement-resumed = 继续公告 { $subject }
act-announcement-stopped = 停止公告 { $subject }
act-announcement-undone = 撤回公告 { $subject }
admin-visitors-button = 谁能用
admin-quotas-button = 限额
act-banned = 封禁 <code>{ $subject }</code>
act-let-in = 同意 <code>{ $subject }</code> 使用
act-standing-cleared = 解除 <code>{ $subject }</code> 的封禁，或移出名单
act-made-private = 改成私人{ $subject }
act-made-open = 对所有人开放{ $subject }
act-invited = 发出邀请，人数 { $subject }
act-topic-limit = 主题限额改为 { $subject }
act-search-limit = 搜索限额改为 { $subject }
admin-answers = 最近的回复：一半在 { $median }内，95% 在 { $slow }内
admin-milliseconds = { $count } 毫秒
act-source-added = 添加来源 <code>{ $subject }</code>
act-source-on = 打开来源 <code>{ $subject }</code>
act-source-off = 关闭来源 <code>{ $subject }</code>
act-source-removed = 移除来源 <code>{ $subject }</code>
act-source-polled = 马上去取来源 <code>{ $subject }</code>
admin-refused-fetched = <b>取来读不懂的</b>，共 { $total } 个。都按原样留着，程序更新以后也许就能读了。
admin-retry-button = 再读一遍
admin-retry-all-button = 全部再读一遍
admin-retry-one-button = 再读 { $number }
admin-retrying = 正在再读，读完告诉你。
admin-retried = 现在能读了：{ $read } 个文件，{ $papers } 篇论文。
admin-retried-refused = { $refused ->
    [0] 再读了一遍，没有读不懂的了。
   *[other] 再读了一遍，还是读不懂：{ $refused } 个文件。
}
admin-retried-first = 比如 <code>{ $name }</code>：{ $problem }
admin-retried-left = 读了一分钟，还有 { $count } 个没来得及：再点一次接着读。
act-refused-retried = 再读被拒的文件，{ $subject } 个
