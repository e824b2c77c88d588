"""Marks, waits of their own, and what stands beside the questions. Dates worked out by hand, weekends only."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cadence.cases import (
    OPEN,
    RUTH,
    WEEKENDS_ONLY,
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
from followup_cal.cadence.definition import parse_cadence
from followup_cal.model import Decision, Finding, FollowUp, Notes, Outcome, PlanState

CHAIN = ("status-email", "phone-call", "final-note", "close")
WAITS = {"references": "references", "take-home-sent": "take-home", "verbal-offer": "verbal-offer"}
NOTED = "2026-11-20 11:00"


def marked(*tags: str, **facts: Any) -> Finding:
    return tuesday(uid="a", notes=Notes(tags=frozenset(tags)), **facts)


def plan_of(finding: Finding, now: str = "2026-11-01 12:00", **more: Any) -> tuple[FollowUp, ...]:
    return planned(finding, now, cadence="balanced", **more)


def wanting(*steps: str) -> Any:
    return replace(WEEKENDS_ONLY, extra=frozenset(steps))


def days(followups: tuple[FollowUp, ...]) -> tuple[str, ...]:
    return tuple(item.at.date().isoformat() for item in followups if item.step in CHAIN and item.state in OPEN)


def test_without_a_mark_there_is_no_special_step() -> None:
    assert set(states(plan_of(tuesday()))) == {"ask-next-steps", "take-notes", "thank-you", *CHAIN}


@pytest.mark.parametrize(("tag", "step"), WAITS.items())
def test_a_separate_wait_asks_once_after_five_business_days(tag: str, step: str) -> None:
    followups = plan_of(marked(tag, modified=moment(NOTED), recruiter=RUTH), "2026-11-20 12:00")
    asked = the(step, followups)
    assert (said(asked.at), asked.to, asked.template) == ("2026-11-27 09:30", (RUTH,), step)
    assert {states(followups)[name] for name in CHAIN} == {"skipped"}
    assert the("phone-call", followups).reason == "You wait for something else now; that has a step of its own."


@pytest.mark.parametrize(
    ("tag", "step", "told"),
    [
        ("references", "references", "You marked that they asked for references: 5 business days later one may ask."),
        ("take-home-sent", "take-home", "You marked that your work was sent in: 5 business days later one may ask."),
        (
            "verbal-offer",
            "verbal-offer",
            "You marked that they made an offer by word of mouth: 5 business days later one may ask.",
        ),
        ("no-show", "no-show", "You marked that nobody came or called."),
        ("other-offer", "other-offer", "Another offer is waiting: ask today when they decide."),
    ],
)
def test_an_answer_to_a_mark_says_what_was_marked(tag: str, step: str, told: str) -> None:
    assert the(step, plan_of(marked(tag, modified=moment(NOTED)), "2026-11-20 12:00")).why == told


def test_an_answer_to_a_mark_of_your_own_says_that_you_marked_it() -> None:
    step = 'name = "mine"\n[[step]]\nname = "mine"\nwhen = "marked"\ntags = ["mine"]\nat = "outcome + 3bd"\n'
    cadence = parse_cadence(f'{step}hour = "message"\n', "mine.toml")
    (asked,) = planned(marked("mine", modified=moment(NOTED)), "2026-11-20 12:00", cadence=cadence)
    assert (said(asked.at), asked.why) == ("2026-11-25 09:30", "You marked it: 3 business days later one may ask.")


def test_a_separate_wait_stays_where_it_was_written() -> None:
    first = plan_of(marked("references"), "2026-11-20 12:00")
    again = plan_of(marked("references"), "2026-11-23 12:00", known=written(first))
    assert said(the("references", again).at) == "2026-11-27 09:30"


def test_a_separate_wait_taken_back_brings_the_questions_back() -> None:
    known = written(plan_of(marked("references"), "2026-11-20 12:00"))
    again = plan_of(marked(), "2026-11-20 13:00", known=known)
    assert (the("references", again).state, days(again)[0]) == (PlanState.SKIPPED, "2026-11-24")


def test_a_separate_wait_ends_with_the_next_round_and_with_an_outcome() -> None:
    second = interview("2026-11-24 10:00", "2026-11-24 11:00")
    assert "references" not in states(planned([marked("references"), second], cadence="balanced"))
    assert "references" not in states(plan_of(marked("references", outcome=Outcome.OFFER), "2026-11-20 12:00"))


def test_a_separate_wait_switched_off_leaves_the_questions() -> None:
    planning = replace(WEEKENDS_ONLY, skip=frozenset({"references"}))
    assert days(plan_of(marked("references"), "2026-11-18 12:00", planning=planning))[0] == "2026-11-24"


def test_another_offer_is_told_the_same_day() -> None:
    followups = plan_of(marked("other-offer", modified=moment("2026-11-20 08:00")), "2026-11-20 09:00")
    assert said(the("other-offer", followups).at) == "2026-11-20 09:30"
    assert days(followups)[0] == "2026-11-24"


def test_questions_keep_their_distance_from_word_of_another_offer() -> None:
    followups = plan_of(marked("other-offer", modified=moment("2026-11-23 08:00")), "2026-11-23 09:00")
    assert said(the("other-offer", followups).at) == "2026-11-23 09:30"
    assert days(followups)[0] == "2026-11-25"


def test_word_of_another_offer_does_not_wait_for_the_new_year() -> None:
    followups = plan_of(marked("other-offer", modified=moment("2026-12-22 08:00")), "2026-12-22 09:00")
    assert said(the("other-offer", followups).at) == "2026-12-22 09:30"


def test_an_interview_that_did_not_take_place_is_asked_about_and_nothing_else() -> None:
    followups = plan_of(marked("no-show", modified=moment("2026-11-17 14:40")), "2026-11-17 15:30")
    assert said(the("no-show", followups).at) == "2026-11-18 09:30"
    assert {item.reason for item in followups if item.step != "no-show"} == {"The interview did not take place."}


def test_who_withdraws_says_so() -> None:
    followups = plan_of(tuesday(outcome=Outcome.WITHDRAWN, recruiter=RUTH), "2026-11-20 12:00")
    letter = the("withdrawal", followups)
    assert (said(letter.at), letter.to) == ("2026-11-23 09:30", (RUTH,))
    assert letter.why == "You withdrew: tell them soon, and part as friends."
    assert [item.step for item in followups if item.state in OPEN] == ["withdrawal"]


def test_still_interested_comes_five_weeks_after_a_no_for_who_wants_it() -> None:
    rejected = tuesday(outcome=Outcome.REJECTED, modified=moment("2026-11-25 08:00"))
    assert "still-interested" not in states(plan_of(rejected, "2026-11-25 09:00"))
    # 25 business days after Wed 25 Nov would be Wed 30 Dec.
    wanted = plan_of(rejected, "2026-11-25 09:00", planning=wanting("still-interested"))
    asked = the("still-interested", wanted)
    assert (said(asked.at), asked.why) == (
        "2027-01-06 09:30",
        "Some weeks have passed since they turned you down, and first choices sometimes leave again.",
    )


def test_they_will_call_means_waiting_twenty_business_days() -> None:
    followups = plan_of(marked("they-will-call"))
    assert days(followups)[:2] == ("2026-12-15", "2027-01-06")
    assert the("status-email", followups).why.startswith("They said they would call")


def test_they_will_call_by_a_day_means_that_day() -> None:
    assert days(plan_of(marked("they-will-call", decision=Decision("x", by=date(2026, 11, 30)))))[0] == "2026-12-01"


def test_they_will_call_gives_way_to_a_day_on_which_one_may_ask() -> None:
    followups = plan_of(marked("they-will-call", ask_again=date(2026, 11, 20)))
    assert days(followups)[0] == "2026-11-20"


def test_still_deciding_before_the_first_question_moves_it_by_one_interval() -> None:
    followups = plan_of(marked("still-deciding"), "2026-11-20 12:00")
    assert days(followups) == ("2026-12-01", "2026-12-08", "2027-01-06", "2027-01-13")
    assert the("status-email", followups).why.endswith("; one interval more, since they are still deciding.")


def test_still_deciding_after_a_question_moves_the_next_and_the_question_does_not_count() -> None:
    first = plan_of(marked())
    known = ticked(written(first), the("status-email", first), state=PlanState.DONE, done_on=date(2026, 11, 24))
    again = plan_of(marked("still-deciding"), "2026-11-25 12:00", known=known)
    # The call moves from Tue 1 Dec to Tue 8 Dec; the last note would be Tue 22 Dec.
    assert days(again) == ("2026-12-08", "2027-01-06", "2027-01-13")
    known = ticked(written(again, known), the("phone-call", again), state=PlanState.DONE, done_on=date(2026, 12, 8))
    later = plan_of(marked("still-deciding"), "2026-12-09 12:00", known=known)
    assert days(later) == ("2027-01-06", "2027-01-13")


def test_still_deciding_is_stable() -> None:
    first = plan_of(marked("still-deciding"), "2026-11-20 12:00")
    again = plan_of(marked("still-deciding"), "2026-11-23 12:00", known=written(first))
    assert days(again) == days(first)


def test_who_may_write_again_need_not_keep_the_distance_once() -> None:
    friday = "2026-11-13 14:00", "2026-11-13 15:00"
    for tags, expected in ((frozenset[str](), "2026-11-23"), (frozenset({"ok-to-follow-up"}), "2026-11-20")):
        finding = interview(*friday, uid="a", notes=Notes(tags=tags))
        first = planned(finding)
        done = {"state": PlanState.DONE, "done_on": date(2026, 11, 19)}
        again = planned(finding, "2026-11-19 12:00", known=ticked(written(first), the("thank-you", first), **done))
        assert the("status-email", again).at.date().isoformat() == expected


def test_who_may_write_again_keeps_the_distance_after_the_second_question() -> None:
    steps = "".join(
        f'[[step]]\nname = "{name}"\nat = "{at}"\nhour = "message"\ntouch = true\n'
        for name, at in (("one", "end + 5bd"), ("two", "previous + 1bd"), ("three", "previous + 1bd"))
    )
    cadence = parse_cadence(f'name = "mine"\n{steps}', "mine.toml")
    # Tue 24 Nov, the day after, and two business days after that.
    followups = planned(marked("ok-to-follow-up"), cadence=cadence)
    assert [said(item.at) for item in followups] == ["2026-11-24 09:30", "2026-11-25 09:30", "2026-11-27 09:30"]
    # Without the mark every one keeps two business days.
    followups = planned(marked(), cadence=cadence)
    assert [said(item.at) for item in followups] == ["2026-11-24 09:30", "2026-11-26 09:30", "2026-11-30 09:30"]


def test_after_a_long_wait_one_question_is_enough() -> None:
    long = tuesday(decision=Decision("end of January", by=date(2027, 1, 29)))
    followups = plan_of(long)
    assert said(the("status-email", followups).at) == "2027-02-01 09:30"
    assert states(followups)["phone-call"] == "skipped"
    assert the("final-note", followups).reason.startswith("They decide in more than three weeks")
    assert states(plan_of(tuesday(decision=Decision("x", by=date(2026, 12, 9)))))["phone-call"] == "skipped"
    # Three weeks to the day are not long.
    assert states(plan_of(tuesday(decision=Decision("x", by=date(2026, 12, 8)))))["phone-call"] == "planned"


def test_a_note_of_interest_stands_halfway_through_a_long_wait_for_who_wants_it() -> None:
    long = tuesday(decision=Decision("x", by=date(2026, 12, 18)))
    assert "interest-note" not in states(plan_of(long))
    # 31 days: the fifteenth is Wed 2 Dec.
    wanted = plan_of(long, planning=wanting("interest-note"))
    note = the("interest-note", wanted)
    assert (said(note.at), note.why) == (
        "2026-12-02 09:30",
        "Halfway to the day on which they decide: a long wait leaves room for one line.",
    )
    assert states(wanted)["status-email"] == "planned"
    short = tuesday(decision=Decision("x", by=date(2026, 12, 4)))
    assert "interest-note" not in states(plan_of(short, planning=wanting("interest-note")))


def test_what_stands_beside_the_questions_says_why_it_is_taken_back() -> None:
    long = tuesday(uid="a", decision=Decision("x", by=date(2026, 12, 18)))
    known = written(plan_of(long, planning=wanting("interest-note")))
    soon = plan_of(tuesday(uid="a"), "2026-11-18 12:00", known=known, planning=wanting("interest-note"))
    assert the("interest-note", soon).reason == "They decide soon, or gave no day."
    unwanted = plan_of(long, "2026-11-18 12:00", known=known)
    assert the("interest-note", unwanted).reason == "This step is off unless you switch it on with `extra`."


def test_a_holiday_card_comes_before_the_quiet_window_for_who_wants_it() -> None:
    # Three business days before Mon 21 Dec.
    january = tuesday(decision=Decision("x", by=date(2027, 1, 8)))
    assert "holiday-card" not in states(plan_of(january))
    assert said(the("holiday-card", plan_of(january, planning=wanting("holiday-card"))).at) == "2026-12-16 09:30"


@pytest.mark.parametrize(
    "finding",
    [
        tuesday(decision=Decision("x", by=date(2026, 12, 11))),
        interview("2026-10-06 14:00", "2026-10-06 15:00"),
        interview("2026-12-15 14:00", "2026-12-15 15:00"),
    ],
    ids=["decided before", "far off", "too near"],
)
def test_no_card_where_it_would_say_nothing(finding: Finding) -> None:
    assert "holiday-card" not in states(plan_of(finding, "2026-10-01 12:00", planning=wanting("holiday-card")))


# The quiet window begins on Mon 21 Dec, 45 days after Fri 6 Nov.
@pytest.mark.parametrize(("day", "expected"), [("2026-11-05", []), ("2026-11-06", ["2026-12-16 09:30"])])
def test_a_card_is_sent_for_a_window_within_45_days(day: str, expected: list[str]) -> None:
    found = interview(f"{day} 14:00", f"{day} 15:00")
    followups = planned(found, planning=wanting("holiday-card"), cadence="quiet")
    assert [said(item.at) for item in followups if item.step == "holiday-card"] == expected


def test_a_card_gives_way_to_a_question() -> None:
    # The last note stands on Tue 15 Dec, the card would on Wed 16 Dec.
    assert "holiday-card" not in states(plan_of(tuesday(), planning=wanting("holiday-card")))
    quiet = planned(tuesday(), planning=wanting("holiday-card"), cadence="quiet")
    assert said(the("holiday-card", quiet).at) == "2026-12-16 09:30"


def test_nothing_beside_the_questions_outlives_the_next_round() -> None:
    second = interview("2026-11-26 10:00", "2026-11-26 11:00")
    followups = planned([tuesday(), second], planning=wanting("holiday-card"), cadence="quiet")
    assert [item.round.number for item in followups if item.step == "holiday-card"] == [2]


def test_who_had_a_reply_sends_no_card() -> None:
    replied = replace(tuesday(), notes=Notes(tags=frozenset({"replied"})))
    assert "holiday-card" not in states(planned(replied, planning=wanting("holiday-card"), cadence="quiet"))


def test_one_interview_of_a_day_that_came_through_an_agency_is_enough_to_suggest_its_cadence() -> None:
    morning = interview("2026-11-17 10:00", "2026-11-17 11:00", via="Hooli Staffing")
    first = the("status-email", planned([morning, tuesday()], cadence="balanced"))
    assert first.why == (
        "5 business days after the interview on Tue 17 Nov. An agency stands in between: a line `cadence: agency` in "
        "the interview's notes suits that."
    )
