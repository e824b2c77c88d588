"""One round, step by step: each step sees how far the ones before it have come.

What this module must not know: the rules that give a moment, bar a step or make up for a late one; only their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from followup_cal.cadence import why
from followup_cal.cadence.around import place_around
from followup_cal.cadence.aside import place_aside
from followup_cal.cadence.assemble import assemble
from followup_cal.cadence.chain import Placement, Progress, place
from followup_cal.cadence.gates import barred
from followup_cal.cadence.late import Diary, makes_sense, next_slot, soon
from followup_cal.cadence.reply import place_reply
from followup_cal.cadence.setting import Place, Setting
from followup_cal.cadence.settle import OPEN, Verdict, settle
from followup_cal.cadence.steps import Hour, Step
from followup_cal.model import FollowUp, Known, Medium, PlanState, listed

STILL_DECIDING = "still-deciding"
THANKS = "thank-you"


@dataclass(frozen=True, slots=True)
class Course:
    """What has been decided so far.

    Attributes:
        progress: of the round.
        diary: of all applications.
        followups: of the round.
    """

    progress: Progress
    diary: Diary
    followups: tuple[FollowUp, ...] = ()


def plan_round(setting: Setting, diary: Diary) -> Course:
    """Plans every step of a round, in the order of the cadence, also those that do not take place.

    Args:
        setting: the round.
        diary: moments at which something rings already.
    """
    course = Course(Progress(setting.day, slips=STILL_DECIDING in setting.tags), diary)
    # What stands beside the chain gives way to it, and so has to be placed after it.
    steps = sorted(setting.steps, key=lambda step: step.aside)
    for number, step in enumerate(steps, 1):
        course = _advance(course, step, setting, steps[number:])
    return replace(course, followups=_with_overview(course.followups, setting))


def _with_overview(followups: Sequence[FollowUp], setting: Setting) -> tuple[FollowUp, ...]:
    """Tells in the first thanks what is to follow (rule T14)."""
    names = {step.name for step in setting.steps if step.chained}
    ahead = [(item.step, item.at.date()) for item in followups if item.step in names and item.state in OPEN]
    thanks = next((item for item in followups if item.step == THANKS and item.state in OPEN), None)
    if thanks is None or not ahead:
        return tuple(followups)
    told = replace(thanks, why=listed(" ", (thanks.why, why.overview(ahead))))
    return tuple(told if item is thanks else item for item in followups)


def placed_by_hand(setting: Setting) -> Iterator[date]:
    """Days on which the user asked something in a round, or moved a question to: those cannot give way."""
    touches = ((step, item.known) for step in setting.steps if step.touch for item in setting.places(step))
    for step, known in touches:
        if known is None:
            continue
        stands = known.moved and barred(step, setting) is None
        if stands or known.state is PlanState.DONE:
            yield known.done_on or known.start.astimezone(setting.clock.employer).date()


def _advance(course: Course, step: Step, setting: Setting, rest: Sequence[Step]) -> Course:
    """Decides one step for everybody it concerns; they all see the same progress."""
    places = setting.places(step)
    bar = barred(step, setting, course.progress.touches) or _out_of_place(step, setting, course.progress)
    # Nobody misses an answer to what never came, unless one was written before it was taken back.
    unmissed = bar is not None and step.conditional
    if unmissed and all(item.known is None for item in places):
        return course
    progress = course.progress
    for item, placement in zip(places, _placements(step, setting, course, places), strict=True):
        if unmissed and item.known is None:
            continue
        catch_up = _catch_up(step, setting, course, placement, rest)
        verdict = settle(placement.moment, setting.desk.now, item.known, bar, catch_up)
        followup = assemble(step, setting, item, placement, verdict)
        day = _day(followup, item.known, verdict)
        done = verdict.state is PlanState.DONE
        progress = progress.told(step, placement.moment.date(), day, done=done).after(
            step, day, happens=verdict.happens
        )
        course = Course(course.progress, _booked(course.diary, step, followup), (*course.followups, followup))
    return replace(course, progress=progress)


def _placements(step: Step, setting: Setting, course: Course, places: Sequence[Place]) -> tuple[Placement, ...]:
    if step.hour is Hour.EXACT:
        return place_around(step, setting, len(places))
    if step.aside:
        return tuple(place_aside(step, setting, course.progress)[0] for _ in places)
    if step.answers:
        return tuple(place_reply(step, setting, item.known, course.diary) for item in places)
    return tuple(place(step, setting, course.progress) for _ in places)


def _out_of_place(step: Step, setting: Setting, progress: Progress) -> tuple[PlanState, str] | None:
    """Why a step beside the chain does not take place, if it is one and does not."""
    reason = place_aside(step, setting, progress)[1] if step.aside else None
    return None if reason is None else (PlanState.SKIPPED, reason)


def _catch_up(
    step: Step, setting: Setting, course: Course, placement: Placement, rest: Sequence[Step]
) -> Callable[[], datetime | str]:
    """What to do where the moment has passed: the next sensible one, or the reason why there is none."""

    def find() -> datetime | str:
        following = _next_moment(step, setting, course.progress, placement, rest)
        if not makes_sense(step, setting, placement.moment, following):
            return why.OVERTAKEN if step.until_next else why.too_late(step.name)
        if step.hour is Hour.EXACT:
            return soon(step, setting, course.diary)
        return next_slot(step, setting, course.diary)

    return find


def _next_moment(
    step: Step, setting: Setting, progress: Progress, placement: Placement, rest: Sequence[Step]
) -> datetime | None:
    """When the next step of the chain would have been due, had this one been done in time."""
    day = placement.moment.date()
    in_time = progress.told(step, day, day, done=False).after(step, day, happens=True)
    for following in rest:
        if following.chained and barred(following, setting, in_time.touches) is None:
            return place(following, setting, in_time).moment
    return None


def _booked(diary: Diary, step: Step, followup: FollowUp) -> Diary:
    """Takes note of a message or call that stands at another moment than the rules give on their own."""
    own_moment = followup.at == followup.ideal and not step.answers
    silent = own_moment or step.medium is Medium.NOTE or followup.state not in OPEN
    return diary if silent else diary.with_moment(followup.at)


def _day(followup: FollowUp, known: Known | None, verdict: Verdict) -> date:
    """The local date that the next step counts from: when it was done, where it stands, or what the rules gave."""
    if verdict.state is PlanState.DONE and known is not None and known.done_on is not None:
        return known.done_on
    return followup.at.date() if verdict.happens else followup.ideal.date()
