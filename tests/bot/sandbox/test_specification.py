"""The compact table of published methods."""

import json
from pathlib import Path

import pytest
from conftest import shared_files

from bot.sandbox.derive_specification import METHODS as WANTED
from bot.sandbox.derive_specification import TARGET, derived, main, written
from bot.sandbox.methods import METHODS, POLL
from bot.sandbox.parameters import Parameters
from bot.sandbox.specification import findings, specification

PUBLISHED = {
    "api": {"version": "99"},
    "items": [
        {
            "children": [
                {
                    "name": name,
                    "annotations": [
                        {"name": "chat_id", "type": "Integer or String", "required": True},
                        {"name": "text", "type": "String", "required": False},
                    ],
                }
                for name in WANTED
            ]
        }
    ],
}


def test_every_method_is_published() -> None:
    """Nothing is emulated that the published Bot API does not have."""
    assert {*METHODS, POLL} - specification().keys() == set()


def test_the_table_is_derived_from_the_published_file() -> None:
    """The table in the project is what the script makes of the published file, where that is at hand."""
    for path in shared_files("botapi/botapi-10.3.json"):
        assert TARGET.read_text("utf-8") == written(derived(json.loads(path.read_text("utf-8"))))


def test_the_table_keeps_types_and_requirements() -> None:
    """A required parameter is marked, and the text is JSON with a method on each line."""
    text = written(derived(PUBLISHED))
    assert json.loads(text)["methods"]["sendMessage"] == {"chat_id": "Integer or String*", "text": "String"}
    assert len(text.splitlines()) == len(WANTED) + 2


def test_a_published_file_without_our_methods_is_refused(tmp_path: Path) -> None:
    """A method that vanished is noticed when the table is made again."""
    path = tmp_path / "api.json"
    path.write_text(json.dumps({"api": {"version": "1"}, "items": []}))
    before = TARGET.read_text("utf-8")
    with pytest.raises(KeyError):
        main([str(path)])
    assert (main([]), TARGET.read_text("utf-8")) == (2, before)


@pytest.mark.parametrize(
    ("name", "value", "is_right"),
    [
        ("message_thread_id", "5", True),
        ("message_thread_id", "-5", True),
        ("message_thread_id", "5.0", False),
        ("message_thread_id", "", False),
        ("disable_notification", "true", True),
        ("disable_notification", "True", False),
        ("entities", "[]", True),
        ("entities", "{}", False),
        ("entities", "[", False),
        ("reply_markup", "{}", True),
        ("reply_markup", "null", False),
        ("chat_id", "@x", True),
    ],
)
def test_types_are_compared_with_the_table(name: str, value: str, is_right: bool) -> None:
    """Integers, booleans, arrays and objects are told from what only looks like them."""
    found = findings("sendMessage", Parameters({name: value}))
    assert (found.unknown, found.mistyped) == ((), () if is_right else (name,))
