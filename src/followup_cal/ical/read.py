"""Bytes of iCalendar -> the events of a window, and what had to be passed over. Pure.

What this module may not know: where the bytes come from, what an interview is. It never raises for what stands in a
calendar: one bad event is named by its line and UID, never by its title, and the others are read.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from typing import Any

import icalendar

from followup_cal.ical.event import Origin, event, normalise, overlaps
from followup_cal.ical.lines import Block, Wrapper, unfold, wrappers
from followup_cal.ical.recurrence import RefusedRule, instances, repeats
from followup_cal.ical.zones import iana_name, same_rules
from followup_cal.identity import is_ours
from followup_cal.model import Event

TIMES = ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE")
TZID = re.compile(r';TZID=("[^"]*"|(?:\(UTC[^)]*\))?[^;:"]*)', re.IGNORECASE)
UTC_VALUE = re.compile(r":[0-9T,]*Z\s*$", re.IGNORECASE)
Parsed = tuple[Block, Any]


def events(  # noqa: PLR0917 - the six facts of one reading, in the order every store has them
    data: bytes, source: str, href: str, timezone: str, start: datetime, end: datetime
) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """Reads the events and instances of series that overlap a window.

    Args:
        data: one VCALENDAR or a whole file, in whatever encoding and state it is.
        source: the name of the store, as the user typed it.
        href: which resource of the store this is.
        timezone: IANA name of the user's zone, for floating and UTC times unless the calendar names its own.
        start: aware, inclusive.
        end: aware, exclusive.

    Returns the events in the order of the file (those of a series in the order of time), without entries of our own;
    and one sentence for each event that could not be read. The first instance of a series is called by the UID alone,
    the others by UID and RECURRENCE-ID (RFC 5545, 3.8.4.4).
    """
    found: list[Event] = []
    calendars, problems = wrappers(unfold(data))
    for calendar in calendars:
        declared = iana_name(calendar.properties.value("X-WR-TIMEZONE"))
        origin = Origin(source, href, declared or timezone, calendar.properties.value("METHOD").upper())
        for group in _groups(_parsed(calendar, origin, start.year, problems)):
            found += _read(group, origin, start, end, problems)
    return _latest(found), tuple(problems)


def _parsed(calendar: Wrapper, origin: Origin, year: int, problems: list[str]) -> list[Parsed]:
    zones: dict[str, str] = {}
    found: list[Parsed] = []
    for block in calendar.events:
        if is_ours(block.value("UID")):
            continue
        try:
            text = _with_known_zones(block, calendar, zones, origin.timezone, year)
            component: Any = icalendar.Event.from_ical(text)
            normalise(component, origin)
        except Exception as error:  # noqa: BLE001 - whatever a parser makes of a stranger's text, the others are read
            problems.append(_sentence(block, error))
        else:
            found.append((block, component))
    return found


def _with_known_zones(block: Block, calendar: Wrapper, zones: dict[str, str], default: str, year: int) -> str:
    """The component as text, every TZID replaced by the IANA name it means."""
    name = partial(_zone, calendar=calendar, zones=zones, default=default, year=year)
    return "\r\n".join(_with_known_zone(item.text, name) for item in block.lines) + "\r\n"


def _with_known_zone(text: str, name: Any) -> str:
    if not text.upper().startswith(TIMES):
        return text
    if UTC_VALUE.search(text):
        return TZID.sub("", text, count=1)
    return TZID.sub(lambda match: f";TZID={name(match[1].strip(chr(34)))}", text, count=1)


def _zone(tzid: str, calendar: Wrapper, zones: dict[str, str], default: str, year: int) -> str:
    if tzid not in zones:
        known = iana_name(tzid)
        definition = next((block.text for block in calendar.zones if block.value("TZID").strip('"') == tzid), None)
        if known is None and definition is not None:
            known = same_rules(definition, (default,), year)
        zones[tzid] = known or default
    return zones[tzid]


def _groups(parsed: list[Parsed]) -> list[list[Parsed]]:
    groups: dict[object, list[Parsed]] = {}
    for block, component in parsed:
        uid = str(component.get("UID", "")).strip()
        groups.setdefault(uid or id(block), []).append((block, component))
    return list(groups.values())


def _read(group: list[Parsed], origin: Origin, start: datetime, end: datetime, problems: list[str]) -> list[Event]:
    components = [component for _, component in group]
    master = next((index for index, component in enumerate(components) if repeats(component)), None)
    if master is None:
        return _singles(components, origin, start, end)
    overrides = [component for component in components if "RECURRENCE-ID" in component]
    first = components[master]["DTSTART"].dt
    if first in [component["RECURRENCE-ID"].dt for component in overrides]:
        first = None
    try:
        found = instances(components, start, end)
        return [event(component, origin, recurring=True, first=first) for component in found]
    except RefusedRule as error:
        problems.append(f"The series {_place(group[master][0])} was not read: {error}.")
    except Exception as error:  # noqa: BLE001 - see `_parsed`
        problems.append(_sentence(group[master][0], error))
    return _singles(overrides, origin, start, end)


def _singles(components: list[Any], origin: Origin, start: datetime, end: datetime) -> list[Event]:
    inside = [component for component in components if overlaps(component, start, end, origin.timezone)]
    return [event(component, origin, recurring="RECURRENCE-ID" in component) for component in inside]


def _latest(found: list[Event]) -> tuple[Event, ...]:
    """Of several copies of one event the one with the highest SEQUENCE, then the one written last (RFC 5546, 2.1.5)."""
    kept: dict[object, Event] = {}
    for item in found:
        key = item.ref if item.ref.uid else id(item)
        if key not in kept or _age(item) >= _age(kept[key]):
            kept[key] = item
    return tuple(kept.values())


def _age(item: Event) -> tuple[int, float]:
    return item.sequence, item.modified.timestamp() if item.modified else 0.0


def _place(block: Block) -> str:
    uid = block.value("UID")
    return f"in line {block.number}" + (f" (UID {uid[:80]})" if uid else "")


def _sentence(block: Block, error: Exception) -> str:
    return f"The event {_place(block)} could not be read: {_one_line(error)}."


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:200]
