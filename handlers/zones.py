"""Time zones as people name them: the common ones by city, all others by IANA name."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from handlers.traditional import in_script, traditional
from storage.records import Language
from storage.search.folding import fold_case


@dataclass(frozen=True, slots=True)
class Place:
    """A zone that we offer by the name of a city."""

    zone: str
    name_zh: str
    name_en: str

    def name(self, language: Language) -> str:
        """The city in the reader's language."""
        return in_script(self.name_zh, language) if language.is_chinese else self.name_en


PLACES = (
    Place("Asia/Shanghai", "北京/上海", "Beijing"),
    Place("Asia/Hong_Kong", "香港", "Hong Kong"),
    Place("Asia/Taipei", "台北", "Taipei"),
    Place("Asia/Singapore", "新加坡", "Singapore"),
    Place("Asia/Tokyo", "东京", "Tokyo"),
    Place("Asia/Seoul", "首尔", "Seoul"),
    Place("Asia/Kolkata", "新德里", "New Delhi"),
    Place("Asia/Dubai", "迪拜", "Dubai"),
    Place("Europe/Moscow", "莫斯科", "Moscow"),
    Place("Europe/Berlin", "柏林", "Berlin"),
    Place("Europe/Paris", "巴黎", "Paris"),
    Place("Europe/London", "伦敦", "London"),
    Place("America/Sao_Paulo", "圣保罗", "São Paulo"),
    Place("America/New_York", "纽约", "New York"),
    Place("America/Chicago", "芝加哥", "Chicago"),
    Place("America/Denver", "丹佛", "Denver"),
    Place("America/Los_Angeles", "洛杉矶", "Los Angeles"),
    Place("Australia/Sydney", "悉尼", "Sydney"),
)
_OTHER_NAMES = {
    "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "中国": "Asia/Shanghai", "shanghai": "Asia/Shanghai",
    "深圳": "Asia/Shanghai", "广州": "Asia/Shanghai", "杭州": "Asia/Shanghai", "china": "Asia/Shanghai",
    "旧金山": "America/Los_Angeles", "san francisco": "America/Los_Angeles", "硅谷": "America/Los_Angeles",
    "波士顿": "America/New_York", "boston": "America/New_York", "西雅图": "America/Los_Angeles",
    "seattle": "America/Los_Angeles", "delhi": "Asia/Kolkata", "utc": "UTC", "gmt": "UTC",
}  # fmt: skip
_LEAST_LIKENESS = 0.8
"""Less than a letter in five differs: Berln is Berlin, but Mars is no Paris and UTC+8 not UTC."""


def place_of(zone: str) -> Place | None:
    """The city that we name a zone by, if it is among the common ones."""
    return next((place for place in PLACES if place.zone == zone), None)


def zone_name(zone: str, language: Language) -> str:
    """The zone as the reader calls it."""
    place = place_of(zone)
    return place.name(language) if place else zone


def zone_named(text: str) -> str | None:
    """The IANA name of the zone that somebody wrote, as a city or as a zone; None if unknown."""
    wanted = fold_case(text.strip())
    zone = _cities().get(wanted) or _folded_zones().get(wanted.replace(" ", "_"))
    return zone if zone and is_zone(zone) else None


def similar_zone(text: str) -> str | None:
    """The zone whose name is nearest to what somebody wrote, if any is near."""
    known = {zone.rpartition("/")[2]: zone for zone in _folded_zones()}
    wanted = text.strip().casefold().replace(" ", "_").rpartition("/")[2]
    near = get_close_matches(wanted, known, n=1, cutoff=_LEAST_LIKENESS)
    return _folded_zones()[known[near[0]]] if near else None


def is_zone(name: str) -> bool:
    """Whether this machine knows a zone of that IANA name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def _cities() -> dict[str, str]:
    """Zones by folded names of cities: the same in simplified and in traditional characters."""
    named = {name: place.zone for place in PLACES for name in _names(place)}
    return {fold_case(name): zone for name, zone in (named | _OTHER_NAMES).items()}


def _names(place: Place) -> tuple[str, ...]:
    return (place.name_zh, traditional(place.name_zh), place.name_en)


@cache
def _folded_zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in sorted(available_timezones())}
