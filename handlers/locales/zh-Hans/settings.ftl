# 设置。
settings-main =
    <b>设置</b>
    时间：{ $hours }
    时区：{ $zone }
    篇数：最多 { $maximum } 篇，其余点按钮看
    语言：{ $language }
settings-zone-unset = 还没选，选了才会送
settings-wait = 中文摘要：{ $state }
settings-wait-on = 等它，最多 { $hours } 小时
settings-wait-off = 不等
settings-next = 下一份：{ $date } { $hour }
settings-no-next = 下一份的时间还没定：先选时区。
settings-hours-button = 时间
settings-zone-button = 时区
settings-maximum-button = 篇数
settings-language-button = 语言 / Language
settings-wait-button = 改为等中文摘要
settings-no-wait-button = 改为不等中文摘要
settings-back-button = « 设置
settings-zones = <b>时区</b>：点一个城市。没有你的城市，直接发送就行，比如 <code>/settings 慕尼黑</code>。
settings-hours = <b>时间</b>：点一下加上，再点去掉，最多 { $most } 个。别的时间直接发送，比如 <code>/settings 07:30</code>。
settings-maximum = <b>篇数</b>：每份晨报最多列出几篇，其余的点按钮看。
settings-language-unknown = 没有 { $text } 这种语言，请在下面选。
settings-language = <b>语言</b>：按钮、晨报和命令菜单用哪一种。搜索不分语言，都能找到。
settings-papers-button = 论文语言
settings-papers = <b>论文语言</b>：论文详情用哪种语言。还没有译文的，显示另一种语言，并注明。
settings-papers-chinese = 中文
settings-papers-original-title = 中文，附原题
settings-papers-english = 英文
settings-papers-both = 中英都要
settings-empty-days = <b>没有论文的日子</b>：要不要说一声？说的时候不响铃，会写明原因。来源本来就不出论文的日子（比如周末）不说。
settings-empty-days-some = 第一天，以后每三天
settings-empty-days-daily = 每天
settings-empty-days-never = 不用说
settings-empty-days-unclear = 没有论文的日子，什么时候说一声？{ $text } 看不懂，请写成 <code>/settings 空日子 每天</code>、<code>/settings 空日子 偶尔</code>（第一天，以后每三天）或 <code>/settings 空日子 不说</code>。
settings-empty-days-button = 没有论文的日子
settings-layout-button = 版式
settings-layout =
    <b>版式</b>
    简洁：一篇一行，一屏看完
    详细：中英标题、摘要开头、匹配原因
    富文本：摘要点开看，公式排好版

    从下一份起生效，/today 可以先看。
settings-layout-compact = 简洁
settings-layout-normal = 详细
settings-layout-rich = 富文本
settings-instant-button = 即时推送
settings-instant-are = 即时推送：{ $count } 个主题
settings-instant = <b>即时推送</b>：点一个主题，它的新论文一到就发，一小时最多 { $maximum } 篇，其余随晨报，不会重复。免打扰、休息日和暂停时不发；免打扰结束时补上，隔得太久的随晨报。
settings-instant-no-topics = 现在还没有主题。
settings-layout-is = 版式：{ $layout }
settings-silent-is = 声音：不响铃
settings-papers-are = 论文语言：{ $papers }
settings-empty-days-are = 没有论文的日子：{ $choice }
settings-silent-button = 不响铃
settings-hours-one-stays = 至少要留一个时间。
settings-hours-many = 一天最多送 { $most } 次。
settings-hour-impossible = { $hour } 不是一个时间。请写 00:00 到 23:59，比如 <code>/settings 07:30</code>。
settings-zone-unknown = 看不懂 { $zone }：不是设置，也不是我认识的城市或时区。可以写 <code>/settings 上海</code>、<code>/settings 07:30</code>、<code>/settings 免打扰 22:00-07:00</code>、<code>/settings 暂停 7 天</code>，也可以只发 /settings，用按钮改。
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
settings-days = <b>星期</b>：点一下加上，再点去掉。也可以直接发送，比如 <code>/settings 周一 周三 周五</code>。
settings-days-one-stays = 至少要留一天。
settings-quiet = <b>免打扰</b>：这段时间里，迟到的晨报、重试和别的通知都等结束再送。你自己选的时间照常送。别的时段直接发送，比如 <code>/settings 免打扰 22:30-06:30</code>。
settings-quiet-unclear = 哪个时段？{ $text } 看不懂，请写成 <code>/settings 免打扰 22:00-07:00</code> 或 <code>/settings 免打扰 关</code>。
settings-pause = <b>暂停</b>：停多久？要停到某一天，直接发送，比如 <code>/pause 12月24日</code>。
settings-pause-days = { $days } 天
settings-pause-unclear = 停到什么时候？{ $text } 不是今后一年里的日子，请写成 <code>/pause 7 天</code> 或 <code>/pause 12月24日</code>。
resumed = 推送恢复了。有错过的，下一份会给出其中最好的十篇。
resume-not-paused = 推送没有暂停。
resume-missed-button = 现在就看
settings-resume-button = 现在恢复
settings-undo-button = 撤销
rich-more = 详情
rich-sample-title = 富文本示例
rich-sample-text = 晨报会这样分标题，<b>每篇论文</b>的摘要、作者和链接收在下面这样的折叠里。
rich-sample-fold = 点这里展开
rich-sample-formula = 公式会排好版：
rich-sample-refused = 这里本来是一条富文本示例，但服务器没有收下它，只能发这一句。请在下面选「看不到」。
rich-question = 上面那条能看清吗？应该有一个大标题、一段文字，和一个点开后有公式的折叠。有些客户端会显示成空白，所以先问一下；你不选，版式就不变。
rich-readable-button = 看得清，用富文本
rich-unreadable-button = 看不到，或者是空白
rich-taken = 好，从下一份起用富文本版式，/today 可以先看看。哪天服务器不支持了，会自动改用详细版。
rich-left = 好，版式没有变。等客户端更新以后可以再试。
rich-layouts-button = « 版式
