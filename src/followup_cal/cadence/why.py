"""The sentences of a plan: why a step stands on its date, and why it does not.

What this module must not know: how a date is found. Days read like `Tue 24 Nov`, whatever the machine's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from followup_cal.cadence.quiet import Window
from followup_cal.cadence.terms import Offset, Unit
from followup_cal.model import Outcome

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS = {Unit.MINUTES: "minute", Unit.HOURS: "hour", Unit.DAYS: "day", Unit.BUSINESS_DAYS: "business day"}
STEPS = {
    "thank-you": "the thank-you",
    "status-email": "the status question",
    "phone-call": "the call",
    "final-note": "the last note",
}
INTERVIEW = "the interview"
LAST_MESSAGE = "the last message"

NEXT_MORNING = "The next morning: after the interview it was too late in the day."
ANSWER_REJECTION = "They turned you down: an answer on the same or the next business day is remembered."

DELETED = "You deleted it."
DONE = "You ticked it off."
SWITCHED_OFF = "You switched this step off."
COMES_LATER = "It comes later: only the next step is written."
NO_SUCH_STAGE = "An interview of this kind has no such step."
MARKED = "You marked the interview #no-followup."
REPLIED = "They have replied."
NOT_REJECTED = "It is no longer marked as rejected."
TIME_PASSED = "Its time has passed."
TOO_LATE = {
    "thank-you": "Too late: a thank-you after more than five days draws attention to the delay.",
    "close": "Too long ago to be worth an entry.",
}
OVERTAKEN = "Its time has passed, and so has that of the step after it."
OUTCOMES = {
    Outcome.REJECTED: "They turned you down.",
    Outcome.OFFER: "They made an offer.",
    Outcome.WITHDRAWN: "You withdrew.",
    Outcome.ACCEPTED: "You accepted an offer.",
}


def short(day: date) -> str:
    """`24 Nov`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def full(day: date) -> str:
    """`Tue 24 Nov`."""
    return f"{WEEKDAYS[day.weekday()]} {short(day)}"


def distance(offset: Offset) -> str:
    """`5 business days`, whatever the direction."""
    count = abs(offset.count)
    return f"{count} {UNITS[offset.unit]}{'' if count == 1 else 's'}"


def around(offset: Offset) -> str:
    """So long before or after the interview (rules T1, S1)."""
    return f"{distance(offset)} {'before' if offset.count < 0 else 'after'} the interview."


def evening(offset: Offset) -> str:
    """Sooner, because the day is nearly over (rule T1)."""
    return f"{distance(offset)} after the interview, since it ended in the evening."


def counted(offset: Offset, source: str, day: date, holidays: Sequence[str]) -> str:
    """So many days after something.

    Args:
        offset: how many of what.
        source: what is counted from, e.g. `the interview`.
        day: when that was.
        holidays: names of the public holidays that were skipped.
    """
    skipped = f"; {' and '.join(holidays)} skipped" if holidays else ""
    return f"{distance(offset)} after {source} on {full(day)}{skipped}."


def stated(offset: Offset, day: date) -> str:
    """After the day on which they said they would decide (rule T12)."""
    begin = "First business day" if offset == Offset(1, Unit.BUSINESS_DAYS) else distance(offset)
    return f"{begin} after the decision date they gave ({short(day)})."


def invited(day: date) -> str:
    """On the day they named for getting back to them (rule T18)."""
    return f"They invited you to get back to them, from {full(day)} on."


def after_holidays(window: Window) -> str:
    """They said "after the holidays" (rule T15)."""
    return f"After the holidays, as they said: a few days to settle in after {short(window.last)}."


def out_of_window(window: Window) -> str:
    """Moved by the quiet window (rule T15)."""
    return f"Moved out of the quiet window ({short(window.first)} to {short(window.last)})."


def bound(offset: Offset, source: str) -> str:
    """Held back by a least distance (rules T3, T4, T8)."""
    return f"Not before {distance(offset)} after {source}."


def late(ideal: date) -> str:
    """Planned at the next sensible moment."""
    return f"Planned late: the moment the rules give, {full(ideal)}, has passed."


def moved(ideal: date) -> str:
    """Where the user put it."""
    return f"You moved it; the rules give {full(ideal)}."


def round_stands(number: int, day: date) -> str:
    """Superseded by a later round (rule S12)."""
    return f"Round {number} on {full(day)}."


def capped(cap: int) -> str:
    """The cap is reached (rule N1)."""
    return f"{cap} message{'' if cap == 1 else 's'} without an answer are enough."


def too_old(days: int) -> str:
    """The interview is older than what is considered."""
    return f"The interview was more than {days} days ago."


def too_far(days: int) -> str:
    """The interview is further ahead than what is considered."""
    return f"The interview is more than {days} days ahead."


def too_late(step: str) -> str:
    """The step's moment and the time in which it still made sense have passed."""
    return TOO_LATE.get(step, TIME_PASSED)
