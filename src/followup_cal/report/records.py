"""What the commands print with --json (design, section 6): names and meanings stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from followup_cal.changes import Change, Create, Delete, Keep, Update
from followup_cal.model import Application, Decision, Event, Finding, FollowUp, Person
from followup_cal.report.tally import sync_object
from followup_cal.report.wording import reason_of
from followup_cal.sync import Decision as Decided

Record = dict[str, Any]


def finding_record(finding: Finding, source: str, application: str | None) -> Record:
    """One line of `interviews --json`."""
    event = finding.event
    return {
        "source": source,
        "uid": event.ref.uid,
        "recurrence_id": event.ref.recurrence_id,
        "is_interview": finding.is_interview,
        "followups": finding.followups,
        "score": finding.score,
        "reasons": list(finding.reasons),
        "kind": finding.kind,
        "company": finding.company,
        "role": finding.role,
        "stage": finding.stage.value,
        "interviewers": [_person(person) for person in finding.interviewers],
        "recruiter": _person(finding.recruiter) if finding.recruiter else None,
        "start": _moment(event.start),
        "end": _moment(event.end),
        "timezone": event.timezone,
        "language": finding.language,
        "decision": _decision(finding.decision),
        "outcome": finding.outcome.value if finding.outcome else None,
        "topics": [topic.text for topic in finding.topics],
        "application": application,
    }


def application_keys(applications: Sequence[Application]) -> dict[Event, str]:
    """Which application an interview belongs to."""
    return {
        finding.event: application.key
        for application in applications
        for round_ in application.rounds
        for finding in round_.interviews
    }


def plan_record(followup: FollowUp, decided: Decided) -> Record:
    """One line of `plan --json`: as it will stand in the calendar, or why it won't."""
    draft = decided.drafts[followup.uid]
    entry = next((c.entry for c in decided.changes if isinstance(c, Create) and c.uid == followup.uid), None)
    existing = next((c.existing for c in decided.changes if not isinstance(c, Create) and c.uid == followup.uid), None)
    change = next((c for c in decided.changes if isinstance(c, Update) and c.uid == followup.uid), None)
    times = change.entry if change and "times" in change.fields else existing or entry
    alarms = change.entry if change and "alarms" in change.fields else existing or entry
    component = times.component if times else followup.component
    return {
        "uid": followup.uid,
        "application": followup.application.key,
        "interview": {
            "uid": followup.interview.event.ref.uid,
            "recurrence_id": followup.interview.event.ref.recurrence_id,
        },
        "step": followup.step,
        "medium": followup.medium.value,
        "component": component,
        "at": _moment(followup.at),
        "start": _moment(times.start) if times else None,
        "due": _moment(times.end) if times and component == "VTODO" else None,
        "end": _moment(times.end) if times and component == "VEVENT" else None,
        "alarms": [_moment(alarm) for alarm in alarms.alarms] if alarms else [],
        "to": [_person(person) for person in followup.to],
        "summary": draft.summary,
        "subject": draft.subject or None,
        "body": draft.body,
        "mailto": draft.mailto,
        "why": followup.why,
        "state": followup.state.value,
        "reason": followup.reason or None,
    }


def sync_record(decided: Decided, failed: Mapping[str, str], *, requests: int, dry_run: bool) -> Record:
    """The object of `sync --json`."""
    done = [change for change in decided.changes if change.uid not in failed]
    failures = [
        {"uid": change.uid, "action": action(change), "error": failed[change.uid]}
        for change in decided.changes
        if change.uid in failed
    ]
    return sync_object(
        interviews=sum(finding.is_interview for finding in decided.findings),
        applications=len(decided.applications),
        kept=sum(isinstance(change, Keep) for change in done),
        created=sum(isinstance(change, Create) for change in done),
        updated=sum(isinstance(change, Update) for change in done),
        deleted=sum(isinstance(change, Delete) for change in done),
        failed=failures,
        skipped=[{"where": problem.where, "why": problem.what} for problem in decided.gathered.problems],
        requests=requests,
        dry_run=dry_run,
        changes=[_change(change) for change in done if not isinstance(change, Keep)],
    )


def action(change: Change) -> str:
    """The change in one word: create, update, delete or keep."""
    return type(change).__name__.lower()


def _change(change: Change) -> Record:
    entry = change.existing if isinstance(change, Delete | Keep) else change.entry
    return {
        "action": action(change),
        "uid": change.uid,
        "summary": entry.summary,
        "due": _moment(entry.end),
        "reason": reason_of(change),
    }


def _person(person: Person) -> Record:
    return {"name": person.name, "email": person.email}


def _decision(decision: Decision | None) -> Record | None:
    if decision is None:
        return None
    return {"text": decision.text, "by": _moment(decision.by), "not_before": _moment(decision.not_before)}


def _moment(value: datetime | date | None) -> str | None:
    return value.isoformat() if value else None
