# 命令菜单里的说明，一行以内；帮助；机器人自己的简介。
command-today = 现在看今天的晨报，不影响定时推送
    .word = 今天
command-search = 搜论文：词、"短语"、作者
    .word = 搜索
command-topics = 查看和修改我的主题
    .word = 主题
command-subscribe = 新建主题，保存前先看能匹配多少
    .word = 订阅
command-settings = 时间、星期、免打扰、篇数、版式
    .word = 设置
command-status = 上一份、下一份，没收到的原因
    .word = 状态
command-saved = 收藏的论文，可导出 BibTeX
    .word = 收藏
command-pause = 暂停推送，可选到哪天
    .word = 暂停
command-language = 切换语言 / Language
    .word = 语言
command-help = 怎么用，附例子
    .word = 帮助
command-start = 开始或重新设置
    .word = 开始
command-resume = 恢复推送，并问要不要补看
    .word = 恢复
command-unsubscribe = 退订一个主题，可撤销
    .word = 退订
command-paper = 用编号或链接打开一篇论文
    .word = 论文
command-here = 把本群的主题发到当前话题
    .word = 发到这里
command-connect = 绑定你管理的群组或频道
    .word = 绑定
command-feedback = 告诉管理员哪里不对
    .word = 反馈
command-cancel = 退出当前步骤
    .word = 取消
command-privacy = 保存了什么，保存多久
    .word = 隐私
command-export = 导出你的全部数据
    .word = 导出
command-forget = 删除全部数据，需确认
    .word = 删除数据
command-admin = 运行情况，只给管理员
    .word = 管理

bot-description = 每天早上，把你关心的 AI 论文整理成一屏。订阅主题，随时搜索，中英双语。
bot-short-description = 每天早上一屏 AI 论文，只看你订阅的主题。

help-title = <b>怎么用</b>
help-intro = 订阅几个主题，每天到你定的时间，把新论文整理成一屏送来。点数字看详情。
help-intro-group = 在群里只用斜杠命令；主题和设置由管理员修改。
help-command = /{ $name } { $word } — { $description }
help-examples-title = <b>例子</b>
help-examples =
    <code>订阅 智能体 记忆</code> — 两个词都要有
    <code>搜索 "world model" OR 世界模型</code> — 短语，任意一个
    <code>搜索 扩散模型 -视频</code> — 不要带「视频」的
    <code>搜索 标题:bench 作者:chen</code> — 标题和作者，也可以写 title: author:
    <code>搜索 智能体 2025年9月</code> — 那个月的
    <code>搜索 智能体 近7天 sort:hot</code> — 近 7 天的，点赞多的在前
    <code>2510.01051</code> — 编号或 arXiv 链接，直接打开
help-examples-group =
    <code>/subscribe 智能体 记忆</code> — 两个词都要有（管理员）
    <code>/search "world model" OR 世界模型</code> — 短语，任意一个
    <code>/search 扩散模型 -视频</code> — 不要带「视频」的
    <code>/search title:bench author:chen</code> — 标题和作者
    <code>/search 智能体 近7天 sort:hot</code> — 近 7 天的，点赞多的在前
    <code>/paper 2510.01051</code> — 用编号或 arXiv 链接打开
help-words = 私聊里可以不写斜杠，词后面空一格就行；直接发词就是搜索，发 arXiv 链接就打开论文。
help-inline = 在任何聊天里输入 <code>@{ $bot } 词</code>，选一篇就能发出去。
