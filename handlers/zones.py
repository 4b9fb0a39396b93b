"""Time zones as people name them: by city, by IANA name, or by how far they are from UTC."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from handlers.cities import chinese_names, zones_by_city
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
    Place("Asia/Bangkok", "曼谷", "Bangkok"),
    Place("Asia/Kolkata", "新德里", "New Delhi"),
    Place("Asia/Karachi", "卡拉奇", "Karachi"),
    Place("Asia/Dubai", "迪拜", "Dubai"),
    Place("Europe/Moscow", "莫斯科", "Moscow"),
    Place("Africa/Cairo", "开罗", "Cairo"),
    Place("Europe/Berlin", "柏林", "Berlin"),
    Place("Europe/Paris", "巴黎", "Paris"),
    Place("Europe/London", "伦敦", "London"),
    Place("America/Sao_Paulo", "圣保罗", "São Paulo"),
    Place("America/New_York", "纽约", "New York"),
    Place("America/Chicago", "芝加哥", "Chicago"),
    Place("America/Denver", "丹佛", "Denver"),
    Place("America/Los_Angeles", "洛杉矶", "Los Angeles"),
    Place("Pacific/Honolulu", "檀香山", "Honolulu"),
    Place("Australia/Sydney", "悉尼", "Sydney"),
    Place("Pacific/Auckland", "奥克兰", "Auckland"),
)
_LEAST_LIKENESS = 0.82
"""Less than a letter in five differs: Berln is Berlin, but Mars is no Paris and UTC+8 not UTC."""
_OFFSET = re.compile(r"(?:utc|gmt) ?([+-]) ?0?(\d{1,2})(?::?00)?")
_WESTERNMOST, _EASTERNMOST = 12, 14
_FIXED = re.compile(r"Etc/GMT([+-])(\d{1,2})")
"""IANA counts them the other way round: what people call UTC+8 is Etc/GMT-8."""
_OTHER_SIGN = {"+": "-", "-": "+"}
_AFTER_NAME = re.compile(r"(?:[,，].*|(?:市|时间)$)")
"""Countries and what else people write behind a city."""


def place_of(zone: str) -> Place | None:
    """The city that we name a zone by, if it is among the common ones."""
    return next((place for place in PLACES if place.zone == zone), None)


def zone_name(zone: str, language: Language) -> str:
    """The zone as the reader calls it: by a city, or by how far it is from UTC."""
    if fixed := _FIXED.fullmatch(zone):
        return f"UTC{_OTHER_SIGN[fixed[1]]}{fixed[2]}"
    if place := place_of(zone):
        return place.name(language)
    if language.is_chinese and (name := chinese_names().get(zone)):
        return in_script(name, language)
    return zone


def zone_named(text: str) -> str | None:
    """The IANA name of the zone that somebody wrote, as a city, a zone or an offset; None if unknown."""
    wanted = _folded(text)
    zone = _cities().get(wanted) or _zones().get(wanted) or _offset_zone(fold_case(text.strip()))
    if zone is None and (shorter := _AFTER_NAME.sub("", wanted).strip()) not in ("", wanted):
        return zone_named(shorter)
    return zone if zone and is_zone(zone) else None


def similar_zone(text: str) -> str | None:
    """The zone whose city is nearest to what somebody wrote, if any is near."""
    known = {name: zone for name, zone in (_zones() | _cities()).items() if not zone.startswith("Etc/")}
    near = get_close_matches(_folded(text).rpartition("/")[2], known, n=1, cutoff=_LEAST_LIKENESS)
    return known[near[0]] if near else None


def is_zone(name: str) -> bool:
    """Whether this machine knows a zone of that IANA name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _offset_zone(text: str) -> str | None:
    found = _OFFSET.fullmatch(text)
    if found is None:
        return None
    hours, is_east = int(found[2]), found[1] == "+"
    if hours > (_EASTERNMOST if is_east else _WESTERNMOST):
        return None
    return f"Etc/GMT{_OTHER_SIGN[found[1]]}{hours}" if hours else "UTC"


def _folded(text: str) -> str:
    """As names are compared: small, simplified, without accents, hyphens and underscores as spaces."""
    marks = normalize("NFD", fold_case(text.strip()))
    plain = "".join(letter for letter in marks if not combining(letter))
    return " ".join(plain.replace("-", " ").replace("_", " ").split())


@cache
def _cities() -> dict[str, str]:
    """Zones by folded names of cities: the same in simplified and in traditional characters."""
    known = {name: place.zone for place in PLACES for name in (place.name_zh, place.name_en)}
    known |= zones_by_city()
    named = {traditional(name): zone for name, zone in known.items()} | known
    return {_folded(name): zone for name, zone in named.items()}


@cache
def _zones() -> dict[str, str]:
    """Zones by their folded names, and by the last part of them, which is mostly a city."""
    zones = sorted(available_timezones())
    cities = {_folded(zone.rpartition("/")[2]): zone for zone in zones if not zone.startswith("Etc/")}
    return cities | {_folded(zone): zone for zone in zones}
