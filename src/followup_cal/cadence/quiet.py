"""Quiet windows, above all that at the end of the year, and the day on which one may ask again (rule T15).

What this module must not know: which steps wait it out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from followup_cal.cadence.workdays import Workdays
from followup_cal.model import Planning

Season = tuple[tuple[int, int], tuple[int, int]]

DAY = timedelta(days=1)
SETTLING_IN = 2
# With the default window this is 9 January.
LATEST = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Window:
    """One year's quiet window; both days belong to it."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def window_from(day: date, planning: Planning) -> Window:
    """The quiet window that holds a day, or else the next one after it."""
    return _of_season((planning.quiet_start, planning.quiet_end), day)


def window_at(day: date, planning: Planning, seasons: Sequence[Season]) -> Window | None:
    """The quiet window that holds a day: that at the end of the year, or one of the country's own."""
    found = (_of_season(season, day) for season in ((planning.quiet_start, planning.quiet_end), *seasons))
    return next((window for window in found if day in window), None)


def resume_day(window: Window, workdays: Workdays) -> date:
    """The day on which one may ask again after a quiet window (rule T15).

    Two business days after the first business day after the window, six days after its end at the latest: that is
    9 January with the default window. Where those six days hold no business day at all, the first one after them.
    """
    first = workdays.roll(window.last + DAY)
    latest = workdays.roll_back(window.last + LATEST)
    return max(first, min(workdays.add(first, SETTLING_IN), latest))


@lru_cache(maxsize=4096)
def _of_season(season: Season, day: date) -> Window:
    """The window of a season that holds a day, or else the next one after it."""
    windows = (_window(year, season) for year in (day.year - 1, day.year, day.year + 1))
    return next(window for window in windows if day <= window.last)


def _window(year: int, season: Season) -> Window:
    """The window that begins in a year; one that ends on a later day of the calendar ends in the same year."""
    first, last = season
    ends = year if first <= last else year + 1
    return Window(_day(year, *first), _day(ends, *last))


def _day(year: int, month: int, day: int) -> date:
    """A day of a year; the last of the month where the month has no such day."""
    return date(year, month, min(day, monthrange(year, month)[1]))
