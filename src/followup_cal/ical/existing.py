"""iCalendar -> our own entries as they stand in a calendar, whatever apps and servers have made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Component

from followup_cal.ical.description import sections
from followup_cal.ical.event import categories
from followup_cal.ical.lines import Block, unfold, wrappers
from followup_cal.ical.write import INTERVIEW, PURPOSE, REF, STEP
from followup_cal.identity import SUFFIX, is_ours
from followup_cal.model import Existing

CALENDAR = re.compile(rb"BEGIN[ \t]*:[ \t]*VCALENDAR|B\x00E\x00G\x00I\x00N", re.IGNORECASE)
FOLD = re.compile(rb"\r?\n[ \t]|\x00")
TICKS = ("✓", "✔", "✅", "☑", "[x]")
DONE = ("COMPLETED", "CANCELLED")


def own_entries(data: bytes, *, store: str, href: str, etag: str, timezone: str) -> tuple[Existing, ...]:
    """Reads our entries out of a resource.

    Args:
        data: a complete VCALENDAR.
        store: name of the store it was read from.
        href: which resource of the store.
        etag: its state.
        timezone: IANA name of the user's zone, for floating times.

    What is not ours is not parsed: no mistake in it keeps ours from being read.

    Raises:
        ValueError: the resource is no iCalendar, or one of our entries in it cannot be read.
    """
    if not CALENDAR.search(data):
        raise ValueError("no calendar begins in it")
    if SUFFIX.encode() not in FOLD.sub(b"", data):
        return ()
    calendars, _ = wrappers(unfold(data))
    blocks = [block for calendar in calendars for block in (*calendar.todos, *calendar.events)]
    ours = [block for block in blocks if is_ours(block.value("UID"))]
    return tuple(
        _existing(_parsed(block), ZoneInfo(timezone), store=store, href=href, etag=etag, data=data) for block in ours
    )


def _parsed(block: Block) -> Component:
    try:
        return Component.from_ical(block.text)
    except Exception as error:
        raise ValueError(f"the entry in line {block.number}: {' '.join(str(error).split())[:200]}") from error


def _existing(component: Component, zone: ZoneInfo, *, store: str, href: str, etag: str, data: bytes) -> Existing:
    start, end = _times(component, zone)
    alarms = sorted(_alarms(component, start, end, zone))
    text, footer, ref = sections(str(component.get("DESCRIPTION", "")))
    summary = " ".join(str(component.get("SUMMARY", "")).split())
    done_on = _value(component, "COMPLETED")
    return Existing(
        uid=str(component["UID"]),
        store=store,
        href=href,
        etag=etag,
        data=data,
        component=str(component.name),
        summary=summary,
        start=start,
        end=end,
        alarms=tuple(alarms),
        alarm_offsets=tuple(round((moment - start).total_seconds()) for moment in alarms),
        text=text,
        footer=footer,
        tags=tuple(name for name in categories(component) if name.startswith("#")),
        done=_is_done(component, summary),
        done_on=_moment(done_on, zone).date() if done_on else None,
        imprint=_text(component, REF) or ref,
        interview=_text(component, INTERVIEW),
        purpose=_text(component, PURPOSE),
        step=_text(component, STEP),
    )


def _is_done(component: Component, summary: str) -> bool:
    if component.name == "VEVENT":
        return summary.startswith(TICKS) or str(component.get("STATUS", "")).upper() == "CANCELLED"
    finished = str(component.get("STATUS", "")).upper() in DONE
    return finished or "COMPLETED" in component or str(component.get("PERCENT-COMPLETE", "")) == "100"


def _times(component: Component, zone: ZoneInfo) -> tuple[datetime, datetime]:
    begin = _value(component, "DTSTART")
    finish = _value(component, "DUE") or _value(component, "DTEND")
    length = getattr(component.get("DURATION"), "dt", None)
    first, last = begin or finish, finish or begin
    if first is None or last is None:
        nowhere = datetime.min.replace(year=1970, tzinfo=UTC)
        return nowhere, nowhere
    start = _moment(first, zone)
    return start, start + length if finish is None and isinstance(length, timedelta) else _moment(last, zone)


def _alarms(component: Component, start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    for alarm in component.walk("VALARM"):
        trigger = alarm.get("TRIGGER")
        value = getattr(trigger, "dt", None)
        if isinstance(value, timedelta):
            related = str(trigger.params.get("RELATED", "START")).upper()
            yield (end if related == "END" else start) + value
        elif isinstance(value, date):
            yield _moment(value, zone)


def _value(component: Component, name: str) -> date | None:
    value = component.get(name)
    found = getattr(value[0] if isinstance(value, list) else value, "dt", None)
    return found if isinstance(found, date) else None


def _text(component: Component, name: str) -> str | None:
    value = component.get(name)
    return str(value) if value is not None else None


def _moment(value: date, zone: ZoneInfo) -> datetime:
    """A moment for any spelling of a time: floating and all-day values are read in the user's zone."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), zone)
    return value.replace(tzinfo=zone) if value.tzinfo is None else value
