card-keywords = 關鍵字：{ $keywords }
card-stars = GitHub 星星 { $count }
card-project = 專案首頁
