"""What a calendar holds: people and events, as they stand there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# A working day's reading of an all-day event: when it begins and when the people are free again.
ALL_DAY_START = time(9)
ALL_DAY_END = time(17)


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
