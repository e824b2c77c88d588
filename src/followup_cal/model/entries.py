"""What stands, or should stand, in the calendar for a follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What we want to stand in the calendar for one follow-up (design, section 5).

    Attributes:
        store: where it should stand.
        component: VTODO or VEVENT.
        start: the moment to act, DTSTART.
        end: DUE of a VTODO, DTEND of a VEVENT; later than start.
        text: the draft section of the description.
        footer: the sections below it: compose link, why, how to answer.
        alarms: ascending moments; none in the past when written.
        priority: PRIORITY, 1 for what is due within a day.
        interview: hash of the key of the interview it hangs on.
        ideal: hash of the moment the rules gave.
        facts: hash of everything the texts were made from.
        purpose: for which employer, step and person it is, as a hash: the same whichever event it hangs on.
        siblings: codes of all steps that stand for the same round (see `imprint`).
    """

    uid: str
    store: str
    component: str
    summary: str
    start: datetime
    end: datetime
    text: str
    footer: str
    alarms: tuple[datetime, ...]
    categories: tuple[str, ...]
    priority: int
    step: str
    application: str
    interview: str
    ideal: str
    facts: str
    purpose: str = ""
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Existing:
    """One of our entries as it stands in the calendar, touched or not.

    Attributes:
        store: name of the store that holds it.
        href: which resource of that store.
        etag: the state of the resource that was read.
        data: the whole resource, so that it can be patched.
        alarms: moments of its VALARMs, ascending.
        alarm_offsets: the same, in seconds from the start: what stays when an app moves entry and alarms together.
        text: the draft section of the description, with whatever the user typed into it.
        footer: what stands below the separator; empty where the user removed it.
        tags: those of its categories that begin with a number sign: ours are the names of employers.
        done: ticked off, cancelled, or (VEVENT) marked with a tick.
        done_on: the day of COMPLETED, where it tells.
        imprint: what we wrote last, as it rides in the entry; None where it was dropped.
    """

    uid: str
    store: str
    href: str
    etag: str
    data: bytes
    component: str
    summary: str
    start: datetime
    end: datetime
    alarms: tuple[datetime, ...]
    alarm_offsets: tuple[int, ...]
    text: str
    footer: str
    tags: tuple[str, ...] = ()
    done: bool = False
    done_on: date | None = None
    imprint: str | None = None
    interview: str | None = None
    purpose: str | None = None
    step: str | None = None

    @property
    def words(self) -> str:
        """Everything in it that may hold an answer, in lines."""
        return "\n".join((self.summary, *self.tags, self.text, self.footer))
