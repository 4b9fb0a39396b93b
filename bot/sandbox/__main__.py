"""`python -m bot.sandbox`: the sandbox alone."""

import argparse
import sys
from pathlib import Path

from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.server import PortTaken, serve


def main(arguments: list[str] | None = None) -> int:
    """Serve; 1 where the port is taken."""
    options = _parser().parse_args(arguments)
    configuration = SandboxConfiguration(
        data_dir=options.data_dir,
        token=options.token,
        port=options.port,
        host=options.host,
        inbox=options.inbox,
        timezone=options.timezone,
    )
    try:
        serve(configuration)
    except PortTaken as taken:
        print(f"{taken}. Stop what listens there, or choose another with --port.", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="The Bot API on this machine.")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--inbox", type=Path, help="where sample digests arrive as the clock moves")
    parser.add_argument("--token", required=True, help="any of the form 123456:letters; it is no secret here")
    parser.add_argument("--timezone", default="Asia/Shanghai", help="the page's zone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
