"""One parsed VEVENT -> `Event`. Pure; forgiving towards people, strict about times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from followup_cal.ical.text import line, plain
from followup_cal.model import Attendee, Event, Person, Ref

# What icalendar holds for a property is one of thirty types, told apart by its name: not a matter for a type checker.
Component = Any
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# RFC 5321, section 4.5.3.1: the longest path is 256 octets, brackets included. What is longer is nobody's address.
LONGEST_ADDRESS = 254
LONGEST_NAME = 1000
MOST_CATEGORIES = 100
# An end that is later than this is as impossible as one before the start, and would lead beyond the last date there is.
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Origin:
    """What an event takes from around it.

    Attributes:
        timezone: IANA name of the zone in which floating and UTC times are read.
    """

    source: str
    href: str
    timezone: str
    method: str = ""


def normalise(component: Component, origin: Origin) -> None:
    """Gives every time of a component a zone, and the component an end of the same type as its start.

    Of a series every instance is a copy, so of a stranger's thousands of categories only those are left that are read.

    Raises:
        ValueError: there is no start, or it cannot be read.
    """
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        if name in component:
            _replace(component, name, _aware(component[name].dt, origin.timezone))
    if "DTSTART" not in component:
        raise ValueError("it has no start")
    start = component["DTSTART"].dt
    if "DTEND" not in component or not _follows(start, component["DTEND"].dt):
        _replace(component, "DTEND", start + _duration(component, start))
    for name in ("DURATION", "RANGE"):
        component.pop(name, None)
    if "CATEGORIES" in component:
        kept = categories(component)
        del component["CATEGORIES"]
        component.add("CATEGORIES", list(kept))


def event(component: Component, origin: Origin, *, recurring: bool, first: date | None = None) -> Event:
    """Reads the facts of a normalised component.

    Args:
        component: normalised.
        origin: what it takes from around it.
        recurring: it belongs to a series.
        first: when the series begins; the instance that begins then is called by the UID alone.
    """
    start, end = component["DTSTART"].dt, component["DTEND"].dt
    zone = _zone_name(start, origin.timezone)
    return Event(
        source=origin.source,
        href=origin.href,
        ref=_ref(component, first),
        summary=_line(_text(component, "SUMMARY")),
        start=start.astimezone(ZoneInfo(zone)) if isinstance(start, datetime) else start,
        end=end.astimezone(ZoneInfo(zone)) if isinstance(end, datetime) else end,
        timezone=zone,
        description=_description(component),
        location=_plain(_text(component, "LOCATION")),
        url=line(_text(component, "URL")),
        categories=categories(component),
        organizer=_person(component.get("ORGANIZER")),
        attendees=tuple(_attendees(component)),
        status=_text(component, "STATUS").strip().upper(),
        method=origin.method,
        transparent=_text(component, "TRANSP").strip().upper() == "TRANSPARENT",
        recurring=recurring,
        sequence=_number(component, "SEQUENCE"),
        modified=_modified(component),
    )


def overlaps(component: Component, start: datetime, end: datetime, timezone: str) -> bool:
    """Whether a normalised component falls into a window of aware times, its end excluded."""
    zone = ZoneInfo(timezone)
    begins, ends = (_moment(component[name].dt, zone) for name in ("DTSTART", "DTEND"))
    return begins < end and (ends > start or begins == ends >= start)


def _replace(component: Component, name: str, value: date) -> None:
    component.pop(name, None)
    component.add(name, value)


def _moment(value: date, zone: ZoneInfo) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time(), zone)


def _aware(value: Any, timezone: str) -> date:
    if not isinstance(value, date):
        raise ValueError("one of its times cannot be read")  # noqa: TRY004 - wrong text, not a wrong type
    if isinstance(value, datetime) and (value.tzinfo is None or value.utcoffset() is None):
        return value.replace(tzinfo=ZoneInfo(timezone))
    return value


def _follows(start: date, end: date) -> bool:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return timedelta(0) <= end - start <= LONGEST
    return not isinstance(start, datetime) and not isinstance(end, datetime) and DAY <= end - start <= LONGEST


def _duration(component: Component, start: date) -> timedelta:
    given = getattr(component.get("DURATION"), "dt", None)
    if isinstance(start, datetime):
        return given if isinstance(given, timedelta) and given > timedelta(0) else HOUR
    return DAY * given.days if isinstance(given, timedelta) and given >= DAY else DAY


def _zone_name(start: date, default: str) -> str:
    zone = start.tzinfo if isinstance(start, datetime) else None
    return zone.key if isinstance(zone, ZoneInfo) and zone.key not in {"UTC", "Etc/UTC"} else default


def _ref(component: Component, first: date | None) -> Ref:
    uid = _text(component, "UID").strip() or None
    if "RECURRENCE-ID" not in component:
        return Ref(uid)
    value = component["RECURRENCE-ID"].dt
    if value == first:
        return Ref(uid)
    return Ref(uid, f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else value.isoformat())


def _text(component: Component, name: str) -> str:
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)


def _description(component: Component) -> str:
    written = _plain(_text(component, "DESCRIPTION"))
    if written:
        return written
    escaped = _text(component, "X-ALT-DESC")
    for code, sign in (("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        escaped = escaped.replace(code, sign)
    return _plain(escaped)


# The instances of a series have one text.
_plain = lru_cache(maxsize=16)(plain)
_line = lru_cache(maxsize=16)(line)


def categories(component: Component) -> tuple[str, ...]:
    """The names in its CATEGORIES, whether they stand in one property or in several (RFC 5545, 3.8.1.2)."""
    held = component.get("CATEGORIES", [])
    groups = held if isinstance(held, list) else [held]
    names = (line(str(name)) for group in groups for name in getattr(group, "cats", [group]))
    return tuple(name for name in islice(names, MOST_CATEGORIES) if name)


def _attendees(component: Component) -> Iterable[Attendee]:
    held = component.get("ATTENDEE", [])
    for address in held if isinstance(held, list) else [held]:
        person = _person(address)
        if person is not None:
            given = {name: str(address.params.get(name, "")).upper() for name in ("CUTYPE", "ROLE", "PARTSTAT")}
            yield Attendee(
                person,
                given["CUTYPE"] or "INDIVIDUAL",
                given["ROLE"] or "REQ-PARTICIPANT",
                given["PARTSTAT"] or "NEEDS-ACTION",
            )


def _person(address: Any) -> Person | None:
    if isinstance(address, list):
        address = address[0] if address else None
    if address is None:
        return None
    email = line(str(address)[: 2 * LONGEST_ADDRESS])
    email = email[7:] if email[:7].lower() == "mailto:" else email
    known = email.lower() if "@" in email and " " not in email and len(email) <= LONGEST_ADDRESS else None
    name = line(str(address.params.get("CN", ""))[:LONGEST_NAME]).strip("'\"")
    shown = name if name and name.lower().removeprefix("mailto:") != (known or email.lower()) else None
    return Person(shown, known) if shown or known else None


def _number(component: Component, name: str) -> int:
    try:
        return int(_text(component, name) or 0)
    except ValueError:
        return 0


def _modified(component: Component) -> datetime | None:
    held = [getattr(component.get(name), "dt", None) for name in ("DTSTAMP", "LAST-MODIFIED")]
    stamps = [value for value in held if isinstance(value, datetime)]
    return max((value if value.tzinfo else value.replace(tzinfo=UTC) for value in stamps), default=None)
