"""What was recognised, and what was not, for people. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from followup_cal.model import Event, Finding
from followup_cal.report.layout import Line, Row, Span, Tone, table, wrapped
from followup_cal.report.when import View
from followup_cal.report.wording import plain

INDENT = 4
UNSURE = "unsure"


def interview_lines(
    findings: Sequence[Finding], applications: Mapping[Event, str], view: View, *, everything: bool
) -> Iterator[Line]:
    """What `interviews` shows: the facts of each interview; with `everything` the other events and why not."""
    ordered = sorted(findings, key=lambda finding: finding.event.begins)
    for finding in ordered:
        if finding.is_interview:
            yield from _interview(finding, applications.get(finding.event), view)
    unsure = [finding for finding in ordered if finding.kind == UNSURE]
    if unsure:
        advice = "Unsure: type #interview or #not-an-interview into the notes of"
        yield from wrapped(Span(advice, Tone.HEADING), view.width)
        yield from table([_other(finding, view, reasons=everything) for finding in unsure], view.width)
    if everything:
        yield (Span("Other events", Tone.HEADING),)
        others = [finding for finding in ordered if not finding.is_interview and finding.kind != UNSURE]
        yield from table([_other(finding, view) for finding in others], view.width)
    if not any(finding.is_interview for finding in findings):
        yield (Span("No interview was recognised."),)


def _other(finding: Finding, view: View, *, reasons: bool = True) -> Row:
    kind = "" if finding.kind == UNSURE else f" ({finding.kind.replace('_', ' ')})"
    because = plain("; ".join(finding.reasons)) if reasons else ""
    begins = finding.event.begins
    below = (Span(because, Tone.FAINT),) if because else ()
    return Row(Span(""), (Span(view.aligned(begins)),), Span(f"{plain(finding.event.summary)}{kind}"), below)


def _interview(finding: Finding, application: str | None, view: View) -> Iterator[Line]:
    event = finding.event
    time = "" if event.all_day else f" {view.time(event.begins)}"
    when = f"{view.day(event.begins)}{time}, {view.distance(event.begins)}:"
    yield from wrapped(Span(f"{when} {plain(event.summary)}", Tone.HEADING), view.width, hanging=2)
    people = ", ".join(plain(person.name or person.email or "") for person in finding.interviewers)
    facts = {
        "application": application,
        "stage": finding.stage.value.replace("_", " ") if finding.stage != "unknown" else None,
        "with": people,
        "recruiter": plain(finding.recruiter.name or finding.recruiter.email or "") if finding.recruiter else None,
        "decision": plain(finding.decision.text) if finding.decision else None,
        "outcome": finding.outcome.value if finding.outcome else None,
        "but": None if finding.kind == "own_interview" else finding.kind.replace("_", " "),
    }
    for label, value in facts.items():
        if value:
            yield from wrapped(Span(f"{label}: {value}"), view.width, INDENT, INDENT + 2)
    because = plain("; ".join(finding.reasons))
    yield from wrapped(Span(f"because: {because}", Tone.FAINT), view.width, INDENT, INDENT + 2)
