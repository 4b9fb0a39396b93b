# 给管理员的提醒：出了什么事，接着做什么；过去了再说一次。
alert-source = ⚠️ 来源晚了：{ $source }比平时晚了 { $hours } 小时以上还没有来。检查取文件的脚本和收件文件夹；拿到文件后放进去，或运行 <code>chenbao ingest 文件</code>。
alert-source-over = ✅ { $source }来了，恢复正常。
alert-sources = ⚠️ 有 { $count } 个来源晚了：
alert-sources-line = · { $source }：比平时晚了 { $hours } 小时以上
alert-sources-remedy = 检查取文件的脚本和收件文件夹；拿到文件后放进去，或运行 <code>chenbao ingest 文件</code>。
alert-sources-over = ✅ 晚了的日报来了：
alert-sources-over-line = · { $source }
alert-deliveries-failing = ⚠️ 投递在失败：近一小时 { $failing } 条没送出去，送到 { $sent } 条。会自动重试。运行 <code>chenbao deliveries list</code> 看原因。
alert-deliveries-failing-over = ✅ 投递恢复正常。
alert-dead-letters = ⚠️ 有 { $count } 条消息送不到，不再重试。运行 <code>chenbao deliveries list --state dead</code> 看原因，<code>chenbao deliveries retry --dead</code> 重发。
alert-dead-letters-over = ✅ 没有新的送不到的消息了。
alert-sending-stopped = ⛔ 推送停下了（{ $reason ->
    [token] Telegram 不认这个 token
   *[chats] 突然很多聊天联系不上
}），以免越弄越糟。查明原因后运行 <code>chenbao deliveries resume</code>。
alert-sending-paused = ⚠️ Telegram 要求整个机器人等 { $minutes } 分钟。到时会自动继续，什么也不会丢；要马上继续，运行 <code>chenbao deliveries resume</code>。
alert-sending-over = ✅ 推送恢复了。
alert-disk = ⛔ 磁盘快满了：只剩 { $free } MB。写不下的话机器人会停住。清理空间，或把 CHENBAO_DATA_DIR 换到大一些的盘。
alert-disk-over = ✅ 磁盘空间够了。
alert-poller = ⛔ 收不到消息（{ $reason ->
    [conflict] 另一个程序在用同一个 token
   *[stuck] 轮询卡住了
}），从 { $since } 起。{ $reason ->
    [conflict] 停掉那一个，或给它自己的 token。
   *[stuck] 重启：<code>systemctl restart chenbao</code>。
}
alert-poller-over = ✅ 又能收到消息了。
alert-set-aside = ⚠️ 有 { $count } 份晨报因为数据损坏放在一边，别的不受影响。运行 <code>chenbao deliveries list</code> 看原因。
alert-set-aside-over = ✅ 没有放在一边的晨报了。
alert-rejects = ⚠️ { $source }最新的一份里有 { $count } 条读不懂（{ $percent }%），比平时多得多，格式可能变了。运行 <code>chenbao formats 文件</code> 看是哪几行。
alert-rejects-over = ✅ { $source }又读得懂了。
alert-unplanned = ⚠️ 有 { $count } 个聊天或话题的数据损坏，排不出晨报，别的不受影响。每小时会再试一次。原因在日志里，搜 <code>planning.set-aside</code>。
alert-unplanned-over = ✅ 数据损坏的 { $count } 个聊天或话题又有晨报了。
alert-unreachable = ⚠️ 来源 <b>{ $name }</b> 连续 { $times } 次取不到：{ $problem }。会继续重试，间隔越来越长。运行 <code>chenbao sources</code> 看各来源的情况。
alert-unreachable-over = ✅ 来源 <b>{ $name }</b> 又取得到了。
alert-unreadable = ⚠️ 来源 <b>{ $name }</b> 最新的文件里什么都读不懂：{ $problem }。可能换了格式，也可能取到的是登录页。以前来的都留着。{ $place ->
    [panel] 详情在“来源”里。
   *[chat] 用 <code>chenbao sources</code> 或 /admin 看详情。
}
alert-unreadable-over = ✅ 来源 <b>{ $name }</b> 又能读了。
