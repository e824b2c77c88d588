"""How often an employer was asked since the last round: the questions ticked off, of as many as the cadence has."""

from dataclasses import replace

import pytest

from cadence.cases import CADENCES, interview, planned, ticked, tuesday, written
from followup_cal.cadence.touches import Touches, touches
from followup_cal.model import Finding, Known, Notes, PlanState

LATER = "2026-12-05 12:00"


def asked(*steps: str, findings: tuple[Finding, ...]) -> Touches:
    """What counts once these steps of the last application are ticked off."""
    known: dict[str, Known] = written(planned(findings, cadence="balanced"))
    for item in planned(findings, known=known, cadence="balanced"):
        if item.step in steps:
            known = ticked(known, item, state=PlanState.DONE)
    followups = planned(findings, LATER, known=known, cadence="balanced")
    return touches(followups[-1].application, followups, CADENCES)


@pytest.mark.parametrize(
    ("steps", "used"),
    [
        ((), 0),
        (("thank-you", "take-notes"), 0),
        (("thank-you", "status-email"), 1),
        (("status-email", "phone-call", "final-note"), 3),
    ],
)
def test_questions_that_were_ticked_off_count(steps: tuple[str, ...], used: int) -> None:
    assert asked(*steps, findings=(tuesday(),)) == Touches(used, 3)


def test_another_application_does_not_count() -> None:
    earlier = interview("2026-11-16 10:00", "2026-11-16 11:00", company="Initech", role=None)
    known = written(planned((earlier, tuesday()), cadence="balanced"))
    for item in planned((earlier, tuesday()), known=known, cadence="balanced"):
        if item.step == "status-email" and item.application.company == "Initech":
            known = ticked(known, item, state=PlanState.DONE)
    followups = planned((earlier, tuesday()), LATER, known=known, cadence="balanced")
    counted = {item.application.company: touches(item.application, followups, CADENCES).used for item in followups}
    assert counted == {"Initech": 1, "Marlowe Freight": 0}


def test_a_new_round_counts_anew() -> None:
    first = interview("2026-11-09 10:00", "2026-11-09 11:00")
    known = written(planned(first, cadence="balanced"))
    for item in planned(first, known=known, cadence="balanced"):
        if item.step == "status-email":
            known = ticked(known, item, state=PlanState.DONE)
    alone = planned(first, LATER, known=known, cadence="balanced")
    both = planned((first, tuesday()), LATER, known=known, cadence="balanced")
    assert touches(alone[0].application, alone, CADENCES).used == 1
    assert touches(both[0].application, both, CADENCES).used == 0


def test_the_cap_is_that_of_the_cadence_an_interview_names() -> None:
    plain = planned(tuesday(), cadence="balanced")
    named = planned(tuesday(notes=Notes(values=(("cadence", "Quiet"),))), cadence="balanced")
    cadences = replace(CADENCES, by_name={**CADENCES.by_name, "quiet": replace(CADENCES.named("balanced"), cap=1)})
    assert touches(plain[0].application, plain, cadences).cap == 3
    assert touches(named[0].application, named, cadences).cap == 1
