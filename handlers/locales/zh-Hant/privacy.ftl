privacy-until-deleted = <b>儲存到刪除為止</b>，封鎖或移除機器人後也保留：
