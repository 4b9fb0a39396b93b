"""Time zones by the names that people type."""

import pytest

from handlers.cities import zones_by_city
from handlers.zones import PLACES, is_zone, similar_zone, zone_name, zone_named
from storage.records import Language

TYPED = {
    "北京": "Asia/Shanghai", "北京时间": "Asia/Shanghai", "杭州市": "Asia/Shanghai", "东八区": "Asia/Shanghai",
    "臺北": "Asia/Taipei", "台湾": "Asia/Taipei", "東京": "Asia/Tokyo", "大阪": "Asia/Tokyo",
    "首尔": "Asia/Seoul", "曼谷": "Asia/Bangkok", "班加罗尔": "Asia/Kolkata", "慕尼黑": "Europe/Berlin",
    "蘇黎世": "Europe/Zurich", "爱丁堡": "Europe/London", "匹兹堡": "America/New_York",
    "硅谷": "America/Los_Angeles", "温哥华": "America/Vancouver", "墨尔本": "Australia/Melbourne",
    "Shanghai": "Asia/Shanghai", "hong kong": "Asia/Hong_Kong", "Bengaluru": "Asia/Kolkata",
    "München": "Europe/Berlin", "munchen": "Europe/Berlin", "Paris, France": "Europe/Paris",
    "NYC": "America/New_York", "New-York": "America/New_York", "san francisco": "America/Los_Angeles",
    "Sao Paulo": "America/Sao_Paulo", "Reykjavik": "Atlantic/Reykjavik", "europe/berlin": "Europe/Berlin",
    "Ho Chi Minh": "Asia/Ho_Chi_Minh", "UTC+8": "Etc/GMT-8", "gmt-3": "Etc/GMT+3", "UTC+05:00": "Etc/GMT-5",
    "UTC": "UTC",
}  # fmt: skip


@pytest.mark.parametrize(("text", "zone"), TYPED.items())
def test_a_city_is_known_as_people_write_it(text: str, zone: str) -> None:
    """In both languages and scripts, with or without accents, country and suffix."""
    assert zone_named(text) == zone


@pytest.mark.parametrize(
    "text", ["", "市", "Mars", "智能体", "UTC+15", "UTC-13", "GMT+8:30", ",", "../etc/passwd"]
)
def test_what_is_no_city_is_none(text: str) -> None:
    """Nor is an offset that no place has."""
    assert zone_named(text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [("Berln", "Europe/Berlin"), ("Bejing", "Asia/Shanghai"), ("Singapor", "Asia/Singapore"), ("Mars", None)],
)
def test_a_slip_is_understood(text: str, zone: str | None) -> None:
    """A letter or so; never an offset, whose sign IANA turns round."""
    assert similar_zone(text) == zone


def test_every_city_of_ours_has_a_zone() -> None:
    """Of the table and of the buttons."""
    zones = {*zones_by_city().values(), *(place.zone for place in PLACES)}
    assert [zone for zone in zones if not is_zone(zone)] == []


@pytest.mark.parametrize(
    ("zone", "language", "name"),
    [
        ("Europe/Zurich", Language.ZH_HANS, "苏黎世"),
        ("Europe/Zurich", Language.ZH_HANT, "蘇黎世"),
        ("Europe/Zurich", Language.EN, "Europe/Zurich"),
        ("Etc/GMT-8", Language.EN, "UTC+8"),
        ("Asia/Urumqi", Language.ZH_HANS, "Asia/Urumqi"),
    ],
)
def test_a_zone_is_called_as_its_readers_do(zone: str, language: Language, name: str) -> None:
    """By a city in Chinese, by what an offset means; else by its own name."""
    assert zone_name(zone, language) == name
