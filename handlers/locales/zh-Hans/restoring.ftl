# 发回来的导出文件。
restore-question = <b>这是一份导出的数据，要恢复到这里吗？</b>
restore-topics = · 主题 { $count } 个
restore-saved = · 收藏 { $count } 篇
restore-settings = · 设置：时间、星期、语言、篇数等
restore-hint = 已有的都会保留，主题和收藏只会增加；只有点第一个按钮才会替换设置。
restore-all-button = 全部恢复，包括设置
restore-without-settings-button = 只恢复主题和收藏
restore-nothing-button = 不恢复
restore-left = 什么也没有恢复。
restore-gone = 找不到这个文件了，什么也没有恢复。请重新发送一次。
restore-unreadable = 我只能读 /export 给的文件，不能改动过，也不能比我新。想搜索请直接发词。
restored-topics = { $known ->
    [0] 已添加主题 { $count } 个。
   *[other] 已添加主题 { $count } 个，另有 { $known } 个本来就有。
}
restored-saved = 已收藏论文 { $count } 篇。
restored-settings = 设置已换成文件里的，发送 /settings 查看。
restored-over = 超过主题数量上限，没有添加：{ $count } 个。
restored-unusable = 词无法订阅，没有添加：{ $count } 个。
restored-unknown = 不在这个库里的收藏：{ $count } 篇。
