# 状态。
status-title = <b>状态</b>
status-none-yet = 上一份：还没有送过。
status-last = 上一份：{ $moment } 送到，{ $count } 篇
status-held-days = ，来自 { $days }的论文列表
status-empty = { $date }没有可送的：{ $reason }。
status-empty-no-news = 没有新论文
status-empty-not-published = 来源一般不在这样的日子出论文
status-empty-no-match = 新论文里没有和主题匹配的
status-empty-sent-at-once = 匹配的都已即时推送过
status-empty-held = 匹配的都在等中文摘要
status-on-its-way = { $date }那份正在路上。
status-next = 下一份：{ $moment }
status-brings = ，带来新到的论文，到 { $date }的列表为止
status-brings-new = ，带来到那时新到的论文
status-no-next = 下一份：还没有定，可以在设置里改。
status-no-zone = 下一份：还没有选时区，选了才会送。
status-source = { $source }一般 { $hour } 左右到。
status-topics = { $muted ->
    [0] 主题：{ $count } 个
   *[other] 主题：{ $count } 个，其中 { $muted } 个静音
}
status-instant = 即时推送：{ $topics }，一小时最多 { $maximum } 篇
status-paused = 暂停中，{ $date }恢复。
status-quiet = 免打扰：{ $first }–{ $last }
status-fine = 一切正常。
status-trouble = <b>要注意：</b>
status-no-topics = · 还没有主题，所以没有可送的。
status-all-muted = · 主题都静音了，所以没有可送的。发送 /topics 取消静音。
status-cut-off = · 现在取不到新论文。机器人会一直再试{ $heard ->
    [nobody] 。
   *[somebody] ，它的管理员已经收到通知。
}
status-stopped = · 机器人的推送停下了{ $heard ->
    [nobody] 。
   *[somebody] ，它的管理员已经收到通知。
}停下的都留着，恢复后补送。
status-held-up = · Telegram 让机器人慢一点，推送晚一会儿，不会丢。
status-waiting-flood = · { $date }那份在路上：Telegram 限制了发送速度，约 { $minutes } 分钟后再试。
status-waiting-restricted = · { $date }那份送不出去：机器人在这里不能发言。请管理员允许它发消息。
status-waiting-missing = · { $date }那份送不出去：Telegram 说找不到这个聊天。约 { $minutes } 分钟后再试。
status-waiting-outage = · { $date }那份还没送到：Telegram 那边连不上，约 { $minutes } 分钟后再试。
status-waiting-unconfirmed = · { $date }那份可能已经到了：Telegram 的确认丢了，约 { $minutes } 分钟后再送一次。
status-waiting-quiet = · { $date }那份等免打扰结束再送。
status-dead = · { $date }那份没能送到，不会再自动重试。可以请机器人的管理员重发；这些论文用 /search 也能找到。
status-thread-lost = · 原来的话题没有了，晨报改发到群里。
status-sources = · 来源有问题：{ $names }。在 /admin 的“来源”里看原因。
