"""What a cadence is: its steps and limits, as values.

What this module must not know: files, interviews, calendars, when a step falls due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from followup_cal.cadence.terms import Anchor, Offset, Term, Unit
from followup_cal.model import Medium, Stage

AT = Term(Anchor.AT)
WHOLE_DAY = Term(Anchor.AT, Offset(8, Unit.HOURS))
CALL_TIME = Term(Anchor.AT, Offset(30, Unit.MINUTES))
LAST_CHANCE = Term(Anchor.AT, Offset(10, Unit.BUSINESS_DAYS))
MIN_GAP = Offset(2, Unit.BUSINESS_DAYS)
AGENT_CALL = "agent-call"
AGENT_STATUS = "agent-status"
CALL_OR_MAIL = "call-or-mail"
PHONE_CALL = "phone-call"
STATUS_EMAIL = "status-email"
PHONE_NOT_BEFORE = Offset(5, Unit.BUSINESS_DAYS)


class Component(StrEnum):
    """What carries a step where the target accepts both: any time that day, or bound to an hour."""

    VTODO = "VTODO"
    VEVENT = "VEVENT"


class Hour(StrEnum):
    """At what time of the day a step falls due."""

    EXACT = "exact"
    MESSAGE = "message"
    CALL = "call"


class To(StrEnum):
    """Whom a step addresses; with EACH every interviewer gets one of their own.

    AGENT is the recruiter or whoever stands in `via:`, never somebody at the employer.
    """

    EACH = "each-interviewer"
    RECRUITER = "recruiter"
    ALL = "recruiter-and-interviewers"
    AGENT = "agent"
    SELF = "self"


class When(StrEnum):
    """In which state of the application a step exists; MARKED: while none is known and one of its tags is set."""

    OPEN = "open"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a cadence.

    Attributes:
        name: what it is called everywhere; part of the identity of its entries.
        at: from what it is counted, and how far.
        hour: at what time of the day.
        stated: its distance from the day on which they said they would decide; None where that does not matter.
        evening: distance used instead of that in `at` in the evening.
        evening_from: from when on, local to the interview, it is evening; exclusive.
        morning: distance from the end of the quiet hours where the moment falls in them; None to leave it there.
        manager: the hiring manager is worth naming as well.
        alarms: when to remind, counted from the step's own moment.
        next_morning: a second reminder the next morning, within 24 hours of the interview.
        until: by when it should be done.
        late: until when it makes sense once its moment has passed.
        until_next: it makes sense until the next step is due; `late` is then the limit of a last step.
        touch: it reaches the employer.
        rests: it waits out the quiet window.
        tags: it exists only where one of these is set; empty for always.
        instead: while it exists, no other step asks how things stand.
        off: it exists only for users who switched it on.
        without: stages that have no such step.
        occurrence: how many steps of the same name stand before it.
    """

    name: str
    at: Term
    hour: Hour
    stated: Offset | None
    evening: Offset | None
    evening_from: time | None
    morning: Offset | None
    medium: Medium
    to: To
    manager: bool
    template: str
    component: Component
    alarms: tuple[Term, ...]
    next_morning: bool
    until: Term
    late: Term | None
    until_next: bool
    touch: bool
    rests: bool
    when: When
    tags: frozenset[str]
    instead: bool
    off: bool
    without: frozenset[Stage]
    occurrence: int = 0

    @property
    def chained(self) -> bool:
        """Whether it is counted in days, so that moving an earlier one moves it as well."""
        return self.when is When.OPEN and self.hour is not Hour.EXACT and not self.aside

    @property
    def aside(self) -> bool:
        """Whether it stands beside the chain of questions: it gives way to them and moves none."""
        return self.at.anchor in {Anchor.MIDDLE, Anchor.WINDOW}

    @property
    def answers(self) -> bool:
        """Whether it answers something that was noted after the interview."""
        return self.when is not When.OPEN

    @property
    def thanks(self) -> bool:
        """Whether it says something to others by the clock of the interview itself."""
        return self.hour is Hour.EXACT and self.medium is not Medium.NOTE

    @property
    def conditional(self) -> bool:
        """Whether nobody misses it where it does not take place."""
        return self.answers or self.aside or self.off or bool(self.tags)

    def by(self, medium: Medium | None, *, either: bool) -> Step:
        """The question as it is asked; it keeps its name, and its day unless that is too early for a call.

        Args:
            medium: how to ask; None where both will do.
            either: a call is a choice between call and mail (rule M6).
        """
        mail, call = (AGENT_STATUS, AGENT_CALL) if self.to is To.AGENT else (STATUS_EMAIL, CALL_OR_MAIL)
        if self.hour is Hour.CALL and medium is Medium.EMAIL:
            written = replace(self, hour=Hour.MESSAGE, medium=Medium.EMAIL, component=Component.VTODO)
            return replace(written, template=mail, until=WHOLE_DAY, manager=False)
        if self.template == mail and medium is Medium.PHONE:
            spoken = replace(self, hour=Hour.CALL, medium=Medium.PHONE, component=Component.VEVENT)
            return replace(spoken, template=call, until=CALL_TIME)
        return replace(self, template=CALL_OR_MAIL) if either and self.template == PHONE_CALL else self


@dataclass(frozen=True, slots=True)
class Cadence:
    """Which follow-ups, when.

    Attributes:
        name: what the user chooses it by.
        about: what it is like, in one sentence.
        cap: how many steps may reach the employer after the thank-you (rule N1).
        min_gap: the least distance between two of them (rule T4).
        phone_not_before: the least distance of a call from the interview (rule T8).
        steps: in the order of the file, which is the order in which they count from each other.
    """

    name: str
    steps: tuple[Step, ...]
    cap: int
    min_gap: Offset
    phone_not_before: Offset
    about: str

    def with_special(self, steps: Iterable[Step]) -> Cadence:
        """The cadence with the steps for special cases, except those it has of its own.

        Steps that answer a mark and further thanks come first, so that what follows keeps its distance from them. A
        cadence that writes to an agent does so in special cases, too (rule P7).
        """
        own = {step.name for step in self.steps}
        others = [step for step in steps if step.name not in own]
        agency = any(step.to is To.AGENT for step in self.steps)
        added = [replace(step, to=To.AGENT) if agency and step.to is To.RECRUITER else step for step in others]
        first = tuple(step for step in added if step.when is When.MARKED or step.thanks)
        last = (step for step in added if step not in first)
        return replace(self, steps=(*first, *self.steps, *last))


@dataclass(frozen=True, slots=True)
class Cadences:
    """All cadences in force.

    Attributes:
        by_name: name -> cadence; that of the file, not the one inside.
        default: which one holds where an application names none.
    """

    by_name: Mapping[str, Cadence]
    default: str

    def named(self, name: str) -> Cadence:
        """The cadence of that name; the default where there is none."""
        return self.by_name.get(name, self.by_name[self.default])
