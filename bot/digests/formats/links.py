"""
Links in running text: which is the code, which the project page.

Chinese text glues words and full stops to a link, LaTeX leaves braces around it, so a link ends at
the first character that no link of ours needs. Nothing is fetched.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_LINK = re.compile(
    r"(?:https?://|(?<![\w./@-])(?:www\.|github\.com/|gitlab\.com/|huggingface\.co/|hf\.co/))"
    r"(?:[A-Za-z0-9\-._~:/?#@$&+=%]|\\_){1,600}",
    re.IGNORECASE | re.ASCII,
)
_MARKS = ("://", "www.", ".com/", ".co/")
"""Every link has one of them; most texts have none, and seeing that is far quicker."""
_TRAILING = ".:?&=~#"
_GITHUB_PAGES = frozenset(
    {"about", "apps", "collections", "customer-stories", "enterprise", "explore", "features", "login"}
    | {
        "marketplace",
        "orgs",
        "search",
        "settings",
        "sponsors",
        "topics",
        "trending",
        "user-attachments",
        "users",
    }
)
_HF_KINDS = frozenset({"datasets", "spaces"})
_HF_PAGES = frozenset(
    {"api", "blog", "chat", "collections", "docs", "join", "learn", "login", "models", "new", "organizations"}
    | {"papers", "posts", "pricing", "settings", "tasks"}
)
_PAPER_HOSTS = ("arxiv.org", "alphaxiv.org", "doi.org", "ar5iv.org")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4")
_OWNER_AND_NAME = 2


def links_in(text: str) -> list[str]:
    """All links in reading order, each with its scheme and without the punctuation around it."""
    if not any(mark in text.lower() for mark in _MARKS):
        return []
    found = (link.group().replace("\\_", "_").rstrip(_TRAILING) for link in _LINK.finditer(text))
    return [link if "://" in link else f"https://{link}" for link in found]


def code_url_in(links: Iterable[str]) -> str | None:
    """The first link to a repository on GitHub, GitLab or Hugging Face."""
    return next((code for link in links if (code := repository_of(link))), None)


def project_url_in(links: Iterable[str]) -> str | None:
    """The first link that is neither a repository nor a page about papers nor a picture."""
    return next((link for link in links if _is_project(link)), None)


def repository_of(link: str) -> str | None:
    """
    The repository that a link points into, None if it points into none.

    A folder of a repository (`/tree/…`) stays, other pages of it are cut to the repository.
    Organisations, collections and papers on Hugging Face are no repositories.
    """
    parts = _parts(link)
    if parts is None:
        return None
    host, path = parts
    if host == "github.com":
        return _github_repository(link, path)
    if host == "gitlab.com" or host.startswith("gitlab."):
        return link.partition("/-/")[0] if len(path) >= _OWNER_AND_NAME else None
    if host in {"huggingface.co", "hf.co"}:
        return _hf_repository(link, path)
    return None


def web_url(text: str) -> str | None:
    """`text` if it is a web address as it stands, else None."""
    return text if len(text.split()) == 1 and _parts(text) else None


def is_paper_link(link: str) -> bool:
    """Whether a link leads to the page of one paper."""
    host, path = _parts(link) or ("", [])
    return len(path) > 1 and _is_about_papers(host, path)


def _github_repository(link: str, path: list[str]) -> str | None:
    if len(path) < _OWNER_AND_NAME or path[0].lower() in _GITHUB_PAGES:
        return None
    if len(path) == _OWNER_AND_NAME and "?" not in link and "#" not in link:
        return link.removesuffix(".git")
    is_folder = path[2:3] == ["tree"] and len(path) > _OWNER_AND_NAME + 1
    return link if is_folder else f"https://github.com/{path[0]}/{path[1].removesuffix('.git')}"


def _hf_repository(link: str, path: list[str]) -> str | None:
    kind = path[:1] if path[:1] and path[0] in _HF_KINDS else []
    owner_and_name = path[len(kind) : len(kind) + _OWNER_AND_NAME]
    if len(owner_and_name) < _OWNER_AND_NAME or (not kind and path[0] in _HF_PAGES):
        return None
    if len(path) == len(kind) + _OWNER_AND_NAME and "?" not in link and "#" not in link:
        return link
    return "https://huggingface.co/" + "/".join([*kind, *owner_and_name])


def _is_project(link: str) -> bool:
    parts = _parts(link)
    if parts is None or repository_of(link) or _is_about_papers(*parts):
        return False
    return not "/".join(parts[1]).lower().endswith(_PICTURES)


def _is_about_papers(host: str, path: list[str]) -> bool:
    is_hf_page = host in {"huggingface.co", "hf.co", "hf-mirror.com"} and path[:1] == ["papers"]
    return is_hf_page or any(host == known or host.endswith("." + known) for known in _PAPER_HOSTS)


def _parts(link: str) -> tuple[str, list[str]] | None:
    """Host without `www.` and the parts of the path; None for what is no web address."""
    try:
        split = urlsplit(link)
        host = split.hostname or ""
    except ValueError:
        return None
    if split.scheme.lower() not in {"http", "https"} or "." not in host:
        return None
    return host.removeprefix("www."), [part for part in split.path.split("/") if part]
