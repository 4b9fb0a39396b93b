# 管理。
admin-title = <b>管理</b>
admin-chats = { $kind ->
    [private] 私聊
    [channel] 频道
   *[group] 群
}：{ $active } 个在用，{ $gone } 个已离开
admin-library = 主题 { $topics } 个，其中不同的 { $queries } 个；论文 { $papers } 篇
admin-deliveries = 近 24 小时的晨报：送到 { $sent }，在路上 { $waiting }，送不到 { $dead }
admin-lateness = 从到点到送出：一半在 { $median } 内，95% 在 { $slow } 内
admin-seconds = { $count } 秒
admin-minutes = { $count } 分钟
admin-fine = 现在一切正常。
admin-troubles = <b>现在的问题</b>
admin-more-troubles = 另外还有 { $count } 个问题。
admin-sources-title = <b>来源</b>
admin-sources-none = 近一个月没有来过日报。
admin-source = <b>{ $source }</b>：最近一份是 { $last } 的
admin-source-usual = · 平时 { $hour } 左右到
admin-source-late = · ⚠️ 晚了：{ $since } 左右就该到
admin-sources-button = 来源
admin-refresh-button = 刷新
admin-back-button = ‹ 返回
