"""Weekends, quiet times of countries, changes of the clocks, zones. Dates worked out by hand."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from cadence.cases import (
    BALANCED,
    OPEN,
    VIENNA,
    all_of,
    interview,
    moment,
    planned,
    said,
    the,
    ticked,
    tuesday,
    written,
)
from followup_cal.cadence.definition import parse_cadence
from followup_cal.cadence.quiet import window_at
from followup_cal.cadence.workdays import workdays
from followup_cal.model import Decision, Planning, PlanState

ISRAEL = "Asia/Jerusalem"
CHAIN = ("status-email", "phone-call", "final-note", "close")
STEPS = {"one": 5, "two": 10}


@pytest.mark.parametrize(
    ("country", "weekend"),
    [("IL", {4, 5}), ("SA", {4, 5}), ("BN", {4, 6}), ("AE", {5, 6}), ("DE", {5, 6})],
)
def test_weekends_are_the_countrys(country: str, weekend: set[int]) -> None:
    # The week of Monday, 14 June 2027 has no public holiday in any of them; Monday is 0.
    days = [date(2027, 6, day) for day in range(14, 21)]
    assert {day.weekday() for day in days if not workdays(country).is_workday(day)} == weekend


def test_a_week_in_israel_ends_on_thursday() -> None:
    # Five business days after Tue 17 Nov: Wed 18, Thu 19, Sun 22, Mon 23, Tue 24; then Wed 25 to Tue 1 Dec.
    tuesday_there = interview("2026-11-17 14:00", "2026-11-17 15:00", ISRAEL)
    followups = planned(tuesday_there, planning=Planning(), zone=ISRAEL)
    assert said(the("status-email", followups).at) == "2026-11-24 09:30"
    thursday = interview("2026-11-12 14:00", "2026-11-12 15:00", ISRAEL)
    # Sun 15, Mon 16, Tue 17, Wed 18, Thu 19; the call on Thu 26.
    followups = planned(thursday, planning=Planning(), zone=ISRAEL)
    assert said(the("status-email", followups).at) == "2026-11-19 09:30"
    assert said(the("phone-call", followups).at) == "2026-11-26 10:00"


def test_a_stated_friday_in_israel_is_followed_by_sunday() -> None:
    stated = interview("2026-11-17 14:00", "2026-11-17 15:00", ISRAEL, decision=Decision("x", by=date(2026, 11, 27)))
    assert said(the("status-email", planned(stated, planning=Planning(), zone=ISRAEL)).at) == "2026-11-29 09:30"


@pytest.mark.parametrize(
    ("start", "zone", "expected"),
    [
        # Five business days after Mon 3 Aug is Mon 10 Aug: in Italy the quiet time ends on Sun 23, so Mon 24 and two.
        ("2026-08-03", "Europe/Rome", "2026-08-26"),
        ("2026-08-03", "Europe/Berlin", "2026-08-10"),
        # Golden Week ends on Tue 5 May; Wed 6 is a holiday in lieu, so Thu 7, and two more: Mon 11.
        ("2026-04-23", "Asia/Tokyo", "2026-05-11"),
        # Sweden in July: Fri 31 is the last quiet day, Mon 3 Aug and two.
        ("2026-07-06", "Europe/Stockholm", "2026-08-05"),
    ],
)
def test_countries_have_quiet_times_of_their_own(start: str, zone: str, expected: str) -> None:
    followups = planned(interview(f"{start} 14:00", f"{start} 15:00", zone), f"{start} 06:00", Planning(), zone=zone)
    assert the("status-email", followups).at.date().isoformat() == expected


def test_epiphany_belongs_to_the_holidays_in_spain() -> None:
    # 4 to 6 January follow the usual window; Thu 7 Jan and two business days.
    december = interview("2026-12-17 14:00", "2026-12-17 15:00", "Europe/Madrid")
    assert the("status-email", planned(december, planning=Planning())).at.date().isoformat() == "2027-01-11"


def test_the_season_is_found_on_both_of_its_days() -> None:
    season = ((8, 8), (8, 23))
    for day, quiet in ((7, False), (8, True), (23, True), (24, False)):
        assert (window_at(date(2026, 8, day), Planning(), (season,)) is not None) is quiet
    assert window_at(date(2026, 9, 1), Planning(), (season,)) is None


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2027-01-12", "Tue 12 Jan"),
        ("2027-02-10", "Wed 10 Feb"),
        ("2027-03-11", "Thu 11 Mar"),
        ("2027-04-09", "Fri 9 Apr"),
        ("2027-05-10", "Mon 10 May"),
        ("2027-06-12", "Sat 12 Jun"),
        ("2027-07-11", "Sun 11 Jul"),
        ("2027-08-10", "Tue 10 Aug"),
        ("2027-09-08", "Wed 8 Sep"),
        ("2027-10-14", "Thu 14 Oct"),
        ("2027-11-12", "Fri 12 Nov"),
        ("2027-12-06", "Mon 6 Dec"),
    ],
)
def test_a_reason_names_the_day_of_the_interview(day: str, told: str) -> None:
    status = the("status-email", planned(interview(f"{day} 14:00", f"{day} 15:00")))
    assert status.why == f"5 business days after the interview on {told}."


@pytest.mark.parametrize(
    ("zone", "day", "status", "before", "after"),
    [
        # The clocks go forward on 29 March 2026 and back on 25 October.
        ("Europe/Berlin", "2026-03-26", "2026-04-02", 60, 120),
        ("Europe/Berlin", "2026-10-22", "2026-10-29", 120, 60),
        # 8 March and 1 November.
        ("America/New_York", "2026-03-05", "2026-03-12", -300, -240),
        ("America/New_York", "2026-10-29", "2026-11-05", -240, -300),
        # By half an hour on 5 April and 4 October.
        ("Australia/Lord_Howe", "2026-04-01", "2026-04-08", 660, 630),
        ("Australia/Lord_Howe", "2026-10-01", "2026-10-08", 630, 660),
        # At midnight, on 4 April and 5 September.
        ("America/Santiago", "2026-04-02", "2026-04-09", -180, -240),
        ("America/Santiago", "2026-09-03", "2026-09-10", -240, -180),
    ],
)
def test_hours_stay_what_they_are_when_the_clocks_change(
    zone: str, day: str, status: str, before: int, after: int
) -> None:
    found = interview(f"{day} 14:00", f"{day} 15:00", zone)
    followups = planned(found, f"{day} 06:00", zone=zone)
    thanks, asked = the("thank-you", followups), the("status-email", followups)
    assert (said(thanks.at), said(asked.at)) == (f"{day} 17:00", f"{status} 09:30")
    offsets = [item.at.utcoffset() for item in (thanks, asked)]
    assert [int(offset.total_seconds()) // 60 for offset in offsets if offset is not None] == [before, after]


@pytest.mark.parametrize(
    ("zone", "start", "end", "expected"),
    [
        # 02:00 to 03:00 does not exist on 29 March: two hours after 01:30 it is 04:30; quiet hours move it to 08:30.
        ("Europe/Berlin", "2026-03-29 00:30", "2026-03-29 01:30", "2026-03-29 08:30"),
        # The day of the change has no midnight in Santiago: 6 September begins at 01:00.
        ("America/Santiago", "2026-09-05 17:00", "2026-09-05 18:00", "2026-09-05 20:00"),
        ("America/Santiago", "2026-09-05 22:30", "2026-09-05 23:30", "2026-09-06 08:30"),
        # 01:30 comes twice on 5 April at Lord Howe, half an hour apart.
        ("Australia/Lord_Howe", "2026-04-05 07:00", "2026-04-05 08:00", "2026-04-05 10:00"),
    ],
)
def test_thanks_on_the_day_the_clocks_change(zone: str, start: str, end: str, expected: str) -> None:
    assert said(the("thank-you", planned(interview(start, end, zone), "2026-03-01 12:00", zone=zone)).at) == expected


@pytest.mark.parametrize(
    ("home", "alarm"),
    [
        # 09:30 in New York is 15:30 in Vienna, 23:30 in Tokyo: there the reminder comes with the morning.
        ("Europe/Vienna", "2026-11-24 15:30"),
        ("Asia/Tokyo", "2026-11-25 08:00"),
        # 06:30 in Los Angeles is too early: 08:00 there.
        ("America/Los_Angeles", "2026-11-24 08:00"),
    ],
)
def test_a_user_elsewhere_is_reminded_in_waking_hours(home: str, alarm: str) -> None:
    status = the("status-email", planned(tuesday(), zone=home))
    assert [said(item.astimezone(moment("2026-11-01", home).tzinfo)) for item in status.alarms] == [alarm]


def test_the_hour_is_the_employers_while_only_one_side_has_changed_its_clocks() -> None:
    # Between 25 October and 1 November New York is five hours behind Vienna, not six.
    found = interview("2026-10-20 14:00", "2026-10-20 15:00")
    status = the("status-email", planned(found, "2026-10-19 12:00", zone=VIENNA))
    assert said(status.at) == "2026-10-27 09:30"
    assert said(status.at.astimezone(moment("2026-10-27", VIENNA).tzinfo)) == "2026-10-27 14:30"


@pytest.mark.parametrize(
    ("employer", "start", "status", "at_home"),
    [
        # At Lord Howe 09:30 on Thu 8 Oct is 22:30 UTC the day before, 00:30 in Berlin: at 08:00, which is 17:00 there.
        ("Australia/Lord_Howe", "2026-10-01 14:00", "2026-10-08 17:00", "2026-10-08 08:00"),
        # In Santiago 09:30 is 12:30 UTC: 14:30 in Berlin on Thu 22 Oct, 13:30 on Tue 27 Oct.
        ("America/Santiago", "2026-10-15 14:00", "2026-10-22 09:30", "2026-10-22 14:30"),
        ("America/Santiago", "2026-10-20 14:00", "2026-10-27 09:30", "2026-10-27 13:30"),
        # Both have changed by Tue 8 Sep, when Santiago is at UTC-3: 13:30 UTC before, 12:30 after.
        ("America/Santiago", "2026-08-27 14:00", "2026-09-03 09:30", "2026-09-03 15:30"),
        ("America/Santiago", "2026-09-01 14:00", "2026-09-08 09:30", "2026-09-08 14:30"),
        # New York changes on 8 March, Berlin on the 29th.
        ("America/New_York", "2026-03-05 14:00", "2026-03-12 09:30", "2026-03-12 14:30"),
        ("America/New_York", "2026-03-23 14:00", "2026-03-30 09:30", "2026-03-30 15:30"),
    ],
)
def test_a_user_in_berlin_follows_the_clocks_of_the_employer(
    employer: str, start: str, status: str, at_home: str
) -> None:
    found = interview(start, start.replace("14:00", "15:00"), employer)
    asked = the("status-email", planned(found, start.replace("14:00", "06:00"), zone="Europe/Berlin"))
    berlin = moment("2026-01-01", "Europe/Berlin").tzinfo
    assert (said(asked.at), said(asked.at.astimezone(berlin))) == (status, at_home)
    assert [said(alarm.astimezone(berlin)) for alarm in asked.alarms] == [at_home]


def test_a_region_has_holidays_of_its_own() -> None:
    # Wed 6 January is a holiday in Bavaria: the first business day after the window is Mon 4, then Tue 5 and Thu 7.
    december = interview("2026-12-17 14:00", "2026-12-17 15:00", "Europe/Berlin")
    for country, expected in (("DE", "2027-01-06"), ("DE-BY", "2027-01-07")):
        followups = planned(december, planning=Planning(country=country), zone="Europe/Berlin")
        assert the("status-email", followups).at.date().isoformat() == expected


def test_two_applications_at_one_employer_keep_their_distance() -> None:
    analyst, planner = tuesday(), tuesday(role="Route Planner", uid="b")
    followups = planned([analyst, planner], cadence="balanced")
    both = [(item.application.role, item.at.date().isoformat()) for item in followups if item.step == "status-email"]
    assert both == [("Data Analyst", "2026-11-24"), ("Route Planner", "2026-11-26")]
    assert all_of("status-email", followups)[1].why == (
        "5 business days after the interview on Tue 17 Nov; kept apart from what you ask this employer about another "
        "position."
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"start": moment("2026-11-25 09:30"), "moved": True}, "2026-11-27"),
        ({"state": PlanState.DONE, "done_on": date(2026, 11, 23)}, "2026-11-25"),
    ],
    ids=["moved", "done"],
)
def test_a_question_keeps_its_distance_from_one_that_the_user_placed(change: dict[str, Any], expected: str) -> None:
    # Alone it would be Tue 24 Nov; two business days after Wed 25 are Fri 27, after Mon 23 Wed 25.
    both = [tuesday(uid="a"), tuesday(role="Route Planner", uid="b")]
    first = planned(both, cadence="balanced")
    known = ticked(written(first), all_of("status-email", first)[1], **change)
    again = all_of("status-email", planned(both, "2026-11-18 12:00", known=known, cadence="balanced"))[0]
    assert again.at.date().isoformat() == expected
    assert again.why == (
        "5 business days after the interview on Tue 17 Nov; kept apart from what you ask this employer about another "
        "position."
    )


def test_two_hundred_applications_plan_without_contradictions() -> None:
    found = [
        interview(
            f"2026-{9 + number % 3:02}-{1 + number % 28:02} {8 + number % 9:02}:00",
            f"2026-{9 + number % 3:02}-{1 + number % 28:02} {9 + number % 9:02}:00",
            company=f"Employer {number // 2}",
            role=("Analyst", "Planner")[number % 2],
            uid=f"n{number}",
        )
        for number in range(200)
    ]
    followups = planned(found, "2026-08-30 12:00", Planning(country="US"), cadence="balanced")
    assert len({item.application.key for item in followups}) == 200
    assert len({item.uid for item in followups}) == len(followups)
    touches: dict[str | None, list[date]] = {}
    for item in followups:
        if item.state in OPEN and item.step in CHAIN[:3]:
            touches.setdefault(item.application.company, []).append(item.at.date())
    for days in touches.values():
        assert len(days) == 6
        ordered = sorted(days)
        assert all(workdays("US").add(one, 2) <= other for one, other in pairwise(ordered))


@pytest.mark.parametrize(
    ("at", "hour", "told"),
    [
        ("end + 1m", "exact", "1 minute after the interview."),
        ("start - 30m", "exact", "30 minutes before the interview."),
        ("end + 1h", "exact", "1 hour after the interview."),
        ("end + 2h", "exact", "2 hours after the interview."),
        ("end + 1d", "message", "1 day after the interview on Tue 17 Nov."),
        ("end + 3d", "message", "3 days after the interview on Tue 17 Nov."),
        ("end + 1bd", "message", "1 business day after the interview on Tue 17 Nov."),
    ],
)
def test_a_reason_counts_one_and_many(at: str, hour: str, told: str) -> None:
    text = f'name = "mine"\n[[step]]\nname = "hello"\nat = "{at}"\nhour = "{hour}"\n'
    (step,) = planned(tuesday(), cadence=parse_cadence(text, "mine.toml"))
    assert step.why == told


@pytest.mark.parametrize(
    ("cap", "told"),
    [
        (0, "0 messages without an answer are enough."),
        (1, "1 message without an answer is enough."),
        (2, "2 messages without an answer are enough."),
    ],
)
def test_the_cap_says_how_many_are_enough(cap: int, told: str) -> None:
    followups = planned(tuesday(), cadence=replace(BALANCED, cap=cap))
    questions = [item for item in followups if item.step in {"status-email", "phone-call", "final-note"}]
    assert [item.reason for item in questions] == [""] * cap + [told] * (3 - cap)


def test_every_step_may_be_counted_from_the_interview() -> None:
    lines = [f'[[step]]\nname = "{name}"\nat = "end + {days}bd"\nhour = "message"\n' for name, days in STEPS.items()]
    followups = planned(tuesday(), cadence=parse_cadence("\n".join(['name = "mine"', *lines]), "mine.toml"))
    assert [(said(item.at), item.why) for item in followups] == [
        ("2026-11-24 09:30", "5 business days after the interview on Tue 17 Nov."),
        ("2026-12-01 09:30", "10 business days after the interview on Tue 17 Nov."),
    ]
