"""The central values: frozen, hashable, standard library only.

What may live here: facts about events, interviews, applications, follow-ups and entries, and what follows
from one value alone. What this module must not know: files, servers, the clock, iCalendar syntax, wording.

All datetimes are aware. A `date` in place of a datetime means an all-day event. Ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# A working day's reading of an all-day event: when it begins and when the people are free again.
ALL_DAY_START = time(9)
ALL_DAY_END = time(17)


class Stage(StrEnum):
    """What an interview is for; the closed set of the JSON output."""

    RECRUITER_SCREEN = "recruiter_screen"
    PHONE_SCREEN = "phone_screen"
    TECHNICAL = "technical"
    TAKE_HOME = "take_home"
    HIRING_MANAGER = "hiring_manager"
    PANEL = "panel"
    ONSITE = "onsite"
    FINAL = "final"
    INFORMAL = "informal"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How an application ended, as far as the user or an event tells."""

    REJECTED = "rejected"
    OFFER = "offer"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"


class Medium(StrEnum):
    """How a step is carried out; NOTE is something between the user and the user."""

    EMAIL = "email"
    PHONE = "phone"
    NOTE = "note"


class PlanState(StrEnum):
    """Where a planned follow-up stands; the values of `state` in the JSON of `plan`."""

    PLANNED = "planned"
    WRITTEN = "written"
    DONE = "done"
    SKIPPED = "skipped"
    DELETED = "deleted-by-user"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by name, by address, or by both; at least one is given."""

    name: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person on an ATTENDEE line (RFC 5545, 3.8.4.1) with the parameters that tell people from rooms."""

    person: Person
    cutype: str = "INDIVIDUAL"
    role: str = "REQ-PARTICIPANT"
    partstat: str = "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Ref:
    """Which event: its UID and, for one instance of a series, the RECURRENCE-ID.

    `recurrence_id` is a UTC time such as `2026-10-19T17:00:00Z`, or a date such as `2026-10-19`.
    """

    uid: str | None
    recurrence_id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT, or one instance of a series, as the calendar holds it.

    Attributes:
        source: the name of the store it was read from, as the user typed it.
        href: which resource of that store holds it.
        description: plain text; HTML has been turned into text.
        start: aware datetime, or date for an all-day event.
        end: exclusive; same type as start.
        timezone: IANA name of the zone the event is written in, the user's where it is floating or UTC.
        status: STATUS in upper case, empty when absent.
        method: METHOD of the surrounding VCALENDAR in upper case, empty when absent.
        recurring: belongs to a series.
        modified: the later of DTSTAMP and LAST-MODIFIED.
    """

    source: str
    href: str
    ref: Ref
    summary: str
    start: datetime | date
    end: datetime | date
    timezone: str
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    organizer: Person | None = None
    attendees: tuple[Attendee, ...] = ()
    status: str = ""
    method: str = ""
    transparent: bool = False
    recurring: bool = False
    sequence: int = 0
    modified: datetime | None = None

    @property
    def all_day(self) -> bool:
        """Whether the event has dates instead of times."""
        return not isinstance(self.start, datetime)

    @property
    def begins(self) -> datetime:
        """The start as a moment in the event's zone; an all-day event begins at nine."""
        return self._moment(self.start, ALL_DAY_START)

    @property
    def ends(self) -> datetime:
        """The end as a moment in the event's zone; an all-day event ends at five of its last day."""
        if isinstance(self.end, datetime):
            return self._moment(self.end, ALL_DAY_END)
        return self._moment(max(self.end - timedelta(days=1), self.start), ALL_DAY_END)

    @property
    def key(self) -> str:
        """What the identity of follow-ups is derived from; start and title where there is no UID."""
        if self.ref.uid is None:
            return f"{self.begins.astimezone(UTC):%Y%m%dT%H%M%SZ} {self.summary.strip()}"
        return self.ref.uid if self.ref.recurrence_id is None else f"{self.ref.uid} {self.ref.recurrence_id}"

    def _moment(self, value: datetime | date, hour: time) -> datetime:
        zone = ZoneInfo(self.timezone)
        if isinstance(value, datetime):
            return value.astimezone(zone)
        return datetime.combine(value, hour, zone)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the employer said about when they decide.

    Attributes:
        text: the words it was read from.
        by: the last day of the time they gave, inclusive.
        not_before: the first day on which an answer may come.
        after_holidays: they said "after the holidays" (rule T15): the day depends on the quiet window.
    """

    text: str
    by: date | None = None
    not_before: date | None = None
    after_holidays: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that was talked about, with one person where the note says with whom."""

    text: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """Tags and `key: value` lines in canonical English, whatever language they were typed in.

    Attributes:
        tags: without the number sign, e.g. `rejected`.
        values: (key, value) pairs in the order they stand, e.g. `("decision", "4 December")`.
    """

    tags: frozenset[str] = frozenset()
    values: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        """The last value typed for a key: what was typed later counts."""
        return next((value for name, value in reversed(self.values) if name == key), None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One event and what was recognised in it.

    Attributes:
        kind: `own_interview`, `cancelled_interview`, `declined_interview`, `unsure`, or what it is instead.
        score: what the signs add up to; the reasons name each of them.
        via: the agency in between, if one is named.
        phones: numbers on which people can be called, never dial-in lines.
    """

    event: Event
    is_interview: bool
    kind: str
    score: int
    reasons: tuple[str, ...] = ()
    company: str | None = None
    role: str | None = None
    stage: Stage = Stage.UNKNOWN
    interviewers: tuple[Person, ...] = ()
    recruiter: Person | None = None
    language: str = "en"
    decision: Decision | None = None
    outcome: Outcome | None = None
    topics: tuple[Topic, ...] = ()
    phones: tuple[str, ...] = ()
    via: str | None = None
    notes: Notes = field(default_factory=Notes)

    @property
    def followups(self) -> bool:
        """Whether follow-ups are owed: a standing interview whose outcome is not known yet."""
        return self.is_interview and self.kind == "own_interview" and self.outcome is None


@dataclass(frozen=True, slots=True)
class Round:
    """Interviews of one application on one day or loop, in the order they take place; never empty.

    Attributes:
        number: 1 for the first round of the application.
        interviews: the first one is the round's anchor: follow-ups of the whole round take their identity from it.
    """

    number: int
    interviews: tuple[Finding, ...]

    @property
    def anchor(self) -> Finding:
        """The interview whose key the follow-ups of the round are derived from."""
        return self.interviews[0]

    @property
    def start(self) -> datetime:
        """When the first interview begins, in its zone."""
        return self.interviews[0].event.begins

    @property
    def end(self) -> datetime:
        """When the last interview ends, in its zone."""
        return max(interview.event.ends for interview in self.interviews)

    @property
    def timezone(self) -> str:
        """The employer's zone, as far as the calendar tells: that of the last interview."""
        return self.interviews[-1].event.timezone

    @property
    def language(self) -> str:
        """The language the drafts are written in."""
        return self.anchor.language

    @property
    def stage(self) -> Stage:
        """The stage of the round: the last one that is known."""
        known = [item.stage for item in self.interviews if item.stage is not Stage.UNKNOWN]
        return known[-1] if known else Stage.UNKNOWN

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody the user talked with, each once, in the order they were met."""
        met = [person for item in self.interviews for person in item.interviewers]
        return tuple({(person.email or person.name or "").casefold(): person for person in reversed(met)}.values())[::-1]

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What was talked about in any interview of the round."""
        return tuple(topic for item in self.interviews for topic in item.topics)

    @property
    def recruiter(self) -> Person | None:
        """Who to ask about the process."""
        return next((item.recruiter for item in self.interviews if item.recruiter), None)

    @property
    def decision(self) -> Decision | None:
        """What was said last about when they decide."""
        return next((item.decision for item in reversed(self.interviews) if item.decision), None)


@dataclass(frozen=True, slots=True)
class Application:
    """All interviews with one employer for one position.

    Attributes:
        key: stable and readable, e.g. `marlowe-freight/data-analyst`.
        rounds: in the order they take place; never empty.
        outcome: how it ended, if it did.
    """

    key: str
    company: str | None
    role: str | None
    rounds: tuple[Round, ...]
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """The user, as far as the user told us: who to leave out, who signs, what to mention.

    Attributes:
        names: the user's own names; the first one signs.
        addresses: the user's own addresses, lower case.
        employers: domains of the present employer: interviews organised there are not the user's own.
        timezone: IANA name; floating and all-day times are read in it, quiet hours hold in it.
        language: fixes the language of the drafts; None means that of the interview.
        strengths: what the user would like to be remembered for, each with its proof.
    """

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    timezone: str = "UTC"
    language: str | None = None
    phone: str | None = None
    field: str | None = None
    strengths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """When what may happen (design, section 7): messages and calls in the employer's zone, quiet in the user's.

    Quiet hours run from the evening over midnight to the morning and win where both cannot hold.
    """

    message: time = time(9, 30)
    calls_from: time = time(10)
    calls_until: time = time(16)
    quiet_from: time = time(20, 30)
    quiet_until: time = time(8)


@dataclass(frozen=True, slots=True)
class Planning:
    """What the user decided about planning.

    Attributes:
        country: the employer's, ISO 3166 (`US`, `DE-BY`); `none` for weekends only; None to infer it.
        quiet_start: (month, day) on which the year-end quiet window begins, inclusive.
        quiet_end: (month, day) on which it ends, inclusive, in the following year.
        past_days: interviews older than this are not considered.
        future_days: interviews further ahead than this are not considered.
        ahead: `all` steps are written at once, or only the `next` one.
        no_phone: calls become e-mails.
        skip: steps the user switched off.
    """

    country: str | None = None
    hours: Hours = field(default_factory=Hours)
    quiet_start: tuple[int, int] = (12, 21)
    quiet_end: tuple[int, int] = (1, 3)
    past_days: int = 60
    future_days: int = 180
    ahead: str = "all"
    no_phone: bool = False
    skip: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What already stands in the calendar, or once stood there, for one follow-up.

    Attributes:
        start: the moment to act as it stands in the calendar, moved by the user or not.
        ideal: the moment the rules gave when it was written, as a hash (see `reconcile`).
        moved: the user changed the moment.
        state: WRITTEN, DONE or DELETED.
        done_on: the day it was ticked off, where the entry tells.
    """

    start: datetime
    ideal: str
    moved: bool = False
    state: PlanState = PlanState.WRITTEN
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A step applied to a round, with a date and the sentence that says why.

    Attributes:
        uid: identity and ownership mark, derived by `identity`.
        step: the step's name, e.g. `thank-you`.
        template: which template drafts it.
        interview: the interview it hangs on.
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


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of a follow-up, ready to be sent or read out.

    Attributes:
        summary: the entry's title: what to do, for whom.
        subject: of the message; empty for what is not a message.
        body: plain text, lines separated by LF.
        mailto: the compose link (RFC 6068), None where there is nothing to compose.
    """

    summary: str
    subject: str
    body: str
    mailto: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What we want to stand in the calendar for one follow-up (design, section 5).

    Attributes:
        component: VTODO or VEVENT.
        start: the moment to act, DTSTART.
        end: DUE of a VTODO, DTEND of a VEVENT; later than start.
        text: the draft section of the description.
        footer: the sections below it: compose link, why, how to answer.
        alarms: ascending moments; none in the past when written.
        ideal: hash of the moment the rules gave.
        facts: hash of everything the texts were made from.
        siblings: codes of all steps written for the same round (see `reconcile`).
    """

    uid: str
    component: str
    summary: str
    start: datetime
    end: datetime
    text: str
    footer: str
    alarms: tuple[datetime, ...]
    categories: tuple[str, ...]
    application: str
    step: str
    ideal: str
    facts: str
    siblings: str = ""
    url: str | None = None
