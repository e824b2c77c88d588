"""The dates that the cadence promises, cell by cell."""

from datetime import date

import pytest

from cadence.cases import DANA, LEE, NEW_YORK, VIENNA, interview, planned, said, the
from followup_cal.model import Decision, Finding, Planning

ROWS = {
    "tuesday": ("2026-11-17 14:00", "2026-11-17 15:00", None),
    "friday evening": ("2026-11-20 17:30", "2026-11-20 18:45", None),
    "after the holidays": ("2026-12-17 14:00", "2026-12-17 15:00", Decision("x", after_holidays=True)),
    "by 30 November": ("2026-11-17 14:00", "2026-11-17 15:00", Decision("x", by=date(2026, 11, 30))),
}


def row(name: str, zone: str = NEW_YORK) -> Finding:
    start, end, decision = ROWS[name]
    return interview(start, end, zone, decision=decision)


@pytest.mark.parametrize(
    ("name", "country", "step", "expected"),
    [
        ("tuesday", "none", "thank-you", "2026-11-17 17:00"),
        ("tuesday", "none", "status-email", "2026-11-24 09:30"),
        ("tuesday", "none", "phone-call", "2026-12-01 10:00"),
        ("tuesday", "none", "final-note", "2026-12-15 09:30"),
        ("tuesday", "none", "close", "2027-01-06 09:30"),
        ("tuesday", "US", "thank-you", "2026-11-17 17:00"),
        ("tuesday", "US", "status-email", "2026-11-24 09:30"),
        ("tuesday", "US", "phone-call", "2026-12-02 10:00"),
        ("tuesday", "US", "final-note", "2026-12-16 09:30"),
        ("friday evening", "none", "thank-you", "2026-11-20 19:15"),
        ("friday evening", "none", "status-email", "2026-11-27 09:30"),
        ("friday evening", "none", "phone-call", "2026-12-04 10:00"),
        ("friday evening", "none", "final-note", "2026-12-18 09:30"),
        ("friday evening", "US", "status-email", "2026-11-30 09:30"),
        ("friday evening", "US", "phone-call", "2026-12-07 10:00"),
        ("friday evening", "US", "final-note", "2027-01-06 09:30"),
        ("after the holidays", "none", "thank-you", "2026-12-17 17:00"),
        ("after the holidays", "none", "status-email", "2027-01-06 09:30"),
        ("after the holidays", "none", "phone-call", "2027-01-13 10:00"),
        ("after the holidays", "none", "final-note", "2027-01-27 09:30"),
        ("after the holidays", "US", "status-email", "2027-01-06 09:30"),
        ("after the holidays", "US", "phone-call", "2027-01-13 10:00"),
        ("after the holidays", "US", "final-note", "2027-01-28 09:30"),
        ("by 30 November", "none", "thank-you", "2026-11-17 17:00"),
        ("by 30 November", "none", "status-email", "2026-12-01 09:30"),
        ("by 30 November", "none", "phone-call", "2026-12-08 10:00"),
        ("by 30 November", "none", "final-note", "2027-01-06 09:30"),
        ("by 30 November", "AT", "status-email", "2026-12-01 09:30"),
        ("by 30 November", "AT", "phone-call", "2026-12-09 10:00"),
    ],
)
def test_golden_dates(name: str, country: str, step: str, expected: str) -> None:
    followups = planned(row(name), planning=Planning(country=country))
    assert said(the(step, followups).at) == expected


def test_the_country_follows_from_the_zone() -> None:
    american = planned(row("tuesday"), planning=Planning())
    assert said(the("phone-call", american).at) == "2026-12-02 10:00"
    austrian = planned(row("by 30 November", VIENNA), planning=Planning(), zone=VIENNA)
    assert said(the("phone-call", austrian).at) == "2026-12-09 10:00"


def test_the_chosen_country_overrides_the_zone() -> None:
    followups = planned(row("by 30 November", VIENNA), planning=Planning(country="none"), zone=VIENNA)
    assert said(the("phone-call", followups).at) == "2026-12-08 10:00"


def test_every_step_gives_its_reason() -> None:
    followups = planned(row("tuesday"), planning=Planning(country="US"))
    assert [item.why for item in followups] == [
        "30 minutes before the interview.",
        "5 minutes after the interview.",
        (
            "2 hours after the interview. Then, unless they answer: the status question on Tue 24 Nov, the call on "
            "Wed 2 Dec, the last note on Wed 16 Dec, the end on Wed 6 Jan."
        ),
        "5 business days after the interview on Tue 17 Nov.",
        "5 business days after the status question on Tue 24 Nov; Thanksgiving Day skipped.",
        "10 business days after the call on Wed 2 Dec.",
        "5 business days after the last note on Wed 16 Dec; moved out of the quiet window (21 Dec to 3 Jan).",
    ]


def test_the_first_thanks_tell_what_is_to_follow() -> None:
    talk = interview(*ROWS["tuesday"][:2], interviewers=(DANA, LEE))
    dana, lee = (item.why for item in planned(talk, cadence="teal") if item.step == "thank-you")
    assert dana == (
        "2 hours after the interview. Then, unless they answer: the status question on Tue 24 Nov, the call on "
        "Tue 1 Dec."
    )
    assert lee == "2 hours after the interview."


def test_reasons_name_what_they_said_and_the_quiet_window() -> None:
    stated = planned(row("by 30 November"))
    assert the("status-email", stated).why == "First business day after the decision date they gave (30 Nov)."
    assert the("final-note", stated).why == (
        "10 business days after the call on Tue 8 Dec; moved out of the quiet window (21 Dec to 3 Jan)."
    )
    resumed = planned(row("after the holidays"))
    assert the("status-email", resumed).why.startswith("After the holidays, as they said")
