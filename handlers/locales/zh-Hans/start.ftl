# 第一分钟。
welcome =
    <b>你好，这里是晨报。</b>
    每天早上，把你关心的 AI 论文整理成一屏；平时直接发词就能搜索。

    先选几个主题，点一下订阅，再点一下退订。也可以直接说，比如 <code>订阅 智能体 记忆</code>。
welcome-group =
    <b>大家好，这里是晨报。</b>
    每天早上，把本群关心的 AI 论文整理成一屏。随时用 <code>/search 词</code> 搜索。

    管理员可以在这里选主题和时间，选了时间才会送；也可以发送 <code>/subscribe 智能体 记忆</code>。
welcome-time-button = { $hours }（{ $zone }）
welcome-zones-button = 别的时区
time-proposal =
    <b>什么时候送？</b>
    每天 { $hours }（北京时间），怎么样？你点了才会开始送。
time-question =
    <b>你那里现在几点？</b>
    点一下，每天当地时间 { $hours } 送到。没有你的时间，就发送城市，比如 <code>/settings 慕尼黑</code>。
time-confirm = 好，每天 { $hours }
time-other-zone = 我在别的时区
time-confirmed =
    <b>说好了：每天 { $hours }（{ $zone }）。</b>
    第一份：{ $first }。{ $hours } 时当天的论文往往还没公布，送的是最近一天的。
time-confirmed-preview = 如果现在就送，会是这样：
time-confirmed-no-topics = 还没有主题。先选几个，到时候才有东西送。
time-settings-button = 设置
