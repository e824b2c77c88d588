"""What the commands tell people: plain lines that fit 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from followup_cal.changes import Create, Delete, Keep, Reason, Update
from followup_cal.model import Application, Event, Finding, FollowUp, PlanState
from followup_cal.report.tally import counted, found, up_to_date
from followup_cal.report.wording import plain, reason_of
from followup_cal.sync import Decision

WIDTH = 80
# The heaviest ones are enough to see why an event is no interview; `--json` has all.
FEW_REASONS = 2
OPEN = {PlanState.PLANNED, PlanState.WRITTEN}
MARKS = {Create: "+", Update: "~", Delete: "-", Keep: "="}


def headline(application: Application, zone: tzinfo) -> str:
    """An application in one line."""
    named = ", ".join(filter(None, (application.company, application.role))) or application.key
    last = application.rounds[-1]
    return cut(f"{plain(named)}: round {last.number} on {day(last.start.astimezone(zone))}")


def day(moment: datetime) -> str:
    """A day as people say it."""
    return f"{moment:%a} {moment.day} {moment:%b}"


def clock(moment: datetime, zone: tzinfo) -> str:
    """A moment on the user's own clock."""
    local = moment.astimezone(zone)
    return f"{day(local)} {local:%H:%M}"


def sync_lines(
    decision: Decision, failed: Mapping[str, str], targets: Sequence[str], zone: tzinfo, *, dry_run: bool
) -> Iterator[str]:
    """What `sync` did: a line for each entry written or removed, by application, then the sums."""
    changed = {change.uid: change for change in decision.changes if not isinstance(change, Keep)}
    shown: set[str] = set()
    for application in decision.applications:
        mine = [item for item in decision.followups if item.application.key == application.key and item.uid in changed]
        if mine:
            yield headline(application, zone)
        for item in sorted(mine, key=lambda item: item.at):
            change = changed[item.uid]
            summary = change.existing.summary if isinstance(change, Delete) else change.entry.summary
            yield cut(f"  {MARKS[type(change)]} {clock(item.at, zone)}  {plain(summary)}")
            if change.reason is Reason.TOUCHED:
                yield from _wrapped(reason_of(change), "      ")
            shown.add(item.uid)
    for uid, change in changed.items():
        if uid not in shown:
            yield from _wrapped(f"{MARKS[type(change)]} {_summary(change)} ({reason_of(change)})", "  ")
    for uid, error in failed.items():
        yield f"  ! {plain(_summary(changed[uid]))}: {error}"
    yield _sums(decision, failed, targets, dry_run=dry_run)


def _summary(change: Create | Update | Delete | Keep) -> str:
    return change.entry.summary if isinstance(change, Create) else change.existing.summary


def _sums(decision: Decision, failed: Mapping[str, str], targets: Sequence[str], *, dry_run: bool) -> str:
    kinds = Counter(type(change) for change in decision.changes if change.uid not in failed)
    interviews, applications = sum(item.followups for item in decision.findings), len(decision.applications)
    if not kinds[Create] + kinds[Update] + kinds[Delete] + len(failed):
        return up_to_date(interviews, applications, kinds[Keep])
    verbs = (
        ("would be written", "would be changed", "would be removed") if dry_run else ("written", "changed", "removed")
    )
    parts = [f"{kinds[kind]} {verb}" for kind, verb in zip((Create, Update, Delete), verbs, strict=True) if kinds[kind]]
    parts += [f"{kinds[Keep]} kept"] if kinds[Keep] else []
    parts += [f"{len(failed)} failed"] if failed else []
    return f"{found(interviews, applications)}: follow-ups {', '.join(parts)} ({', '.join(targets)})."


def plan_lines(decision: Decision, zone: tzinfo) -> Iterator[str]:
    """What `plan` shows: every step of every application, with its date and why, or why not."""
    for application in decision.applications:
        mine = [item for item in decision.followups if item.application.key == application.key]
        yield headline(application, zone)
        for item in sorted(mine, key=lambda item: (item.state not in OPEN, item.at)):
            yield from _planned(item, decision, zone)
        yield ""
    if not decision.applications:
        yield "No interview that needs a follow-up."


def _planned(item: FollowUp, decision: Decision, zone: tzinfo) -> Iterator[str]:
    title = plain(decision.drafts[item.uid].summary)
    if item.state in OPEN:
        mark = "+" if item.state is PlanState.PLANNED else "="
        yield cut(f"  {mark} {clock(item.at, zone)}  {title}")
        yield from _wrapped(item.why, "      ")
    else:
        yield cut(f"  - {title}")
        yield from _wrapped(f"{item.state.value}: {item.reason}" if item.reason else item.state.value, "      ")


def interview_lines(
    findings: Sequence[Finding], applications: Mapping[Event, str], *, everything: bool
) -> Iterator[str]:
    """What `interviews` shows: the facts of each interview; with `everything` the other events and why not."""
    ordered = sorted(findings, key=lambda finding: finding.event.begins)
    for finding in ordered:
        if finding.is_interview:
            yield from _interview(finding, applications.get(finding.event))
    unsure = [finding for finding in ordered if finding.kind == "unsure"]
    if unsure:
        yield "Unsure: type #interview or #not-an-interview into the notes of"
        for finding in unsure:
            yield cut(f"  {day(finding.event.begins)}  {plain(finding.event.summary)}")
            if everything:
                yield from _wrapped("; ".join(finding.reasons), "      ")
    if everything:
        yield "Other events"
        for alike in _alike(item for item in ordered if not item.is_interview and item.kind != "unsure"):
            yield from _other(alike)
    if not any(finding.is_interview for finding in findings):
        yield "No interview was recognised."


def _alike(findings: Iterable[Finding]) -> Iterable[Sequence[Finding]]:
    """What has one title and one explanation, such as the instances of a series, told once."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.event.summary, finding.kind, finding.reasons), []).append(finding)
    return groups.values()


def _other(alike: Sequence[Finding]) -> Iterator[str]:
    first = alike[0]
    more = f", {counted(len(alike) - 1, 'time')} more" if len(alike) > 1 else ""
    title = cut(f"  {day(first.event.begins)}  {plain(first.event.summary)}", WIDTH - len(more))
    yield f"{title}{more}"
    yield from _wrapped("; ".join(first.reasons[:FEW_REASONS]), "      ")


def _interview(finding: Finding, application: str | None) -> Iterator[str]:
    event = finding.event
    time = "" if event.all_day else f" {event.begins:%H:%M}"
    yield cut(f"{day(event.begins)}{time}  {plain(event.summary)}")
    people = ", ".join(plain(person.name or person.email or "") for person in finding.interviewers)
    facts = {
        "application": application,
        "stage": finding.stage.value.replace("_", " ") if finding.stage != "unknown" else None,
        "with": people,
        "recruiter": plain(finding.recruiter.name or finding.recruiter.email or "") if finding.recruiter else None,
        "decision": plain(finding.decision.text) if finding.decision else None,
        "outcome": finding.outcome.value if finding.outcome else None,
        "but": None if finding.kind == "own_interview" else finding.kind.replace("_", " "),
        "because": "; ".join(finding.reasons),
    }
    for label, value in facts.items():
        if value:
            yield from _wrapped(f"{label}: {value}", "    ")


def _wrapped(text: str, indent: str) -> list[str]:
    from textwrap import wrap

    return wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=indent + "  ") or [indent]


def cut(line: str, width: int = WIDTH) -> str:
    """A line that fits the screen."""
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
