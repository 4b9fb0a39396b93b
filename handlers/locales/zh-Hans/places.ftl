# 用位置定时区。
place-button = 📍 用我的位置
place-ask = 点下面的按钮，把位置发给我；或者直接写城市名，比如 <code>杭州</code>。位置只用来查时区，查完就丢掉，不保存。
place-send-button = 📍 发送我的位置
place-cancel-button = 取消
place-set = 时区定为 { $zone }，那里现在 { $hour }。
place-same = 这里就是你的时区 { $zone }，现在 { $hour }。位置没有保存。
place-unasked = 要把这里当作你的时区吗？这里是 { $zone }，现在 { $hour }。位置没有保存。
place-yes-button = 用 { $zone }
place-no-button = 不用
place-left = 好，时区没有改。
place-nowhere = 这个位置查不到时区，可能在海上或极地。写一个时间和你那里一样的城市就行，比如 <code>/settings 上海</code>。
place-city-unknown = 不认识 { $city }。写一个附近的大城市，或点按钮发送位置。不改了，发送 /cancel。
place-city-similar = 不认识 { $city }。是不是 <code>{ $similar }</code>？再写一次，或点按钮发送位置。不改了，发送 /cancel。
