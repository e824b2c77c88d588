"""How often the user has asked an employer since they last showed up, and how often is enough (rule N1). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from followup_cal.cadence.setting import CADENCE, noted
from followup_cal.cadence.steps import Cadences
from followup_cal.model import Application, FollowUp, PlanState


@dataclass(frozen=True, slots=True)
class Touches:
    """What counts against the cap of a cadence.

    Attributes:
        used: the questions since the last round that were ticked off.
        cap: how many there may be.
    """

    used: int
    cap: int


def touches(application: Application, followups: Sequence[FollowUp], cadences: Cadences) -> Touches:
    """Counts what reached the employer after the thank-you of the last round.

    Args:
        application: whose questions are counted.
        followups: as planned, of this application and others.
        cadences: those in force; the application may name one of them.
    """
    last = application.rounds[-1]
    cadence = cadences.named((noted(application, last, CADENCE) or "").lower())
    counting = {step.name for step in cadence.steps if step.touch}
    used = {
        (item.step, item.occurrence)
        for item in followups
        if item.application.key == application.key
        and item.round.number == last.number
        and item.state is PlanState.DONE
        and item.step in counting
    }
    return Touches(len(used), cadence.cap)
