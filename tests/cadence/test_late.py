"""First runs in a calendar full of old interviews, and later runs that must not move anything."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from cadence.cases import (
    DANA,
    LEE,
    WEEKENDS_ONLY,
    all_of,
    interview,
    moment,
    planned,
    said,
    states,
    the,
    ticked,
    tuesday,
    written,
)
from followup_cal.cadence.late import Diary
from followup_cal.cadence.plan import ideal_hash
from followup_cal.model import Hours, Known, PlanState

CHAIN = ("status-email", "phone-call", "final-note", "close")
LONDON = "Europe/London"
LATER = (timedelta(minutes=1), timedelta(hours=3), timedelta(days=1), timedelta(days=5))


@pytest.mark.parametrize(
    ("now", "expected", "hours"),
    [
        ("2026-11-17 18:00", "2026-11-17 18:15", 0),
        ("2026-11-17 18:01", "2026-11-17 18:30", 0),
        ("2026-11-17 20:10", "2026-11-17 20:30", 0),
        ("2026-11-17 20:20", "2026-11-18 08:30", 0),
        ("2026-11-18 18:00", "2026-11-18 18:15", 27),
        ("2026-11-20 18:00", "2026-11-20 18:15", 75),
        ("2026-11-22 14:50", "2026-11-22 15:15", 120),
    ],
)
def test_a_thank_you_is_made_up_for_within_five_days(now: str, expected: str, hours: int) -> None:
    thanks = the("thank-you", planned(tuesday(), now))
    assert (said(thanks.at), thanks.late_hours) == (expected, hours)
    assert thanks.why.startswith("2 hours after the interview; planned late, as its moment on Tue 17 Nov has passed. ")


def test_a_thank_you_after_five_days_is_not_written() -> None:
    thanks = the("thank-you", planned(tuesday(), "2026-11-22 15:01"))
    assert thanks.state is PlanState.SKIPPED
    assert thanks.reason == "Too late: a thank-you after more than five days draws attention to the delay."


def test_late_thank_yous_keep_ten_minutes_between_them() -> None:
    one, other = (tuesday(company=name, interviewers=people) for name, people in (("A", (DANA, LEE)), ("B", (DANA,))))
    thanks = all_of("thank-you", planned([one, other], "2026-11-19 09:00"))
    assert [said(item.at)[-5:] for item in thanks] == ["09:15", "09:25", "09:35"]


# Interview on Tue 17 Nov: status Tue 24 Nov, call Tue 1 Dec, last note Tue 15 Dec, close Tue 22 Dec, which is in the
# quiet window, hence Wed 6 Jan.
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-18 12:00", ("2026-11-24 09:30", "2026-12-01 10:00", "2026-12-15 09:30", "2027-01-06 09:30")),
        ("2026-11-20 12:00", ("2026-11-24 09:30", "2026-12-01 10:00", "2026-12-15 09:30", "2027-01-06 09:30")),
        ("2026-11-23 12:00", ("2026-11-24 09:30", "2026-12-01 10:00", "2026-12-15 09:30", "2027-01-06 09:30")),
        ("2026-11-24 08:45", ("2026-11-24 09:30", "2026-12-01 10:00", "2026-12-15 09:30", "2027-01-06 09:30")),
        ("2026-11-25 12:00", ("2026-11-26 09:30", "2026-12-03 10:00", "2026-12-17 09:30", "2027-01-06 09:30")),
        ("2026-11-27 18:00", ("2026-11-30 09:30", "2026-12-07 10:00", "2027-01-06 09:30", "2027-01-13 09:30")),
        ("2026-12-01 12:00", ("", "2026-12-01 13:15", "2026-12-15 09:30", "2027-01-06 09:30")),
        ("2026-12-01 14:50", ("", "2026-12-02 10:00", "2026-12-16 09:30", "2027-01-06 09:30")),
        ("2026-12-17 12:00", ("", "", "2026-12-18 09:30", "2027-01-06 09:30")),
        ("2026-12-21 12:00", ("", "", "2027-01-06 09:30", "2027-01-13 09:30")),
        ("2027-01-05 09:00", ("", "", "2027-01-06 09:30", "2027-01-13 09:30")),
        ("2027-01-07 09:00", ("", "", "", "")),
        ("2027-01-12 12:00", ("", "", "", "")),
    ],
)
def test_at_most_one_late_step_is_made_up_for(now: str, expected: tuple[str, ...]) -> None:
    followups = planned(tuesday(), now)
    found = (the(step, followups) for step in CHAIN)
    assert tuple(said(item.at) if item.state is PlanState.PLANNED else "" for item in found) == expected


# Interview on Tue 4 Aug: status Tue 11 Aug, call Tue 18 Aug, last note Tue 1 Sep, close Tue 8 Sep.
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-09-03 12:00", "2026-09-11 09:30"),
        ("2026-09-08 12:00", ""),
        ("2026-09-09 12:00", ""),
    ],
)
def test_a_case_that_is_over_is_not_closed_afterwards(now: str, expected: str) -> None:
    summer = interview("2026-08-04 14:00", "2026-08-04 15:00")
    close = the("close", planned(summer, now))
    assert (said(close.at) if close.state is PlanState.PLANNED else "") == expected
    assert close.reason in {"", "Too long ago to be worth an entry."}


def test_a_late_step_says_so() -> None:
    assert (
        the("status-email", planned(tuesday(), "2026-11-25 12:00")).why
        == "5 business days after the interview on Tue 17 Nov; planned late, as its moment on Tue 24 Nov has passed."
    )
    overtaken = the("status-email", planned(tuesday(), "2026-12-02 12:00"))
    assert overtaken.reason == "Its time has passed, and so has that of the step after it."


def test_a_step_switched_off_does_not_overtake() -> None:
    without = replace(WEEKENDS_ONLY, skip=frozenset({"phone-call"}))
    assert states(planned(tuesday(), "2026-12-02 12:00", without))["status-email"] == "planned"


def test_twelve_applications_late_at_once_are_spread_over_four_days() -> None:
    findings = [tuesday(company=f"Company {number}") for number in range(12)]
    late = all_of("status-email", planned(findings, "2026-11-25 12:00"))
    assert [said(item.at) for item in late] == [
        f"{day} {hour}"
        for day in ("2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01")
        for hour in ("09:30", "09:40", "09:50")
    ]


def test_late_calls_give_way_within_the_hours_for_calls() -> None:
    findings = [tuesday(company=f"Company {number}") for number in range(4)]
    late = all_of("phone-call", planned(findings, "2026-12-01 14:35"))
    assert [said(item.at) for item in late] == [
        "2026-12-01 16:00",
        "2026-12-02 10:00",
        "2026-12-02 10:10",
        "2026-12-02 10:20",
    ]


def test_a_late_call_that_gives_way_into_the_night_is_made_on_the_next_day() -> None:
    # 15:30 in New York is 20:30 in London, when quiet hours begin.
    late = all_of("phone-call", planned([tuesday(company="A"), tuesday(company="B")], "2026-12-01 19:15", zone=LONDON))
    assert [said(item.at) for item in late] == ["2026-12-01 15:30", "2026-12-02 10:00"]


def test_a_moment_stands_in_the_diary_once() -> None:
    one, other = moment("2026-11-26 09:30"), moment("2026-11-26 09:40")
    diary = Diary()
    for item in (other, one, one, other, moment("2026-11-26 15:30", "Europe/Vienna")):
        diary = diary.with_moment(item)
    assert diary == Diary((one, other))


def test_what_stands_in_the_calendar_takes_its_place() -> None:
    first = planned(tuesday(company="A", uid="a"), "2026-11-25 12:00")
    both = [tuesday(company="A", uid="a"), tuesday(company="B")]
    status = all_of("status-email", planned(both, "2026-11-25 12:05", known=written(first)))
    assert [said(item.at) for item in status] == ["2026-11-26 09:30", "2026-11-26 09:40"]


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("days", [-30, 0, 1, 3, 6, 8, 15, 30, 34, 45, 55, 58])
def test_a_second_run_moves_nothing(days: int, later: timedelta) -> None:
    findings = [tuesday(company=name, uid=name, interviewers=(DANA, LEE)) for name in ("A", "B", "C", "D")]
    now = moment("2026-11-17 16:00") + timedelta(days=days)
    first = planned(findings, now)
    known = written(first)
    second = planned(findings, now + later, known=known)
    assert {item.uid: item.at for item in second if item.uid in known} == {
        item.uid: item.at for item in first if item.uid in known
    }
    assert {item.state for item in second if item.uid in known} <= {PlanState.WRITTEN}
    assert {item.uid: item.ideal for item in second} == {item.uid: item.ideal for item in first}
    assert {item.uid: item.why for item in second} == {item.uid: item.why for item in first}


def test_an_overdue_entry_stays_without_a_reminder() -> None:
    known = written(planned(tuesday(uid="a")))
    status = the("status-email", planned(tuesday(uid="a"), "2026-12-20 12:00", known=known))
    assert (status.state, said(status.at), status.alarms) == (PlanState.WRITTEN, "2026-11-24 09:30", ())


def test_changed_facts_move_an_entry() -> None:
    known = written(planned(tuesday(uid="a")))
    moved = interview("2026-11-19 14:00", "2026-11-19 15:00", uid="a")
    again = planned(moved, "2026-11-18 12:00", known=known)
    assert said(the("thank-you", again).at) == "2026-11-19 17:00"
    assert (said(the("status-email", again).at), the("status-email", again).state) == (
        "2026-11-26 09:30",
        PlanState.WRITTEN,
    )


def test_changed_facts_do_not_move_what_the_user_moved() -> None:
    first = planned(tuesday(uid="a"))
    known = ticked(written(first), the("thank-you", first), start=moment("2026-11-17 21:00"), moved=True)
    moved = interview("2026-11-19 14:00", "2026-11-19 15:00", uid="a")
    thanks = the("thank-you", planned(moved, "2026-11-17 12:00", known=known))
    assert said(thanks.at) == "2026-11-17 21:00"
    # 21:00 is in the quiet hours, so it rings before they begin.
    assert [said(alarm) for alarm in thanks.alarms] == ["2026-11-17 19:30", "2026-11-18 08:30"]


def test_nothing_rings_in_quiet_hours_however_long_they_are() -> None:
    short = replace(WEEKENDS_ONLY, hours=Hours(quiet_from=time(8, 30), quiet_until=time(8)))
    first = planned(tuesday(uid="a"), planning=short)
    known = ticked(written(first), the("status-email", first), start=moment("2026-11-26 12:00"), moved=True)
    status = the("status-email", planned(tuesday(uid="a"), "2026-11-18 12:00", short, known=known))
    # An hour before the quiet hours that 12:00 falls in it is still quiet.
    assert (said(status.at), status.alarms) == ("2026-11-26 12:00", ())


def test_a_done_step_counts_from_the_day_it_was_done() -> None:
    first = planned(tuesday(uid="a"))
    status = the("status-email", first)
    known = written(first)
    known[status.uid] = Known(status.at, ideal_hash(status.ideal), state=PlanState.DONE, done_on=date(2026, 11, 30))
    again = planned(tuesday(uid="a"), "2026-11-30 20:00", known=known)
    assert said(the("phone-call", again).at) == "2026-12-07 10:00"
    assert the("status-email", again).reason == "You ticked it off."


def test_the_hash_of_a_moment_is_the_same_in_every_zone() -> None:
    assert ideal_hash(moment("2026-11-17 17:00")) == ideal_hash(moment("2026-11-17 23:00", "Europe/Vienna"))
    assert ideal_hash(moment("2026-11-17 17:00")) != ideal_hash(moment("2026-11-17 17:01"))
    assert len(ideal_hash(moment("2026-11-17 17:00"))) == 4
