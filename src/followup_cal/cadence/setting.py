"""Everything the rules look at for one round: its facts, the user's wishes, and the moment of planning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from followup_cal.cadence.addressees import slots
from followup_cal.cadence.hours import Clock
from followup_cal.cadence.steps import Cadence, Hour, Step
from followup_cal.cadence.workdays import NO_COUNTRY, Workdays, country_of, workdays
from followup_cal.identity import uid
from followup_cal.model import Application, Finding, Known, Person, Planning, Profile, Round

# How many UIDs of a follow-up are tried where the server refuses one after the other.
SERIES = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """What is the same for all applications.

    Attributes:
        now: in UTC, so that distances from it are elapsed time; what lies before it is past.
        known: UID -> what stands, or once stood, in the calendar.
        countries: IANA zone -> ISO country.
    """

    cadence: Cadence
    planning: Planning
    profile: Profile
    now: datetime
    known: Mapping[str, Known]
    countries: Mapping[str, str]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The cadence's steps; calls are e-mails for a user who does not phone (rule M8)."""
        steps = self.cadence.steps
        if not self.planning.no_phone:
            return steps
        return tuple(step.as_email() if step.hour is Hour.CALL else step for step in steps)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one follow-up of a step belongs.

    Attributes:
        uid: its identity.
        person: for whom it is, where the step has one per person.
        interview: on which it hangs.
        number: its place among those of the step, from 0.
    """

    uid: str
    person: Person | None
    interview: Finding
    number: int


@dataclass(frozen=True, slots=True)
class Setting:
    """One round of one application, on the desk."""

    desk: Desk
    application: Application
    round: Round

    @property
    def day(self) -> date:
        """The local date on which the round ends: days are counted from it."""
        return self.round.end.date()

    @property
    def clock(self) -> Clock:
        """The hours that hold for this employer and this user."""
        return Clock(self.desk.planning.hours, ZoneInfo(self.desk.profile.timezone), ZoneInfo(self.round.timezone))

    @property
    def workdays(self) -> Workdays:
        """The employer's business days.

        Raises:
            ConfigProblem: the user named a country that is not known.
        """
        chosen = self.desk.planning.country
        addresses = [person.email for person in self.round.people if person.email]
        return workdays(chosen or country_of(self.round.timezone, addresses, self.desk.countries) or NO_COUNTRY)

    @property
    def following(self) -> Round | None:
        """The next round of the application, if one stands in the calendar."""
        return next((item for item in self.application.rounds if item.number > self.round.number), None)

    @property
    def tags(self) -> frozenset[str]:
        """What is marked on any interview of the round."""
        return frozenset(tag for item in self.round.interviews for tag in item.notes.tags)

    @property
    def remembered(self) -> bool:
        """Whether anything of this round is known from the calendar."""
        return any(place.uid in self.desk.known for step in self.desk.steps for place in self.places(step))

    def places(self, step: Step) -> tuple[Place, ...]:
        """The follow-ups of a step."""
        return tuple(
            Place(self._uid(step, person, interview), person, interview, number)
            for number, (person, interview) in enumerate(slots(step, self.round))
        )

    def _uid(self, step: Step, person: Person | None, interview: Finding) -> str:
        """The UID it stands under already, whichever copy of the interview was read first; else its own.

        Where the server refuses that, the next of the series.
        """
        known = self.desk.known
        names = [
            uid(key, step.name, person, occurrence=step.occurrence, series=series)
            for series in range(SERIES)
            for key in interview.keys
        ]
        standing = (name for name in names if name in known and not known[name].blocked)
        free = (name for name in names if name not in known)
        return next(standing, None) or next(free, names[-1])
