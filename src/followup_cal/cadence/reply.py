"""When to answer what was noted after an interview: at once, or so many days later (rules S2, S7, S8, S16, T27)."""

from __future__ import annotations

from datetime import datetime

from followup_cal.cadence import why
from followup_cal.cadence.chain import Placement, first_slot
from followup_cal.cadence.late import Diary, makes_sense
from followup_cal.cadence.promises import later
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Step, When
from followup_cal.model import Known


def place_reply(step: Step, setting: Setting, known: Known | None, diary: Diary) -> Placement:
    """Finds the moment of an answer.

    It counts from the day on which the news was noted, where the event tells, else from now; once written it stays,
    since neither can be told later on.

    Args:
        step: a step that answers something.
        setting: the round after which it was noted.
        known: its entry, if one stands or stood in the calendar.
        diary: moments at which something rings already.
    """
    if known is not None:
        return Placement(known.start, why.answer(step.name, step.at.offset))
    now = setting.desk.now
    in_time = _moment(step, setting, _told(step, setting) or now)
    if in_time < now and makes_sense(step, setting, in_time, None):
        in_time = first_slot(setting, step.hour, now)
    return Placement(diary.free(in_time), why.answer(step.name, step.at.offset))


def _moment(step: Step, setting: Setting, noted: datetime) -> datetime:
    """The first slot so long after something was noted."""
    if not step.at.offset.count:
        return first_slot(setting, step.hour, noted)
    day = later(setting, noted.astimezone(setting.clock.employer).date(), step.at.offset)
    day = setting.workdays.roll(day)
    return setting.clock.slot(setting.awake(day) if step.rests else day, step.hour)


def _told(step: Step, setting: Setting) -> datetime | None:
    """When it was noted: the last change of an event that holds it, if it was changed after the interview."""
    holding = (
        item
        for item in setting.round.interviews
        if (step.tags & item.notes.tags if step.when is When.MARKED else item.outcome is not None)
    )
    changes = (item.event.modified for item in holding)
    after = [change for change in changes if change is not None and change > setting.round.end]
    return min(max(after), setting.desk.now) if after else None
