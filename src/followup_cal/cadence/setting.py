"""Everything the rules look at for one round: its facts, the user's wishes, and the moment of planning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from followup_cal.cadence.addressees import slots
from followup_cal.cadence.almanac import Almanac
from followup_cal.cadence.hours import Clock
from followup_cal.cadence.quiet import Window, resume_day, window_at
from followup_cal.cadence.steps import Cadence, Cadences, Step
from followup_cal.cadence.workdays import Workdays, country_of, workdays
from followup_cal.identity import is_ours, person_key, uid
from followup_cal.imprint import code, interview_hash
from followup_cal.model import (
    Application,
    Finding,
    Home,
    Known,
    Medium,
    Person,
    Planning,
    PlanState,
    Profile,
    Round,
    Stage,
)

CADENCE = "cadence"
INDUSTRY = "industry"
PREFERS = "prefers"
REOPENED = "reopened"
# The code of what stands for everything that hangs on an interview.
EVERYTHING = ""
WEEK = 5
DAY = timedelta(days=1)

# How many UIDs of a follow-up are tried where the server refuses one after the other.
SERIES = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """What is the same for all applications.

    Attributes:
        now: in UTC, so that distances from it are elapsed time; what lies before it is past.
        known: UID -> what stands, or once stood, in the calendar.
        homes: what stands or stood there -> its UID.
        homeless: UIDs of what is known without a home, unless a server refuses them.
        almanac: what is known of countries, trades and titles.
    """

    cadences: Cadences
    planning: Planning
    profile: Profile
    now: datetime
    known: Mapping[str, Known]
    homes: Mapping[Home, str]
    homeless: frozenset[str]
    almanac: Almanac


def by_home(known: Mapping[str, Known]) -> dict[Home, str]:
    """Where what is known belongs; of two that belong there, the one that stands."""
    last_deleted = sorted(known, key=lambda name: (known[name].state is PlanState.DELETED, name))
    return {item.home: name for name in reversed(last_deleted) if (item := known[name]).home and not item.blocked}


def without_home(known: Mapping[str, Known]) -> frozenset[str]:
    """What is known of which nothing tells where it belongs but its UID."""
    return frozenset(name for name, item in known.items() if not item.home and not item.blocked)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one follow-up of a step belongs.

    Attributes:
        uid: its identity.
        person: for whom it is, where the step has one per person.
        interview: which it is about.
        number: its place among those of the step, from 0.
        home: as `FollowUp.home`.
        known: its entry, if one stands or stood in the calendar.
    """

    uid: str
    person: Person | None
    interview: Finding
    number: int
    home: Home
    known: Known | None


def noted(application: Application, until: Round, key: str) -> str | None:
    """What was typed last for a key, in a round or one before it."""
    rounds = [item for item in application.rounds if item.number <= until.number]
    interviews = (interview for item in reversed(rounds) for interview in reversed(item.interviews))
    return next((found for item in interviews if (found := item.notes.get(key))), None)


@dataclass(frozen=True)
class Setting:
    """One round of one application, on the desk; what is worked out is kept.

    Attributes:
        elsewhere: days on which the user's other applications ask the same employer something.
    """

    desk: Desk
    application: Application
    round: Round
    elsewhere: frozenset[date] = frozenset()

    @cached_property
    def cadence(self) -> Cadence:
        """The cadence that the application names, else the user's."""
        return self.desk.cadences.named((self.note(CADENCE) or "").lower())

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The cadence's steps, fitted to the user and the round.

        Calls are e-mails and the first question a call where that is preferred (rules M8, P9); after a last interview
        and for a senior position a call is a choice of both (rule M6).
        """
        medium = self.medium
        either = self.round.stage is Stage.FINAL or self.is_senior
        return tuple(step.by(medium, either=either) for step in self.cadence.steps)

    @cached_property
    def medium(self) -> Medium | None:
        """How to ask: never by phone for a user who does not call, else as they prefer, else as the user does."""
        planning = self.desk.planning
        return Medium.EMAIL if planning.no_phone else self.their_medium or planning.prefer

    @property
    def their_medium(self) -> Medium | None:
        """How they said they like to be contacted."""
        return self.desk.almanac.medium(self.note(PREFERS) or "")

    @cached_property
    def first_question(self) -> Step | None:
        """The step that asks first how things stand."""
        return next((step for step in self.steps if step.chained), None)

    @cached_property
    def is_senior(self) -> bool:
        """Whether the position is one for which decisions take longer (rule T23)."""
        return self.desk.almanac.is_senior(self.application.role or "")

    @property
    def day(self) -> date:
        """The local date on which the round ends: days are counted from it."""
        return self.round.end.date()

    @cached_property
    def clock(self) -> Clock:
        """The hours that hold for this employer and this user."""
        return Clock(self.desk.planning.hours, ZoneInfo(self.desk.profile.timezone), ZoneInfo(self.round.timezone))

    @cached_property
    def country(self) -> str:
        """The employer's country: what the user chose, else where the interview's zone and addresses point."""
        addresses = [person.email for person in self.round.people if person.email]
        chosen = self.desk.planning.country
        return chosen or country_of(self.round.timezone, addresses, self.desk.almanac.countries)

    @cached_property
    def workdays(self) -> Workdays:
        """The employer's business days.

        Raises:
            ConfigProblem: the user named a country that is not known.
        """
        return workdays(self.country)

    def quiet_at(self, day: date) -> Window | None:
        """The quiet window that a day falls in at this employer's; windows that follow each other are one."""
        seasons = self.desk.almanac.seasons.get(self.country.partition("-")[0], ())
        window = window_at(day, self.desk.planning, seasons)
        while window and (next_one := window_at(window.last + DAY, self.desk.planning, seasons)):
            window = Window(window.first, next_one.last)
        return window

    def awake(self, day: date) -> date:
        """The day itself, or the one on which one may ask again after the quiet windows it falls in (rule T15)."""
        while (window := self.quiet_at(day)) is not None:
            day = max(self.resumes(window), window.last + DAY)
        return day

    def clear(self, day: date) -> date:
        """The day itself, or the next that keeps its distance from the user's other applications there (rule T4)."""
        near = [other for other in self.elsewhere if not self.apart(day, other)]
        return self.clear(self.workdays.add(max(near), self.cadence.min_gap.count)) if near else day

    def apart(self, one: date, other: date) -> bool:
        """Whether two days keep the least distance between two messages."""
        first, second = sorted((one, other))
        return self.workdays.add(first, self.cadence.min_gap.count) <= second

    def possible(self, step: Step, day: date) -> date:
        """The day itself, or the next one outside quiet windows and away from the user's other applications."""
        while True:
            awake = self.awake(day) if step.rests else day
            clear = self.clear(awake) if step.touch else awake
            if clear == day:
                return day
            day = clear

    def resumes(self, window: Window) -> date:
        """The day on which one may ask again after a quiet window; trades differ (rules T15, T16)."""
        industry = self.note(INDUSTRY) or ""
        if self.desk.almanac.is_trade("early", industry):
            return self.workdays.roll(window.last + DAY)
        later_on = WEEK if self.desk.almanac.is_trade("late", industry) else 0
        return self.workdays.add(resume_day(window, self.workdays), later_on)

    def note(self, key: str) -> str | None:
        """What was typed last for a key, in this round or one before it."""
        return noted(self.application, self.round, key)

    @property
    def following(self) -> Round | None:
        """The next round of the application, if one stands in the calendar."""
        return next((item for item in self.application.rounds if item.number > self.round.number), None)

    @cached_property
    def tags(self) -> frozenset[str]:
        """What is marked on any interview of the round."""
        return frozenset(tag for item in self.round.interviews for tag in item.notes.tags)

    @cached_property
    def given_up(self) -> bool:
        """Whether the user deleted the last follow-ups of all its interviews, and did not reopen it."""
        everything = ([Home(interview_hash(key), EVERYTHING) for key in item.keys] for item in self.round.interviews)
        return REOPENED not in self.tags and all(not self.desk.homes.keys().isdisjoint(homes) for homes in everything)

    @property
    def remembered(self) -> bool:
        """Whether anything of this round is known from the calendar."""
        return any(place.known is not None for step in self.steps for place in self.places(step))

    def places(self, step: Step) -> tuple[Place, ...]:
        """The follow-ups of a step."""
        return tuple(
            self._place(step, number, person, interview)
            for number, (person, interview) in enumerate(slots(step, self.round))
        )

    def _place(self, step: Step, number: int, person: Person | None, interview: Finding) -> Place:
        """Where its entry stands already, on whichever interview of the round it was written for; else its own UID.

        Where the server refuses that, or it went over to another interview, the next of the series.
        """
        known, mine = self.desk.known, code(step.name, person_key(person), step.occurrence)
        keys = dict.fromkeys(key for item in (interview, *self.round.interviews) for key in item.keys)
        homes = [home for key in keys if (home := Home(interview_hash(key), mine)) in self.desk.homes]
        homes.sort(key=lambda home: known[self.desk.homes[home]].state is PlanState.DELETED)
        own = Home(interview_hash(interview.event.key), mine)
        free = self._free(self._names(step, person, interview.keys))
        if homes:
            name = self.desk.homes[homes[0]]
            return Place(name if is_ours(name) else free, person, interview, number, homes[0], known[name])
        homeless = (name for name in self._names(step, person, keys) if name in self.desk.homeless)
        name = next(homeless, free) if self.desk.homeless else free
        return Place(name, person, interview, number, own, known.get(name))

    def _free(self, names: Iterable[str]) -> str:
        """The first that nothing is known of, else the last."""
        name = ""
        for name in names:
            if name not in self.desk.known:
                break
        return name

    @staticmethod
    def _names(step: Step, person: Person | None, keys: Iterable[str]) -> Iterator[str]:
        return (
            uid(key, step.name, person, occurrence=step.occurrence, series=series)
            for series in range(SERIES)
            for key in keys
        )
