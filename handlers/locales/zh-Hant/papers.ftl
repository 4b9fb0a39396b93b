card-keywords = 關鍵字：{ $keywords }
card-stars = GitHub 星星 { $count }
card-project = 專案首頁
card-keyword-gone = 這篇論文已經沒有這個關鍵字了。
