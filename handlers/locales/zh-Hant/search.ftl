results-upvotes = { $count } 個讚
results-as-command = 當作指令：{ $command }
search-example-without = 擴散模型 -圖像
search-no-hits-many-words = 這些詞要同時出現才算。少寫幾個詞，或用 <code>OR</code> 連接，比如 <code>{ $example }</code>。
