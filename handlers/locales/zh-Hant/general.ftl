unknown-command = 沒有 { $command } 這個指令。傳送 /help 看全部指令。
no-such-button = 這個按鈕來自舊訊息，已經不能用了。請重新傳送指令。
