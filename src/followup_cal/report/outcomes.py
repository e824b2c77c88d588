"""What a run found and did, as values for programs: what `followup_cal.plan` and `followup_cal.sync` return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from followup_cal.changes import Change, Create, Delete, Keep, Update
from followup_cal.model import FollowUp, Medium, Person, PlanState, Ref
from followup_cal.report.wording import reason_of
from followup_cal.run import Decision, Run
from followup_cal.stores.protocol import Problem


@dataclass(frozen=True, slots=True)
class Planned:
    """One follow-up: what to do, when, why, and where it stands. All datetimes are aware.

    Attributes:
        uid: of its entry; the same on every machine and in every run.
        application: a readable key of employer and position, such as `globex/data-engineer`.
        interview: UID and RECURRENCE-ID of the interview it hangs on.
        step: of the cadence, such as `thank-you`.
        component: VTODO or VEVENT.
        at: the moment to act.
        start: DTSTART, as it stands in the calendar or will be written; None where no entry will.
        end: DUE of a VTODO, DTEND of a VEVENT; None as for `start`.
        alarms: when it reminds, ascending.
        to: whom it is addressed to; empty where nobody is known.
        summary: the title: what to do, for whom.
        subject: of the message; empty for what is no message.
        body: the draft, plain text, lines separated by LF.
        mailto: the compose link (RFC 6068); None where there is nothing to compose.
        why: one sentence on why it stands on that date.
        state: planned, written, done, skipped, superseded or deleted by the user.
        reason: why, for states other than planned and written; else empty.
    """

    uid: str
    application: str
    interview: Ref
    step: str
    medium: Medium
    component: str
    at: datetime
    start: datetime | None
    end: datetime | None
    alarms: tuple[datetime, ...]
    to: tuple[Person, ...]
    summary: str
    subject: str
    body: str
    mailto: str | None
    why: str
    state: PlanState
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync would write, and what it would not.

    Attributes:
        followups: every step of every application.
        problems: what could not be read or was passed over.
        run: the run itself, and
        decision: all it found: for the reports of this program, which may change with any version.
    """

    followups: tuple[Planned, ...]
    problems: tuple[Problem, ...]
    run: Run = field(repr=False)
    decision: Decision = field(repr=False)


class Action(StrEnum):
    """What happens to an entry."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry and what happened to it.

    Attributes:
        due: DUE of a VTODO, DTEND of a VEVENT; aware.
        reason: why, in a few words.
        error: why it failed; None where it did not.
    """

    action: Action
    uid: str
    summary: str
    due: datetime
    reason: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a sync did, or would do.

    Attributes:
        changes: every entry that was created, updated or deleted.
        failed: every entry whose change failed, each with its error; the rest is done.
        kept: how many entries stay as they are.
        interviews: how many were recognised.
        applications: how many they belong to.
        requests: how many HTTP requests were sent.
        dry_run: nothing was written.
        problems: what could not be read or was passed over.
        run: the run itself,
        decision: all it found, and
        errors: UID -> why it failed: for the reports of this program, which may change with any version.
    """

    changes: tuple[Changed, ...]
    failed: tuple[Changed, ...]
    kept: int
    interviews: int
    applications: int
    requests: int
    dry_run: bool
    problems: tuple[Problem, ...]
    run: Run = field(repr=False)
    decision: Decision = field(repr=False)
    errors: Mapping[str, str] = field(repr=False)

    @property
    def created(self) -> int:
        """How many entries were created."""
        return self._count(Action.CREATE)

    @property
    def updated(self) -> int:
        """How many entries were changed."""
        return self._count(Action.UPDATE)

    @property
    def deleted(self) -> int:
        """How many entries were deleted."""
        return self._count(Action.DELETE)

    def _count(self, action: Action) -> int:
        return sum(change.action is action for change in self.changes)


def plan_of(run: Run, decision: Decision) -> Plan:
    """The plan that a decision amounts to."""
    changes = {change.uid: change for change in decision.changes}
    followups = tuple(_planned(item, decision, changes.get(item.uid)) for item in decision.followups)
    return Plan(followups, decision.gathered.problems, run, decision)


def result_of(run: Run, decision: Decision, errors: Mapping[str, str], *, requests: int, dry_run: bool) -> Result:
    """What came of a decision.

    Args:
        run: what it depended on.
        decision: what was to be done.
        errors: UID -> why it failed.
        requests: how many HTTP requests were sent.
        dry_run: nothing was written.
    """
    changed = [_changed(change, errors.get(change.uid)) for change in decision.changes]
    done = [item for item in changed if item.error is None]
    return Result(
        changes=tuple(item for item in done if item.action is not Action.KEEP),
        failed=tuple(item for item in changed if item.error is not None),
        kept=sum(item.action is Action.KEEP for item in done),
        interviews=sum(finding.is_interview for finding in decision.findings),
        applications=len(decision.applications),
        requests=requests,
        dry_run=dry_run,
        problems=decision.gathered.problems,
        run=run,
        decision=decision,
        errors=errors,
    )


def _planned(followup: FollowUp, decision: Decision, change: Change | None) -> Planned:
    draft = decision.drafts[followup.uid]
    there = change.entry if isinstance(change, Create) else change.existing if change else None
    new = change if isinstance(change, Update) else None
    times = new.entry if new and "times" in new.fields else there
    alarms = new.entry if new and "alarms" in new.fields else there
    event = followup.interview.event
    return Planned(
        uid=followup.uid,
        application=followup.application.key,
        interview=event.ref,
        step=followup.step,
        medium=followup.medium,
        component=times.component if times else followup.component,
        at=followup.at,
        start=times.start if times else None,
        end=times.end if times else None,
        alarms=alarms.alarms if alarms else (),
        to=followup.to,
        summary=draft.summary,
        subject=draft.subject,
        body=draft.body,
        mailto=draft.mailto,
        why=followup.why,
        state=followup.state,
        reason=followup.reason,
    )


def _changed(change: Change, error: str | None) -> Changed:
    entry = change.existing if isinstance(change, Delete | Keep) else change.entry
    action = Action(type(change).__name__.lower())
    return Changed(action, change.uid, entry.summary, entry.end, reason_of(change), error)
