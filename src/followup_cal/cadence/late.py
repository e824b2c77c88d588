"""What to do when a step's moment has passed before it was ever planned: the next sensible moment, or nothing.

A first run in a calendar full of old interviews must not nag: late steps keep their distance from each other, and only
three of them stand on one day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from followup_cal.cadence.around import SPACING
from followup_cal.cadence.hours import next_quarter, shift
from followup_cal.cadence.promises import later
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Hour, Step
from followup_cal.cadence.terms import Anchor, Offset, Unit
from followup_cal.model import Known, PlanState

PER_DAY = 3
NOTICE = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Diary:
    """Moments at which something rings already.

    Attributes:
        taken: in UTC and in their order, each once.
    """

    taken: tuple[datetime, ...] = ()

    @classmethod
    def of(cls, known: Iterable[Known], now: datetime) -> Diary:
        """Those of the entries that stand in the calendar and are still to come, or just rang."""
        standing = {item.start.astimezone(UTC) for item in known if item.state is PlanState.WRITTEN}
        return cls(tuple(sorted(moment for moment in standing if moment > now - SPACING)))

    def with_moment(self, moment: datetime) -> Diary:
        """The diary with one more moment."""
        utc = moment.astimezone(UTC)
        place = bisect_left(self.taken, utc)
        known = self.taken[place : place + 1] == (utc,)
        return self if known else Diary((*self.taken[:place], utc, *self.taken[place:]))

    def is_full(self, day: date, zone: ZoneInfo) -> bool:
        """Whether a day has no room for a late step."""
        midnight = datetime.combine(day, time(), zone).astimezone(UTC)
        near = self._between(midnight - DAY, midnight + 2 * DAY)
        return sum(moment.astimezone(zone).date() == day for moment in near) >= PER_DAY

    def free(self, moment: datetime) -> datetime:
        """The moment itself, or the next one that keeps ten minutes from everything else."""
        while self._between(moment - SPACING, moment + SPACING):
            moment = shift(moment, SPACING)
        return moment

    def _between(self, after: datetime, before: datetime) -> tuple[datetime, ...]:
        """What rings between two moments, which are exclusive."""
        return self.taken[bisect_right(self.taken, after) : bisect_left(self.taken, before)]


def makes_sense(step: Step, setting: Setting, ideal: datetime, next_ideal: datetime | None) -> bool:
    """Whether a step is still worth doing after its moment.

    Args:
        step: the step.
        setting: the round.
        ideal: the moment the rules gave; past.
        next_ideal: that of the next step of the chain, had this one been done in time; None where there is none.
    """
    now = setting.desk.now
    if step.until_next and next_ideal is not None:
        return next_ideal >= now
    return step.late is not None and now <= _limit(setting, ideal, step.late.anchor, step.late.offset)


def soon(step: Step, setting: Setting, diary: Diary) -> datetime:
    """The next moment outside the quiet hours, in a quarter of an hour or a little more."""
    later_on = step.morning.span if step.morning else timedelta()
    moment = setting.clock.waking(next_quarter(setting.desk.now), later_on)
    while (free := setting.clock.waking(diary.free(moment), later_on)) != moment:
        moment = free
    return moment


def next_slot(step: Step, setting: Setting, diary: Diary) -> datetime:
    """The next moment for a message or a call that leaves an hour, on a business day with room for it."""
    clock, earliest = setting.clock, shift(setting.desk.now, NOTICE)
    day = _allowed(step, setting, earliest.astimezone(clock.employer).date())
    while True:
        slot = clock.slot_from(earliest, day, step.hour)
        if slot is not None and not diary.is_full(day, clock.employer):
            free = clock.waking(diary.free(slot))
            if free.date() == slot.date() and _callable(step, setting, slot, free):
                return free
        day = _allowed(step, setting, day + DAY)


def _allowed(step: Step, setting: Setting, day: date) -> date:
    return setting.possible(step, setting.workdays.roll(day))


def _callable(step: Step, setting: Setting, slot: datetime, free: datetime) -> bool:
    """Whether a slot that had to give way is still one; calls end in the afternoon."""
    return step.hour is not Hour.CALL or free == slot or free.time() <= setting.desk.planning.hours.calls_until


def _limit(setting: Setting, ideal: datetime, anchor: Anchor, offset: Offset) -> datetime:
    start = setting.round.end if anchor is Anchor.END else ideal
    if offset.unit is not Unit.BUSINESS_DAYS:
        return shift(start, offset.span)
    return shift(start, later(setting, start.date(), offset) - start.date())
