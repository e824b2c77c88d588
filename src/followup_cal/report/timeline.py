"""An application as a row of moments: its interviews, what was done, what is due, what is still to come. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from followup_cal.model import Application, FollowUp, Medium, PlanState, Round
from followup_cal.run import Decision

OPEN = {PlanState.PLANNED, PlanState.WRITTEN}


class Place(StrEnum):
    """Where a moment stands as seen from now."""

    INTERVIEW = "interview"
    DONE = "done"
    OVERDUE = "overdue"
    NEXT = "next"
    LATER = "later"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Moment:
    """A round, or a follow-up of it.

    Attributes:
        followup: None where the moment is the round itself.
    """

    at: datetime
    place: Place
    round: Round
    followup: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """One application as seen from now.

    Attributes:
        moments: in the order of time.
        left_out: follow-ups that will not take place, in the order of the plan.
        waiting_since: when the last interview ended; None before that, or once an outcome is known.
    """

    application: Application
    moments: tuple[Moment, ...]
    left_out: tuple[FollowUp, ...]
    waiting_since: datetime | None

    def all(self, place: Place) -> list[FollowUp]:
        """The follow-ups that stand in a place."""
        return [moment.followup for moment in self.moments if moment.place is place and moment.followup]

    @property
    def next(self) -> FollowUp | None:
        """What is to be done next; None where nothing is left to do."""
        return next(iter(self.all(Place.NEXT)), None)


def courses(decision: Decision, now: datetime) -> tuple[Course, ...]:
    """Every application, in the order of the decision.

    Args:
        decision: what a run found.
        now: aware.
    """
    return tuple(_course(item, decision.followups, now) for item in decision.applications)


def _course(application: Application, followups: Sequence[FollowUp], now: datetime) -> Course:
    mine = [item for item in followups if item.application.key == application.key]
    ahead = [item for item in mine if item.state in OPEN and item.until > now]
    following = min(ahead, key=lambda item: item.at, default=None)
    moments = [Moment(item.start, Place.INTERVIEW, item) for item in application.rounds]
    for item in mine:
        place = _place(item, following, now)
        if place is not None:
            moments.append(Moment(item.at, place, item.round, item))
    ended = application.rounds[-1].end
    return Course(
        application,
        tuple(sorted(moments, key=lambda moment: moment.at)),
        tuple(item for item in mine if item.state not in {*OPEN, PlanState.DONE}),
        ended if ended <= now and application.outcome is None else None,
    )


def _place(item: FollowUp, following: FollowUp | None, now: datetime) -> Place | None:
    if item.state is PlanState.DONE:
        return Place.DONE
    if item.state not in OPEN:
        return None
    if item.until > now:
        return Place.NEXT if item is following else Place.LATER
    # A note to oneself keeps nobody waiting.
    return Place.PASSED if item.medium is Medium.NOTE else Place.OVERDUE
