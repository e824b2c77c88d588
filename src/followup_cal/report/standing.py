"""Where every application stands, for `status`. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from followup_cal.model import Application, FollowUp, Medium, PlanState
from followup_cal.report.story import clock, cut, headline
from followup_cal.report.tally import counted
from followup_cal.sync import Decision

OPEN = {PlanState.PLANNED, PlanState.WRITTEN}


def status_record(decision: Decision, now: datetime) -> dict[str, Any]:
    """The object of `status --json`; its keys are explained in the help of the command."""
    return {"applications": [_record(item, decision, now) for item in decision.applications]}


def status_lines(decision: Decision, now: datetime, zone: tzinfo) -> Iterator[str]:
    """A few lines for every application."""
    for application in decision.applications:
        yield headline(application, zone)
        since = _waiting_since(application, now)
        if application.outcome:
            yield f"  {application.outcome.value}"
        elif since:
            yield f"  waiting for {counted((now - since).days, 'day')}"
        for late in _overdue(application, decision, now):
            yield cut(f"  overdue since {clock(late.at, zone)}  {decision.drafts[late.uid].summary}")
        following = _next(application, decision, now)
        if following:
            yield cut(f"  next: {clock(following.at, zone)}  {decision.drafts[following.uid].summary}")
        else:
            yield "  nothing left to do"
    if not decision.applications:
        yield "No application: no interview was recognised."


def _record(application: Application, decision: Decision, now: datetime) -> dict[str, Any]:
    last = application.rounds[-1]
    since = _waiting_since(application, now)
    following = _next(application, decision, now)
    return {
        "application": application.key,
        "company": application.company,
        "role": application.role,
        "round": last.number,
        "interview": last.start.isoformat(),
        "outcome": application.outcome.value if application.outcome else None,
        "waiting_since": since.isoformat() if since else None,
        "overdue": [_step(item, decision) for item in _overdue(application, decision, now)],
        "next": _step(following, decision) if following else None,
    }


def _step(item: FollowUp, decision: Decision) -> dict[str, Any]:
    return {"step": item.step, "at": item.at.isoformat(), "summary": decision.drafts[item.uid].summary}


def _waiting_since(application: Application, now: datetime) -> datetime | None:
    ended = application.rounds[-1].end
    return ended if ended <= now and application.outcome is None else None


def _open(application: Application, decision: Decision) -> list[FollowUp]:
    mine = [item for item in decision.followups if item.application.key == application.key and item.state in OPEN]
    return sorted(mine, key=lambda item: item.at)


def _next(application: Application, decision: Decision, now: datetime) -> FollowUp | None:
    return next((item for item in _open(application, decision) if item.until > now), None)


def _overdue(application: Application, decision: Decision, now: datetime) -> list[FollowUp]:
    """What should have reached the employer by now, as far as it is not ticked off."""
    return [item for item in _open(application, decision) if item.until <= now and item.medium is not Medium.NOTE]
