# 设置。
settings-main =
    <b>设置</b>
    时间：{ $hours }
    时区：{ $zone }
    每份最多：{ $maximum } 篇，其余在按钮后面
    语言：{ $language }
settings-zone-unset = 还没定，定了才会送
settings-wait = 中文摘要：{ $state }
settings-wait-on = 等它，最多 { $hours } 小时
settings-wait-off = 不等
settings-next = 下一份：{ $date } { $hour }
settings-no-next = 下一份的时间还没定：先选时区。
settings-hours-button = 时间
settings-zone-button = 时区
settings-maximum-button = 篇数
settings-language-button = 语言 / Language
settings-wait-button = 中文摘要：{ $state }
settings-back-button = « 设置
settings-zones = <b>时区</b>：点一个城市。列表里没有的，发送 <code>/settings Europe/Berlin</code> 这样的话。
settings-hours = <b>时间</b>：点一下加上，再点去掉，最多 { $most } 个。别的时间，发送 <code>/settings 07:30</code> 这样的话。
settings-maximum = <b>每份最多几篇</b>：其余的在一个按钮后面。
settings-language = <b>语言</b>：按钮、晨报和命令菜单用哪一种。搜索不分语言，都能找到。
settings-papers-button = 论文语言
settings-papers = <b>论文语言</b>：论文详情用哪种语言。还没有译文的，显示另一种语言，并注明。
settings-papers-chinese = 中文
settings-papers-original-title = 中文，附原题
settings-papers-english = 英文
settings-papers-both = 中英都要
settings-empty-days = <b>没有论文的日子</b>：要不要说一声？说的时候不响铃，会写明原因。来源不出论文的日子（比如周末）一直不说。
settings-empty-days-some = 第一天，以后每三天
settings-empty-days-daily = 每天
settings-empty-days-never = 不用说
settings-empty-days-unclear = 没有论文的日子，什么时候说一声？请写成 <code>/settings 空日子 每天</code>、<code>/settings 空日子 偶尔</code>（第一天，以后每三天）或 <code>/settings 空日子 不说</code>。
settings-empty-days-button = 没有论文的日子
settings-layout-button = 版式
settings-layout = <b>版式</b>：简洁版一篇一行，一屏看完；详细版有中英文标题、摘要开头和匹配原因。从下一份起，/today 可以先看看。
settings-layout-compact = 简洁
settings-layout-normal = 详细
settings-silent-button = 不响铃
settings-hours-one-stays = 至少要留一个时间。
settings-hours-many = 一天最多送 { $most } 次。
settings-hour-impossible = { $hour } 不是一个时间。请写 00:00 到 23:59，比如 <code>/settings 07:30</code>。
settings-zone-unknown = 看不懂 { $zone }，它也不是认识的城市或时区。可以写 <code>/settings 上海</code>、<code>/settings 07:30</code>、<code>/settings 免打扰 22:00-07:00</code>、<code>/settings 暂停 7 天</code>；只发 /settings，用按钮也能改。
settings-zone-unknown-similar = 不认识时区 { $zone }。是不是 <code>/settings { $similar }</code>？
settings-days-button = 星期
settings-quiet-button = 免打扰
settings-pause-button = 暂停
settings-days-all = 每天
settings-days-workdays = 工作日
settings-days-are = 星期：{ $days }
settings-quiet-are = 免打扰：{ $hours }
settings-quiet-none = 没有
settings-paused = 暂停到 { $date }。之后的第一份会给出这段时间里最好的十篇。
settings-days = <b>星期</b>：点一下加上，再点去掉。也可以发送 <code>/settings 周一 周三 周五</code> 这样的话。
settings-days-one-stays = 至少要留一天。
settings-quiet = <b>免打扰</b>：迟到的、重试的，还有别的通知，都等到它结束再送。你自己选的时间照常送。别的时段，发送 <code>/settings 免打扰 22:30-06:30</code> 这样的话。
settings-quiet-unclear = 哪个时段？请写成 <code>/settings 免打扰 22:00-07:00</code> 或 <code>/settings 免打扰 关</code>。
settings-pause = <b>暂停</b>：停多久？要停到某一天，发送 <code>/pause 2026-12-24</code> 这样的话。
settings-pause-days = { $days } 天
settings-pause-unclear = 停到什么时候？请写成 <code>/pause 7 天</code> 或 <code>/pause 2026-12-24</code>，最长一年。
resumed = 推送恢复了。有错过的，下一份会给出其中最好的十篇。
resume-not-paused = 没有在暂停。
resume-missed-button = 现在就看
settings-resume-button = 现在恢复
settings-undo-button = 撤销
