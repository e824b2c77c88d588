"""The steps right before and after an interview, timed by its clock and not by the calendar (rules T1, T2, S1).

What this module must not know: the moment of planning, what stands in the calendar.
"""

from __future__ import annotations

from datetime import timedelta

from followup_cal.cadence import why
from followup_cal.cadence.chain import Placement
from followup_cal.cadence.hours import shift
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Step
from followup_cal.cadence.terms import Anchor, Offset, Unit

# Several entries of one step do not ring at once.
SPACING = timedelta(minutes=10)
AT_ONCE = Offset(0, Unit.MINUTES)


def place_around(step: Step, setting: Setting, count: int) -> tuple[Placement, ...]:
    """Finds the moments of a step's follow-ups, ten minutes apart.

    Args:
        step: a step with an exact hour.
        setting: the round.
        count: how many follow-ups it has: one per person.
    """
    placements = _spaced(step, setting, step.at.offset, why.around(step.at.offset), count)
    if step.evening is not None and (_ends_late(step, setting) or _any_quiet(setting, placements)):
        placements = _spaced(step, setting, step.evening, why.evening(step.evening), count)
    if step.morning is None:
        return placements
    awake = tuple(item for item in placements if not setting.clock.is_quiet(item.moment))
    morning = setting.clock.morning_after(setting.round.end, step.morning.span)
    left = count - len(awake)
    return awake + tuple(Placement(shift(morning, SPACING * number), why.NEXT_MORNING) for number in range(left))


def _spaced(step: Step, setting: Setting, offset: Offset, reason: str, count: int) -> tuple[Placement, ...]:
    anchor = setting.round.start if step.at.anchor is Anchor.START else setting.round.end
    first = shift(anchor, offset.span)
    return tuple(Placement(shift(first, SPACING * number), reason) for number in range(count))


def _ends_late(step: Step, setting: Setting) -> bool:
    return step.evening_from is not None and setting.round.end.time() > step.evening_from


def _any_quiet(setting: Setting, placements: tuple[Placement, ...]) -> bool:
    return any(setting.clock.is_quiet(item.moment) for item in placements)
