# 论文详情。
card-tldr = 一句话
card-abstract = 摘要
card-details = 详细内容
card-other-language = （尚无{ $wanted ->
    [en] 英文
   *[zh] 中文译文
}）
card-authors = 作者：{ $names }
card-authors-more = 作者：{ $names } 等 { $count } 人
card-organization = 机构：{ $name }
card-published = 发表于 { $date }
card-digest = 收录于 { $date }
card-upvotes = HF 点赞 { $count }
card-stars = GitHub 星标 { $count }
card-keywords = 关键词：{ $keywords }
card-page = 第 { $page }/{ $pages } 页
card-page-back = ‹ 上一页
card-page-on = 接着看 { $page }/{ $pages } ›
card-previous = ‹ 上一篇
card-next = 下一篇 ›
card-why = 匹配主题：{ $reason }
card-similar = 相似
card-bibtex = BibTeX
card-share = 分享
card-back = « 论文
card-nothing-similar = 库里没有和它相似的论文。
card-keyword-gone = 这篇论文已经没有这个关键词了。
card-code = 代码
card-project = 项目主页
card-categories = arXiv 分类：{ $names }
