"""A small library for tests: titles and ids are facts, every sentence is ours."""

from datetime import UTC, date, datetime

from recording import digest, entry

from storage.records import Digest, DigestFormat, Section

DAY = date(2025, 10, 3)
MORNING = datetime(2025, 10, 3, 2, tzinfo=UTC)
"""Ten o'clock in Shanghai, on the samples' day."""

_AGENTS = (
    ("2510.01051", "GEM: A Gym for Agentic LLMs", ("强化学习", "环境模拟器")),
    ("2510.00615", "ACON: Optimizing Context Compression for Long-horizon LLM Agents", ("长程智能体", "上下文压缩")),
    ("2510.01174", "Code2Video: A Code-centric Paradigm for Educational Video Generation", ("教育视频生成", "多智能体框架")),
    ("2509.25301", "Flash-Searcher: Fast and Effective Web Agents via DAG-Based Parallel Execution", ("并行推理框架", "有向无环图")),
    ("2510.00967", "QUASAR: Quantum Assembly Code Generation Using Tool-Augmented LLMs via Agentic RL", ("量子汇编代码", "智能体强化学习")),
    ("2509.22887", "Infusing Theory of Mind into Socially Intelligent LLM Agents", ("对话智能体", "心智理论")),
    ("2510.00510", "JoyAgent-JDGenie: Technical Report on the GAIA", ("通用智能体", "分层记忆系统")),
    ("2509.19185", "An Empirical Study of Testing Practices in Open Source AI Agent Frameworks and Agentic Applications", ("AI智能体", "测试实践")),
    ("2510.00536", "GUI-KV: Efficient GUI Agents via KV Cache with Spatio-Temporal Awareness", ("GUI代理", "KV缓存压缩")),
)  # fmt: skip
_DIFFUSION = (
    ("2509.25162", "Aligning Visual Foundation Encoders to Tokenizers for Diffusion Models", ("视觉编码器对齐", "图像分词器")),
    ("2510.00438", "BindWeave: Subject-Consistent Video Generation via Cross-Modal Integration", ("主体一致性视频生成", "扩散模型")),
    ("2510.00352", "ReSWD: ReSTIR'd, not shaken. Combining Reservoir Sampling and Sliced Wasserstein Distance", ("分布匹配", "扩散引导")),
)  # fmt: skip
_OTHERS = (
    ("2509.25454", "DeepSearch: Overcome the Bottleneck of Reinforcement Learning with Verifiable Rewards via Monte Carlo Tree Search", ("强化学习", "蒙特卡洛树搜索")),
    ("2509.25849", "Knapsack RL: Unlocking Exploration of LLMs via Optimizing Budget Allocation", ("强化学习", "预算分配")),
    ("2509.22944", "SINQ: Sinkhorn-Normalized Quantization for Calibration-Free Low-Precision LLM Weights", ("模型量化", "双轴缩放")),
)  # fmt: skip

_SECTION = Section(
    "关键方法",
    "- **做法**：先搭一个环境，再让模型在里面**“反复练习”**，代价 $O(n \\times m)$。\n"
    "- **结果**：比基线高 <unk> 个点，见 `run_all.py`。",
)


def sample_digests() -> tuple[Digest, ...]:
    """The summary of a day with fifteen papers, and what the API adds to one of them."""
    summaries = [
        entry(
            arxiv_id,
            title,
            keywords_zh=keywords,
            tldr_zh=f"这篇论文讨论{keywords[0]}，并给出一个简单可行的办法。",
            sections=(_SECTION,),
        )
        for arxiv_id, title, keywords in (*_AGENTS, *_DIFFUSION, *_OTHERS)
    ]
    details = entry(
        "2510.01051",
        "GEM: A Gym for Agentic LLMs",
        abstract="We describe an environment in which language models practise over many turns.",
        tldr="An environment suite for training agents.",
        authors=("Zichen Liu", "Anya Sims", "Keyu Duan", "Changyu Chen", "Simon Yu", "Wei Shi"),
        upvotes=57,
        github_stars=120,
        code_url="https://github.com/axon-rl/gem",
        published_on=date(2025, 10, 1),
    )
    return digest(DigestFormat.SUMMARY, *summaries), digest(DigestFormat.API, details)
