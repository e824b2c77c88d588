"""Which country a time zone lies in, as the time zone database has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

COMMENT = "#"


@cache
def zone_countries() -> Mapping[str, str]:
    """Reads the countries of all IANA zones: zone name -> ISO 3166 code.

    Old names such as `US/Eastern` count as the zone they stand for. Zones of no country (`UTC`, `CET`) are absent.
    """
    import tzdata

    folder = Path(tzdata.__file__).parent / "zoneinfo"
    rows = (line.split("\t") for line in _lines((folder / "zone.tab").read_text(encoding="utf-8")))
    countries = {row[2]: row[0] for row in rows}
    links = (line.split() for line in _lines((folder / "tzdata.zi").read_text(encoding="utf-8")))
    aliases = {row[2]: row[1] for row in links if row[0] == "L" and not row[2].isupper()}
    return {alias: countries[zone] for alias, zone in aliases.items() if zone in countries} | countries


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith(COMMENT)]
