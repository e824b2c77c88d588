"""Quiet hours and the hours for messages and calls."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cadence.cases import NEW_YORK, moment, said
from followup_cal.cadence.hours import Clock, next_quarter, on, shift
from followup_cal.cadence.steps import Hour
from followup_cal.model import Hours

HOME = Clock(Hours(), ZoneInfo(NEW_YORK), ZoneInfo(NEW_YORK))
NIGHT_OWL = replace(HOME, hours=Hours(quiet_from=time(1), quiet_until=time(9)))


@pytest.mark.parametrize(
    ("hour", "quiet"),
    [("20:30", False), ("20:31", True), ("00:00", True), ("07:59", True), ("08:00", False), ("12:00", False)],
)
def test_quiet_hours_run_over_midnight(hour: str, quiet: bool) -> None:
    assert HOME.is_quiet(moment(f"2026-11-17 {hour}")) is quiet


@pytest.mark.parametrize(("hour", "quiet"), [("23:00", False), ("01:00", False), ("01:30", True), ("09:00", False)])
def test_quiet_hours_can_begin_after_midnight(hour: str, quiet: bool) -> None:
    assert NIGHT_OWL.is_quiet(moment(f"2026-11-17 {hour}")) is quiet


def test_mornings_and_evenings() -> None:
    assert said(HOME.waking(moment("2026-11-17 23:00"))) == "2026-11-18 08:00"
    assert said(HOME.waking(moment("2026-11-17 03:00"), timedelta(minutes=30))) == "2026-11-17 08:30"
    assert said(HOME.waking(moment("2026-11-17 12:00"))) == "2026-11-17 12:00"
    assert said(HOME.evening_before(moment("2026-11-17 07:30"))) == "2026-11-16 19:30"
    assert said(HOME.evening_before(moment("2026-11-17 22:00"))) == "2026-11-17 19:30"
    assert said(NIGHT_OWL.evening_before(moment("2026-11-17 07:30"))) == "2026-11-17 00:00"


@pytest.mark.parametrize(
    ("now", "expected"), [("10:00", "10:15"), ("10:01", "10:30"), ("10:14", "10:30"), ("10:15", "10:30")]
)
def test_the_next_quarter_leaves_time(now: str, expected: str) -> None:
    assert said(next_quarter(moment(f"2026-11-17 {now}"))) == f"2026-11-17 {expected}"


@pytest.mark.parametrize(
    ("earliest", "hour", "expected"),
    [
        ("08:00", Hour.MESSAGE, "09:30"),
        ("09:31", Hour.MESSAGE, ""),
        ("08:00", Hour.CALL, "10:00"),
        ("11:02", Hour.CALL, "11:30"),
        ("15:45", Hour.CALL, "16:00"),
        ("15:46", Hour.CALL, ""),
    ],
)
def test_a_day_has_one_moment_for_a_message_and_many_for_a_call(earliest: str, hour: Hour, expected: str) -> None:
    slot = HOME.slot_from(moment(f"2026-11-17 {earliest}"), date(2026, 11, 17), hour)
    assert said(slot)[-5:] == expected


def test_an_hour_that_the_clocks_skip_comes_an_hour_later() -> None:
    assert said(on(date(2027, 3, 14), time(2, 30), ZoneInfo(NEW_YORK))) == "2027-03-14 03:30"
    assert said(shift(moment("2027-03-14 01:30"), timedelta(hours=1))) == "2027-03-14 03:30"
