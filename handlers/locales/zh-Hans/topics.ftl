# 主题。
topics-title = <b>我的主题</b>（{ $count }）
topics-title-group = <b>本群的主题</b>（{ $count }）
topics-none = 还没有主题。发送 <code>订阅 智能体</code>，或从现成的里选。
topics-none-group = 还没有主题。管理员可以发送 <code>/subscribe 智能体</code>，或从现成的里选。
topics-hint = 点名字查看、修改或退订。
topics-instant = （即时）
topics-muted = （静音）
topics-page = 第 { $page }/{ $pages } 页
topics-ready-made-button = ＋ 现成主题
topics-back-button = « 我的主题
topics-followed-again = 「{ $topic }」回来了。
topics-removed = 已退订「{ $topic }」。
topics-undo-button = 撤销：恢复「{ $topic }」
ready-made-title = <b>现成主题</b>：点一下订阅，再点一下退订。
ready-made-title-inside = <b>现成主题</b>：点一个，看看它匹配什么、有多少篇，也可以改词。
ready-made-inside-button = 看看里面
ready-made-choose-button = 直接选
ready-made-back-button = « 现成主题
unsubscribe-unknown = 没有名为 { $topic } 的主题。

# 一个主题。
topic-title = <b>{ $topic }</b>
topic-place = （第 { $number }/{ $count } 个）
topic-matches = 匹配 { $query }
topic-added = 也算 { $words }
topic-added-for = { $word }（{ $terms }）
topic-words-hint = 点带 ✓ 的词去掉它，点带 ＋ 的词加上它。
topic-counts = 近 7 天 { $week } 篇，近 30 天 { $month } 篇，全部 { $total } 篇
topic-muted = 静音中：晨报里暂时没有它，位置还留着。
topic-instant = 即时推送：新论文一到就发，一小时最多 { $maximum } 篇，其余随晨报，不会重复。免打扰、休息日和暂停时不发。
topic-instant-button = 即时推送
topic-reworded = 改好了。
topic-renamed = 改名了。
topic-words-button = 改词
topic-name-button = 改名
topic-mute-button = 静音
topic-unmute-button = 取消静音
topic-up-button = ↑
topic-down-button = ↓
topic-remove-button = ✕ 退订
topic-share-button = 分享
topic-shared = 晨报主题：{ $topic }

# 请人写的话。
ask-name = 「{ $topic }」改叫什么？
ask-words = 「{ $topic }」换成哪些词？
ask-how = 直接发给我就行。不想改，点下面或发送 /cancel。
ask-how-group = 回复这条消息就行。不想改，点下面或发送 /cancel。
ask-back-button = « 不改了
rename-too-long = 名字太长了，最多 { $limit } 个字。再发一个，或发送 /cancel。
rename-taken = 已经有一个主题叫「{ $topic }」了。再发一个，或发送 /cancel。
question-left = 好，不改了。
question-none = 现在没有要取消的。

# 订阅前的预览。
subscribe-empty = 把想订阅的词写在后面，比如 <code>订阅 智能体 记忆</code>。也可以从现成的里选：
subscribe-empty-group = 把想订阅的词写在后面，比如 <code>/subscribe 智能体 记忆</code>。也可以从现成的里选：
subscribe-no-words = { $query } 里没有可以订阅的词。请写一两个词，比如 <code>智能体</code>。
subscribe-only-exclusions = { $query } 里只有不要的词。再加一个想要的词，比如 <code>扩散模型 -视频</code>。
subscribe-too-long = 一个主题最多 { $limit } 个字符，这里有 { $count } 个。请分成几个主题。
subscribe-too-many-terms = 一个主题最多 { $limit } 个词，这里有 { $count } 个。请分成几个主题。
subscribe-done = 已订阅「{ $topic }」。
subscribe-already = 「{ $topic }」已经订阅过了。
subscribe-limit = 最多订阅 { $limit } 个主题，现在已经满了。先退订一个：/topics
subscribe-when = 每天 { $hours }（{ $zone }）送到。
subscribe-undo-button = 撤销
subscribe-search-button = 搜一搜
preview-title = <b>订阅「{ $topic }」？</b>
preview-title-change = <b>把「{ $topic }」换成「{ $words }」？</b>
preview-recent = 近 30 天 { $count } 篇，{ $rate }。最新的：
preview-recent-young = 近 30 天 { $count } 篇（库里只有 { $days } 天的论文），{ $rate }。最新的：
preview-per-day = 每天约 { $count } 篇
preview-per-week = 每周约 { $count } 篇
preview-rare = 不到每周一篇
preview-older = 近 30 天没有，有了就送来。更早的有 { $total } 篇，最新的：
preview-never = 库里还没有一篇匹配。检查一下写法，或换个说法。
preview-uncounted = 搜索索引正在重建，暂时数不出有多少篇。
preview-same = 你的主题「{ $topic }」匹配的就是这些。
preview-similar = 你的主题「{ $topic }」就是这几个词，只是加上的词不同。
preview-same-button = 打开「{ $topic }」
preview-two-senses = 「{ $word }」有两个意思：{ $first }，或{ $second }。只要其中一个，就点下面换成更清楚的词。
preview-one-sense = 这里的「{ $word }」是{ $first }。想要的是{ $second }，就点下面。
preview-wide = 每天约 { $count } 篇，有点多；再加一个词会窄一些。
preview-narrower = 更窄的现成主题，点一下看看：
preview-suggested = 是不是想找下面这些？点一下看看。
preview-ignored = 主题里没有用到 { $parts }：日期和排序只用于搜索。
preview-follow-button = 订阅
preview-save-button = 保存
preview-cancel-button = 取消
preview-cancelled = 没有订阅「{ $topic }」。

# 一个群里的话题。
here-done = 好，本群的 { $count } 个主题以后都发到这里。
here-already = 本群的 { $count } 个主题本来就发到这里。
here-no-topics = 好，晨报以后发到这里。还没有主题，管理员可以发送 <code>/subscribe 智能体</code>。
here-private = 这个命令用在群里：想让晨报发到哪个话题，就在那里发送 <code>/here</code>。
