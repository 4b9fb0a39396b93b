"""What one sandbox needs to be told, by the command line or by another process."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_TOKEN = re.compile(r"[1-9][0-9]{0,14}:[^/:\s]{1,64}")


class MalformedToken(ValueError):
    """Not a bot's token."""


@dataclass(frozen=True, slots=True)
class SandboxConfiguration:
    """
    One sandbox server.

    `inbox` is where sample digests are put as the clock moves; without it none are written.
    Port 0 takes any free one. `timezone` is the page's zone (IANA name).

    Raises:
        MalformedToken: the token names no bot.
    """

    data_dir: Path
    token: str = field(repr=False)
    port: int = 8090
    host: str = "127.0.0.1"
    inbox: Path | None = None
    timezone: str = "Asia/Shanghai"

    def __post_init__(self) -> None:
        """Refuse a token without an id, and never repeat it."""
        if not _TOKEN.fullmatch(self.token):
            raise MalformedToken(f"the token of {len(self.token)} characters is malformed")

    @property
    def bot_id(self) -> int:
        """The bot's id, which is the part of its token before the colon."""
        return int(self.token.partition(":")[0])
