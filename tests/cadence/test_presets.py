"""Every preset on one interview, Tuesday 17 November 2026, 14:00 to 15:00; weekends only. Dates worked out by hand."""

import re
from dataclasses import replace
from datetime import date

import pytest

from cadence.cases import (
    ALMANAC,
    BALANCED,
    CADENCES,
    DANA,
    OPEN,
    RUTH,
    WEEKENDS_ONLY,
    all_of,
    interview,
    moment,
    planned,
    said,
    the,
    tuesday,
    written,
)
from followup_cal.cadence.applications import group
from followup_cal.cadence.definition import Cadences, parse_cadence, parse_special
from followup_cal.cadence.plan import plan
from followup_cal.data import PACKAGE
from followup_cal.model import Decision, Finding, FollowUp, Medium, Notes, Outcome, Person, Planning, PlanState, Profile

AROUND = ("ask-next-steps", "take-notes")
GOLDEN = {
    "balanced": (
        "thank-you 2026-11-17 17:00",
        "status-email 2026-11-24 09:30",
        "phone-call 2026-12-01 10:00",
        "final-note 2026-12-15 09:30",
        "close 2027-01-06 09:30",
    ),
    "teal": (
        "thank-you 2026-11-17 17:00",
        "status-email 2026-11-24 09:30",
        "phone-call 2026-12-01 10:00",
    ),
    "hrbartender": (
        "thank-you 2026-11-17 17:00",
        "call-or-mail 2026-11-24 10:00",
        "holiday-card 2026-12-16 09:30",
    ),
    "experts": (
        "thank-you 2026-11-18 09:00",
        "status-email 2026-12-01 09:30",
        "phone-call 2026-12-15 10:00",
        "status-email 2027-01-06 09:30",
        "final-note 2027-01-20 09:30",
    ),
    "classic": (
        "thank-you 2026-11-17 17:00",
        "phone-call 2026-11-26 10:00",
        "status-email 2026-12-03 09:30",
    ),
    "interobservers": (
        "thank-you 2026-11-17 17:00",
        "status-email 2026-11-24 09:30",
        "phone-call 2026-11-27 10:00",
        "final-note 2026-12-08 09:30",
        "close 2026-12-15 09:30",
    ),
    "quiet": (
        "thank-you 2026-11-17 17:00",
        "status-email 2026-12-01 09:30",
    ),
    "agency": (
        "thank-you 2026-11-17 17:00",
        "status-email 2026-11-20 09:30",
        "phone-call 2026-11-25 10:00",
        "status-email 2026-11-30 09:30",
        "final-note 2026-12-03 09:30",
        "close 2026-12-10 09:30",
    ),
}
# The same with "decision by 30 November": the first question comes on Tue 1 Dec, the rest keeps its distance.
STATED = {
    "balanced": ("2026-12-01 09:30", "2026-12-08 10:00", "2027-01-06 09:30", "2027-01-13 09:30"),
    "teal": ("2026-12-01 09:30", "2026-12-08 10:00"),
    "hrbartender": ("2026-12-01 10:00",),
    "experts": ("2026-12-01 09:30", "2026-12-15 10:00", "2027-01-06 09:30", "2027-01-20 09:30"),
    "classic": ("2026-12-01 10:00", "2026-12-08 09:30"),
    "interobservers": ("2026-12-01 09:30", "2026-12-04 10:00", "2026-12-15 09:30", "2027-01-06 09:30"),
    "quiet": ("2026-12-01 09:30",),
    "agency": ("2026-12-01 09:30", "2026-12-04 10:00", "2026-12-09 09:30", "2026-12-14 09:30", "2027-01-06 09:30"),
}
CAPS = {"experts": 4, "agency": 4, "teal": 2, "hrbartender": 2, "quiet": 1}


def lines(followups: tuple[FollowUp, ...]) -> tuple[str, ...]:
    shown = [item for item in followups if item.state in OPEN and item.step not in AROUND]
    return tuple(f"{item.step} {said(item.at)}" for item in shown)


def chain(followups: tuple[FollowUp, ...]) -> tuple[str, ...]:
    questions = {"status-email", "call-or-mail", "phone-call", "final-note", "close"}
    return tuple(said(item.at) for item in followups if item.state in OPEN and item.step in questions)


def with_lines(*values: tuple[str, str], **facts: object) -> Finding:
    return tuesday(notes=Notes(values=values), **facts)


def test_all_presets_are_there() -> None:
    assert set(CADENCES.by_name) == set(GOLDEN)
    assert {name: cadence.name for name, cadence in CADENCES.by_name.items()} == {name: name for name in GOLDEN}
    assert {name: cadence.cap for name, cadence in CADENCES.by_name.items()} == dict.fromkeys(GOLDEN, 3) | CAPS


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_dates_of_a_preset(name: str) -> None:
    assert lines(planned(tuesday(), cadence=name)) == GOLDEN[name]


@pytest.mark.parametrize("name", GOLDEN)
def test_a_stated_date_wins_in_every_preset(name: str) -> None:
    followups = planned(tuesday(decision=Decision("x", by=date(2026, 11, 30))), cadence=name)
    assert chain(followups) == STATED[name]


@pytest.mark.parametrize("name", GOLDEN)
def test_every_preset_says_what_it_follows_and_where_it_departs(name: str) -> None:
    text = PACKAGE.joinpath(f"cadences/{name}.toml").read_text(encoding="utf-8")
    head = re.sub(r"\n# ?", " ", text.partition("\nname =")[0])
    assert head.startswith(f"# {name}: ")
    assert name == "balanced" or "Where it departs: " in head
    assert CADENCES.by_name[name].about


@pytest.mark.parametrize("name", GOLDEN)
def test_every_preset_answers_a_rejection(name: str) -> None:
    followups = planned(tuesday(outcome=Outcome.REJECTED, recruiter=RUTH), "2026-11-24 08:00", cadence=name)
    assert lines(followups) == ("rejection-reply 2026-11-24 09:30",)


@pytest.mark.parametrize("name", GOLDEN)
def test_every_preset_is_stable_on_a_second_run(name: str) -> None:
    first = planned(tuesday(uid="a"), cadence=name)
    again = planned(tuesday(uid="a"), "2026-11-18 12:00", known=written(first), cadence=name)
    assert [(item.uid, item.at) for item in again] == [(item.uid, item.at) for item in first]


@pytest.mark.parametrize("name", [name for name in GOLDEN if name != "quiet"])
def test_every_preset_but_the_quiet_one_calls_unless_the_user_does_not_phone(name: str) -> None:
    media = {item.medium for item in planned(tuesday(), cadence=name)}
    assert Medium.PHONE in media
    silent = planned(tuesday(), planning=replace(WEEKENDS_ONLY, no_phone=True), cadence=name)
    assert Medium.PHONE not in {item.medium for item in silent}


def test_an_interview_chooses_its_cadence() -> None:
    followups = planned(with_lines(("cadence", "Quiet")), cadence="balanced")
    assert lines(followups) == GOLDEN["quiet"]


def test_a_later_round_keeps_the_cadence_chosen_before() -> None:
    second = interview("2026-11-24 14:00", "2026-11-24 15:00")
    followups = planned([with_lines(("cadence", "quiet")), second], cadence="balanced")
    assert said(all_of("status-email", followups)[1].at) == "2026-12-08 09:30"


def test_a_cadence_that_does_not_exist_is_named_and_the_usual_one_used() -> None:
    status = the("status-email", planned(with_lines(("cadence", "frantic")), cadence="balanced"))
    assert said(status.at) == "2026-11-24 09:30"
    assert status.why.endswith("There is no cadence `frantic`; balanced is used.")


def test_a_cadence_of_the_users_own_replaces_a_preset() -> None:
    mine = 'name = "balanced"\n[[step]]\nname = "status-email"\nat = "end + 3bd"\nhour = "message"\ntouch = true\n'
    cadences = Cadences({"balanced": parse_cadence(mine, "balanced.toml")}, "balanced")
    at = moment("2026-11-01 12:00")
    found = plan(group([tuesday()]), cadences, WEEKENDS_ONLY, Profile(timezone="America/New_York"), at, {}, ALMANAC)
    assert lines(found) == ("status-email 2026-11-20 09:30",)


def test_everything_goes_to_the_agency() -> None:
    via = planned(tuesday(via="Ines Roth <ines@kestrel.example>"), cadence="agency")
    agent = Person("Ines Roth", "ines@kestrel.example")
    assert {item.to for item in via if item.medium is not Medium.NOTE} == {(agent,)}
    named = planned(tuesday(via="Kestrel Talent", recruiter=RUTH), cadence="agency")
    assert the("thank-you", named).to == (RUTH,)
    unknown = planned(tuesday(via="Kestrel Talent"), cadence="agency")
    assert (the("thank-you", unknown).to, the("thank-you", unknown).template) == ((), "agent-report")
    assert {item.also for item in unknown} == {()}


@pytest.mark.parametrize("tag", ["other-offer", "references", "take-home-sent", "verbal-offer", "no-show"])
def test_special_cases_go_to_the_agency_too(tag: str) -> None:
    asked = tuesday(interviewers=(DANA,), via="Ines Roth <ines@kestrel.example>", notes=Notes(frozenset({tag})))
    name = "take-home" if tag == "take-home-sent" else tag
    assert the(name, planned(asked, cadence="agency")).to == (Person("Ines Roth", "ines@kestrel.example"),)
    assert the(name, planned(replace(asked, via="Kestrel Talent"), cadence="agency")).to == ()
    assert the(name, planned(asked, cadence="balanced")).to == (DANA,)


def test_an_agency_in_between_suggests_its_cadence() -> None:
    why = the("status-email", planned(tuesday(via="Kestrel Talent"), cadence="balanced")).why
    assert why.endswith("a line `cadence: agency` in the interview's notes suits that.")
    assert "agency" not in the("status-email", planned(tuesday(), cadence="balanced")).why


def test_hrbartender_goes_on_only_when_invited() -> None:
    invited = tuesday(notes=Notes(tags=frozenset({"ok-to-follow-up"})))
    again = the("status-email", planned(invited, cadence="hrbartender"))
    assert (said(again.at), again.template) == ("2026-12-08 09:30", "status-again")
    assert all_of("status-email", planned(tuesday(), cadence="hrbartender")) == []


def test_a_first_question_by_mail_in_place_of_a_call_knows_that_it_is_the_first() -> None:
    for name, first in (("hrbartender", "call-or-mail"), ("classic", "phone-call")):
        followups = planned(tuesday(), planning=replace(WEEKENDS_ONLY, no_phone=True), cadence=name)
        assert (the(first, followups).template, the(first, followups).first) == ("status-email", True)
    assert the("phone-call", planned(tuesday(), cadence="balanced")).first is False


def test_the_second_question_has_words_of_its_own() -> None:
    first, second = all_of("status-email", planned(tuesday(), cadence="experts"))
    assert (first.template, second.template, first.uid != second.uid) == ("status-email", "status-again", True)


def test_a_call_first_waits_at_least_five_business_days() -> None:
    early = tuesday(decision=Decision("x", by=date(2026, 11, 18)))
    assert said(the("phone-call", planned(early, cadence="classic")).at) == "2026-11-24 10:00"


def test_thanks_to_an_agent_are_late_after_a_day() -> None:
    late = the("thank-you", planned(tuesday(interviewers=(DANA,)), "2026-11-19 12:00", cadence="agency"))
    assert (late.state, late.late_hours) == (PlanState.PLANNED, 45)


def test_the_year_counts_holidays_of_the_employers_country() -> None:
    followups = planned(tuesday(), planning=Planning(country="US"), cadence="experts")
    assert chain(followups) == ("2026-12-02 09:30", "2026-12-16 10:00", "2027-01-06 09:30", "2027-01-21 09:30")


def test_a_step_of_every_cadence_that_counts_in_days_comes_after_the_cadences_own() -> None:
    special = parse_special('[[step]]\nname = "season"\nat = "end + 30bd"\nhour = "message"\n', "special.toml")
    followups = planned(tuesday(), cadence=BALANCED.with_special(special))
    assert [(item.step, said(item.at)) for item in followups if item.step not in AROUND] == [
        ("thank-you", "2026-11-17 17:00"),
        ("status-email", "2026-11-24 09:30"),
        ("phone-call", "2026-12-01 10:00"),
        ("final-note", "2026-12-15 09:30"),
        ("close", "2027-01-06 09:30"),
        ("season", "2026-12-29 09:30"),
    ]
