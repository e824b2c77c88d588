"""The steps right before and after an interview, timed by its clock and not by the calendar (rules T1, T2, S1).

What this module must not know: the moment of planning, what stands in the calendar.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from followup_cal.cadence import why
from followup_cal.cadence.chain import Placement
from followup_cal.cadence.hours import shift
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Step
from followup_cal.cadence.terms import Anchor, Offset

# Several entries of one step do not ring at once.
SPACING = timedelta(minutes=10)
DAY = timedelta(hours=24)


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
    if len(awake) == count:
        return awake
    first, reason = _out_of_the_night(step.at.offset, step.morning, setting, placements[len(awake)].moment)
    return awake + tuple(Placement(shift(first, SPACING * number), reason) for number in range(count - len(awake)))


def _out_of_the_night(wanted: Offset, rest: Offset, setting: Setting, moment: datetime) -> tuple[datetime, str]:
    """The morning after, or where that is a day after the interview, the evening before."""
    morning = setting.clock.morning_after(moment, rest.span)
    if morning < shift(setting.round.end, DAY):
        return morning, why.morning(wanted)
    return max(setting.clock.evening_before(moment), setting.round.end), why.evening_before(wanted)


def _spaced(step: Step, setting: Setting, offset: Offset, reason: str, count: int) -> tuple[Placement, ...]:
    anchor = setting.round.start if step.at.anchor is Anchor.START else setting.round.end
    first = shift(anchor, offset.span)
    return tuple(Placement(shift(first, SPACING * number), reason) for number in range(count))


def _ends_late(step: Step, setting: Setting) -> bool:
    return step.evening_from is not None and setting.round.end.time() > step.evening_from


def _any_quiet(setting: Setting, placements: tuple[Placement, ...]) -> bool:
    return any(setting.clock.is_quiet(item.moment) for item in placements)
