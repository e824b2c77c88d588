"""Status question, call, last note, close: dates, least distances, addressees."""

from dataclasses import replace
from datetime import date, time

import pytest

from cadence.cases import (
    BALANCED,
    DANA,
    LEE,
    NEW_YORK,
    RUTH,
    VIENNA,
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
from followup_cal.cadence.steps import To
from followup_cal.cadence.terms import parse_offset
from followup_cal.errors import ConfigProblem
from followup_cal.model import Decision, Hours, Known, Medium, Notes, Planning, PlanState, Stage

TOKYO = "Asia/Tokyo"
LA = "America/Los_Angeles"


def decided(**said_: object) -> Decision:
    return Decision("x", **said_)  # type: ignore[arg-type]  # only fields of a decision are passed


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (decided(by=date(2026, 12, 4)), "2026-12-07"),
        (decided(by=date(2026, 12, 5)), "2026-12-07"),
        (decided(by=date(2026, 11, 17)), "2026-11-19"),
        (decided(by=date(2026, 11, 18)), "2026-11-19"),
        (decided(by=date(2026, 11, 10)), "2026-11-24"),
        (decided(by=date(2026, 12, 4), not_before=date(2026, 11, 30)), "2026-12-07"),
        (decided(not_before=date(2026, 11, 30)), "2026-12-01"),
        (decided(by=date(2026, 12, 18)), "2027-01-06"),
        (decided(by=date(2026, 12, 17)), "2026-12-18"),
        (decided(by=date(2026, 12, 23)), "2027-01-06"),
        (decided(by=date(2027, 1, 5)), "2027-01-06"),
        (decided(by=date(2027, 2, 26)), "2027-03-01"),
        (decided(after_holidays=True), "2027-01-06"),
        (decided(by=date(2027, 1, 15), after_holidays=True), "2027-01-18"),
    ],
)
def test_the_date_they_gave_wins(decision: Decision, expected: str) -> None:
    status = the("status-email", planned(tuesday(decision=decision)))
    assert status.at.date().isoformat() == expected


def test_after_the_holidays_means_something_else_in_march() -> None:
    spring = interview("2026-03-17 14:00", "2026-03-17 15:00", decision=decided(after_holidays=True))
    assert said(the("status-email", planned(spring, "2026-03-01 12:00")).at) == "2026-03-24 09:30"


def test_nothing_but_the_thank_you_comes_before_the_date_they_gave() -> None:
    cadence = replace(BALANCED, steps=tuple(replace(step, stated=None) for step in BALANCED.steps))
    followups = planned(tuesday(decision=decided(by=date(2026, 12, 4))), cadence=cadence)
    assert said(the("status-email", followups).at) == "2026-12-07 09:30"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3d", "2026-11-20"),
        ("3 days", "2026-11-20"),
        ("1 day", "2026-11-18"),
        ("4 days", "2026-11-23"),
        ("2 weeks", "2026-12-01"),
        ("7bd", "2026-11-26"),
        ("2026-12-03", "2026-12-03"),
        ("soon", "2026-11-24"),
        ("2026-11-01", "2026-11-24"),
    ],
)
def test_an_invitation_to_follow_up_overrides_the_first_question(line: str, expected: str) -> None:
    followups = planned(tuesday(notes=Notes(values=(("followup", line),))))
    assert the("status-email", followups).at.date().isoformat() == expected


def test_an_invitation_that_was_recognised_counts_unless_a_line_says_otherwise() -> None:
    told = tuesday(ask_again=date(2026, 11, 20))
    status = the("status-email", planned(told))
    assert (said(status.at), status.why) == (
        "2026-11-20 09:30",
        "They invited you to get back to them, from Fri 20 Nov on.",
    )
    both = replace(told, notes=Notes(values=(("followup", "4 days"),)))
    assert said(the("status-email", planned(both)).at) == "2026-11-23 09:30"


def test_after_an_invitation_a_call_still_waits_five_business_days() -> None:
    cadence = replace(
        BALANCED,
        steps=tuple(
            replace(step, at=replace(step.at, offset=parse_offset("1bd"))) if step.name == "phone-call" else step
            for step in BALANCED.steps
        ),
    )
    followups = planned(tuesday(notes=Notes(values=(("followup", "1 day"),))), cadence=cadence)
    assert said(the("status-email", followups).at) == "2026-11-18 09:30"
    assert said(the("phone-call", followups).at) == "2026-11-24 10:00"


def test_two_messages_keep_their_distance() -> None:
    steps = tuple(
        replace(step, at=replace(step.at, offset=parse_offset("1bd"))) if step.name == "final-note" else step
        for step in BALANCED.steps
    )
    final = the("final-note", planned(tuesday(), cadence=replace(BALANCED, steps=steps)))
    assert (said(final.at), final.why) == (
        "2026-12-03 09:30",
        "Not before 2 business days after the last message on Tue 1 Dec.",
    )


def test_a_moved_step_moves_the_later_ones() -> None:
    first = planned(tuesday(uid="a"))
    known = ticked(written(first), the("status-email", first), start=moment("2026-11-26 11:00"), moved=True)
    again = planned(tuesday(uid="a"), "2026-11-18 12:00", known=known)
    status = the("status-email", again)
    assert (said(status.at), status.why) == ("2026-11-26 11:00", "You moved it; the rules give Tue 24 Nov.")
    assert said(the("phone-call", again).at) == "2026-12-03 10:00"
    assert said(the("final-note", again).at) == "2026-12-17 09:30"
    assert said(the("close", again).at) == "2027-01-06 09:30"


def test_a_step_done_early_moves_the_later_ones_to_its_day() -> None:
    first = planned(tuesday(uid="a"))
    done = {"state": PlanState.DONE, "done_on": date(2026, 11, 20)}
    again = planned(
        tuesday(uid="a"), "2026-11-21 12:00", known=ticked(written(first), the("status-email", first), **done)
    )
    assert the("status-email", again).state is PlanState.DONE
    assert said(the("phone-call", again).at) == "2026-11-27 10:00"


def test_a_deleted_step_leaves_the_later_ones_in_their_place() -> None:
    first = planned(tuesday(uid="a"))
    known = ticked(written(first), the("status-email", first), state=PlanState.DELETED)
    again = planned(tuesday(uid="a"), "2026-11-21 12:00", known=known)
    assert the("status-email", again).state is PlanState.DELETED
    assert said(the("phone-call", again).at) == "2026-12-01 10:00"


def test_a_late_thank_you_holds_the_question_back() -> None:
    friday = interview("2026-11-13 14:00", "2026-11-13 15:00", uid="a")
    first = planned(friday)
    done = {"state": PlanState.DONE, "done_on": date(2026, 11, 19)}
    again = planned(friday, "2026-11-19 12:00", known=ticked(written(first), the("thank-you", first), **done))
    assert said(the("status-email", again).at) == "2026-11-23 09:30"


def test_three_messages_are_enough() -> None:
    assert states(planned(tuesday(), cadence=replace(BALANCED, cap=2)))["final-note"] == "skipped"
    final = the("final-note", planned(tuesday(), cadence=replace(BALANCED, cap=2)))
    assert final.reason == "2 messages without an answer are enough."


def test_times_are_the_employers() -> None:
    followups = planned(interview("2026-11-17 14:00", "2026-11-17 15:00", NEW_YORK), zone=VIENNA)
    assert said(the("status-email", followups).at) == "2026-11-24 09:30"
    assert the("status-email", followups).at.utcoffset() == moment("2026-11-24 09:30", NEW_YORK).utcoffset()


def test_the_users_quiet_hours_win_over_the_employers_hours() -> None:
    # 09:30 in New York is 06:30 in Los Angeles.
    west = planned(tuesday(), zone=LA)
    assert said(the("status-email", west).at) == "2026-11-24 11:00"
    assert said(the("phone-call", west).at) == "2026-12-01 11:00"
    # 10:00 to 16:00 in New York is night in Tokyo.
    east = planned(tuesday(), zone=TOKYO)
    assert said(the("phone-call", east).at) == "2026-12-01 18:00"


def test_the_hour_stays_when_the_clocks_change() -> None:
    autumn = planned(interview("2026-10-28 14:00", "2026-10-28 15:00"), "2026-10-20 12:00")
    assert said(the("status-email", autumn).at) == "2026-11-04 09:30"
    assert str(the("status-email", autumn).at.utcoffset()) == "-1 day, 19:00:00"


def test_hours_can_be_chosen() -> None:
    planning = Planning(country="none", hours=Hours(message=time(8, 15), calls_from=time(14)))
    followups = planned(tuesday(), planning=planning)
    assert said(the("status-email", followups).at) == "2026-11-24 08:15"
    assert said(the("phone-call", followups).at) == "2026-12-01 14:00"


def test_a_call_is_short_and_bound_to_its_hour() -> None:
    call = the("phone-call", planned(tuesday()))
    assert (call.component, call.medium, said(call.until)) == ("VEVENT", Medium.PHONE, "2026-12-01 10:30")


def test_who_does_not_phone_writes() -> None:
    call = the("phone-call", planned(tuesday(), planning=replace(WEEKENDS_ONLY, no_phone=True)))
    assert (call.medium, call.template, call.component) == (Medium.EMAIL, "status-email", "VTODO")
    assert said(call.at) == "2026-12-01 09:30"


def test_questions_go_to_the_recruiter_and_name_the_manager() -> None:
    followups = planned(tuesday(recruiter=RUTH, interviewers=(DANA, LEE)))
    assert [the(step, followups).to for step in ("status-email", "phone-call", "final-note", "close")] == [(RUTH,)] * 4
    assert the("status-email", followups).also == ()
    assert the("phone-call", followups).also == (DANA,)


def test_without_a_recruiter_they_go_to_the_first_interviewer() -> None:
    followups = planned(tuesday(interviewers=(DANA, LEE)))
    assert (the("status-email", followups).to, the("final-note", followups).also) == ((DANA,), (LEE,))


def test_a_step_can_address_everybody() -> None:
    steps = tuple(replace(step, to=To.ALL) if step.name == "final-note" else step for step in BALANCED.steps)
    followups = planned(tuesday(recruiter=RUTH, interviewers=(DANA, RUTH, LEE)), cadence=replace(BALANCED, steps=steps))
    assert (the("final-note", followups).to, the("final-note", followups).also) == ((RUTH, DANA, LEE), ())


def test_the_manager_is_whoever_led_the_managers_interview() -> None:
    first = interview("2026-11-10 10:00", "2026-11-10 11:00", stage=Stage.HIRING_MANAGER, interviewers=(LEE,))
    second = tuesday(recruiter=RUTH, interviewers=(DANA,))
    call = next(item for item in all_of("phone-call", planned([first, second])) if item.round.number == 2)
    assert (call.to, call.also) == ((RUTH,), (LEE,))


def test_the_recruiter_of_an_earlier_round_is_remembered() -> None:
    first = interview("2026-11-10 10:00", "2026-11-10 11:00", recruiter=RUTH)
    status = all_of("status-email", planned([first, tuesday(interviewers=(DANA,))]))[1]
    assert status.to == (RUTH,)


def test_whom_the_user_met_before_is_asked_where_the_later_round_names_nobody() -> None:
    first = interview("2026-11-10 10:00", "2026-11-10 11:00", interviewers=(LEE, DANA), phones=("+1 212 555 0100",))
    followups = planned([first, tuesday(interviewers=())])
    assert all_of("status-email", followups)[1].to == (LEE,)
    assert all_of("phone-call", followups)[1].phones == ("+1 212 555 0100",)
    assert [item.to for item in all_of("thank-you", followups)] == [(LEE,), (DANA,), ()]


def test_what_the_later_round_tells_wins() -> None:
    first = interview("2026-11-10 10:00", "2026-11-10 11:00", interviewers=(LEE,), phones=("+1 212 555 0100",))
    call = all_of("phone-call", planned([first, tuesday(interviewers=(DANA,), phones=("+1 212 555 0199",))]))[1]
    assert (call.to, call.phones) == ((DANA,), ("+1 212 555 0199",))


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(ConfigProblem, match="XX"):
        planned(tuesday(), planning=Planning(country="XX"))


@pytest.mark.parametrize("step", ["status-email", "phone-call"])
def test_a_step_switched_off_leaves_the_later_ones_in_their_place(step: str) -> None:
    followups = planned(tuesday(), planning=replace(WEEKENDS_ONLY, skip=frozenset({step})))
    assert (the(step, followups).state, the(step, followups).reason) == (
        PlanState.SKIPPED,
        "You switched this step off.",
    )
    assert said(the("final-note", followups).at) == "2026-12-15 09:30"


def test_a_uid_follows_from_the_interview_and_one_that_is_refused_gives_way_to_the_next_of_its_series() -> None:
    # RFC 9562, version 5, of "a", "status-email", nothing and 0, a line each; then with "series 1", and so on.
    series = [
        f"{name}@followup-cal"
        for name in (
            "28bca144-a7d0-5bb0-9518-221ed340be47",
            "7d2f4b61-197b-5728-9479-0e9161db4906",
            "19c53ee8-4d45-52fa-b015-c37d2158a683",
            "fdff4177-8f30-5ea7-a87e-db4b2f710c69",
        )
    ]
    refused = Known(moment("2026-11-18 12:00"), "", state=PlanState.DELETED, blocked=True)
    for count in range(4):
        known = dict.fromkeys(series[:count], refused)
        status = the("status-email", planned(tuesday(uid="a"), "2026-11-18 12:00", known=known))
        assert (status.uid, status.state) == (series[count], PlanState.PLANNED)
