"""Where our own sample digests lie, and the short way to read one."""

from conftest import ROOT

from bot.digests.formats import read
from storage.records import Digest, Entry

SAMPLES = ROOT / "tests" / "samples" / "digests"


def sample(name: str) -> Digest:
    """Read one of our samples under its own name."""
    return read((SAMPLES / name).read_bytes(), name)


def entry(digest: Digest, start_of_title: str) -> Entry:
    """The only entry whose title begins so."""
    (found,) = (one for one in digest.entries if one.title.startswith(start_of_title))
    return found
