"""What the commands print with --json (design, section 6): names and meanings stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from followup_cal.model import Application, Decision, Event, Finding, Person
from followup_cal.report.outcomes import Planned, Result

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


def plan_record(planned: Planned) -> Record:
    """One line of `plan --json`: as it will stand in the calendar, or why it won't."""
    is_task = planned.component == "VTODO"
    return {
        "uid": planned.uid,
        "application": planned.application,
        "interview": {"uid": planned.interview.uid, "recurrence_id": planned.interview.recurrence_id},
        "step": planned.step,
        "medium": planned.medium.value,
        "component": planned.component,
        "at": _moment(planned.at),
        "start": _moment(planned.start),
        "due": _moment(planned.end) if is_task else None,
        "end": None if is_task else _moment(planned.end),
        "alarms": [_moment(alarm) for alarm in planned.alarms],
        "to": [_person(person) for person in planned.to],
        "summary": planned.summary,
        "subject": planned.subject or None,
        "body": planned.body,
        "mailto": planned.mailto,
        "why": planned.why,
        "state": planned.state.value,
        "reason": planned.reason or None,
    }


def sync_record(result: Result) -> Record:
    """The object of `sync --json`."""
    return {
        "created": result.created,
        "updated": result.updated,
        "deleted": result.deleted,
        "kept": result.kept,
        "failed": [{"uid": item.uid, "action": item.action.value, "error": item.error} for item in result.failed],
        "skipped": [{"where": problem.where, "why": problem.what} for problem in result.problems],
        "interviews": result.interviews,
        "applications": result.applications,
        "requests": result.requests,
        "dry_run": result.dry_run,
        "changes": [
            {
                "action": item.action.value,
                "uid": item.uid,
                "summary": item.summary,
                "due": _moment(item.due),
                "reason": item.reason,
            }
            for item in result.changes
        ],
    }


def _person(person: Person) -> Record:
    return {"name": person.name, "email": person.email}


def _decision(decision: Decision | None) -> Record | None:
    if decision is None:
        return None
    return {"text": decision.text, "by": _moment(decision.by), "not_before": _moment(decision.not_before)}


def _moment(value: datetime | date | None) -> str | None:
    return value.isoformat() if value else None
