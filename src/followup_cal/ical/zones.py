"""Which IANA zone a calendar means by the name it uses. Pure: knows names and rules of zones, not files.

Calendars name zones as Windows does, by a display name with a definition of its own (RFC 5545, 3.6.5), or with a
vendor's path in front. What follows needs a name `zoneinfo` knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

# Of several zones with the same rules the one most people live in.
USUAL = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Europe/Moscow",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
)
# `America/Argentina/Buenos_Aires`: no name has more.
MOST_PARTS = 3
# A definition with all that was ever in force in a zone has a tenth of it.
LONGEST = 100_000
# So far back the last change before a day lies at most, where there is one every year.
YEARS_BEFORE = 2
# What rules for the change of clocks consist of.
RULE_PARTS = frozenset({"FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "WKST"})
# What every month has, and most months.
MOST_DAYS, MOST_WEEKS = 28, 5
# Days on which the offsets of two zones are compared: both halves of the year and the weeks around the changes.
PROBES = ((1, 15), (3, 12), (3, 20), (4, 4), (4, 15), (7, 15), (9, 27), (10, 20), (10, 30), (11, 15))


@cache
def is_zone(name: str) -> bool:
    """Whether `zoneinfo` has a zone of this name."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return bool(name)


def iana_name(tzid: str) -> str | None:
    """Reads an IANA name out of a TZID without its definition.

    Understands IANA names, Windows names, and both behind a vendor's path (`/example.org/20050126_1/Europe/Vienna`).
    Returns None for everything else.
    """
    name = tzid.strip().strip('"')
    parts = name.strip("/").rsplit("/", MOST_PARTS)[-MOST_PARTS:]
    tails = ["/".join(parts[start:]) for start in range(len(parts))]
    for tail in tails:
        if tail in WINDOWS_TO_OLSON:
            return WINDOWS_TO_OLSON[tail]
        if is_zone(tail):
            return tail
    return None


def same_rules(definition: str, preferred: Sequence[str], year: int) -> str | None:
    """Finds the zone whose offsets are those of a VTIMEZONE in one year.

    Args:
        definition: the VTIMEZONE as text.
        preferred: names to try first, since many zones share their rules.
        year: the year in which the rules are compared.

    Returns None where there is none, or where the definition has rules that no clock follows.
    """
    if len(definition) > LONGEST:
        return None
    try:
        component: Any = icalendar.Timezone.from_ical(definition)
        for part in component.subcomponents:
            _shorten(part, year)
        zone = component.to_tz(lookup_tzid=False)
        wanted = _offsets(zone, year)
    except Exception:  # noqa: BLE001 - a stranger's definition can fail in any way; the user's zone is then assumed
        return None
    return next((name for name in _candidates(preferred) if _offsets_of(name, year) == wanted), None)


def _shorten(part: Any, year: int) -> None:
    """Lets yearly changes begin shortly before they count: some begin in the year 1, and each one is followed.

    Raises:
        ValueError: they are no changes of clocks.
    """
    if "RRULE" not in part:
        return
    rule, start = part["RRULE"], part["DTSTART"].dt
    if not _comes_every_few_years(rule, start):
        raise ValueError("no rule for a change of clocks")
    ends = [until.year for until in rule.get("UNTIL", ())]
    part["DTSTART"].dt = start.replace(year=max(start.year, min([year, *ends]) - YEARS_BEFORE))


def _comes_every_few_years(rule: Any, start: datetime) -> bool:
    """Whether a rule is yearly and soon meets a day; one that never does is followed until the year 9999."""
    days, weeks = rule.get("BYMONTHDAY", ()), [day.relative for day in rule.get("BYDAY", ())]
    return (
        RULE_PARTS.issuperset(rule)
        and (rule["FREQ"], rule.get("INTERVAL", [1])) == (["YEARLY"], [1])
        and all(0 < abs(day) <= MOST_DAYS for day in days)
        and all(week is None or 0 < abs(week) <= MOST_WEEKS for week in weeks)
        and not (days and any(weeks))
        and bool(days or weeks or start.month in rule.get("BYMONTH", [start.month]))
    )


def _candidates(preferred: Sequence[str]) -> Iterable[str]:
    yield from (name for name in preferred if is_zone(name))
    yield from dict.fromkeys((*USUAL, *WINDOWS_TO_OLSON.values()))


@cache
def _offsets_of(name: str, year: int) -> list[timedelta | None]:
    return _offsets(ZoneInfo(name), year)


def _offsets(zone: tzinfo, year: int) -> list[timedelta | None]:
    """What a zone is off UTC on the days of a year that tell zones apart."""
    moments = (datetime(year, month, day, 12, tzinfo=UTC) for month, day in PROBES)
    return [moment.astimezone(zone).utcoffset() for moment in moments]
