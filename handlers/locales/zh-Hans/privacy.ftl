# 保存了什么，怎么导出和删除。
forget-question = <b>要删除这里的全部数据吗？</b>
forget-question-group = <b>要删除这个群的全部数据吗？</b>
forget-topics = · 主题 { $count } 个、全部设置、没改完的内容
forget-digests = · 晨报 { $count } 份和它们的消息、{ $papers } 篇论文的展示记录
forget-searches = · 搜索 { $count } 次、最近几天的消息和点击 { $updates } 条
forget-saved = · 收藏 { $count } 篇
forget-final = 删除后不能恢复；想留一份，可以先发送 /export。按钮十分钟内有效。
forget-erase-button = 全部删除
forget-keep-button = 不删除
forget-kept = 什么也没有删除。
forget-done = 全部删除了，这里不会再收到任何消息。发送 /start 可以重新开始。
forget-late = 已经超过十分钟，什么也没有删除。请重新发送 /forget。
forget-not-yours = 只有发送 /forget 的那位管理员可以确认。
forget-under-way = 有一条消息正在发往这里，请过几秒再点一次。
