"""Names keep their shape and are found by their parts."""

import pytest

from storage.search.latin import parts_of, tokens_of


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("GPT-4o", ["gpt4o"]),
        ("R1-Zero", ["r1zero"]),
        ("C++", ["c++"]),
        ("C#", ["c#"]),
        ("3D", ["3d"]),
        ("π0", ["π0"]),
        ("Qwen2.5", ["qwen2.5"]),
        ("LLMs", ["llm"]),
        ("model's", ["model"]),
        ("don't", ["dont"]),
        ("text-to-image", ["text", "to", "image"]),
        ("Müller", ["muller"]),
    ],
)
def test_tokens_of_a_name(name: str, tokens: list[str]) -> None:
    """A name with a digit is one token, a hyphenated word its words, an accent no difference."""
    assert list(tokens_of(name)[0]) == tokens


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("BiasFreeBench", [["bias", "free", "bench"]]),
        ("GPT-4o", [["gpt", "4o"]]),
        ("DeepSeek-R1-Zero", [["deep", "seek"], ["deepseek", "r1", "zero"], ["deepseekr1"], ["r1zero"]]),
        ("Qwen2.5", [["qwen"]]),
        ("LoRA", []),
        ("LLMs", []),
        ("Agents", []),
        ("NASA", []),
        ("C++", []),
        ("SWE-bench", []),
    ],
)
def test_parts_of_a_name(name: str, parts: list[list[str]]) -> None:
    """CamelCase and names with a digit have parts of three letters or more; words have none."""
    assert [list(part) for part in parts_of(name)] == parts
