"""
Digests in a folder of a GitHub repository.

One call of the API lists the whole tree with a hash for each file (GET /repos/…/git/trees/…), so
that only what changed is fetched, from the raw host, which counts against no limit of calls. A
repository that was rewritten is no special case: the hashes tell.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import quote

from bot.digests.formats.dates import date_in_name
from bot.digests.sources.archives import fetched
from bot.digests.sources.listing import LastListing
from bot.digests.sources.source import Fetched, Item, Page, SourceFailed, Unfetched, Validators
from bot.digests.sources.web import Web

_MOST_FILES = 10_000
_LONGEST_PATH_BYTES = 500
_SHA1_DIGITS = 40


class GitHubFolder:
    """A folder of a repository, at a branch, tag or commit."""

    is_dated = False

    def __init__(
        self,
        web: Web,
        repository: str,
        *,
        ref: str,
        path: str,
        match: str,
        api_url: str,
        raw_url: str,
        last: LastListing | None = None,
    ) -> None:
        """`repository` is owner/name; `match` is a pattern of file names."""
        self._web = web
        self._repository = repository
        self._folder = path.strip("/")
        self._match = match
        self._tree_url = (
            f"{api_url.rstrip('/')}/repos/{repository}/git/trees/{quote(ref, safe='')}?recursive=1"
        )
        self._raw_url = f"{raw_url.rstrip('/')}/{repository}/{quote(ref)}"
        self._last = last or LastListing()

    async def listing(self, days: Sequence[date]) -> Sequence[Item]:  # noqa: ARG002 - it says itself what it has
        """All digest files in the folder and below, the newest first."""
        absent = f"GitHub has no {self._repository} or no such branch; a private one wants a token"
        return await self._last.renewed(self._web, self._tree_url, self._found, absent)

    async def fetch(
        self,
        item: Item,
        validators: Validators,  # noqa: ARG002 - a hash that is new says more
        following: Sequence[Item] = (),  # noqa: ARG002 - each lies by itself
    ) -> Fetched | Unfetched:
        """
        Get one file; its hash says already that it changed.

        Raises:
            SourceFailed: it cannot be had now, or what was given is not what was listed.
        """
        page = await self._web.get(item.address)
        # The raw host gives the former file for some minutes, and mirrors for longer.
        if isinstance(page, Page) and _git_hash(page.content, item.version) != item.version:
            raise SourceFailed(f"{page.url} is not yet the file that was listed; it is asked for again")
        return await fetched(page, item)

    def _found(self, page: Page) -> list[Item]:
        tree = _tree(page)
        if tree.get("truncated"):
            raise SourceFailed(f"{self._repository} is too large to be listed at once; name a smaller one")
        found = [self._item(entry) for entry in tree["tree"] if self._is_wanted(entry)]
        if not found:
            raise SourceFailed(
                f"{self._repository} has no file named {self._match} in {self._folder or 'it'}; check path and match"
            )
        if len(found) > _MOST_FILES:
            raise SourceFailed(
                f"{self._repository} has more than {_MOST_FILES} such files; narrow path or match"
            )
        return found

    def _is_wanted(self, entry: Any) -> bool:
        """Whether an entry of the tree is a plain file of ours: no link, no submodule."""
        if not isinstance(entry, dict) or entry.get("type") != "blob" or entry.get("mode") == "120000":
            return False
        path = entry.get("path")
        if not isinstance(path, str) or not isinstance(entry.get("sha"), str):
            return False
        if not path.isprintable() or len(path.encode()) > _LONGEST_PATH_BYTES or ".." in path.split("/"):
            return False
        is_inside = not self._folder or path.startswith(f"{self._folder}/")
        return is_inside and fnmatchcase(path.rpartition("/")[2], self._match)

    def _item(self, entry: dict[str, Any]) -> Item:
        path = entry["path"]
        return Item(f"{self._raw_url}/{quote(path)}", date_in_name(path), entry["sha"][:64])


def _git_hash(content: bytes, like: str) -> str:
    """The name under which git keeps a content, by SHA-1 or SHA-256 as the repository has it."""
    kept = b"blob %d\0%b" % (len(content), content)
    is_short = len(like) == _SHA1_DIGITS
    made = hashlib.sha1(kept, usedforsecurity=False) if is_short else hashlib.sha256(kept)
    return made.hexdigest()


def _tree(page: Page) -> dict[str, Any]:
    try:
        tree = json.loads(page.content)
    except (ValueError, RecursionError):
        tree = None
    if not isinstance(tree, dict) or not isinstance(tree.get("tree"), list):
        raise SourceFailed(
            f"{page.url} did not answer with a tree; a login page or a wrong mirror may be in the way"
        )
    return tree
