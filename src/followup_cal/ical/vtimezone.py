"""VTIMEZONE components for IANA zones (RFC 5545, 3.6.5).

Made here because icalendar's generator gives the onset of daylight-saving time in the offset it leads to, one hour
late, and a definition that ends after the years asked for. Pure: the zone data comes with `zoneinfo`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

# Where a zone's present rules are read from: recent enough to be in force, long enough to recognise a yearly rule.
FIRST_YEAR = 2024
LAST_YEAR = 2037
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@cache
def vtimezone(name: str) -> str:
    """Describes a zone from 2024 on, with yearly rules where it follows any.

    Args:
        name: an IANA name.

    Returns:
        The component, lines ended by CRLF, at most 75 octets each.
    """
    zone = ZoneInfo(name)
    changes = _transitions(zone)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    first = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).astimezone(zone)
    lines += _observance(first, first.utcoffset() or timedelta(), ())
    for kind in sorted({_kind(moment) for moment, _ in changes}):
        same = [(moment, before) for moment, before in changes if _kind(moment) == kind]
        onsets = [_wall(moment, before) for moment, before in same]
        lines += _observance(same[0][0], same[0][1], tuple(onsets))
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def _transitions(zone: ZoneInfo) -> list[tuple[datetime, timedelta]]:
    """The first moments of a new offset, local, each with the offset that held before."""
    days = (datetime(FIRST_YEAR, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range((LAST_YEAR - FIRST_YEAR) * 366))
    found = []
    for early, late in pairwise(days):
        before = early.astimezone(zone).utcoffset()
        if before is not None and before != late.astimezone(zone).utcoffset():
            found.append((_onset(zone, early, late), before))
    return found


def _onset(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late.replace(second=0, microsecond=0).astimezone(zone)


def _kind(moment: datetime) -> tuple[bool, str, timedelta]:
    return bool(moment.dst()), moment.tzname() or "", moment.utcoffset() or timedelta()


def _wall(moment: datetime, before: timedelta) -> datetime:
    """An onset as RFC 5545 writes it: local time in the offset that held before."""
    return (moment.astimezone(UTC) + before).replace(tzinfo=None)


def _observance(moment: datetime, before: timedelta, onsets: tuple[datetime, ...]) -> list[str]:
    part = "DAYLIGHT" if moment.dst() else "STANDARD"
    start = onsets[0] if onsets else moment.replace(tzinfo=None)
    rule = _yearly(onsets)
    repeat = [f"RRULE:{rule}"] if rule else [f"RDATE:{onset:%Y%m%dT%H%M%S}" for onset in onsets[1:]]
    return [
        f"BEGIN:{part}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        *repeat,
        f"TZNAME:{moment.tzname()}",
        f"TZOFFSETFROM:{_offset(before)}",
        f"TZOFFSETTO:{_offset(moment.utcoffset() or timedelta())}",
        f"END:{part}",
    ]


def _yearly(onsets: tuple[datetime, ...]) -> str | None:
    """The one rule that gives all these onsets and goes on, such as the last Sunday of March."""
    if len(onsets) < LAST_YEAR - FIRST_YEAR:
        return None
    same = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    if len(same) != 1:
        return None
    month, weekday, _ = same.pop()
    weeks = {(onset.day - 1) // 7 + 1 for onset in onsets}
    last = all((onset + timedelta(days=7)).month != month for onset in onsets)
    if not last and len(weeks) != 1:
        return None
    week = -1 if last else weeks.pop()
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={week}{DAYS[weekday]}"


def _offset(value: timedelta) -> str:
    minutes = int(value.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
