"""Moments as people say them, on the user's own clock and seen from now. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from followup_cal.report.tally import counted

DEFAULT_WIDTH = 80
WEEK = 7
MONTH = 30
# From here on a larger unit says more.
MANY_DAYS = 14
MANY_WEEKS = 9 * WEEK
# A date this far away needs its year.
FAR = 300


@dataclass(frozen=True, slots=True)
class View:
    """From where somebody looks at the plan, and how much they see.

    Attributes:
        now: the moment of the run, aware.
        zone: the user's.
        width: of the screen, in columns.
    """

    now: datetime
    zone: tzinfo
    width: int = DEFAULT_WIDTH

    def days(self, moment: datetime) -> int:
        """How many days ahead a moment is, by the dates of the user's calendar; negative when it has passed."""
        return (moment.astimezone(self.zone).date() - self.now.astimezone(self.zone).date()).days

    def day(self, moment: datetime) -> str:
        """A date: `Tue 17 Nov`, with the year where it is far away."""
        local = moment.astimezone(self.zone)
        year = f" {local.year}" if abs(self.days(moment)) > FAR else ""
        return f"{local:%a} {local.day} {local:%b}{year}"

    def aligned(self, moment: datetime) -> str:
        """A date as long as any other: `Wed  2 Dec`."""
        local = moment.astimezone(self.zone)
        return self.day(moment).replace(f" {local.day} ", f" {local.day:>2} ", 1)

    def time(self, moment: datetime) -> str:
        """A time of the day: `09:30`."""
        return f"{moment.astimezone(self.zone):%H:%M}"

    def clock(self, moment: datetime) -> str:
        """A date and a time, as long as any other."""
        return f"{self.aligned(moment)} {self.time(moment)}"

    def distance(self, moment: datetime) -> str:
        """How far away a moment is: `tomorrow`, `in 3 days`, `2 weeks ago`."""
        days = self.days(moment)
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
        if days in near:
            return near[days]
        length = duration(abs(days))
        return f"in {length}" if days > 0 else f"{length} ago"


def duration(days: int) -> str:
    """A number of days in the unit people would use."""
    if days < MANY_DAYS:
        return counted(days, "day")
    return counted(days // WEEK, "week") if days < MANY_WEEKS else counted(days // MONTH, "month")
