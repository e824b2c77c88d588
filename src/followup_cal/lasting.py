"""How long a decision holds where nothing changes but the time. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from followup_cal.cadence.gates import FRESH
from followup_cal.model import Planning
from followup_cal.run import Decision


def lasts_until(decision: Decision, planning: Planning, now: datetime) -> datetime:
    """The next moment at which the same calendars may lead to another decision.

    The window in which interviews are looked for moves at midnight UTC, and the user's day ends at theirs, so it is the
    earlier of these at the latest.

    Args:
        decision: one that changes nothing.
        planning: which interviews are considered.
        now: when it was decided, in the zone of the user.
    """
    midnights = (_midnight(now), _midnight(now.astimezone(UTC)))
    return min([*midnights, *(moment for moment in _moments(decision, planning) if moment > now)], key=_instant)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _moments(decision: Decision, planning: Planning) -> Iterator[datetime]:
    """All moments that a plan compares with the present one."""
    for followup in decision.followups:
        yield from (followup.at, followup.ideal, followup.until, *followup.alarms)
    for entry in decision.gathered.existing:
        yield from (entry.start, entry.end, *entry.alarms)
    for application in decision.applications:
        for round_ in application.rounds:
            yield from (round_.start, round_.end, round_.end + FRESH)
            yield round_.start - timedelta(days=planning.future_days)
            yield round_.end + timedelta(days=planning.past_days)
