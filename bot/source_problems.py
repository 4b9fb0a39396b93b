"""What is wrong with a source as it was written down, in one line with the remedy; no secret is repeated."""

import difflib
from collections.abc import Sequence
from pathlib import Path

from pydantic_core import ErrorDetails

from bot.source_settings import KINDS, MODELS, SECRETS


def source_problem(error: ErrorDetails, written: object, file: Path) -> str:
    """One line on what is wrong with one of the sources in `file`; no value of a secret is told."""
    _, *place = error["loc"]
    if not place:
        return _problem_of_list(error, file)
    number = place[0] if place and isinstance(place[0], int) else 0
    entry = written[number] if isinstance(written, list) and len(written) > number else {}
    name = entry.get("name") if isinstance(entry, dict) else None
    where = f"source {name!r} in {file}" if isinstance(name, str) else f"source {number + 1} in {file}"
    return _problem(where, place, error)


def _problem_of_list(error: ErrorDetails, file: Path) -> str:
    match error["type"], error.get("ctx", {}):
        case "same_name", {"name": name}:
            return f"two sources in {file} are named {name!r}; each must have a name of its own"
        case "private_host", {"name": name, "host": host}:
            return (
                f"source {name!r} in {file}: {host} is a private address; "
                "write allow_private = true for this source if that is meant"
            )
    return f"sources in {file} must be a list of tables [[sources]], each with a name of its own"


def line_problem(error: ErrorDetails) -> str:
    """What is wrong with a source that is not written in a file."""
    return _problem("", (0, *error["loc"]), error).removeprefix(": ")


def _problem(where: str, place: Sequence[int | str], error: ErrorDetails) -> str:
    match error["type"]:
        case "union_tag_not_found" | "union_tag_invalid":
            return f"{where}: kind must be one of {', '.join(KINDS)}"
        case "extra_forbidden":
            return f"{where}: {place[-1]} is no setting of a source of this kind{_near(place)}"
        case "missing":
            return f"{where}: {place[-1]} is missing; it must be {_description(place)}"
        case "date_wrong":
            got = str(error.get("ctx", {}).get("place"))[:40]
            return (
                f"{where}: the day in {place[-1]} must be written as {{date:%Y-%m-%d}}, "
                f"of %Y, %y, %m, %d, %j, %b and %B; got {got!r}"
            )
        case _ if len(place) > 1:
            is_secret = place[-1] in SECRETS or "@" in str(error["input"])
            got = "" if is_secret else f", got {str(error['input'])[:100]!r}"
            return f"{where}: {place[2] if len(place) > 2 else place[-1]} must be {_description(place)}{got}"  # noqa: PLR2004
    return f"{where} must be a table, such as [[sources]] with kind and name"


def _near(place: Sequence[int | str]) -> str:
    """What the operator may have meant by a setting that there is not."""
    model = MODELS.get(str(place[1]))
    near = difflib.get_close_matches(str(place[-1]), model.model_fields, n=1, cutoff=0.75) if model else []
    return f"; did you mean {near[0]}?" if near else ""


def _description(place: Sequence[int | str]) -> str:
    """What the setting at a place must be, from the kind that the place names."""
    model = MODELS.get(str(place[1]))
    field = model.model_fields.get(str(place[2])) if model and len(place) > 2 else None  # noqa: PLR2004
    return str(field.description) if field else "something else"
