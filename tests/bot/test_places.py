"""Places become zones, and nothing else of them is left in an update."""

from typing import Any

import pytest

from bot.places import holds_place, zone_at
from bot.raw_updates import as_updates

CITIES = {
    (31.23, 121.47): "Asia/Shanghai",
    (43.83, 87.62): "Asia/Shanghai",
    (22.30, 114.17): "Asia/Hong_Kong",
    (25.03, 121.56): "Asia/Taipei",
    (51.51, -0.13): "Europe/London",
    (40.71, -74.01): "America/New_York",
    (27.72, 85.32): "Asia/Kathmandu",
    (-43.95, -176.56): "Pacific/Chatham",
}


def update(**message: Any) -> dict[str, Any]:
    person = {"id": 7, "is_bot": False, "first_name": "A"}
    chat = {"id": 7, "type": "private", "first_name": "A"}
    return {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "from": person, **message}}


@pytest.mark.parametrize(("place", "zone"), CITIES.items())
def test_places_on_land_have_their_zone(place: tuple[float, float], zone: str) -> None:
    """Also where the hour is no whole one, and where people live by two."""
    assert zone_at(*place) == zone


@pytest.mark.parametrize(
    "place",
    [
        (0.0, -30.0),
        (90.0, 0.0),
        (91.0, 0.0),
        (0.0, 181.0),
        ("a", 0),
        (None, None),
        (True, 0),
        (float("nan"), 0),
    ],
)
def test_elsewhere_is_no_zone(place: tuple[Any, Any]) -> None:
    """At sea, at the pole, nowhere on Earth."""
    assert zone_at(*place) == ""


def test_coordinates_are_taken_out_wherever_they_stand() -> None:
    """Of the place that was sent its zone is left, of a place in a reply or a venue nothing."""
    tokyo = {"latitude": 35.68, "longitude": 139.77, "horizontal_accuracy": 12.5}
    reply = update(location=tokyo)["message"]
    sent = update(
        location=tokyo, venue={"location": tokyo, "title": "Flat", "address": "1-9"}, reply_to_message=reply
    )
    assert holds_place([sent])
    [cleaned] = as_updates([sent])
    nowhere = {"latitude": 0.0, "longitude": 0.0}
    message = cleaned.content["message"]
    assert message["location"] == nowhere | {"zone": "Asia/Tokyo"}
    assert message["venue"] == {"location": nowhere, "title": "", "address": ""}
    assert message["reply_to_message"]["location"] == nowhere


def test_a_forged_zone_is_not_believed() -> None:
    """Whatever else a server puts into a place goes with the coordinates."""
    [cleaned] = as_updates([update(location={"latitude": 0.0, "longitude": -30.0, "zone": "Mars/Phobos"})])
    assert cleaned.content["message"]["location"]["zone"] == ""


@pytest.mark.parametrize("answer", [None, {}, [], [1], [{"message": 3}], [update(text="hello")]])
def test_no_map_is_needed_for_anything_else(answer: Any) -> None:
    """Half a second and 36 MB are only spent on places."""
    assert not holds_place(answer)
