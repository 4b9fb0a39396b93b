privacy-until-deleted = <b>儲存到刪除為止</b>；封鎖或移除機器人滿 { $days } 天也會自動刪除，在那之前回來，一切照舊：
