"""What stretches a plan: pace, trade, stage; what is only suggested. Dates worked out by hand, weekends only."""

from dataclasses import replace
from typing import Any

import pytest

from cadence.cases import OPEN, all_of, interview, planned, said, the, tuesday
from followup_cal.cadence.almanac import Almanac
from followup_cal.cadence.definition import parse_cadence
from followup_cal.errors import ConfigProblem
from followup_cal.model import Decision, Finding, Medium, Notes, Planning, Stage

CHAIN = ("status-email", "phone-call", "final-note", "close")


def noted(*values: tuple[str, str], **facts: Any) -> Finding:
    return tuesday(notes=Notes(values=values), **facts)


def days(*findings: Finding) -> tuple[str, ...]:
    followups = planned(findings, cadence="balanced")
    return tuple(item.at.date().isoformat() for item in followups if item.step in CHAIN and item.state in OPEN)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # Slow: 5, 5, 10, 5 become 8, 8, 15, 8. The last note would be Thu 31 Dec.
        ((("pace", "slow"),), ("2026-11-27", "2026-12-09", "2027-01-06", "2027-01-18")),
        # Fast and urgent: 4, 4, 8, 4.
        ((("pace", "fast"),), ("2026-11-23", "2026-11-27", "2026-12-09", "2026-12-15")),
        ((("pace", "Urgent"),), ("2026-11-23", "2026-11-27", "2026-12-09", "2026-12-15")),
        ((("pace", "normal"),), ("2026-11-24", "2026-12-01", "2026-12-15", "2027-01-06")),
        ((("industry", "Public sector"),), ("2026-11-27", "2026-12-09", "2027-01-06", "2027-01-18")),
        ((("industry", "fintech start-up"),), ("2026-11-23", "2026-11-27", "2026-12-09", "2026-12-15")),
        ((("industry", "startup"), ("pace", "normal")), ("2026-11-24", "2026-12-01", "2026-12-15", "2027-01-06")),
    ],
)
def test_the_pace_stretches_the_distances(values: tuple[tuple[str, str], ...], expected: tuple[str, ...]) -> None:
    assert days(noted(*values)) == expected


@pytest.mark.parametrize(
    ("said_", "expected"),
    [
        ("langsam", "2026-11-27"),
        ("Lent", "2026-11-27"),
        ("very slow", "2026-11-27"),
        ("rápido", "2026-11-23"),
        ("Eilig!", "2026-11-23"),
        ("üblich", "2026-11-24"),
    ],
)
def test_the_pace_is_known_in_every_language(said_: str, expected: str) -> None:
    assert days(noted(("pace", said_)))[0] == expected


# Weekends only: the first question on Tue 24 Nov, the call on Tue 1 Dec.
@pytest.mark.parametrize(
    ("line", "planning", "media"),
    [
        (None, Planning(), ("email 09:30", "phone 10:00")),
        ("mail", Planning(), ("email 09:30", "email 09:30")),
        ("E-Mail, kein Anruf", Planning(), ("email 09:30", "email 09:30")),
        ("bevorzugt Anruf", Planning(), ("phone 10:00", "phone 10:00")),
        ("a call in the morning", Planning(prefer=Medium.EMAIL), ("phone 10:00", "phone 10:00")),
        ("carrier pigeons", Planning(), ("email 09:30", "phone 10:00")),
        (None, Planning(prefer=Medium.EMAIL), ("email 09:30", "email 09:30")),
        (None, Planning(prefer=Medium.PHONE), ("phone 10:00", "phone 10:00")),
        ("phone", Planning(no_phone=True), ("email 09:30", "email 09:30")),
    ],
)
def test_who_is_asked_as_they_or_the_user_prefer(line: str | None, planning: Planning, media: tuple[str, ...]) -> None:
    found = noted(("prefers", line)) if line else tuesday()
    followups = planned(found, planning=replace(planning, country="none"), cadence="balanced")
    asked = [the(step, followups) for step in ("status-email", "phone-call")]
    assert tuple(f"{item.medium} {item.at:%H:%M}" for item in asked) == media
    assert [item.at.date().isoformat() for item in asked] == ["2026-11-24", "2026-12-01"]


def test_the_reason_names_what_they_prefer() -> None:
    assert the("status-email", planned(noted(("prefers", "phone")))).why.endswith("They prefer to be called.")
    assert the("status-email", planned(noted(("prefers", "mail")))).why.endswith("They prefer to be written to.")


def test_a_first_question_by_phone_waits_five_business_days() -> None:
    # By mail the agency is asked on Fri 20 Nov.
    asked = all_of("status-email", planned(noted(("prefers", "phone")), cadence="agency"))[0]
    assert (said(asked.at), asked.component, asked.template) == ("2026-11-24 10:00", "VEVENT", "agent-call")


def test_the_reason_names_the_pace() -> None:
    status = the("status-email", planned(noted(("pace", "slow"))))
    assert status.why == "8 business days after the interview on Tue 17 Nov; slow pace."


def test_an_urgent_pace_is_rounded_up_to_whole_days() -> None:
    # Three quarters of seven are six business days.
    urgent = planned(noted(("pace", "urgent")), cadence="classic")
    assert said(the("phone-call", urgent).at) == "2026-11-25 10:00"


@pytest.mark.parametrize(
    ("pace", "expected"), [("fast", "2026-11-20"), ("urgent", "2026-11-20"), ("slow", "2026-11-25")]
)
def test_the_pace_makes_four_days_three_or_six(pace: str, expected: str) -> None:
    cadence = parse_cadence('name = "mine"\n[[step]]\nname = "one"\nat = "end + 4bd"\nhour = "message"\n', "mine.toml")
    (step,) = planned(noted(("pace", pace)), cadence=cadence)
    assert step.at.date().isoformat() == expected


def test_a_pace_that_is_none_is_named() -> None:
    status = the("status-email", planned(noted(("pace", "leisurely"))))
    assert said(status.at) == "2026-11-24 09:30"
    assert status.why.endswith("The pace `leisurely` is not known: slow, normal, fast, urgent.")


def test_a_pace_holds_in_later_rounds() -> None:
    second = interview("2026-12-01 10:00", "2026-12-01 11:00")
    followups = planned([noted(("pace", "slow")), second])
    assert said(all_of("status-email", followups)[1].at) == "2026-12-11 09:30"


def test_a_stated_date_does_not_stretch() -> None:
    stated = noted(("pace", "slow"), decision=Decision("x", by=tuesday().event.begins.date().replace(day=30)))
    assert days(stated)[:2] == ("2026-12-01", "2026-12-11")


def test_a_last_interview_adds_two_days_once() -> None:
    assert days(tuesday(stage=Stage.FINAL)) == ("2026-11-26", "2026-12-03", "2026-12-17", "2027-01-06")
    status = the("status-email", planned(tuesday(stage=Stage.FINAL)))
    assert status.why == "7 business days after the interview on Tue 17 Nov; two days more after a last interview."


def test_a_last_interview_adds_its_days_after_the_factor() -> None:
    # 8 + 2, then 8.
    assert days(noted(("pace", "slow"), stage=Stage.FINAL))[:2] == ("2026-12-01", "2026-12-11")


@pytest.mark.parametrize("role", ["Head of Data", "VP Engineering", "Chief of Staff", "Leiterin Einkauf", "Director"])
def test_a_senior_title_suggests_a_slow_pace_and_changes_nothing(role: str) -> None:
    status = the("status-email", planned(tuesday(role=role)))
    assert said(status.at) == "2026-11-24 09:30"
    assert "a line `pace: slow`" in status.why


def test_a_senior_title_suggests_nothing_where_the_pace_is_known() -> None:
    assert "pace: slow" not in the("status-email", planned(noted(("pace", "fast"), role="Director"))).why
    assert "pace: slow" not in the("status-email", planned(tuesday(role="Headhunter"))).why


@pytest.mark.parametrize("facts", [{"role": "Head of Data"}, {"stage": Stage.FINAL}])
def test_a_senior_or_last_interview_offers_call_or_mail(facts: dict[str, Any]) -> None:
    assert the("phone-call", planned(tuesday(**facts))).template == "call-or-mail"
    assert the("phone-call", planned(tuesday())).template == "phone-call"
    silent = planned(tuesday(**facts), planning=Planning(country="none", no_phone=True))
    assert the("phone-call", silent).template == "status-email"


def test_the_second_round_counts_rounds_and_days() -> None:
    second = interview("2026-12-01 10:00", "2026-12-01 11:00")
    status = all_of("status-email", planned([tuesday(), second]))[1]
    assert status.why.endswith("Round 2, 14 days after the first interview.")


@pytest.mark.parametrize(
    ("industry", "expected"),
    [
        ("Advertising", "2027-01-04"),
        ("fashion retail", "2027-01-04"),
        ("software", "2027-01-06"),
        ("Academia", "2027-01-13"),
    ],
)
def test_after_the_holidays_trades_differ(industry: str, expected: str) -> None:
    # The quiet window ends on Sun 3 Jan: first business day Mon 4, two later Wed 6, a week later Wed 13.
    december = interview(
        "2026-12-17 14:00",
        "2026-12-17 15:00",
        decision=Decision("after the holidays", after_holidays=True),
        notes=Notes(values=(("industry", industry),)),
    )
    assert the("status-email", planned(december)).at.date().isoformat() == expected


def test_the_almanac_of_a_user_is_checked() -> None:
    with pytest.raises(ConfigProblem, match=r"mine\.toml: a time of the year is written"):
        Almanac.parse('[quiet]\nIT = ["August"]\n[trades]\n[titles]\nsenior = []', "mine.toml", {})
    with pytest.raises(ConfigProblem, match=r"mine\.toml: 'quiet'"):
        Almanac.parse("", "mine.toml", {})
