"""Hours of the day: the user's quiet hours and the employer's hours for messages and calls.

What this module must not know: steps, business days, the quiet window of the year. All datetimes are aware; whatever is
computed, it is computed in elapsed time, so that a change of the clocks moves nothing by an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from followup_cal.cadence.steps import Hour
from followup_cal.model import Hours

DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)
EVENING_LEAD = timedelta(hours=1)


def shift(moment: datetime, span: timedelta) -> datetime:
    """Moves a moment by elapsed time, in its own zone."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


def on(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """An hour of a day; one that the clocks skip is the moment that elapsed time gives."""
    return datetime.combine(day, hour, zone).astimezone(UTC).astimezone(zone)


def next_quarter(moment: datetime) -> datetime:
    """The next full quarter of an hour that leaves at least one quarter from now."""
    utc = moment.astimezone(UTC) + QUARTER
    over = timedelta(minutes=utc.minute % 15, seconds=utc.second, microseconds=utc.microsecond)
    return (utc - over + (QUARTER if over else timedelta())).astimezone(moment.tzinfo)


@dataclass(frozen=True, slots=True)
class Clock:
    """Hours of the user and of one employer.

    Attributes:
        hours: when what may happen.
        user: the zone in which quiet hours hold.
        employer: the zone in which messages and calls are timed; what is computed here is given in it.
    """

    hours: Hours
    user: ZoneInfo
    employer: ZoneInfo

    def is_quiet(self, moment: datetime) -> bool:
        """Whether a moment falls in the quiet hours; the minute they begin and the one they end do not."""
        hour = moment.astimezone(self.user).time()
        begin, end = self.hours.quiet_from, self.hours.quiet_until
        if begin <= end:
            return begin < hour < end
        return hour > begin or hour < end

    def waking(self, moment: datetime, later: timedelta = timedelta()) -> datetime:
        """The moment itself, or that much later than the end of the quiet hours it falls in."""
        return self.morning_after(moment, later) if self.is_quiet(moment) else moment.astimezone(self.employer)

    def morning_after(self, moment: datetime, later: timedelta = timedelta()) -> datetime:
        """The first time after a moment that the quiet hours have been over for a while.

        Args:
            moment: what is past by then.
            later: how long they have been over.
        """
        day = moment.astimezone(self.user).date()
        mornings = (shift(on(day + DAY * number, self.hours.quiet_until, self.user), later) for number in range(3))
        return next(morning for morning in mornings if morning > moment).astimezone(self.employer)

    def evening_before(self, moment: datetime) -> datetime:
        """An hour before the quiet hours begin that a moment falls in."""
        day = moment.astimezone(self.user).date()
        evenings = (on(day - DAY * number, self.hours.quiet_from, self.user) for number in range(2))
        begin = next(evening for evening in evenings if evening <= moment)
        return shift(begin, -EVENING_LEAD).astimezone(self.employer)

    def slot(self, day: date, hour: Hour) -> datetime:
        """The moment of a day for a message or a call; quiet hours win where both cannot hold."""
        begin = self.hours.calls_from if hour is Hour.CALL else self.hours.message
        return self.waking(on(day, begin, self.employer))

    def slot_from(self, earliest: datetime, day: date, hour: Hour) -> datetime | None:
        """A moment of a day for a message or a call that is not before `earliest`, if the day still has one.

        A message has one moment a day; a call can be made as long as calls are.
        """
        slot = self.slot(day, hour)
        if slot >= earliest:
            return slot
        call = next_quarter(earliest).astimezone(self.employer)
        fits = call.date() == day and self.hours.calls_from <= call.time() <= self.hours.calls_until
        return call if hour is Hour.CALL and fits and not self.is_quiet(call) else None
