"""Applications + cadence + now -> follow-ups with dates and reasons.

What this module must not know: the clock (`now` is given), stores, entries, the words of a draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from followup_cal.cadence import why
from followup_cal.cadence.almanac import Almanac
from followup_cal.cadence.course import placed_by_hand, plan_round
from followup_cal.cadence.late import Diary
from followup_cal.cadence.names import employer_words
from followup_cal.cadence.setting import Desk, Setting, by_home, without_home
from followup_cal.cadence.settle import OPEN, ideal_hash
from followup_cal.cadence.steps import Cadences
from followup_cal.model import Application, FollowUp, Known, Planning, PlanState, Profile

__all__ = ["ideal_hash", "plan"]

NEXT_ONLY = "next"
THANKS = frozenset({"thank-you", "thank-you-card"})


def plan(  # noqa: PLR0917 - each is an input of its own, and all are needed
    applications: Sequence[Application],
    cadences: Cadences,
    planning: Planning,
    profile: Profile,
    now: datetime,
    known: Mapping[str, Known],
    almanac: Almanac,
) -> tuple[FollowUp, ...]:
    """Plans every step of every application (etiquette rules T1 to T27, N1 to N8, P1 to P8, S1 to S16).

    Args:
        applications: as `group` makes them.
        cadences: which follow-ups, when; an interview may choose one by a `cadence:` line.
        planning: the user's wishes about planning.
        profile: the user; quiet hours hold in their zone.
        now: aware.
        known: UID -> what stands in the calendar, or once stood there, for a follow-up; where the UID is not known,
            any other name.
        almanac: what is known of countries, trades and titles.

    Returns:
        Follow-ups in the order of the applications, their rounds, and the steps of the cadence; also those that are
        done, deleted by the user, skipped or superseded, each with its reason. With that as `known`, a later call gives
        the same moments.

    Raises:
        ConfigProblem: the user named a country whose holidays are not known.
    """
    desk = Desk(cadences, planning, profile, now.astimezone(UTC), known, by_home(known), without_home(known), almanac)
    diary = Diary.of(known.values(), desk.now)
    plans: dict[str, list[FollowUp]] = {}
    for siblings in _by_employer(applications):
        asked: frozenset[date] = frozenset()
        for number, application in enumerate(siblings):
            followups: list[FollowUp] = []
            placed = _placed_by_hand(siblings[number + 1 :], desk)
            for round_ in application.rounds:
                course = plan_round(Setting(desk, application, round_, asked | placed), diary)
                diary = course.diary
                followups.extend(course.followups)
                asked |= frozenset(course.progress.asked)
            plans[application.key] = _next_only(followups, now) if planning.ahead == NEXT_ONLY else followups
    return tuple(item for application in applications for item in plans[application.key])


def _by_employer(applications: Sequence[Application]) -> list[list[Application]]:
    employers: dict[object, list[Application]] = {}
    for application in applications:
        employer = employer_words(application.company) if application.company else application.key
        employers.setdefault(employer, []).append(application)
    return list(employers.values())


def _placed_by_hand(applications: Sequence[Application], desk: Desk) -> frozenset[date]:
    """Days on which the user asked something already, or moved a question to: those cannot give way."""
    settings = (Setting(desk, application, round_) for application in applications for round_ in application.rounds)
    return frozenset(day for setting in settings for day in placed_by_hand(setting))


def _next_only(followups: Sequence[FollowUp], now: datetime) -> list[FollowUp]:
    """Leaves of an application's open steps the thank-yous and the one that comes next."""
    ahead = [item for item in followups if item.state in OPEN and item.step not in THANKS and item.at >= now]
    first = min(ahead, key=lambda item: item.at, default=None)
    waiting = {item.uid for item in ahead if item is not first}
    return [_waits(item) if item.uid in waiting else item for item in followups]


def _waits(followup: FollowUp) -> FollowUp:
    return replace(followup, state=PlanState.SKIPPED, reason=why.COMES_LATER, alarms=())
