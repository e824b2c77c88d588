"""Outcomes, later rounds, tags and ranges: what makes a step not take place."""

from dataclasses import replace

import pytest

from cadence.cases import (
    DANA,
    RUTH,
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
from followup_cal.model import Decision, Notes, Outcome, PlanState

CHAIN = ("status-email", "phone-call", "final-note", "close")


def test_a_later_round_supersedes_what_was_still_to_ask() -> None:
    second = interview("2026-11-24 10:00", "2026-11-24 11:00")
    followups = planned([tuesday(), second])
    first = {item.step: item for item in followups if item.round.number == 1}
    assert {first[step].state for step in CHAIN} == {PlanState.SUPERSEDED}
    assert first["status-email"].reason == "Round 2 on Tue 24 Nov."
    assert first["thank-you"].state is PlanState.PLANNED
    assert {item.state for item in followups if item.round.number == 2} == {PlanState.PLANNED}


def test_what_was_done_or_deleted_before_the_later_round_stays_so() -> None:
    first = planned(tuesday(uid="a"))
    known = ticked(written(first), the("status-email", first), state=PlanState.DONE)
    known = ticked(known, the("phone-call", first), state=PlanState.DELETED)
    second = interview("2026-12-01 10:00", "2026-12-01 11:00")
    again = planned([tuesday(uid="a"), second], "2026-11-25 12:00", known=known)
    assert [item.state.value for item in again if item.round.number == 1 and item.step in CHAIN] == [
        "done",
        "deleted-by-user",
        "superseded",
        "superseded",
    ]


def test_the_cap_starts_anew_with_a_new_round() -> None:
    first = planned(tuesday(uid="a"))
    known = written(first)
    for step in ("status-email", "phone-call", "final-note"):
        known = ticked(known, the(step, first), state=PlanState.DONE)
    second = interview("2026-12-17 10:00", "2026-12-17 11:00")
    again = planned([tuesday(uid="a"), second], "2026-12-16 12:00", known=known)
    assert [item.state.value for item in again if item.round.number == 2 and item.step in CHAIN] == ["planned"] * 4


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.REJECTED, "They turned you down."),
        (Outcome.OFFER, "They made an offer."),
        (Outcome.WITHDRAWN, "You withdrew."),
        (Outcome.ACCEPTED, "You accepted an offer."),
    ],
)
def test_an_outcome_ends_what_is_open(outcome: Outcome, reason: str) -> None:
    followups = planned(tuesday(outcome=outcome), "2026-11-20 12:00")
    ended = [item for item in followups if item.step != "rejection-reply"]
    assert {item.state for item in ended} == {PlanState.SKIPPED}
    assert {item.reason for item in ended} == {reason}


@pytest.mark.parametrize("outcome", list(Outcome))
def test_whoever_was_met_within_a_day_is_thanked_whatever_came_of_it(outcome: Outcome) -> None:
    followups = planned(tuesday(outcome=outcome), "2026-11-17 16:00")
    assert states(followups)["thank-you"] == "planned"
    assert states(followups)["status-email"] == "skipped"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24 08:00", "2026-11-24 09:30"),
        ("2026-11-24 11:00", "2026-11-25 09:30"),
        ("2026-11-27 18:00", "2026-11-30 09:30"),
        ("2026-12-23 11:00", "2026-12-24 09:30"),
    ],
)
def test_a_rejection_is_answered_on_the_same_or_the_next_business_day(now: str, expected: str) -> None:
    reply = the("rejection-reply", planned(tuesday(outcome=Outcome.REJECTED, recruiter=RUTH), now))
    assert (said(reply.at), reply.to, reply.ideal) == (expected, (RUTH,), reply.at)


def test_the_day_the_rejection_was_noted_counts_where_it_is_known() -> None:
    noted = moment("2026-11-25 20:00")
    rejected = tuesday(outcome=Outcome.REJECTED, modified=noted)
    assert said(the("rejection-reply", planned(rejected, "2026-11-25 21:00")).at) == "2026-11-26 09:30"
    assert said(the("rejection-reply", planned(rejected, "2026-11-30 21:00")).at) == "2026-12-01 09:30"
    late = the("rejection-reply", planned(rejected, "2026-12-20 21:00"))
    assert late.state is PlanState.SKIPPED


def test_an_answer_once_written_stays_where_it_is() -> None:
    rejected = tuesday(uid="a", outcome=Outcome.REJECTED)
    known = written(planned(rejected, "2026-11-24 11:00"))
    for now in ("2026-11-24 11:01", "2026-11-25 12:00", "2026-12-20 12:00"):
        again = planned(replace(rejected, event=replace(rejected.event, modified=moment(now))), now, known=known)
        assert said(the("rejection-reply", again).at) == "2026-11-25 09:30"
        assert the("rejection-reply", again).state is PlanState.WRITTEN


def test_there_is_no_answer_without_a_rejection() -> None:
    assert "rejection-reply" not in states(planned(tuesday()))


def test_a_rejection_taken_back_takes_the_answer_back() -> None:
    known = written(planned(tuesday(uid="a", outcome=Outcome.REJECTED), "2026-11-24 11:00"))
    followups = planned(tuesday(uid="a"), "2026-11-24 11:30", known=known)
    assert the("rejection-reply", followups).state is PlanState.SKIPPED
    assert the("phone-call", followups).state is PlanState.PLANNED


def test_a_new_round_revives_a_rejected_application() -> None:
    followups = planned([tuesday(outcome=Outcome.REJECTED), interview("2026-11-24 10:00", "2026-11-24 11:00")])
    assert all_of("status-email", followups)[1].state is PlanState.PLANNED
    assert "rejection-reply" not in states(followups)


def test_a_reply_ends_the_questions_unless_they_gave_a_date() -> None:
    replied = Notes(tags=frozenset({"replied"}))
    followups = planned(tuesday(notes=replied))
    assert {states(followups)[step] for step in CHAIN} == {"skipped"}
    assert states(followups)["thank-you"] == "planned"
    decision = Decision("4 December", by=moment("2026-12-04").date())
    dated = planned(tuesday(notes=replied, decision=decision))
    assert said(the("status-email", dated).at) == "2026-12-07 09:30"


def test_no_followup_means_none() -> None:
    followups = planned(tuesday(notes=Notes(tags=frozenset({"no-followup"}))))
    assert {item.state for item in followups} == {PlanState.SKIPPED}


def test_old_and_far_interviews_are_left_alone() -> None:
    old = planned(tuesday(), "2027-01-20 12:00")
    assert {(item.state, item.reason) for item in old} == {
        (PlanState.SKIPPED, "The interview was more than 60 days ago."),
    }
    far = planned(tuesday(), "2026-01-20 12:00")
    assert {item.reason for item in far} == {"The interview is more than 180 days ahead."}


def test_an_old_interview_counts_while_something_of_it_stands() -> None:
    first = planned(tuesday(uid="a"))
    close = the("close", first)
    known = ticked({close.uid: written(first)[close.uid]}, close, start=moment("2027-02-01 09:30"), moved=True)
    again = the("close", planned(tuesday(uid="a"), "2027-01-20 12:00", known=known))
    assert (again.state, said(again.at)) == (PlanState.WRITTEN, "2027-02-01 09:30")


def test_only_the_next_step_is_written_for_who_wants_it_so() -> None:
    planning = replace(WEEKENDS_ONLY, ahead="next")
    assert [step for step, state in states(planned(tuesday(), planning=planning)).items() if state == "planned"] == [
        "ask-next-steps",
        "thank-you",
    ]
    later = planned(tuesday(interviewers=(DANA,)), "2026-11-20 12:00", planning)
    assert states(later)["status-email"] == "planned"
    assert the("phone-call", later).reason == "It comes later: only the next step is written."
