"""What is recognised in events: interviews, rounds, applications."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from followup_cal.model.events import Event, Person


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
        ask_again: the day from which they want to hear from the user again, where they said so.
        answer_by: the day until which another employer's offer stands, where it was noted with a date.
        phones: numbers on which people can be called, never dial-in lines.
        copies: keys of other events that are the same interview, e.g. typed by hand beside the invitation: its
            follow-ups may have been written under one of them.
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
    ask_again: date | None = None
    answer_by: date | None = None
    notes: Notes = field(default_factory=Notes)
    copies: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key its follow-ups may hang on, its own first."""
        return self.event.key, *self.copies

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
        once: dict[str, Person] = {}
        for person in met:
            once.setdefault((person.email or person.name or "").casefold(), person)
        return tuple(once.values())

    @property
    def phones(self) -> tuple[str, ...]:
        """The telephone numbers of any interview of the round, each once."""
        return tuple(dict.fromkeys(phone for item in self.interviews for phone in item.phones))

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
