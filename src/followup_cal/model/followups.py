"""What is planned and drafted: steps with dates, reasons and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from followup_cal.model.events import Person
from followup_cal.model.interviews import Application, Finding, Round
from followup_cal.settings import Medium


class PlanState(StrEnum):
    """Where a planned follow-up stands; the values of `state` in the JSON of `plan`."""

    PLANNED = "planned"
    WRITTEN = "written"
    DONE = "done"
    SKIPPED = "skipped"
    DELETED = "deleted-by-user"
    SUPERSEDED = "superseded"


class Home(NamedTuple):
    """Where a follow-up belongs, whatever UID it stands under.

    Attributes:
        interview: hash of the key of the interview it hangs on (`imprint.interview_hash`).
        code: its step, person and occurrence (`imprint.code`); empty for everything that hangs on the interview.
    """

    interview: str
    code: str


@dataclass(frozen=True, slots=True)
class Known:
    """What already stands in the calendar, or once stood there, for one follow-up.

    Attributes:
        start: the moment to act as it stands in the calendar, moved by the user or not.
        ideal: the moment the rules gave when it was written, as a hash (see `reconcile`).
        moved: the user changed the moment.
        state: WRITTEN, DONE or DELETED.
        done_on: the day it was ticked off, where the entry tells.
        blocked: nothing stands there, but the server refuses the UID: another one has to be taken.
        home: where it belongs; None where nothing but its UID tells.
    """

    start: datetime
    ideal: str
    moved: bool = False
    state: PlanState = PlanState.WRITTEN
    done_on: date | None = None
    blocked: bool = False
    home: Home | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A step applied to a round, with a date and the sentence that says why.

    Attributes:
        uid: identity and ownership mark, derived by `identity`.
        step: the step's name, e.g. `thank-you`.
        template: which template drafts it.
        interview: the interview it is about.
        home: where its entry belongs: on the interview it was first written for, as long as that one is of the round.
        person: the one it is for, where the step has an entry for every person.
        occurrence: which repetition of a repeated step.
        first: no other step of its round asks before it.
        to: who it is addressed to; empty where nobody is known.
        also: others worth naming in the text, e.g. the hiring manager beside the recruiter.
        ideal: the moment the rules alone give, whatever time it is now.
        at: the moment to act.
        until: the moment by which it should be done; later than `at`.
        alarms: when to remind, in ascending order.
        component: VTODO or VEVENT, where the target accepts both.
        why: one sentence on why it stands on that date.
        reason: for states other than planned and written: why.
        late_hours: how long after the interview's end a late thank-you is planned; 0 when it is on time.
    """

    uid: str
    step: str
    template: str
    medium: Medium
    application: Application
    round: Round
    interview: Finding
    home: Home
    to: tuple[Person, ...]
    ideal: datetime
    at: datetime
    until: datetime
    alarms: tuple[datetime, ...]
    component: str
    why: str
    state: PlanState = PlanState.PLANNED
    reason: str = ""
    also: tuple[Person, ...] = ()
    late_hours: int = 0
    person: Person | None = None
    occurrence: int = 0
    first: bool = False

    @property
    def phones(self) -> tuple[str, ...]:
        """The telephone numbers that are known: those of the round, else of the latest one before it."""
        rounds = reversed(self.application.rounds[: self.round.number])
        return next((item.phones for item in rounds if item.phones), ())


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of a follow-up, ready to be sent or read out.

    Attributes:
        summary: the entry's title: what to do, for whom.
        subject: of the message; empty for what is not a message.
        body: plain text, lines separated by LF.
        mailto: the compose link (RFC 6068), None where there is nothing to compose.
        language: in which it is written.
        why: the sentence that says why it stands on its date, in the same language.
    """

    summary: str
    subject: str
    body: str
    mailto: str | None = None
    language: str = "en"
    why: str = ""
