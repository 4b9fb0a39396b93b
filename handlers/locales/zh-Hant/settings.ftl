settings-language = <b>語言</b>：按鈕、晨報和指令選單用哪一種。搜尋不分語言，都能找到。
