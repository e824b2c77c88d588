"""The sentences of a plan: why a step stands on its date, and why it does not.

Why a step stands goes into its entry, in the language of the draft, and so does why it ended where the user has touched
the entry (`endings`): each such sentence is `Said`, and `reasons.toml` of the templates has it in the other languages.
All others on why it does not stand are for the reports, which are English.
What this module must not know: how a date is found. Days read like `Tue 24 Nov`, whatever the machine's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from followup_cal.cadence.quiet import Window
from followup_cal.cadence.terms import Offset, Unit
from followup_cal.model import Medium, Outcome, Said, listed

WEEKDAYS = (Said("Mon"), Said("Tue"), Said("Wed"), Said("Thu"), Said("Fri"), Said("Sat"), Said("Sun"))
MONTHS = (
    *(Said("Jan"), Said("Feb"), Said("Mar"), Said("Apr"), Said("May"), Said("Jun")),
    *(Said("Jul"), Said("Aug"), Said("Sep"), Said("Oct"), Said("Nov"), Said("Dec")),
)
STEPS = {
    "thank-you": Said("the thank-you"),
    "status-email": Said("the status question"),
    "phone-call": Said("the call"),
    "call-or-mail": Said("the call or mail"),
    "final-note": Said("the last note"),
    "close": Said("the end"),
}
UNITS = {
    Unit.MINUTES: (Said("minute"), Said("minutes")),
    Unit.HOURS: (Said("hour"), Said("hours")),
    Unit.DAYS: (Said("day"), Said("days")),
    Unit.BUSINESS_DAYS: (Said("business day"), Said("business days")),
}
AFTER_INTERVIEW = Said("after the interview")
AFTER_MESSAGE = Said("after the last message")
AFTER_STEPS = {
    "thank-you": Said("after the thank-you"),
    "status-email": Said("after the status question"),
    "phone-call": Said("after the call"),
    "call-or-mail": Said("after the call or mail"),
    "final-note": Said("after the last note"),
    "close": Said("after the end"),
}

ANSWERS = {
    "rejection-reply": Said("They turned you down: an answer on the same or the next business day is remembered"),
    "still-interested": Said(
        "Some weeks have passed since they turned you down, and first choices sometimes leave again"
    ),
    "withdrawal": Said("You withdrew: tell them soon, and part as friends"),
    "no-show": Said("You marked that nobody came or called"),
    "other-offer": Said("Another offer is waiting: ask today when they decide"),
}
WAITS = {
    "references": Said("You marked that they asked for references"),
    "take-home": Said("You marked that your work was sent in"),
    "verbal-offer": Said("You marked that they made an offer by word of mouth"),
}
MARKED_ANSWER = Said("You marked it")
MIDDLE = Said("Halfway to the day on which they decide: a long wait leaves room for one line")
STILL_DECIDING = Said("one interval more, since they are still deciding")
THEY_WILL_CALL = Said("They said they would call: 20 business days after the interview one may ask")
AFTER_FINAL = Said("two days more after a last interview")
PACES = {"slow": Said("slow pace"), "fast": Said("fast pace"), "urgent": Said("urgent pace")}
SENIOR = Said(
    "Decisions on senior positions take longer: a line `pace: slow` in the interview's notes stretches the plan."
)
PREFERENCES = {
    Medium.EMAIL: Said("They prefer to be written to."),
    Medium.PHONE: Said("They prefer to be called."),
}
THROUGH_AGENCY = Said("An agency stands in between: a line `cadence: agency` in the interview's notes suits that.")

DELETED = "You deleted it."
GIVEN_UP = "You deleted the last follow-ups of this application."
DONE = "You ticked it off."
SWITCHED_OFF = Said("You switched this step off.")
COMES_LATER = "It comes later: only the next step is written."
NO_SUCH_STAGE = "An interview of this kind has no such step."
MARKED = Said("You marked the interview #no-followup.")
REPLIED = Said("They have replied.")
NOT_MARKED = Said("It is not marked so any more.")
NOT_CHOSEN = "This step is off unless you switch it on with `extra`."
NO_SHOW = Said("The interview did not take place.")
SEPARATE_WAIT = Said("You wait for something else now; that has a step of its own.")
LONG_WAIT = "They decide in more than three weeks: one question after that day is enough."
NO_LONG_WAIT = "They decide soon, or gave no day."
NO_HOLIDAYS_AHEAD = "No holidays lie between the interview and their decision."
OTHER_APPLICATION = Said("kept apart from what you ask this employer about another position")
NO_ROOM = "Another message stands too near."
TIME_PASSED = "Its time has passed."
TOO_LATE = {
    "thank-you": "Too late: a thank-you after more than five days draws attention to the delay.",
    "close": "Too long ago to be worth an entry.",
}
OVERTAKEN = "Its time has passed, and so has that of the step after it."
OUTCOMES = {
    Outcome.REJECTED: Said("They turned you down."),
    Outcome.OFFER: Said("They made an offer."),
    Outcome.WITHDRAWN: Said("You withdrew."),
    Outcome.ACCEPTED: Said("You accepted an offer."),
}

OUTCOME_GONE = {
    Outcome.REJECTED: Said("It is no longer marked as rejected."),
    Outcome.WITHDRAWN: Said("It is no longer marked as withdrawn."),
}


def short(day: date) -> Said:
    """`24 Nov`."""
    return Said("{day} {month}", day=str(day.day), month=MONTHS[day.month - 1])


def full(day: date) -> Said:
    """`Tue 24 Nov`."""
    return Said("{weekday} {date}", weekday=WEEKDAYS[day.weekday()], date=short(day))


def distance(offset: Offset) -> Said:
    """`5 business days`, whatever the direction."""
    count = abs(offset.count)
    one, more = UNITS[offset.unit]
    return Said("{count} {unit}", count=str(count), unit=one if count == 1 else more)


def after_step(name: str) -> Said:
    """What is counted from a step, e.g. `after the call`."""
    return AFTER_STEPS.get(name) or Said("after {step}", step=name)


def around(offset: Offset) -> Said:
    """So long before or after the interview (rules T1, S1)."""
    if offset.count < 0:
        return Said("{distance} before the interview", distance=distance(offset))
    return Said("{distance} after the interview", distance=distance(offset))


def evening(offset: Offset) -> Said:
    """Sooner, because the day is nearly over (rule T1)."""
    return Said("{distance} after the interview, since it ended in the evening", distance=distance(offset))


def morning(offset: Offset) -> Said:
    """After the quiet hours (rules T1, T2)."""
    return Said("The morning after, since {distance} after the interview it is night", distance=distance(offset))


def evening_before(offset: Offset) -> Said:
    """Before the quiet hours, since after them a day would have passed (rule T2)."""
    return Said(
        "That evening, since {distance} after the interview it is night and the morning after a day late",
        distance=distance(offset),
    )


def counted(offset: Offset, after: str, day: date, holidays: Sequence[str], reasons: Sequence[str] = ()) -> str:
    """So many days after something.

    Args:
        offset: how many of what.
        after: what is counted from, e.g. `after the interview`.
        day: when that was.
        holidays: names of the public holidays that were skipped.
        reasons: what made it another distance than the cadence's.
    """
    begin = Said("{distance} {after} on {day}", distance=distance(offset), after=after, day=full(day))
    skipped = [Said("{holidays} skipped", holidays=listed(" and ", holidays))] if holidays else []
    return listed("; ", (begin, *skipped, *reasons))


def paced(pace: str) -> Said:
    """Stretched or shortened by the pace (rules T22, T24)."""
    return PACES[pace]


def answer(step: str, offset: Offset) -> Said:
    """In answer to what was noted, at once or after a wait (rules S2, S7, S8, S16, T27)."""
    if step in ANSWERS:
        return ANSWERS[step]
    noted = WAITS.get(step, MARKED_ANSWER)
    return Said("{noted}: {distance} later one may ask", noted=noted, distance=distance(offset))


def before_window(window: Window) -> Said:
    """Shortly before the quiet window (rule T17)."""
    return Said(
        "Shortly before the holidays, which begin on {day}; no question, only good wishes", day=short(window.first)
    )


def posted(day: date) -> Said:
    """Until when it should be posted (rule M2)."""
    return Said("Post it by {day}: it should arrive while they remember you.", day=full(day))


def overview(steps: Sequence[tuple[str, date]]) -> Said:
    """What comes after the thanks while nobody answers (rule T14)."""
    ahead = [Said("{step} on {day}", step=STEPS.get(name, name), day=full(day)) for name, day in steps]
    return Said("Then, unless they answer: {steps}.", steps=listed(", ", ahead))


def round_count(number: int, days: int) -> Said:
    """How far the application has come (rule T26)."""
    passed = distance(Offset(days, Unit.DAYS))
    return Said("Round {number}, {distance} after the first interview.", number=str(number), distance=passed)


def unknown_pace(said: str, paces: Sequence[str]) -> Said:
    """A `pace:` line that says nothing."""
    return Said("The pace `{said}` is not known: {paces}.", said=said, paces=", ".join(paces))


def unknown_cadence(said: str, used: str) -> Said:
    """A `cadence:` line that names none."""
    return Said("There is no cadence `{said}`; {used} is used.", said=said, used=used)


def stated(offset: Offset, day: date) -> Said:
    """After the day on which they said they would decide (rule T12)."""
    if offset == Offset(1, Unit.BUSINESS_DAYS):
        return Said("First business day after the decision date they gave ({day})", day=short(day))
    return Said("{distance} after the decision date they gave ({day})", distance=distance(offset), day=short(day))


def invited(day: date) -> Said:
    """On the day they named for getting back to them (rule T18)."""
    return Said("They invited you to get back to them, from {day} on", day=full(day))


def after_holidays(window: Window) -> Said:
    """They said "after the holidays" (rule T15)."""
    return Said("After the holidays, as they said: a few days to settle in after {day}", day=short(window.last))


def out_of_window(window: Window) -> Said:
    """What moved a day: the quiet window (rule T15)."""
    return Said("moved out of the quiet window ({first} to {last})", first=short(window.first), last=short(window.last))


def bound(offset: Offset, after: str, day: date) -> Said:
    """Held back by a least distance from something on a day (rules T3, T4, T8)."""
    return Said("Not before {distance} {after} on {day}", distance=distance(offset), after=after, day=full(day))


def late(ideal: date) -> Said:
    """What moved a moment: it has passed."""
    return Said("planned late, as its moment on {day} has passed", day=full(ideal))


def moved_by(reason: str, what: str) -> str:
    """A reason, and what moved the day it gives."""
    return listed("; ", (reason, what))


def moved(ideal: date) -> Said:
    """Where the user put it."""
    return Said("You moved it; the rules give {day}", day=full(ideal))


def told(reason: str, more: Sequence[str]) -> str:
    """The reason and what else is to be known, as sentences."""
    return listed(" ", (Said("{reason}.", reason=reason), *more))


def noted(reason: str, notes: Sequence[str]) -> Said:
    """What was read in the notes, after the reason."""
    return Said("{reason} Noted: {notes}.", reason=reason, notes="; ".join(notes))


def round_stands(number: int, day: date) -> str:
    """Superseded by a later round (rule S12)."""
    return Said("Round {number} on {day}.", number=str(number), day=full(day))


def capped(cap: int) -> str:
    """The cap is reached (rule N1)."""
    return "1 message without an answer is enough." if cap == 1 else f"{cap} messages without an answer are enough."


def too_old(days: int) -> str:
    """The interview is older than what is considered."""
    return f"The interview was more than {days} days ago."


def too_far(days: int) -> str:
    """The interview is further ahead than what is considered."""
    return f"The interview is more than {days} days ahead."


def too_late(step: str) -> str:
    """The step's moment and the time in which it still made sense have passed."""
    return TOO_LATE.get(step, TIME_PASSED)
