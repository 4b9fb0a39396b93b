# 指令選單和說明；搜得到的例子。這裡只寫轉換會出錯、或台灣不這麼說的句子，其餘由 zh-Hans 轉換。
command-search = 搜論文：詞、"片語"、作者
    .word = 搜尋

bot-description = 每天早上，把你關心的 AI 論文整理在一個畫面裡。訂閱主題，隨時搜尋，中英雙語。
bot-short-description = 每天早上一個畫面的 AI 論文，只看你訂閱的主題。

help-intro = 訂閱幾個主題，每天到你定的時間，把新論文整理在一個畫面裡送來。點數字看詳情。
help-intro-group = 在群組裡只用斜線指令；主題和設定由管理員修改。
help-words = 私聊裡可以不寫斜線，詞後面空一格就行；直接發詞就是搜尋，發 arXiv 連結就開啟論文。
help-examples =
    <code>訂閱 智能體 記憶</code> — 兩個詞都要有
    <code>搜尋 "world model" OR 世界模型</code> — 片語，任意一個
    <code>搜尋 擴散模型 -圖像</code> — 不要帶「圖像」的
    <code>搜尋 標題:bench 作者:chen</code> — 標題和作者，也可以寫 title: author:
    <code>搜尋 智能體 2025年9月</code> — 那個月的
    <code>搜尋 智能體 近7天 sort:hot</code> — 近七天的，按讚多的在前
    <code>2510.01051</code> — 編號或 arXiv 連結，直接開啟
help-examples-group =
    <code>/subscribe 智能體 記憶</code> — 兩個詞都要有（管理員）
    <code>/search "world model" OR 世界模型</code> — 片語，任意一個
    <code>/search 擴散模型 -圖像</code> — 不要帶「圖像」的
    <code>/search title:bench author:chen</code> — 標題和作者
    <code>/search 智能體 近7天 sort:hot</code> — 近七天的，按讚多的在前
    <code>/paper 2510.01051</code> — 用編號或 arXiv 連結開啟
