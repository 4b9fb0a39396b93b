"""
The folder of an index: one generation in use, and a manifest that says which and for what.

    manifest.json       database identity, versions, the generation in use; replaced whole
    generation-0001/    the engine's files
    writer.lock         held by the one process that writes
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from storage.search import analysis, fields

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the generation in use was built from and with."""

    generation: int
    identity: str
    """The database it follows; a restored database has another."""
    analysis_version: str = field(default_factory=analysis.version)
    fields_version: str = fields.VERSION

    @property
    def is_readable(self) -> bool:
        """Whether our queries can be put to it at all."""
        return self.fields_version == fields.VERSION

    @property
    def is_current(self) -> bool:
        """Whether it holds what this program would write."""
        return self.is_readable and self.analysis_version == analysis.version()


def manifest_path(directory: Path) -> Path:
    """Where the manifest of an index stands."""
    return directory / _MANIFEST


def generation_path(directory: Path, generation: int) -> Path:
    """Where the engine's files of a generation stand."""
    return directory / f"generation-{generation:04d}"


def read_manifest(directory: Path) -> Manifest | None:
    """The manifest; None where there is none or it cannot be understood."""
    try:
        values = json.loads(manifest_path(directory).read_text(encoding="utf-8"))
        return Manifest(**values)
    except (OSError, ValueError, TypeError):
        return None


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Put `manifest` in force; after a crash either the old or the new one stands, whole."""
    draft = directory / f"{_MANIFEST}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(manifest_path(directory))


def make_generation(directory: Path, in_use: int) -> tuple[int, Path]:
    """An empty folder for the generation after `in_use`; remains of unfinished ones are removed."""
    remove_generations(directory, but=in_use)
    folder = generation_path(directory, in_use + 1)
    folder.mkdir(parents=True)
    return in_use + 1, folder


def remove_generations(directory: Path, *, but: int) -> None:
    """Remove the files of all generations other than `but`; open readers keep theirs."""
    kept = generation_path(directory, but)
    for folder in directory.glob("generation-*"):
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)
