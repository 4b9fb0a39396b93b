# 收藏的论文。
card-save = ☆ 收藏
card-saved = ★ 已收藏
saved-added = 已收藏。发送 /saved 看全部。
saved-removed = 已取消收藏。
saved-in-group = 已收藏到你自己的列表。私聊我发送 /saved 就能看到。
saved-title = <b>收藏：{ $count } 篇论文</b>
saved-none = 还没有收藏。打开一篇论文，点 ☆ 收藏，它就会出现在这里。
saved-none-to-export = 还没有收藏，没有可导出的。
saved-back-button = « 收藏
saved-export-button = 导出 BibTeX
saved-exported = { $count } 篇论文的 BibTeX，Zotero、JabRef 和 LaTeX 都能直接用。
