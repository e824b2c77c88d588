"""Plan and sync for other programs; the commands of the same names stand on them (docs/api.md)."""

from __future__ import annotations

from dataclasses import replace

from followup_cal.apply import carry_out
from followup_cal.report.outcomes import Plan, Result, plan_of, result_of
from followup_cal.run import decide
from followup_cal.session import Request, start


def plan(request: Request) -> Plan:
    """Reads the calendars and says what a sync would write; writes into no calendar.

    Args:
        request: which calendars, for whom, at which moment.

    Returns:
        Every follow-up with its date, draft and reason, also those that are skipped or done.

    Raises:
        ConfigProblem: the configuration, or a cadence or template in force, has mistakes.
        UsageProblem: a name in the request means nothing.
        Unreachable: a source or target is missing, cannot be read, or refuses the login.
    """
    with start(request) as session:
        # Nothing is written, so nothing has to be refused: here one looks at what `sync` would not do unasked.
        decision = decide(replace(session.run, force=True))
        session.keep_memories(decision.applications)
    return plan_of(session.run, decision)


def sync(request: Request, *, dry_run: bool = False) -> Result:
    """Writes the follow-ups of the interviews into the calendars; once more changes nothing.

    Args:
        request: which calendars, for whom, at which moment.
        dry_run: decide, but write nothing.

    Returns:
        What was done. One entry that fails does not stop the rest.

    Raises:
        ConfigProblem, UsageProblem, Unreachable: as for `plan`. Unreachable also for a calendar that is read-only,
            UsageProblem also for one that others may read and nobody agreed to write to.
        Locked: another run is at work; nothing was done.
        Unsafe: the changes look like an accident; nothing was changed.
    """
    with start(request, writes=not dry_run) as session:
        run = session.run
        if not dry_run:
            session.permit([place for place in run.places.targets if place.location not in run.places.sources])
        decision, errors = (decide(run), {}) if dry_run else carry_out(run, session.permit)
        session.keep_memories(decision.applications)
    return result_of(run, decision, errors, requests=session.connections.requests, dry_run=dry_run)
