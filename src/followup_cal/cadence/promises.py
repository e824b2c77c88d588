"""What the employer said about time: when they decide (rules T12, T15), when to get back to them (rule T18).

What this module must not know: which step asks, and when else it would.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from followup_cal.cadence import why
from followup_cal.cadence.quiet import window_from
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.terms import Offset, Unit

FOLLOWUP = "followup"
DISTANCE = re.compile(r"(?P<count>\d{1,3})\s*(?P<unit>bd|business days?|d|days?|w|weeks?)", re.IGNORECASE)
WEEK = 7
# "After the holidays" said earlier in the year means other holidays.
HOLIDAYS_IN_SIGHT = timedelta(days=90)
LONG_WAIT = timedelta(weeks=3)
NEXT_WORKDAY = Offset(1, Unit.BUSINESS_DAYS)


def after_decision(setting: Setting, offset: Offset = NEXT_WORKDAY) -> tuple[date, str] | None:
    """The day on which one may ask what they decided, and the sentence that says why.

    Args:
        setting: the round in which they said it.
        offset: how long after the last day of the time they gave.

    Returns:
        None where they said nothing, or only something about days before the interview.
    """
    decision = setting.round.decision
    if decision is None:
        return None
    given = decision.by or (None if decision.after_holidays else decision.not_before)
    if given is not None:
        return (later(setting, given, offset), why.stated(offset, given)) if given >= setting.day else None
    window = window_from(setting.day, setting.desk.planning)
    if not decision.after_holidays or window.first - setting.day > HOLIDAYS_IN_SIGHT:
        return None
    whole = setting.quiet_at(window.first) or window
    return setting.resumes(whole), why.after_holidays(whole)


def is_long_wait(setting: Setting) -> bool:
    """Whether they named a day more than three weeks after the interview (rule T20)."""
    decision = setting.round.decision
    return decision is not None and decision.by is not None and decision.by - setting.day > LONG_WAIT


def invitation(setting: Setting) -> tuple[date, str] | None:
    """The day from which they want to hear from the user again, and the sentence that says so.

    It is read from a `followup:` line: `3 days`, `2 weeks`, `5bd` from the interview, or an ISO date; else it is what
    was recognised in the notes.
    """
    told = ((item.notes.get(FOLLOWUP), item.ask_again) for item in reversed(setting.round.interviews))
    days = ((_day(setting, line) if line else None) or recognised for line, recognised in told)
    day = next((found for found in days if found), None)
    return (day, why.invited(day)) if day is not None and day > setting.day else None


def later(setting: Setting, day: date, offset: Offset) -> date:
    """A day moved by a number of days or business days."""
    if offset.unit is Unit.BUSINESS_DAYS:
        return setting.workdays.add(day, offset.count)
    return day + offset.span


def _day(setting: Setting, line: str) -> date | None:
    match = DISTANCE.fullmatch(line.strip())
    if match is None:
        try:
            return date.fromisoformat(line.strip())
        except ValueError:
            return None
    unit = match["unit"].lower()
    count = int(match["count"])
    if unit.startswith("b"):
        return later(setting, setting.day, Offset(count, Unit.BUSINESS_DAYS))
    return later(setting, setting.day, Offset(count * WEEK if unit.startswith("w") else count, Unit.DAYS))
