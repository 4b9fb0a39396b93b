"""What the operator writes down of a source is right, or told with its remedy."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings
from bot.source_settings import named, secrets_of, source_from
from storage.named_sources import NamedSource

ADDRESS = "url must be an address"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('kind = "page"\nurl = "https://example.org:99999/a.md"', ADDRESS),
        ('kind = "page"\nurl = "https://[::1/a.md"', ADDRESS),
        (
            'kind = "page"\nurl = "https://example.org/{date}.md"',
            "the day in url must be written as {date:%Y-%m-%d}",
        ),
        ('kind = "page"\nurl = "https://example.org/{date:%Q}.md"', "%b and %B; got '{date:%Q}'"),
        ('kind = "page"\nurl = "https://example.org/{date:YYYY}.md"', "got '{date:YYYY}'"),
        ('kind = "daily-papers"\nurl = "https://example.org/{day:%Y}"', "got '{day:%Y}'"),
        ('kind = "page"\nurll = "https://example.org/a.md"', "kind; did you mean url?"),
        ('kind = "page"\nurl = "http://10.0.0.7/a.md"', "10.0.0.7 is a private address; write allow_private"),
        ('kind = "github"\nrepository = "a/b"\napi_url = "http://localhost:3000"', "localhost is a private"),
        ('kind = "github"\nrepository = "a/b"\nmatch = "["', "match must be a pattern of names of files"),
        ('kind = "feed"\nurl = "https://example.org/a"\nmatch = "daily/*.md"', "match must be a pattern"),
        ('kind = "page"\nurl = "https://example.org/a.md"\nzone = "Asia/Peking"', "zone must be a time zone"),
        (
            'kind = "daily-papers"\nurl = "https://example.org/papers"',
            "url must be an address with {date:%Y-%m-%d}",
        ),
        ('kind = "github"\nrepository = "../.."', "repository must be owner/name"),
        (
            'kind = "github"\nrepository = "a/b"\nhosts = ["https://example.org"]',
            "hosts must be a list of hosts",
        ),
        ('kind = "arxiv"\nproxy = "http://[::1"', "proxy must be an address"),
        ('kind = "arxiv"\nproxy = "http://me:secret@host:99999"', "proxy must be an address"),
        ('kind = "folder"\npath = ""', "path must be a folder, such as /srv/digests, got ''"),
        ('kind = "folder"\npath = "~nobody-here/a"', "path must be a folder"),
        ('kind = "index"', "url is missing; it must be an address"),
        ('kind = "arxiv"\ntokn = "secret"', "tokn is no setting of a source of this kind"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, written: str, told: str) -> None:
    """By the name of the source, before anything is asked, and without what may be a secret."""
    file = tmp_path / "chenbao.toml"
    file.write_text(f'[[sources]]\nname = "one"\n{written}\n')
    with pytest.raises(SettingsError, match="source 'one'") as caught:
        load_settings(file)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)


def test_two_of_one_name_are_told_by_it(tmp_path: Path) -> None:
    """Among many sources it need not be looked for."""
    file = tmp_path / "chenbao.toml"
    file.write_text('[[sources]]\nname = "twin"\nkind = "arxiv"\n' * 2)
    with pytest.raises(SettingsError, match=r"two sources in .* are named 'twin'"):
        load_settings(file)


@pytest.mark.parametrize("pattern", ["*.md", "[0-9]*.json", "[!a].md", "[[]x].md", "a]?.md", "日报*.md"])
def test_patterns_that_can_find_something_are_taken(pattern: str) -> None:
    """A bracket that is closed, and one that stands for itself."""
    source = NamedSource("one", "github", {"repository": "a/b", "match": pattern})
    assert named(source_from(source)) == (
        NamedSource("one", "github", {"repository": "a/b"}) if pattern == "*.md" else source
    )


def test_secrets_stay_in_the_file() -> None:
    """Neither a token nor the password of a proxy is stored, and both are there when the source is opened."""
    options = {"token": "hush", "proxy": "http://me:hush@proxy.example:3128"}
    source = source_from(NamedSource("one", "arxiv", {"timeout_seconds": 9}), options)
    stored = named(source)
    assert stored == NamedSource("one", "arxiv", {"timeout_seconds": 9})
    assert source_from(stored, secrets_of([source])["one"]) == source


def test_proxy_without_a_password_is_no_secret() -> None:
    """It is stored as any other setting."""
    source = source_from(NamedSource("one", "arxiv", {"proxy": "http://proxy.example:3128"}))
    assert (named(source).options, secrets_of([source])) == ({"proxy": "http://proxy.example:3128"}, {})
