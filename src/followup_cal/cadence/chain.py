"""The steps that are counted in days: each from where the one before really stands.

The order of the rules is: stated date or stretched distance, least distances, business day, quiet window. What this
module must not know: the moment of planning, what stands in the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from followup_cal.cadence import why
from followup_cal.cadence.factors import stretched
from followup_cal.cadence.promises import after_decision, invitation, later
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Hour, Step
from followup_cal.cadence.terms import Anchor, Offset, Unit
from followup_cal.model import Medium

# The first question comes one to two days after the interview at the earliest (rule T3).
FIRST_QUESTION = Offset(2, Unit.DAYS)
# Who was told "we will call you" waits that long before asking after all (rule S15).
FALLBACK = Offset(20, Unit.BUSINESS_DAYS)
OK_TO_FOLLOW_UP = "ok-to-follow-up"
THEY_WILL_CALL = "they-will-call"


@dataclass(frozen=True, slots=True)
class Placement:
    """The moment the rules give, and why, as a sentence without its full stop."""

    moment: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round's cadence has come.

    Attributes:
        day: what the next step of the chain is counted from.
        source: what took place on that day, in words, e.g. `after the interview`.
        days: on which something reaches the employer.
        asked: on which one of them was a question.
        touches: how many steps have counted against the cap.
        slips: the next question waits for one more of its intervals: they told that they are still deciding (rule T21).
    """

    day: date
    source: str = why.AFTER_INTERVIEW
    days: tuple[date, ...] = ()
    asked: tuple[date, ...] = ()
    touches: int = 0
    slips: bool = False

    @property
    def reached(self) -> date | None:
        """The last day on which something reached the employer; None if nothing did since the interview."""
        return max(self.days, default=None)

    def after(self, step: Step, day: date, *, happens: bool) -> Progress:
        """What the next step sees.

        Args:
            step: the step that was decided upon.
            day: the local date on which it stands or was done; what the rules gave where it does not happen.
            happens: it was done, or stands in the plan.
        """
        # Who ticks a later step off before an earlier one still has both behind them only when the later day has come.
        counts = step.chained and day >= self.day
        moved = replace(self, day=day, source=why.after_step(step.name)) if counts else self
        if not happens or step.medium is Medium.NOTE:
            return moved
        # A question that was answered by "still deciding" does not count against the cap.
        asked = (*self.asked, day) if step.touch else self.asked
        touches = self.touches + (step.touch and not self.slips)
        return replace(moved, days=(*self.days, day), asked=asked, touches=touches)

    def told(self, step: Step, due: date, day: date, *, done: bool) -> Progress:
        """Whether the next question still has to slip after this one.

        Args:
            step: the step that was decided upon.
            due: the day on which it was due, with the interval it slipped by.
            day: the day on which it stands or was done.
            done: it was ticked off; if before it was due, that was before they told, and another one has to slip.
        """
        return replace(self, slips=self.slips and not (step.chained and not (done and day < due)))


def place(step: Step, setting: Setting, progress: Progress) -> Placement:
    """Finds the moment of a step that is counted in days (rules T3 to T25, S15, N7)."""
    wanted = _wanted(step, setting, progress)
    day, reason = max((wanted, *_bounds(step, setting, progress)), key=lambda bound: bound[0])
    day = setting.workdays.roll(day)
    window = setting.quiet_at(day) if step.rests else None
    possible = setting.possible(step, day)
    if possible != day:
        reason = why.moved_by(reason, why.out_of_window(window) if window else why.OTHER_APPLICATION)
    return Placement(setting.clock.slot(possible, step.hour), reason)


def _wanted(step: Step, setting: Setting, progress: Progress) -> tuple[date, str]:
    """The day the step asks for: what they said about time first, then its distance."""
    said = (invitation(setting) or after_decision(setting, step.stated)) if step.stated else None
    if said is not None:
        return said
    from_round = step.at.anchor is Anchor.END
    start, source = (setting.day, why.AFTER_INTERVIEW) if from_round else (progress.day, progress.source)
    offset, reasons = stretched(step, setting)
    if progress.slips:
        offset, reasons = replace(offset, count=2 * offset.count), (*reasons, why.STILL_DECIDING)
    day = setting.workdays.roll(later(setting, start, offset))
    holidays = setting.workdays.holidays_between(start, day) if offset.unit is Unit.BUSINESS_DAYS else ()
    return day, why.counted(offset, source, start, holidays, reasons)


def _bounds(step: Step, setting: Setting, progress: Progress) -> Iterator[tuple[date, str]]:
    """The days before which a step must not stand."""
    cadence = setting.cadence
    if step.hour is Hour.CALL:
        bound = cadence.phone_not_before
        yield later(setting, setting.day, bound), why.bound(bound, why.AFTER_INTERVIEW, setting.day)
    invited = invitation(setting) is not None
    said = None if invited else after_decision(setting)
    if said is not None:
        yield said
    elif step.chained and THEY_WILL_CALL in setting.tags and not invited:
        yield later(setting, setting.day, FALLBACK), why.THEY_WILL_CALL
    if not step.touch or (invited and step.stated):
        return
    yield setting.day + FIRST_QUESTION.span, why.bound(FIRST_QUESTION, why.AFTER_INTERVIEW, setting.day)
    welcome = OK_TO_FOLLOW_UP in setting.tags and progress.touches <= 1
    if progress.reached is not None and not welcome:
        gap = why.bound(cadence.min_gap, why.AFTER_MESSAGE, progress.reached)
        yield later(setting, progress.reached, cadence.min_gap), gap


def first_slot(setting: Setting, hour: Hour, earliest: datetime) -> datetime:
    """The first moment for a message or a call on a business day that is not before `earliest`."""
    day = setting.workdays.roll(earliest.astimezone(setting.clock.employer).date())
    while (slot := setting.clock.slot_from(earliest, day, hour)) is None:
        day = setting.workdays.roll(day + timedelta(days=1))
    return slot
