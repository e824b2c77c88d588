"""Puts a harmless entry into a calendar and takes it out again: whether writing really works shows only in writing."""

from __future__ import annotations

from datetime import datetime, timedelta

from followup_cal.checking.steps import Result, Step, failed, ok
from followup_cal.errors import Unreachable
from followup_cal.identity import uid
from followup_cal.stores.caldav.home import Calendar
from followup_cal.stores.caldav.session import Session, refusal

TITLE = "followup-cal check (can be deleted)"
_KINDS = {"VEVENT": "an event", "VTODO": "a task"}
_GONE = frozenset({404, 410})


def try_to_write(session: Session, calendar: Calendar, component: str, now: datetime) -> Result:
    """Creates an entry, reads it back and removes it.

    Its UID carries our mark, so that `remove` finds it should it stay behind, and it is another one every time: some
    servers do not take the UID of a deleted entry again (Nextcloud, Google).

    Args:
        session: with the account's login.
        calendar: where to.
        component: VEVENT or VTODO.
        now: makes the UID, and the day the entry stands on.
    """
    name = uid(f"check {component} {now.isoformat()}", "check")
    url = f"{calendar.url}{name.partition('@')[0]}.ics"
    try:
        return _tried(session, calendar, component, url, _entry(name, component, now))
    except Unreachable as problem:
        _removed(session, url)
        return failed(Step.WRITE, f"{calendar.name} could not be written to: {problem.problem}.", problem.hint)


def _tried(session: Session, calendar: Calendar, component: str, url: str, data: bytes) -> Result:
    what = _KINDS[component]
    headers = {"Content-Type": "text/calendar; charset=utf-8", "If-None-Match": "*"}
    answer = session.request("PUT", url, data, headers, safe=False)
    if not answer.ok:
        return failed(Step.WRITE, f"{calendar.name} does not take {what}: {refusal(answer).problem}.", _ADVICE)
    seen = session.request("GET", url, safe=True)
    if not _removed(session, url):
        return failed(Step.WRITE, f"{what.capitalize()} was written to {calendar.name}, but not removed.", _LEFT_BEHIND)
    if not seen.ok or TITLE.encode() not in seen.body:
        return failed(Step.WRITE, f"{calendar.name} took {what}, but did not give it back.", _ADVICE)
    return ok(Step.WRITE, f"{what.capitalize()} was written to {calendar.name} and removed again.")


_ADVICE = "Name another calendar with `events_to` or `tasks_to`, or another target with --to."
_LEFT_BEHIND = f"Delete “{TITLE}” in your calendar app; followup-cal may not be able to remove its entries here."


def _removed(session: Session, url: str) -> bool:
    try:
        answer = session.request("DELETE", url, safe=True)
    except Unreachable:
        return False
    return answer.ok or answer.status in _GONE


def _entry(name: str, component: str, now: datetime) -> bytes:
    """An event or task of an hour, a day from now, without an alarm, shown as free."""
    start = now + timedelta(days=1)
    end = "DTEND" if component == "VEVENT" else "DUE"
    transparency = ["TRANSP:TRANSPARENT"] if component == "VEVENT" else []
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//followup-cal//followup-cal//EN",
        f"BEGIN:{component}",
        f"UID:{name}",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"{end}:{start + timedelta(hours=1):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{TITLE}",
        "CLASS:PRIVATE",
        *transparency,
        f"END:{component}",
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode()
