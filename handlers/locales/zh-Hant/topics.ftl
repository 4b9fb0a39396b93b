subscribe-only-exclusions = { $query } 裡只有不要的詞。再加一個想要的詞，比如 <code>擴散模型 -圖像</code>。
