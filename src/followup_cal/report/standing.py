"""Where every application stands, for `status`. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from followup_cal.cadence.definition import Cadences
from followup_cal.cadence.touches import touches
from followup_cal.model import FollowUp
from followup_cal.report.layout import Line, Row, Span, Tone, spread, table, wrapped
from followup_cal.report.story import named, short
from followup_cal.report.timeline import Course, Moment, Place, courses
from followup_cal.report.when import View, duration
from followup_cal.run import Decision

MARKS = {
    Place.INTERVIEW: Span("*", Tone.HEADING),
    Place.DONE: Span("✓", Tone.DONE),
    Place.OVERDUE: Span("!", Tone.LATE),
    Place.NEXT: Span(">", Tone.NEXT),
    Place.LATER: Span(""),
}
# Where a date and a distance leave no room for the text beside them.
ROOMY = 64


def status_record(decision: Decision, now: datetime) -> dict[str, Any]:
    """The object of `status --json`; its keys are explained in the help of the command."""
    return {"applications": [_record(course, decision) for course in courses(decision, now)]}


def status_lines(decision: Decision, cadences: Cadences, view: View) -> Iterator[Line]:
    """The time line of every application.

    Args:
        decision: what a run found.
        cadences: those in force, for their caps.
        view: from where it is seen.
    """
    for number, course in enumerate(courses(decision, view.now)):
        application = course.application
        if number:
            yield ()
        title, key = Span(named(application), Tone.HEADING), Span(application.key, Tone.FAINT)
        yield from spread(title, key, view.width)
        yield from wrapped(Span(standing(course, decision, cadences, view)), view.width, 2)
        yield from table([_row(item, decision, view) for item in course.moments if item.place in MARKS], view.width)
    if not decision.applications:
        yield from wrapped(Span("No application: no interview was recognised."), view.width)


def standing(course: Course, decision: Decision, cadences: Cadences, view: View) -> str:
    """An application in a few words: how it ended, or how long the user waits and how often they asked."""
    application = course.application
    said = []
    if application.outcome:
        said.append(application.outcome.value)
    elif course.waiting_since:
        days = -view.days(course.waiting_since)
        said.append(f"waiting for {duration(days)}" if days else "waiting since today")
        used = touches(application, decision.followups, cadences)
        said.append(f"{used.used} of at most {used.cap} questions asked")
    else:
        last = application.rounds[-1]
        said.append(f"round {last.number} {view.distance(last.start)}")
    if course.next is None and not course.all(Place.OVERDUE):
        said.append("nothing left to do")
    return ", ".join(said)


def _row(moment: Moment, decision: Decision, view: View) -> Row:
    away = Span(f"{view.distance(moment.at):<11}", _TONES.get(moment.place, Tone.PLAIN))
    cells = (Span(view.aligned(moment.at)), away) if view.width >= ROOMY else (away,)
    late = " (overdue)" if moment.place is Place.OVERDUE else ""
    text = Span(f"{title(moment, decision)}{late}", _TITLES.get(moment.place, Tone.PLAIN))
    return Row(MARKS[moment.place], cells, text)


def title(moment: Moment, decision: Decision) -> str:
    """What takes place, in a few words."""
    if moment.followup is None:
        stage = moment.round.stage.value.replace("_", " ")
        return f"Interview, round {moment.round.number}" + ("" if stage == "unknown" else f" ({stage})")
    return short(decision.drafts[moment.followup.uid].summary, moment.followup.application)


_TONES = {Place.NEXT: Tone.NEXT, Place.OVERDUE: Tone.LATE, Place.DONE: Tone.DONE}
_TITLES = {Place.OVERDUE: Tone.LATE, Place.DONE: Tone.FAINT}


def _record(course: Course, decision: Decision) -> dict[str, Any]:
    application = course.application
    last = application.rounds[-1]
    return {
        "application": application.key,
        "company": application.company,
        "role": application.role,
        "round": last.number,
        "interview": last.start.isoformat(),
        "outcome": application.outcome.value if application.outcome else None,
        "waiting_since": course.waiting_since.isoformat() if course.waiting_since else None,
        "overdue": [_step(item, decision) for item in course.all(Place.OVERDUE)],
        "next": _step(course.next, decision) if course.next else None,
    }


def _step(item: FollowUp, decision: Decision) -> dict[str, Any]:
    return {"step": item.step, "at": item.at.isoformat(), "summary": decision.drafts[item.uid].summary}
