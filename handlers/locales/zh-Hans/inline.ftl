# 内联模式。按钮在结果上方，要短。
inline-open = 在晨报里打开
inline-nothing = 没有找到「{ $query }」，看看怎么改
inline-no-papers = 库里还没有论文
inline-nearest = 没有完全符合「{ $query }」的，以下最接近
inline-nothing-to-look-for = 「{ $query }」里没有能搜索的词
inline-unknown = 库里还没有 { $identifier }
