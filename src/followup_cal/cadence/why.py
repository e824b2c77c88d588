"""The sentences of a plan: why a step stands on its date, and why it does not.

What this module must not know: how a date is found. Days read like `Tue 24 Nov`, whatever the machine's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from followup_cal.cadence.quiet import Window
from followup_cal.cadence.terms import Offset, Unit
from followup_cal.model import Medium, Outcome

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS = {Unit.MINUTES: "minute", Unit.HOURS: "hour", Unit.DAYS: "day", Unit.BUSINESS_DAYS: "business day"}
STEPS = {
    "thank-you": "the thank-you",
    "status-email": "the status question",
    "phone-call": "the call",
    "call-or-mail": "the call or mail",
    "final-note": "the last note",
    "close": "the end",
}
INTERVIEW = "the interview"
LAST_MESSAGE = "the last message"

ANSWERS = {
    "rejection-reply": "They turned you down: an answer on the same or the next business day is remembered.",
    "still-interested": "Some weeks have passed since they turned you down, and first choices sometimes leave again.",
    "withdrawal": "You withdrew: tell them soon, and part as friends.",
    "no-show": "You marked that nobody came or called.",
    "other-offer": "Another offer is waiting: ask today when they decide.",
    "references": "You marked that they asked for references",
    "take-home": "You marked that your work was sent in",
    "verbal-offer": "You marked that they made an offer by word of mouth",
}
MARKED_ANSWER = "You marked it"
MIDDLE = "Halfway to the day on which they decide: a long wait leaves room for one line."
STILL_DECIDING = "one interval more, since they are still deciding"
THEY_WILL_CALL = "They said they would call: 20 business days after the interview one may ask."
AFTER_FINAL = "two days more after a last interview"
SENIOR = "Decisions on senior positions take longer: a line `pace: slow` in the interview's notes stretches the plan."
PREFERENCES = {
    Medium.EMAIL: "They prefer to be written to.",
    Medium.PHONE: "They prefer to be called.",
}
THROUGH_AGENCY = "An agency stands in between: a line `cadence: agency` in the interview's notes suits that."

DELETED = "You deleted it."
DONE = "You ticked it off."
SWITCHED_OFF = "You switched this step off."
COMES_LATER = "It comes later: only the next step is written."
NO_SUCH_STAGE = "An interview of this kind has no such step."
MARKED = "You marked the interview #no-followup."
REPLIED = "They have replied."
NOT_MARKED = "It is not marked so any more."
NOT_CHOSEN = "This step is off unless you switch it on with `extra`."
NO_SHOW = "The interview did not take place."
SEPARATE_WAIT = "You wait for something else now; that has a step of its own."
LONG_WAIT = "They decide in more than three weeks: one question after that day is enough."
NO_LONG_WAIT = "They decide soon, or gave no day."
NO_HOLIDAYS_AHEAD = "No holidays lie between the interview and their decision."
OTHER_APPLICATION = "kept apart from what you ask this employer about another position"
NO_ROOM = "Another message stands too near."
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

OUTCOME_GONE = {
    Outcome.REJECTED: "It is no longer marked as rejected.",
    Outcome.WITHDRAWN: "It is no longer marked as withdrawn.",
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


def morning(offset: Offset) -> str:
    """After the quiet hours (rules T1, T2)."""
    return f"The morning after, since {distance(offset)} after the interview it is night."


def evening_before(offset: Offset) -> str:
    """Before the quiet hours, since after them a day would have passed (rule T2)."""
    return f"That evening, since {distance(offset)} after the interview it is night and the morning after a day late."


def counted(offset: Offset, source: str, day: date, holidays: Sequence[str], reasons: Sequence[str] = ()) -> str:
    """So many days after something.

    Args:
        offset: how many of what.
        source: what is counted from, e.g. `the interview`.
        day: when that was.
        holidays: names of the public holidays that were skipped.
        reasons: what made it another distance than the cadence's.
    """
    skipped = [f"{' and '.join(holidays)} skipped"] if holidays else []
    return "; ".join([f"{distance(offset)} after {source} on {full(day)}", *skipped, *reasons]) + "."


def paced(pace: str) -> str:
    """Stretched or shortened by the pace (rules T22, T24)."""
    return f"{pace} pace"


def answer(step: str, offset: Offset) -> str:
    """In answer to what was noted, at once or after a wait (rules S2, S7, S8, S16, T27)."""
    begin = ANSWERS.get(step, MARKED_ANSWER)
    return begin if begin.endswith(".") else f"{begin}: {distance(offset)} later one may ask."


def before_window(window: Window) -> str:
    """Shortly before the quiet window (rule T17)."""
    return f"Shortly before the holidays, which begin on {short(window.first)}; no question, only good wishes."


def posted(day: date) -> str:
    """Until when it should be posted (rule M2)."""
    return f"Post it by {full(day)}: it should arrive while they remember you."


def overview(steps: Sequence[tuple[str, date]]) -> str:
    """What comes after the thanks while nobody answers (rule T14)."""
    return f"Then, unless they answer: {', '.join(f'{STEPS.get(name, name)} on {full(day)}' for name, day in steps)}."


def round_count(number: int, days: int) -> str:
    """How far the application has come (rule T26)."""
    return f"Round {number}, {days} day{'' if days == 1 else 's'} after the first interview."


def unknown_pace(said: str, paces: Sequence[str]) -> str:
    """A `pace:` line that says nothing."""
    return f"The pace `{said}` is not known: {', '.join(paces)}."


def unknown_cadence(said: str, used: str) -> str:
    """A `cadence:` line that names none."""
    return f"There is no cadence `{said}`; {used} is used."


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
    """What moved a day: the quiet window (rule T15)."""
    return f"moved out of the quiet window ({short(window.first)} to {short(window.last)})"


def bound(offset: Offset, source: str, day: date) -> str:
    """Held back by a least distance from something on a day (rules T3, T4, T8)."""
    return f"Not before {distance(offset)} after {source} on {full(day)}."


def late(ideal: date) -> str:
    """What moved a moment: it has passed."""
    return f"planned late, as its moment on {full(ideal)} has passed"


def moved_by(reason: str, what: str) -> str:
    """A reason, and what moved the day it gives."""
    return f"{reason.removesuffix('.')}; {what}."


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


def stays(reason: str, *, changed: bool) -> str:
    """What has ended, but was changed by the user, or holds an answer of theirs."""
    because = "You changed it" if changed else "It holds your note"
    return f"No longer needed: {reason.rstrip('.')}. {because}, so it stays."


def too_late(step: str) -> str:
    """The step's moment and the time in which it still made sense have passed."""
    return TOO_LATE.get(step, TIME_PASSED)
