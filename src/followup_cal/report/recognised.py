"""What was recognised, and what was not, for people. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from followup_cal.model import Event, Finding
from followup_cal.report.layout import Line, Row, Span, Tone, table, wrapped
from followup_cal.report.tally import counted
from followup_cal.report.when import View
from followup_cal.report.wording import plain

INDENT = 4
UNSURE = "unsure"
# The heaviest ones are enough to see why an event is no interview; `--json` has all.
FEW_REASONS = 2


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
        yield from table([_unsure(finding, view, reasons=everything) for finding in unsure], view.width)
    if everything:
        yield (Span("Other events", Tone.HEADING),)
        others = _alike(finding for finding in ordered if not finding.is_interview and finding.kind != UNSURE)
        yield from table([_other(alike, view) for alike in others], view.width)
    if not any(finding.is_interview for finding in findings):
        yield (Span("No interview was recognised."),)


def _alike(findings: Iterable[Finding]) -> Iterable[Sequence[Finding]]:
    """What has one title and one explanation, such as the instances of a series, told once."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.event.summary, finding.kind, finding.reasons), []).append(finding)
    return groups.values()


def _other(alike: Sequence[Finding], view: View) -> Row:
    first = alike[0]
    more = f", {counted(len(alike) - 1, 'time')} more" if len(alike) > 1 else ""
    return _row(first, f"{plain(first.event.summary)}{more}", first.reasons[:FEW_REASONS], view)


def _unsure(finding: Finding, view: View, *, reasons: bool) -> Row:
    return _row(finding, plain(finding.event.summary), finding.reasons if reasons else (), view)


def _row(finding: Finding, title: str, reasons: Sequence[str], view: View) -> Row:
    because = tuple(Span(text, Tone.FAINT) for text in (plain("; ".join(reasons)),) if text)
    return Row(Span(""), (Span(view.aligned(finding.event.begins)),), Span(title), because)


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
