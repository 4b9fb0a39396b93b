"""Digest files written by us, in the formats in which they reach us."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WEEK = "2026/0223-0227.md"
ATTENTION = ("1706.03762", "Attention Is All You Need", "注意力就是你所需要的一切")
ARPO = ("2507.19849", "Agentic Reinforced Policy Optimization", "智能体强化策略优化")


def weekly(*papers: tuple[str, str, str]) -> bytes:
    """A weekly translation of papers given as arXiv id, English and Chinese title."""
    parts = [
        f"## {title}\n\n[{title_zh}](https://arxiv.org/abs/{arxiv_id})\n\n这是《{title_zh}》的中文摘要，讲它做了什么。"
        for arxiv_id, title, title_zh in papers
    ]
    return "\n\n".join(parts).encode()


def summary(day: str, *papers: tuple[str, str, str]) -> bytes:
    """A daily summary of papers given as arXiv id, English title and Chinese text."""
    parts = [f"# Papers for {day}\n"]
    parts += [
        f"## {number}.[{title}](https://arxiv.org/pdf/{arxiv_id})\nsummary:{text}\n"
        for number, (arxiv_id, title, text) in enumerate(papers)
    ]
    return "\n".join(parts).encode()


def api(*papers: tuple[str, str], **more: Any) -> bytes:
    """An answer of the daily papers API with papers given as arXiv id and title."""
    return json.dumps(
        [
            {"paper": {"id": arxiv_id, "title": title, "summary": f"{title} is about this. It works."} | more}
            for arxiv_id, title in papers
        ]
    ).encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A ZIP file of files given as name and content; the same bytes whenever it is made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(paths: Sequence[Path]) -> list[str]:
    return [path.name for path in paths]
