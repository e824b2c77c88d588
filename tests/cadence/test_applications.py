"""Which interviews belong to one application, and which of them make one round."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cadence.cases import DANA, LEE, RUTH, interview, moment, tuesday
from followup_cal.cadence.applications import group
from followup_cal.model import Attendee, Decision, Finding, Notes, Outcome, Person, Stage, Topic

MONDAY = ("2026-11-09 10:00", "2026-11-09 11:00")
THURSDAY = ("2026-11-19 10:00", "2026-11-19 11:00")


def keys(*findings: Finding) -> list[str]:
    return [item.key for item in group(findings)]


def test_one_employer_and_one_position_make_one_application() -> None:
    (application,) = group([tuesday(), interview(*MONDAY)])
    assert (application.key, application.company, application.role) == (
        "marlowe-freight/data-analyst",
        "Marlowe Freight",
        "Data Analyst",
    )
    assert [(item.number, said.day) for item in application.rounds for said in [item.start]] == [(1, 9), (2, 17)]


@pytest.mark.parametrize(
    "other",
    [
        "MARLOWE FREIGHT",
        "Marlowe Freight, Inc.",
        "Marlowe-Freight GmbH & Co. KG",
        "The Marlowe Freight S.A.",
        "Márlowe Freight",
    ],
)
def test_an_employer_has_many_spellings(other: str) -> None:
    assert len(keys(tuesday(), interview(*MONDAY, company=other))) == 1


@pytest.mark.parametrize("other", ["Marlowe Foods", "Freight", "Marlowe Freightliner", "Marl"])
def test_other_names_are_other_employers(other: str) -> None:
    assert len(keys(tuesday(), interview(*MONDAY, company=other))) == 2


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Marlowe", "Marlowe Freight"),
        ("Alcorán", "Grupo Alcorán"),
        ("Zandhaas", "Stichting De Zandhaas"),
        ("遠山精機", "遠山精機株式会社"),
    ],
)
def test_people_shorten_names(short: str, full: str) -> None:
    other = interview(*THURSDAY, company="Initech Logistics Holding")
    assert len(keys(tuesday(company=short, role=None), interview(*MONDAY, company=full), other)) == 2
    assert len(keys(tuesday(company=full), interview(*MONDAY, company=short, role=None))) == 1


def test_a_short_name_that_can_mean_two_employers_is_its_own() -> None:
    short = interview(*THURSDAY, company="Marlowe", role=None)
    foods = interview(*MONDAY, company="Marlowe Foods", interviewers=())
    assert len(keys(tuesday(), foods, short)) == 3


def test_a_short_name_means_the_longest_of_one_employer() -> None:
    longer = interview(*MONDAY, company="Marlowe Freight Lines", role=None)
    assert len(keys(tuesday(), longer, interview(*THURSDAY, company="Marlowe", role=None))) == 1


@pytest.mark.parametrize(
    "other", ["data analyst", "Data Analyst (m/f/d)", "Senior Data Analyst", "Data Analyst, Pricing", None]
)
def test_one_position_has_many_titles(other: str | None) -> None:
    assert keys(interview(*MONDAY), tuesday(role=other)) == ["marlowe-freight/data-analyst"]


def test_what_only_says_who_may_apply_makes_no_other_position() -> None:
    assert len(keys(interview(*MONDAY, role="Data Analyst (m/w/d)"), tuesday(role="Data Analyst f/h"))) == 1
    assert len(keys(interview(*MONDAY, role="(m/w/d)"), tuesday(role="Data Analyst"))) == 2


def test_two_positions_are_two_applications() -> None:
    assert keys(interview(*MONDAY), tuesday(role="Data Engineer")) == [
        "marlowe-freight/data-analyst",
        "marlowe-freight/data-engineer",
    ]


def test_the_very_same_title_goes_before_a_similar_one() -> None:
    senior = interview("2026-11-10 10:00", "2026-11-10 11:00", role="Senior Data Analyst")
    engineer = interview("2026-11-12 10:00", "2026-11-12 11:00", role="Senior Engineer")
    applications = group([interview(*MONDAY, role="Engineer"), senior, engineer, tuesday(role="Senior Engineer")])
    assert [len(item.rounds) for item in applications] == [3, 1]


def test_without_a_position_an_interview_joins_what_was_talked_about_last() -> None:
    engineer = interview("2026-11-12 10:00", "2026-11-12 11:00", role="Data Engineer")
    analyst, other = group([interview(*MONDAY), engineer, tuesday(role=None)])
    assert [len(analyst.rounds), len(other.rounds)] == [1, 2]
    first, _ = group([interview("2026-11-02 10:00", "2026-11-02 11:00", role=None), interview(*MONDAY), engineer])
    assert len(first.rounds) == 2


def test_without_any_position_the_key_is_the_employer() -> None:
    assert keys(tuesday(role=None), interview(*MONDAY, role=None)) == ["marlowe-freight"]


def test_an_unknown_employer_is_known_by_the_mail_of_its_people() -> None:
    unknown = interview(*MONDAY, company=None, role=None, interviewers=(LEE,))
    assert keys(tuesday(), unknown) == ["marlowe-freight/data-analyst"]
    alone = interview(*THURSDAY, company=None, role=None, interviewers=(DANA,), summary="Second talk")
    assert keys(unknown, alone) == ["interview"]


def test_free_mail_says_nothing_about_an_employer() -> None:
    someone = Person("Kim", "kim@gmail.com")
    one, other = (
        interview(*when, company=None, role=None, interviewers=(someone,), summary=title)
        for when, title in ((MONDAY, "Interview with Kim"), (THURSDAY, "Second interview!"))
    )
    assert keys(one, other) == ["interview-with-kim", "second-interview"]


def test_every_application_has_a_key_of_its_own() -> None:
    nobody: dict[str, Any] = {"company": None, "role": None, "interviewers": ()}
    same_day = interview("2026-11-19 15:00", "2026-11-19 16:00", **nobody)
    third = interview("2026-11-19 17:00", "2026-11-19 18:00", **nobody)
    assert keys(interview(*MONDAY, **nobody), interview(*THURSDAY, **nobody), same_day, third) == [
        "interview",
        "interview-2026-11-19",
        "interview-2026-11-19-2",
        "interview-2026-11-19-3",
    ]


def test_keys_are_ascii() -> None:
    # Eight digits of the SHA-256 of the name in lower case.
    assert keys(tuesday(company="Мебель", role="Søren Łódź Ingénieur")) == ["x86e64f0e/soren-lodz-ingenieur"]
    assert keys(tuesday(company="Мебель North", role=None)) == ["north"]
    assert keys(tuesday(company="The Marlowe Freight, Inc.", role=None)) == ["marlowe-freight"]


@pytest.mark.parametrize("kind", ["cancelled_interview", "declined_interview", "unsure"])
def test_what_does_not_stand_is_left_out(kind: str) -> None:
    assert keys(replace(tuesday(), kind=kind)) == []
    assert keys(replace(tuesday(), is_interview=False)) == []


def test_the_outcome_is_that_of_the_last_round() -> None:
    (ended,) = group([interview(*MONDAY), tuesday(outcome=Outcome.REJECTED)])
    (revived,) = group([interview(*MONDAY, outcome=Outcome.REJECTED), tuesday()])
    assert (ended.outcome, revived.outcome) == (Outcome.REJECTED, None)


def test_people_without_an_address_tell_no_employer() -> None:
    unknown = [interview(*day, company=None, interviewers=(Person("Kim"),)) for day in (MONDAY, THURSDAY)]
    assert len(keys(*unknown)) == 2


def test_interviews_of_a_day_are_one_round() -> None:
    morning = interview("2026-11-17 10:00", "2026-11-17 11:00", interviewers=(LEE,))
    (application,) = group([tuesday(), morning])
    (round_,) = application.rounds
    assert (round_.people, round_.end, round_.anchor.event.ref) == (
        (LEE, DANA),
        moment("2026-11-17 15:00"),
        morning.event.ref,
    )


def test_the_days_of_an_onsite_loop_are_one_round() -> None:
    loop = [interview(f"2026-11-{day} 10:00", f"2026-11-{day} 16:00", stage=Stage.ONSITE) for day in (17, 18, 20)]
    (application,) = group([*loop, interview("2026-11-21 10:00", "2026-11-21 11:00", stage=Stage.FINAL)])
    assert [len(item.interviews) for item in application.rounds] == [2, 1, 1]


def test_one_onsite_interview_of_a_day_makes_it_one_of_the_loop() -> None:
    loop = [
        interview(f"2026-11-{day} {hour}:00", f"2026-11-{day} {hour}:45", stage=stage)
        for day in (17, 18)
        for hour, stage in ((10, Stage.ONSITE), (12, Stage.PANEL))
    ]
    (application,) = group(loop)
    assert [len(item.interviews) for item in application.rounds] == [4]


def test_the_same_interview_twice_counts_once() -> None:
    typed = tuesday(
        uid=None,
        interviewers=(Person("Dana Okafor"), Person("Lee")),
        recruiter=RUTH,
        topics=(Topic("routes"),),
        notes=Notes(tags=frozenset({"interview"})),
    )
    invited = interview("2026-11-17 14:00", "2026-11-17 14:45", role=None, stage=Stage.PANEL, interviewers=(LEE, DANA))
    (application,) = group([typed, invited])
    (found,) = application.rounds[0].interviews
    assert found.event == invited.event
    assert (found.interviewers, found.recruiter, found.stage, found.role) == (
        (LEE, DANA),
        RUTH,
        Stage.PANEL,
        "Data Analyst",
    )
    assert (found.topics, found.notes.tags) == ((Topic("routes"),), frozenset({"interview"}))


@pytest.mark.parametrize(
    ("fact", "value", "another"),
    [
        ("company", "Marlowe Freight", "Marlowe"),
        ("role", "Data Analyst", "Analyst"),
        ("recruiter", RUTH, LEE),
        ("decision", Decision("soon", by=date(2026, 11, 27)), Decision("later", by=date(2026, 12, 4))),
        ("outcome", Outcome.REJECTED, Outcome.OFFER),
        ("via", "Hooli Staffing", "Initech Staffing"),
        ("ask_again", date(2026, 11, 20), date(2026, 11, 23)),
        ("answer_by", date(2026, 11, 25), date(2026, 11, 26)),
    ],
)
def test_each_entry_of_an_interview_adds_what_the_other_lacks(fact: str, value: object, another: object) -> None:
    def merged(invited: object, typed: object) -> object:
        entries = [tuesday(**{fact: invited}), tuesday(uid=None, **{fact: typed})]
        (application,) = group(entries)
        (found,) = application.rounds[0].interviews
        return getattr(found, fact)

    assert [merged(value, None), merged(None, value), merged(value, another)] == [value] * 3


def test_the_entry_with_more_people_on_it_is_the_interview() -> None:
    one, other = tuesday(uid="a"), tuesday(uid="b")
    invited = replace(other, event=replace(other.event, attendees=(Attendee(DANA), Attendee(LEE))))
    (application,) = group([one, invited])
    assert [item.event for item in application.rounds[0].interviews] == [invited.event]


@pytest.mark.parametrize("short", [("09:00", "09:30"), ("09:30", "10:00"), ("12:00", "12:30"), ("14:00", "14:30")])
def test_a_long_and_a_short_interview_of_a_day_are_two_unless_they_overlap(short: tuple[str, str]) -> None:
    long = interview("2026-11-17 10:00", "2026-11-17 12:00")
    begins, ends = short
    (application,) = group([long, interview(f"2026-11-17 {begins}", f"2026-11-17 {ends}")])
    assert len(application.rounds[0].interviews) == 2


def test_an_entry_for_the_whole_day_is_no_interview_of_its_own() -> None:
    day = tuesday(interviewers=(RUTH,))
    whole = replace(day, event=replace(day.event, start=date(2026, 11, 17), end=date(2026, 11, 18)))
    slots = [
        interview("2026-11-17 10:00", "2026-11-17 11:00", interviewers=(DANA,)),
        interview("2026-11-17 11:00", "2026-11-17 12:00", interviewers=(LEE,)),
    ]
    (application,) = group([whole, *slots])
    (round_,) = application.rounds
    assert [item.event for item in round_.interviews] == [item.event for item in slots]
    assert (round_.people, round_.end) == ((DANA, RUTH, LEE), moment("2026-11-17 12:00"))


def test_somebody_named_without_an_address_is_not_thanked_twice() -> None:
    first = interview("2026-11-17 10:00", "2026-11-17 11:00", interviewers=(Person("Dana Okafor"),))
    second = interview("2026-11-17 11:00", "2026-11-17 12:00", interviewers=(DANA,))
    (application,) = group([first, second])
    assert application.rounds[0].people == (DANA,)


def test_the_order_of_the_findings_does_not_matter() -> None:
    findings = [tuesday(), interview(*MONDAY, company="Other"), interview(*THURSDAY, role=None), tuesday(uid=None)]
    assert group(findings) == group(findings[::-1])


def test_no_findings_make_no_applications() -> None:
    assert group([]) == ()
