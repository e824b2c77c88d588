"""When to answer a rejection: on the same or the next business day (rule S2)."""

from __future__ import annotations

from datetime import datetime

from followup_cal.cadence import why
from followup_cal.cadence.chain import Placement, first_slot
from followup_cal.cadence.late import Diary, makes_sense
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Step
from followup_cal.model import Known


def place_reply(step: Step, setting: Setting, known: Known | None, diary: Diary) -> Placement:
    """Finds the moment of an answer.

    It counts from the day on which the news was noted, where the event tells, else from now; once written it stays,
    since neither can be told later on.

    Args:
        step: a step that answers a rejection.
        setting: the round after which they said no.
        known: its entry, if one stands or stood in the calendar.
        diary: moments at which something rings already.
    """
    if known is not None:
        return Placement(known.start, why.ANSWER_REJECTION)
    now = setting.desk.now
    in_time = first_slot(setting, step.hour, _told(setting) or now)
    if in_time < now and makes_sense(step, setting, in_time, None):
        in_time = first_slot(setting, step.hour, now)
    return Placement(diary.free(in_time), why.ANSWER_REJECTION)


def _told(setting: Setting) -> datetime | None:
    """When the outcome was noted: the last change of an event that holds it, if it was changed after the interview."""
    changes = (item.event.modified for item in setting.round.interviews if item.outcome is not None)
    after = [change for change in changes if change is not None and change > setting.round.end]
    return min(max(after), setting.desk.now) if after else None
