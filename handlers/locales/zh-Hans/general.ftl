# 日期与零碎的词。数字作为 $… 传入；年份作为文字传入，免得带上千位分隔符。
weekday = { $weekday ->
    [0] 周一
    [1] 周二
    [2] 周三
    [3] 周四
    [4] 周五
    [5] 周六
   *[6] 周日
}
month = { $month }月
date-with-weekday = { month }{ $day }日 { weekday }
date-short = { month }{ $day }日
date-with-year = { $year }年{ month }{ $day }日
date-span = { $first }–{ $last }
date-span-in-month = { month }{ $first }日–{ $last }日
date-since = { $date }起
date-until = { $date }及以前
list-separator = 、
no-such-button = 这个按钮来自旧消息，已经不能用了。请重新发送命令。
gone-search = 这次搜索已经过期，请重新搜索。
gone-digest = 这份晨报已经找不到了。发送 /today 看今天的。
gone-paper = 这篇论文已经不在库里了。
gone-draft = 这个预览已经过期了，请重新发送。
gone-topic = 这个主题已经不在了。发送 /topics 看现在的主题。
only-private = { $command } 要在私聊里用。
only-private-button = 打开私聊
unknown-chat = 这里没有保存任何数据，旧按钮不能用了。发送 /start 开始。
only-admins = 在群里，只有管理员能这样做。
went-wrong = 抱歉，刚才出错了，什么也没有改变。请稍后再试一次；其他功能照常可用。
unknown-command = 没有 { $command } 这个命令。发送 /help 看全部命令。
previous-page = ‹ 上一页
next-page = 下一页 ›
only-words = 我只读得懂文字：发几个词就能搜索，发送 /help 看用法。
courtesy = { $kind ->
    [thanks] 不客气！
    [bye] 再见！
   *[hello] 你好！
}发几个词就能搜论文，/today 看今天的晨报，/help 看全部用法。
still-working = 现在比平时慢一些。消息已经收到，会尽快回复。
too-fast = 一下子发得太多了。请等一分钟再发，这期间的消息不会回复。

# 反馈。
feedback-empty = 想说什么？写在命令后面，比如 <code>反馈 今天的晨报少了一篇</code>。
feedback-sent = 已转给管理员，谢谢。
feedback-nobody = 这个机器人没有设置管理员，反馈没能转达。
feedback-received = <b>读者反馈</b>，来自 { $name }（<code>{ $number }</code>）：
