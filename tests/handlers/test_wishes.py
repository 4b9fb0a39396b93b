"""Hours and zones as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.wishes import hour_of, hours_in, minutes_of
from handlers.zones import PLACES, is_zone, similar_zone, zone_named


@pytest.mark.parametrize(
    ("text", "hours", "rest"),
    [
        ("07:30", ("07:30",), ""),
        ("7:30", ("07:30",), ""),
        ("7：30，19.05", ("07:30", "19:05"), ""),
        ("8点", ("08:00",), ""),
        ("8点半", ("08:30",), ""),
        ("7:30 pm", ("19:30",), ""),
        ("12am", ("00:00",), ""),
        ("Europe/Berlin 7:30", ("07:30",), "Europe/Berlin"),
        ("Etc/GMT+8", (), "Etc/GMT+8"),
        ("上海", (), "上海"),
        ("", (), ""),
    ],
)
def test_hours_are_read_from_what_people_write(text: str, hours: tuple[str, ...], rest: str) -> None:
    """Latin and Chinese ways of writing an hour mean the same."""
    typed = hours_in(text)
    assert (typed.hours, typed.rest, typed.impossible) == (hours, rest, None)


@pytest.mark.parametrize(
    ("text", "named"), [("25:00", "25:00"), ("8:75", "8:75"), ("24点", "24点"), ("13:00 pm", "13:00 pm")]
)
def test_an_impossible_hour_is_named(text: str, named: str) -> None:
    """Nothing is guessed from an hour that does not exist."""
    assert hours_in(text).impossible == named


@given(st.text())
def test_no_text_breaks_the_reading_of_hours(text: str) -> None:
    """Whatever is typed, hours that are read exist."""
    assert all(hour_of(minutes_of(hour)) == hour for hour in hours_in(text).hours)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("上海", "Asia/Shanghai"),
        ("柏林", "Europe/Berlin"),
        ("Tokyo", "Asia/Tokyo"),
        ("UTC", "UTC"),
        ("Europe", None),
        ("../../etc/passwd", None),
        ("Mars/Phobos", None),
        ("\0", None),
        ("", None),
    ],
)
def test_zones_are_known_by_city_and_by_name(text: str, zone: str | None) -> None:
    """A zone is found however it is written, and no path or nonsense is one."""
    assert zone_named(text) == zone


def test_a_misspelt_zone_is_guessed_for_the_answer() -> None:
    """The remedy names the zone that was probably meant."""
    assert similar_zone("Europe/Berln") == "Europe/Berlin"
    assert similar_zone("Shanhai") == "Asia/Shanghai"
    assert [similar_zone(text) for text in ("qqqqqqqq", "Mars", "foo bar", "UTC+8")] == [None] * 4


def test_every_place_we_offer_is_a_zone() -> None:
    """No button leads nowhere."""
    assert [place.zone for place in PLACES if not is_zone(place.zone)] == []
