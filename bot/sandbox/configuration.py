"""What one sandbox needs to be told; read from the command line by __main__ or given by a caller."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SandboxConfiguration:
    """
    One sandbox server.

    `inbox` is where sample digests are put as the clock moves; without it none are written.
    Port 0 takes any free one. `timezone` is the page's zone (IANA name).
    """

    data_dir: Path
    token: str
    port: int = 8090
    host: str = "127.0.0.1"
    inbox: Path | None = None
    timezone: str = "Asia/Shanghai"

    @property
    def bot_id(self) -> int:
        """The bot's id, which is the part of its token before the colon."""
        return int(self.token.partition(":")[0])
