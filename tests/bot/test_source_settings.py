"""What the operator writes down of a source is right, or told with its remedy."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings

ADDRESS = "url must be an address"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('kind = "page"\nurl = "https://example.org:99999/a.md"', ADDRESS),
        ('kind = "page"\nurl = "https://[::1/a.md"', ADDRESS),
        ('kind = "page"\nurl = "https://example.org/{date}.md"', ADDRESS),
        ('kind = "page"\nurl = "https://example.org/{date:%q}.md"', ADDRESS),
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
