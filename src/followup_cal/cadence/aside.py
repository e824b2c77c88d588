"""Steps beside the chain of questions: a note of interest during a long wait, a card before the holidays.

They give way: where a question stands too near, they do not take place (rules T17, T20, C7, C12). What this module must
not know: what bars any step, what stands in the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta

from followup_cal.cadence import why
from followup_cal.cadence.chain import FIRST_QUESTION, Placement, Progress
from followup_cal.cadence.promises import is_long_wait
from followup_cal.cadence.quiet import window_from
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Step
from followup_cal.cadence.terms import Anchor, Offset, Unit

# A card for a window that is further off says nothing about this interview.
CARD_IN_SIGHT = timedelta(days=45)


def place_aside(step: Step, setting: Setting, progress: Progress) -> tuple[Placement, str | None]:
    """Finds the moment of a step beside the chain.

    Args:
        step: counted from the middle of the wait, or from the quiet window at the end of the year.
        setting: the round.
        progress: after all the steps of the chain.

    Returns:
        The moment, and why the step does not take place, if it does not.
    """
    middle = step.at.anchor is Anchor.MIDDLE
    day, reason, bar = _middle(setting) if middle else _before_window(step, setting)
    if setting.quiet_at(day) is not None:
        bar = bar or why.NO_ROOM
    others = (*progress.days, *setting.elsewhere)
    if day < setting.day + FIRST_QUESTION.span or not all(setting.apart(day, other) for other in others):
        bar = bar or why.NO_ROOM
    return Placement(setting.clock.slot(day, step.hour), reason), bar


def _middle(setting: Setting) -> tuple[date, str, str | None]:
    """Halfway to the day on which they decide, where that is long."""
    decision = setting.round.decision
    by = decision.by if decision else None
    if by is None or not is_long_wait(setting):
        return setting.day, why.MIDDLE, why.NO_LONG_WAIT
    return setting.workdays.roll(setting.day + (by - setting.day) // 2), why.MIDDLE, None


def _before_window(step: Step, setting: Setting) -> tuple[date, str, str | None]:
    """So long before the window, where it lies between the interview and their decision."""
    window = window_from(setting.day, setting.desk.planning)
    day = _earlier(setting, window.first, step.at.offset)
    decision = setting.round.decision
    decided = decision is not None and decision.by is not None and decision.by < window.first
    far = window.first - setting.day > CARD_IN_SIGHT
    return day, why.before_window(window), why.NO_HOLIDAYS_AHEAD if decided or far else None


def _earlier(setting: Setting, day: date, offset: Offset) -> date:
    """A day so long before another, on a business day."""
    if offset.unit is not Unit.BUSINESS_DAYS:
        return setting.workdays.roll_back(day - abs(offset.span))
    for _ in range(abs(offset.count)):
        day = setting.workdays.roll_back(day - timedelta(days=1))
    return day
