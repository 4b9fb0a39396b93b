"""
Ready-made topics: names and queries that readers follow with one tap.

Each is just a query that one can open and change. The widest name narrower neighbours, which
are offered beside them. The keys go into buttons and never change.
"""

from dataclasses import dataclass
from functools import cache

from handlers.traditional import in_script, traditional
from storage.records import Language
from storage.search.folding import fold_case
from storage.search.query import parse


@dataclass(frozen=True, slots=True)
class ReadyMadeTopic:
    """A topic that we offer."""

    key: str
    name_zh: str
    name_en: str
    query: str
    narrower: tuple[str, ...] = ()
    """Keys of topics for those to whom this one brings too much."""

    def name(self, language: Language) -> str:
        """Its name in the reader's language."""
        return in_script(self.name_zh, language) if language.is_chinese else self.name_en


def _topic(
    key: str, name_zh: str, name_en: str, *terms: str, narrower: tuple[str, ...] = ()
) -> ReadyMadeTopic:
    return ReadyMadeTopic(key, name_zh, name_en, " OR ".join(map(_term, terms)), narrower)


def _term(term: str) -> str:
    field, _, value = term.rpartition(":")
    quoted = f'"{value}"' if " " in value else value
    return f"{field}:{quoted}" if field else quoted


READY_MADE: tuple[ReadyMadeTopic, ...] = (
    _topic(
        "agents", "智能体", "Agents", "智能体", "agent", "agentic",
        narrower=("multi-agent", "tool-use", "computer-use", "deep-research"),
    ),
    _topic("multi-agent", "多智能体", "Multi-agent", "多智能体", "multi-agent", "agent swarm"),
    _topic(
        "tool-use", "工具调用", "Tool use",
        "工具调用", "工具使用", "tool use", "tool calling", "tool-integrated", "MCP",
    ),
    _topic(
        "computer-use", "界面操作", "Computer use", "GUI", "computer use", "web navigation", "网页操作"
    ),
    _topic(
        "deep-research", "深度研究", "Deep research",
        "深度研究", "深度搜索", "deep research", "deep search", "search agent", "搜索智能体", "web agent",
    ),
    _topic(
        "rl", "强化学习", "RL", "强化学习", "reinforcement learning", "RLHF", "RLVR", "GRPO",
        narrower=("math", "code", "alignment", "robotics"),
    ),
    _topic(
        "reasoning", "推理", "Reasoning",
        "思维链", "chain-of-thought", "推理模型", "推理能力", "复杂推理", "reasoning",
        narrower=("math", "code", "deep-research", "long-context"),
    ),
    _topic(
        "math", "数学与证明", "Math and proofs",
        "数学推理", "定理证明", "mathematical reasoning", "math reasoning", "theorem proving",
        "title:math", "title:数学",
    ),
    _topic(
        "code", "代码", "Code",
        "代码生成", "code generation", "软件工程", "software engineering", "SWE-bench", "coding agent",
        "编程语言", "program synthesis",
    ),
    _topic(
        "multimodal", "多模态模型", "Multimodal",
        "多模态", "视觉语言", "multimodal", "vision-language", "VLM", "MLLM",
        narrower=("image-generation", "video", "computer-use", "robotics"),
    ),
    _topic("diffusion", "扩散模型", "Diffusion", "扩散", "diffusion", "流匹配", "flow matching"),
    _topic(
        "image-generation", "图像生成", "Image generation",
        "图像生成", "图像编辑", "文生图", "image generation", "image editing", "text-to-image",
    ),
    _topic(
        "video", "视频", "Video",
        "视频生成", "视频理解", "视频问答", "长视频", "video generation", "video understanding", "long video",
        "text-to-video",
    ),
    _topic("3d", "三维", "3D", "三维", "3D", "高斯溅射", "gaussian splatting", "NeRF"),
    _topic(
        "robotics", "具身与机器人", "Robotics",
        "机器人", "具身", "robot", "robotic", "embodied", "VLA",
    ),
    _topic("world-models", "世界模型", "World models", "世界模型", "world model"),
    _topic("rag", "检索增强", "RAG", "检索增强", "retrieval-augmented", "RAG"),
    _topic(
        "long-context", "长上下文与记忆", "Context, memory",
        "长上下文", "长文本", "long context", "context window", "上下文压缩", "长期记忆", "long-term memory",
        "memory system",
    ),
    _topic(
        "efficiency", "量化与加速", "Efficiency",
        "模型量化", "量化方法", "训练后量化", "quantization", "剪枝", "pruning", "KV缓存", "KV cache",
        "投机解码", "speculative decoding", "推理加速",
    ),
    _topic(
        "architectures", "新架构", "Architectures",
        "Mamba", "状态空间", "state space model", "混合专家", "mixture-of-experts", "MoE", "线性注意力",
        "linear attention",
    ),
    _topic(
        "training-data", "数据与预训练", "Training data",
        "预训练数据", "pre-training data", "pretraining data", "合成数据", "synthetic data", "数据筛选",
        "data curation", "data selection",
    ),
    _topic(
        "alignment", "对齐", "Alignment",
        "偏好优化", "preference optimization", "DPO", "RLHF", "人类偏好", "human preference", "奖励模型",
        "reward model",
    ),
    _topic(
        "safety", "安全与幻觉", "Safety",
        "安全性", "safety", "越狱", "jailbreak", "红队", "red-teaming", "幻觉", "hallucination",
    ),
    _topic(
        "interpretability", "可解释性", "Interpretability",
        "可解释性", "interpretability", "mechanistic", "稀疏自编码器", "sparse autoencoder", "逆向工程",
    ),
    _topic("audio", "语音与音频", "Audio", "语音", "音频", "音乐", "speech", "audio", "music", "TTS"),
    _topic(
        "medicine", "医疗与生命科学", "Medicine",
        "医学", "医疗", "临床", "蛋白质", "药物", "medical", "clinical", "protein", "drug",
    ),
    _topic(
        "surveys", "综述与技术报告", "Surveys, reports",
        "title:survey", "title:综述", "title:technical report", "title:技术报告",
    ),
    _topic(
        "benchmarks", "评测基准", "Benchmarks", "title:benchmark", "title:bench", "title:基准", "title:评测"
    ),
)  # fmt: skip


def ready_made_by_key(key: str) -> ReadyMadeTopic | None:
    """The topic that a button names."""
    return next((topic for topic in READY_MADE if topic.key == key), None)


def ready_made_named(name: str) -> ReadyMadeTopic | None:
    """The topic that a reader means by its name in any language."""
    return _by_name().get(fold_case(name.strip()))


def ready_made_with(canonical: str) -> ReadyMadeTopic | None:
    """The topic whose query has this canonical text."""
    return _by_canonical().get(canonical)


@cache
def _by_canonical() -> dict[str, ReadyMadeTopic]:
    return {parse(topic.query).canonical: topic for topic in READY_MADE}


@cache
def _by_name() -> dict[str, ReadyMadeTopic]:
    return {fold_case(name): topic for topic in READY_MADE for name in _names(topic)}


def _names(topic: ReadyMadeTopic) -> tuple[str, ...]:
    return (topic.name_zh, traditional(topic.name_zh), topic.name_en)
