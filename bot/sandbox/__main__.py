"""`python -m bot.sandbox`: the sandbox alone."""

import argparse
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox.configuration import MalformedToken, SandboxConfiguration
from bot.sandbox.server import PortTaken, serve
from bot.sandbox.store import UnusableStore


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; 1 where that cannot be."""
    options = _parser().parse_args(arguments)
    try:
        serve(SandboxConfiguration(**vars(options)))
    except PortTaken as error:
        return _failed(f"{error}. Stop what listens there, or choose another with --port.")
    except UnusableStore as error:
        return _failed(f"{error}. Stop the sandbox that uses it, remove it, or choose another --data-dir.")
    except MalformedToken as error:
        return _failed(f"{error}. Give --token the form 123456789:letters_and_digits.")
    except OSError as error:
        return _failed(f"{error}. Choose a --data-dir and an --inbox that can be written.")
    return 0


def _failed(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="The Bot API on this machine.")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--inbox", type=Path, help="where sample digests arrive as the clock moves")
    parser.add_argument("--token", required=True, help="which bot this is; any 123456789:letters will do")
    parser.add_argument("--timezone", type=_zone, default="Asia/Shanghai", help="the page's zone")
    return parser


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise argparse.ArgumentTypeError(f"an IANA name such as Asia/Shanghai, not {name!r}") from None


if __name__ == "__main__":
    sys.exit(main())
