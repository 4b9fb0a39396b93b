# /connect，以及在私聊里管理群组和频道。
connect =
    <b>把晨报带到群组或频道</b>
    先把我加进去：群里大家都能搜索，也能收晨报；频道里我每天发晨报，需要发消息和编辑消息的权限。
    然后在这里选一个你管理的，用私聊里的命令管它的主题和设置。
connect-group-button = 加到群组
connect-channel-button = 加到频道
connect-list-button = 我管理的群组和频道
connect-more-button = 再看一些 ›
connect-choose = 管理哪一个？没有列出来的，在那个群里发一次 /start；频道就把我移除，再加一次。
connect-none = 还没有我们都在、又由你管理的群组或频道。先把我加进去：
connected =
    我现在是频道「{ $chat }」的管理员了。
    点一下按钮，就能在这里订阅主题、定时间，晨报会发到频道里。
connected-button = 设置这个频道
steering-began = 一天之内，私聊里的 /topics、/subscribe、/unsubscribe、/settings、/status、/pause 和 /resume 都管它。直接发词和 /search 仍是你自己的。
steering-topics-button = 主题
steering-settings-button = 设置
steering-about = 📍 <b>{ $chat }</b>
steering-stop-button = ‹ 回到我自己
steering-ended = 好，命令又都管你自己的晨报了。
steering-lost = 你现在不是那里的管理员，或者我不在那里了。命令又都管你自己的晨报。
steering-unknown = 我没有那个群组或频道的记录。请先把我加进去。我已经在那里的话，在群里发一次 /start；频道就把我移除，再加一次。
welcome-connect-button = 用在群组或频道里
welcome-steer-button = 管理员：在私聊里设置本群
topics-threads-button = 发到哪里
threads-title = <b>主题发到哪里</b>
threads-hint = 点一个主题，换到下一个地方。要加一个话题，就在那个话题里发送 <code>/here</code>。
threads-all-button = 全部发到：{ $place }
thread-general = General
thread-numbered = 话题 { $number }
thread-lost = （已关闭）
notice-restricted-group =
    <b>群「{ $chat }」不让我发消息了</b>
    请在群的权限里允许成员发消息，或者把我设为管理员。晨报先留着，能发了就补上。
notice-restricted-channel =
    <b>我不能在频道「{ $chat }」里发消息</b>
    请把我设为频道的管理员，并打开「发布消息」权限。晨报先留着，能发了就补上。
restricted-again-button = 好了，再试一次
restricted-tried = 马上再试。
close-button = ✕ 关闭
not-your-answer = 这是别人的结果，只有那个人和管理员能点。发送 /search 词，看你自己的。
ask-not-here = 这里打不了字。请用命令，比如 /subscribe 词。
results-private-button = 在私聊里看
