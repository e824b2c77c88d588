"""Our VTIMEZONEs say the same as the zone database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from followup_cal.ical.vtimezone import vtimezone

BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20240101T010000
TZNAME:CET
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
BEGIN:STANDARD
DTSTART:20241027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20240331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def test_berlin_reads_as_the_rule_people_know() -> None:
    assert vtimezone("Europe/Berlin") == BERLIN.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "name",
    [
        "America/New_York",
        "America/Santiago",
        "Asia/Kolkata",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
        "Europe/Dublin",
    ],
)
def test_every_hour_of_ten_years_has_the_offset_of_the_database(name: str) -> None:
    component = Timezone.from_ical(vtimezone(name))
    assert isinstance(component, Timezone)
    ours = component.to_tz(lookup_tzid=False)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    walls = ((start + timedelta(hours=3 * n)).astimezone(ZoneInfo(name)).replace(tzinfo=None) for n in range(29_000))
    wrong = [
        wall
        for wall in walls
        if wall.replace(tzinfo=ours).utcoffset() != wall.replace(tzinfo=ZoneInfo(name)).utcoffset()
    ]
    assert wrong == []
