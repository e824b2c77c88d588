"""Entries -> iCalendar (icalendar package). New ones are composed, existing ones patched, never regenerated.

What an entry never carries: ATTENDEE and ORGANIZER (servers would send mail, RFC 6638, 3.2.1), a mailto in URL (a dead
link in Thunderbird), RELATED=END triggers (refused by Synology), a DUE without DTSTART (never fires in several apps).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Timezone, Todo
from icalendar import Event as VEvent
from icalendar.prop import vDDDTypes, vDuration, vText

from followup_cal.ical.description import foreign_lines, sections
from followup_cal.ical.vtimezone import vtimezone
from followup_cal.identity import NAMESPACE
from followup_cal.imprint import Imprint
from followup_cal.model import Entry, Existing

PRODID = "-//followup-cal//followup-cal//EN"
FIELDS = frozenset({"summary", "times", "alarms", "text", "footer"})
REF = "X-FOLLOWUP-CAL-REF"
STEP = "X-FOLLOWUP-CAL-STEP"
INTERVIEW = "X-FOLLOWUP-CAL-INTERVIEW"
PURPOSE = "X-FOLLOWUP-CAL-PURPOSE"
# Google refuses reminders more than four weeks before the start.
EARLIEST_ALARM = timedelta(minutes=40320)


def compose(entry: Entry, imprint: Imprint, now: datetime) -> bytes:
    """Makes the resource of a new entry: one VCALENDAR with the entry and the VTIMEZONE it needs."""
    component: Component = Todo() if entry.component == "VTODO" else VEvent()
    component.add("UID", entry.uid)
    component.add("CREATED", now.astimezone(UTC))
    component.add("SEQUENCE", 0)
    component.add("CLASS", "PRIVATE")
    component.add("STATUS", "NEEDS-ACTION" if entry.component == "VTODO" else "CONFIRMED")
    component.add("CATEGORIES", list(entry.categories))
    component.add("PRIORITY", entry.priority)
    if entry.component == "VEVENT":
        component.add("TRANSP", "TRANSPARENT")
    _put(component, entry, imprint, FIELDS, now)
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    _add_zones(calendar, (entry.start, entry.end))
    calendar.add_component(component)
    return bytes(calendar.to_ical())


def patch(existing: Existing, entry: Entry, imprint: Imprint, fields: frozenset[str], now: datetime) -> bytes:
    """Changes the named fields of an entry and leaves everything else in its resource as it stands.

    Args:
        existing: the entry and the resource that was read.
        entry: what should stand there.
        imprint: what is written beside it for the next merge.
        fields: any of summary, times, alarms, text, footer.
        now: for DTSTAMP and LAST-MODIFIED.
    """
    calendar = Calendar.from_ical(existing.data)
    for component in calendar.walk():
        if component.name == existing.component and str(component.get("UID", "")) == existing.uid:
            if "times" in fields:
                _replace(component, "SEQUENCE", int(component.get("SEQUENCE", 0)) + 1)
            _put(component, entry, imprint, fields, now)
    _add_zones(calendar, (entry.start, entry.end) if "times" in fields else ())
    return bytes(calendar.to_ical())


def _put(component: Component, entry: Entry, imprint: Imprint, fields: frozenset[str], now: datetime) -> None:
    if "summary" in fields:
        _replace(component, "SUMMARY", entry.summary)
    if "times" in fields:
        _replace(component, "DTSTART", entry.start)
        _replace(component, "DUE" if component.name == "VTODO" else "DTEND", entry.end)
    if "alarms" in fields:
        _replace_alarms(component, entry)
    _put_description(component, entry, imprint, fields)
    marks = ((REF, str(imprint)), (STEP, entry.step), (INTERVIEW, entry.interview), (PURPOSE, entry.purpose))
    for name, value in marks:
        _replace(component, name, vText(value))
    _replace(component, "DTSTAMP", now.astimezone(UTC))
    _replace(component, "LAST-MODIFIED", now.astimezone(UTC))
    for alarm in component.walk("VALARM"):
        if getattr(alarm.get("TRIGGER"), "dt", None) == timedelta():
            # icalendar writes P0D, which RFC 5545 allows and fewer readers know.
            _replace(alarm, "TRIGGER", vText("PT0S"))


def _replace(component: Component, name: str, value: object) -> None:
    component.pop(name, None)
    component.add(name, value)


def _put_description(component: Component, entry: Entry, imprint: Imprint, fields: frozenset[str]) -> None:
    """Merges the description by section and drops other renderings of it, which apps would go on showing instead."""
    before = str(component.get("DESCRIPTION", ""))
    text, footer, _ = sections(before)
    if "text" in fields:
        text = entry.text
    if "footer" in fields:
        typed = [line for line in foreign_lines(footer) if line not in entry.footer.splitlines()]
        footer = "\n".join([entry.footer, *typed])
    after = f"{text}\n\n{footer}\nref: {imprint.short}"
    if after != before and (footer or "text" in fields):
        _replace(component, "DESCRIPTION", after)
        component.pop("X-ALT-DESC", None)


def _replace_alarms(component: Component, entry: Entry) -> None:
    component.subcomponents = [part for part in component.subcomponents if part.name != "VALARM"]
    for number, moment in enumerate(entry.alarms):
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", entry.summary)
        alarm.add("UID", str(uuid5(NAMESPACE, f"{entry.uid}\nalarm {number}")))
        _add_trigger(alarm, moment, entry.start)
        component.add_component(alarm)


def _add_trigger(alarm: Alarm, moment: datetime, start: datetime) -> None:
    """Relative to the start up to the start, absolute in UTC after it (Google has no reminders after the start)."""
    before = start - moment
    if timedelta() <= before <= EARLIEST_ALARM:
        alarm.add("TRIGGER", vDuration(-before))
    else:
        alarm.add("TRIGGER", vDDDTypes(moment.astimezone(UTC)), parameters={"VALUE": "DATE-TIME"})


def _add_zones(calendar: Calendar, moments: Iterable[datetime]) -> None:
    names = {moment.tzinfo.key for moment in moments if isinstance(moment.tzinfo, ZoneInfo)}
    there = {str(part.get("TZID", "")) for part in calendar.subcomponents if part.name == "VTIMEZONE"}
    for name in sorted(names - there - {"UTC"}):
        calendar.subcomponents.insert(0, Timezone.from_ical(vtimezone(name)))
