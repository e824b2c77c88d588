"""The steps that are counted in days: each from where the one before really stands.

The order of the rules is: stated date or distance, least distances, business day, quiet window. What this module must
not know: the moment of planning, what stands in the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from followup_cal.cadence import why
from followup_cal.cadence.promises import after_decision, invitation, later
from followup_cal.cadence.quiet import resume_day, window_from
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Hour, Step
from followup_cal.cadence.terms import Anchor, Offset, Unit
from followup_cal.model import Medium

# The first question comes one to two days after the interview at the earliest (rule T3).
FIRST_QUESTION = Offset(2, Unit.DAYS)


@dataclass(frozen=True, slots=True)
class Placement:
    """The moment the rules give, and the sentence that says why."""

    moment: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round's cadence has come.

    Attributes:
        day: what the next step of the chain is counted from.
        source: what took place on that day, in words.
        reached: the last day on which something reached the employer; None if nothing did since the interview.
        touches: how many steps have counted against the cap.
    """

    day: date
    source: str = why.INTERVIEW
    reached: date | None = None
    touches: int = 0

    def after(self, step: Step, day: date, *, happens: bool) -> Progress:
        """What the next step sees.

        Args:
            step: the step that was decided upon.
            day: the local date on which it stands or was done; what the rules gave where it does not happen.
            happens: it was done, or stands in the plan.
        """
        moved = replace(self, day=day, source=why.STEPS.get(step.name, step.name)) if step.chained else self
        if not happens or step.medium is Medium.NOTE:
            return moved
        reached = day if self.reached is None else max(self.reached, day)
        return replace(moved, reached=reached, touches=self.touches + step.touch)


def place(step: Step, setting: Setting, progress: Progress) -> Placement:
    """Finds the moment of a step that is counted in days (rules T3 to T15)."""
    wanted = _wanted(step, setting, progress)
    day, reason = max((wanted, *_bounds(step, setting, progress)), key=lambda bound: bound[0])
    day = setting.workdays.roll(day)
    window = window_from(day, setting.desk.planning)
    if step.rests and day in window:
        day, reason = resume_day(window, setting.workdays), why.out_of_window(window)
    return Placement(setting.clock.slot(day, step.hour), reason)


def _wanted(step: Step, setting: Setting, progress: Progress) -> tuple[date, str]:
    """The day the step asks for: what they said about time first, then its distance."""
    said = (invitation(setting) or after_decision(setting, step.stated)) if step.stated else None
    if said is not None:
        return said
    from_round = step.at.anchor is Anchor.END
    start, source = (setting.day, why.INTERVIEW) if from_round else (progress.day, progress.source)
    day = setting.workdays.roll(later(setting, start, step.at.offset))
    counted = step.at.offset.unit is Unit.BUSINESS_DAYS
    holidays = setting.workdays.holidays_between(start, day) if counted else ()
    return day, why.counted(step.at.offset, source, start, holidays)


def _bounds(step: Step, setting: Setting, progress: Progress) -> Iterator[tuple[date, str]]:
    """The days before which a step must not stand."""
    cadence = setting.desk.cadence
    if step.hour is Hour.CALL:
        bound = cadence.phone_not_before
        yield later(setting, setting.day, bound), why.bound(bound, why.INTERVIEW)
    invited = invitation(setting) is not None
    said = None if invited else after_decision(setting)
    if said is not None:
        yield said
    if not step.touch or (invited and step.stated):
        return
    yield setting.day + FIRST_QUESTION.span, why.bound(FIRST_QUESTION, why.INTERVIEW)
    if progress.reached is not None:
        yield later(setting, progress.reached, cadence.min_gap), why.bound(cadence.min_gap, why.LAST_MESSAGE)


def first_slot(setting: Setting, hour: Hour, earliest: datetime) -> datetime:
    """The first moment for a message or a call on a business day that is not before `earliest`."""
    day = setting.workdays.roll(earliest.astimezone(setting.clock.employer).date())
    while (slot := setting.clock.slot_from(earliest, day, hour)) is None:
        day = setting.workdays.roll(day + timedelta(days=1))
    return slot
