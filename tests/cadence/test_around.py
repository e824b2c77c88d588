"""What stands right before and after an interview."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from cadence.cases import DANA, LEE, NEW_YORK, RUTH, VIENNA, all_of, interview, planned, said, the, tuesday
from followup_cal.model import Finding, Hours, Medium, Planning, PlanState, Stage


def ending(hour: str, **facts: Any) -> Finding:
    return interview("2026-11-17 00:30", f"2026-11-17 {hour}", **facts)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("15:00", "2026-11-17 17:00"),
        ("18:30", "2026-11-17 20:30"),
        ("18:31", "2026-11-17 19:01"),
        ("20:00", "2026-11-17 20:30"),
        ("20:01", "2026-11-18 08:30"),
        ("23:30", "2026-11-18 08:30"),
        ("05:00", "2026-11-17 08:30"),
        ("06:00", "2026-11-17 08:00"),
    ],
)
def test_the_thank_you_comes_the_same_day_unless_it_is_too_late(end: str, expected: str) -> None:
    assert said(the("thank-you", planned(ending(end))).at) == expected


def test_the_second_reminder_comes_the_next_morning_within_a_day() -> None:
    early = the("thank-you", planned(interview("2026-11-17 07:30", "2026-11-17 08:15")))
    assert [said(alarm) for alarm in early.alarms] == ["2026-11-17 10:15"]
    usual = the("thank-you", planned(tuesday()))
    assert [said(alarm) for alarm in usual.alarms] == ["2026-11-17 17:00", "2026-11-18 08:30"]
    late = the("thank-you", planned(ending("21:00")))
    assert [said(alarm) for alarm in late.alarms] == ["2026-11-18 08:30"]


def test_the_thank_you_should_be_done_a_day_after_the_interview() -> None:
    assert said(the("thank-you", planned(tuesday())).until) == "2026-11-18 15:00"


def test_everybody_is_thanked_ten_minutes_apart() -> None:
    thanks = all_of("thank-you", planned(tuesday(interviewers=(DANA, LEE, RUTH))))
    assert [item.to for item in thanks] == [(DANA,), (LEE,), (RUTH,)]
    assert [said(item.at) for item in thanks] == ["2026-11-17 17:00", "2026-11-17 17:10", "2026-11-17 17:20"]
    assert len({item.uid for item in thanks}) == 3


def test_a_panel_that_does_not_fit_before_the_quiet_hours_starts_sooner() -> None:
    thanks = all_of("thank-you", planned(ending("18:20", interviewers=(DANA, LEE, RUTH))))
    assert [said(item.at) for item in thanks] == ["2026-11-17 18:50", "2026-11-17 19:00", "2026-11-17 19:10"]


def test_what_does_not_fit_in_the_evening_follows_the_next_morning() -> None:
    thanks = all_of("thank-you", planned(ending("19:55", interviewers=(DANA, LEE, RUTH))))
    assert [said(item.at) for item in thanks] == ["2026-11-17 20:25", "2026-11-18 08:30", "2026-11-18 08:40"]


def test_nobody_known_still_leaves_one_thank_you() -> None:
    assert the("thank-you", planned(tuesday(interviewers=()))).to == ()


def test_each_person_is_thanked_for_the_interview_in_which_they_were_met() -> None:
    first = interview("2026-11-17 10:00", "2026-11-17 11:00", interviewers=(DANA,))
    second = interview("2026-11-17 11:00", "2026-11-17 12:00", interviewers=(LEE, DANA))
    followups = planned([first, second])
    assert [item.interview.event.ref for item in all_of("thank-you", followups)] == [first.event.ref, second.event.ref]
    assert said(all_of("thank-you", followups)[0].at) == "2026-11-17 14:00"
    assert the("status-email", followups).interview.event.ref == first.event.ref


@pytest.mark.parametrize("step", ["thank-you", "ask-next-steps", "take-notes"])
def test_work_done_at_home_has_no_conversation_to_follow_up(step: str) -> None:
    followups = planned(tuesday(stage=Stage.TAKE_HOME))
    assert the(step, followups).state is PlanState.SKIPPED
    assert the("status-email", followups).state is PlanState.PLANNED


def test_questions_stand_before_the_interview() -> None:
    ask = the("ask-next-steps", planned(tuesday()))
    assert (said(ask.at), said(ask.until), ask.component) == ("2026-11-17 13:30", "2026-11-17 14:00", "VEVENT")
    assert [said(alarm) for alarm in ask.alarms] == ["2026-11-17 13:30"]


def test_a_reminder_in_the_quiet_hours_comes_the_evening_before() -> None:
    ask = the("ask-next-steps", planned(interview("2026-11-17 08:00", "2026-11-17 09:00")))
    assert said(ask.at) == "2026-11-17 07:30"
    assert [said(alarm) for alarm in ask.alarms] == ["2026-11-16 19:30"]


def test_an_evening_that_has_passed_leaves_no_reminder() -> None:
    ask = the("ask-next-steps", planned(interview("2026-11-17 08:00", "2026-11-17 09:00"), "2026-11-16 23:00"))
    assert (ask.state, ask.alarms) == (PlanState.PLANNED, ())


def test_there_is_nothing_to_ask_once_the_interview_has_begun() -> None:
    ask = the("ask-next-steps", planned(tuesday(), "2026-11-17 14:10"))
    assert (ask.state, ask.reason) == (PlanState.SKIPPED, "Its time has passed.")


def test_notes_are_taken_right_after_or_the_next_morning() -> None:
    assert said(the("take-notes", planned(tuesday())).at) == "2026-11-17 15:05"
    assert said(the("take-notes", planned(ending("22:00"))).at) == "2026-11-18 08:00"


@pytest.mark.parametrize(
    ("now", "expected"), [("2026-11-17 18:00", "2026-11-17 18:15"), ("2026-11-18 14:59", "2026-11-18 15:15")]
)
def test_notes_make_sense_for_a_day(now: str, expected: str) -> None:
    assert said(the("take-notes", planned(tuesday(), now)).at) == expected


def test_notes_make_no_sense_after_a_day() -> None:
    assert the("take-notes", planned(tuesday(), "2026-11-18 15:01")).state is PlanState.SKIPPED


def test_quiet_hours_are_those_of_the_user() -> None:
    # 16:00 in New York is 22:00 in Vienna.
    thanks = the("thank-you", planned(interview("2026-11-17 13:00", "2026-11-17 14:00", NEW_YORK), zone=VIENNA))
    assert said(thanks.at) == "2026-11-17 14:30"
    later = the("thank-you", planned(interview("2026-11-17 15:00", "2026-11-17 16:00", NEW_YORK), zone=VIENNA))
    assert said(later.at) == "2026-11-18 02:30"


def test_elapsed_time_counts_when_the_clocks_change() -> None:
    # On 1 November the clocks go back at 02:00: two hours after 00:30 it is 01:30 for the second time.
    always = Planning(country="none", hours=Hours(quiet_from=time(0), quiet_until=time(0)))
    night = interview("2026-10-31 23:00", "2026-11-01 00:30")
    thanks = the("thank-you", planned(night, "2026-10-20 12:00", always))
    assert (said(thanks.at), thanks.at.fold) == ("2026-11-01 01:30", 1)
    assert said(thanks.until) == "2026-11-01 23:30"


def test_lateness_is_elapsed_time_as_well() -> None:
    saturday = interview("2026-10-31 14:00", "2026-10-31 15:00")
    thanks = the("thank-you", planned(saturday, "2026-11-01 13:40"))
    assert (said(thanks.at), thanks.late_hours) == ("2026-11-01 14:00", 24)


def test_an_event_for_the_whole_day_ends_at_five() -> None:
    timed = tuesday()
    whole = replace(timed, event=replace(timed.event, start=date(2026, 11, 17), end=date(2026, 11, 18)))
    assert said(the("thank-you", planned(whole)).at) == "2026-11-17 19:00"


@pytest.mark.parametrize(
    ("end", "at", "until", "posted"),
    [
        # Tue 17 Nov; the next business day is Wed 18.
        ("2026-11-17 15:00", "2026-11-17 18:00", "2026-11-18 16:00", "Wed 18 Nov"),
        ("2026-11-17 17:45", "2026-11-17 18:45", "2026-11-18 16:00", "Wed 18 Nov"),
        ("2026-11-17 21:00", "2026-11-18 09:00", "2026-11-18 16:00", "Wed 18 Nov"),
        # Fri 20 Nov: Mon 23.
        ("2026-11-20 15:00", "2026-11-20 18:00", "2026-11-23 16:00", "Mon 23 Nov"),
        # Wed 25 Nov: Thu 26 is Thanksgiving.
        ("2026-11-25 15:00", "2026-11-25 18:00", "2026-11-27 16:00", "Fri 27 Nov"),
    ],
)
def test_a_thank_you_card_is_posted_on_the_next_business_day(end: str, at: str, until: str, posted: str) -> None:
    planning = Planning(country="US", extra=frozenset({"thank-you-card"}), skip=frozenset({"thank-you"}))
    found = interview(f"{end[:10]} 08:00", end, interviewers=(DANA, LEE))
    followups = planned(found, planning=planning, cadence="balanced")
    first, second = all_of("thank-you-card", followups)
    assert (said(first.at), said(first.until), first.medium) == (at, until, Medium.LETTER)
    assert ((first.to, second.to), second.at - first.at) == (((DANA,), (LEE,)), timedelta(minutes=10))
    assert first.why.endswith(f" Post it by {posted}: it should arrive while they remember you.")
    assert {item.state for item in all_of("thank-you", followups)} == {PlanState.SKIPPED}


def test_nobody_writes_cards_unless_asked_to() -> None:
    assert all_of("thank-you-card", planned(tuesday(), cadence="hrbartender")) == []


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        # 18 hours later, or when the quiet hours are over at 08:00.
        ("15:00", "2026-11-18 09:00"),
        ("13:00", "2026-11-18 08:00"),
        ("08:01", "2026-11-18 08:00"),
        # Then 08:00 would be a day later: the evening before instead, an hour before the quiet hours begin.
        ("08:00", "2026-11-17 19:30"),
        ("07:00", "2026-11-17 19:30"),
        # Half past midnight and 18 hours.
        ("00:45", "2026-11-17 18:45"),
    ],
)
def test_thanks_the_next_day_are_never_later_than_a_day(end: str, expected: str) -> None:
    thanks = the("thank-you", planned(ending(end), cadence="experts"))
    assert (said(thanks.at), thanks.late_hours) == (expected, 0)
    assert [said(alarm) for alarm in thanks.alarms] == [expected]


def test_thanks_out_of_the_night_say_why() -> None:
    late, early = (
        the("thank-you", planned(ending("22:00"))),
        the("thank-you", planned(ending("08:00"), cadence="experts")),
    )
    assert late.why.startswith("The morning after, since 2 hours after the interview it is night. Then, ")
    assert early.why.startswith(
        "That evening, since 18 hours after the interview it is night and the morning after a day late. Then, "
    )
