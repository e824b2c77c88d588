"""An expression of time -> the days it means, counted from a day. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from followup_cal.recognise.dateparts import Calendar

Span = tuple[date | None, date]
LONG_PAST = timedelta(days=60)
WEDNESDAY = 2
NEAR = 16
FRIDAY = 4
WORKDAYS = 5
CENTURY = 100
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an expression of time stands and what kind it is."""

    kind: str
    match: re.Match[str]

    @property
    def length(self) -> int:
        """The longer an expression, the more of the sentence it explains."""
        return self.match.end() - self.match.start()


def span_of(mention: Mention, day: date, calendar: Calendar, others: Sequence[Mention] = ()) -> Span | None:
    """The first day, if one is told, and the last day of an expression; None where it means no day.

    Args:
        mention: the expression.
        day: the local day relative words count from.
        calendar: the language it is written in.
        others: the other expressions of the sentence: "the day after" counts from a date before it.
    """
    try:
        if mention.kind == "weekday_from":
            return _weekday(mention.match, _told(mention, day, calendar, others), calendar)
        if mention.kind in AFTER:
            return AFTER[mention.kind](mention.match, _latest(day, calendar, others), calendar)
        if mention.kind in WEEKS:
            return _week(day, mention.kind)
        if mention.kind in MONTHS:
            return MONTHS[mention.kind](_month_of(mention.match, day, calendar))
        return OTHERS[mention.kind](mention.match, day, calendar)
    except (KeyError, ValueError, OverflowError):
        return None


def _told(mention: Mention, day: date, calendar: Calendar, others: Sequence[Mention]) -> date:
    """The day that follows `the Monday after`: the latest of the sentence where nothing follows it."""
    end = mention.match.end()
    if re.match(r"\s\w", mention.match.string[end:]) is None:
        return _latest(day, calendar, others)
    near = (other for other in others if 0 <= other.match.start() - end <= NEAR and other.kind not in AFTER)
    spans = [span for other in near if (span := span_of(other, day, calendar))]
    if not spans:
        raise ValueError("that is no known day")
    return spans[0][1]


def _latest(day: date, calendar: Calendar, mentions: Sequence[Mention]) -> date:
    """The last day of the other expressions of a sentence, the given day where there are none."""
    spans = (span_of(other, day, calendar) for other in mentions if other.kind not in AFTER)
    return max((last for _, last in filter(None, spans)), default=day)


def _date(match: re.Match[str], day: date, calendar: Calendar) -> date:
    parts = match.groupdict()
    month = int(parts["mo"]) if parts.get("mo") else calendar.words["month"][parts["month"] or ""]
    number = int(parts.get("day") or 1)
    if parts.get("year"):
        year = int(parts["year"] or 0)
        return date(year + 2000 if year < CENTURY else year, month, number)
    found = date(day.year, month, number)
    if found >= day:
        return found
    if day - found < LONG_PAST:
        raise ValueError("that day has just passed")
    return date(day.year + 1, month, number)


def _explicit(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    return None, _date(match, day, calendar)


def _day_of_month(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    del calendar
    number = int(match["day"])
    month = day.replace(day=1)
    for _ in range(12):
        if number <= monthrange(month.year, month.month)[1] and month.replace(day=number) > day:
            return None, month.replace(day=number)
        month = _next_month(month)
    raise ValueError("no month has such a day")


def _weekday(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    ahead = (calendar.words["weekday"][match["weekday"]] - day.weekday() - 1) % 7 + 1
    return None, day + timedelta(days=ahead)


def _weekdays(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    first = _weekday(match, day, calendar)[1]
    ahead = (calendar.words["weekday"][match["last"]] - first.weekday()) % 7
    return first, first + timedelta(days=ahead)


def _tomorrow(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    del match, calendar
    return None, day + timedelta(days=1)


def _number(word: str, calendar: Calendar) -> int:
    return int(word) if word.isdigit() else calendar.words["number"][word]


def _later(day: date, number: int, unit: str) -> date:
    if unit == "weeks":
        return day + timedelta(weeks=number)
    if unit == "days":
        return day + timedelta(days=number)
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < WORKDAYS
    return day


def _span(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    return None, _later(day, _number(match["n"], calendar), calendar.units[match["unit"]])


def _range(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    unit = calendar.units[match["unit"]]
    ends = sorted(_later(day, _number(match[name], calendar), unit) for name in ("n", "m"))
    return ends[0], ends[1]


def _days(number: int) -> Callable[[re.Match[str], date, Calendar], Span]:
    def ahead(match: re.Match[str], day: date, calendar: Calendar) -> Span:
        del match, calendar
        return None, day + timedelta(days=number)

    return ahead


def _week_number(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    number = _number(match["n"], calendar)
    year = day.isocalendar().year
    if date.fromisocalendar(year, number, FRIDAY + 1) < day:
        year += 1
    return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, FRIDAY + 1)


def _week_of_month(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    ordinal = match["ordinal"]
    number = calendar.words["ordinal"].get(ordinal) or int(re.sub(r"\D", "", ordinal))
    month = _month_of(match, day, calendar)
    if number >= WORKDAYS:
        inside = month.replace(day=monthrange(month.year, month.month)[1])
    else:
        inside = month + timedelta(weeks=number - 1)
    # The first week of a month is the one its first working day lies in.
    inside += timedelta(days=2 if number < WORKDAYS <= inside.weekday() else 0)
    monday = inside - timedelta(days=inside.weekday())
    return max(monday, month), monday + timedelta(days=FRIDAY)


def _named(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    rule = calendar.named[match["named"]]
    this_year = _holiday(rule, day.year)
    return None, this_year if this_year >= day else _holiday(rule, day.year + 1)


def _holiday(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        from dateutil.easter import easter

        return easter(year) + timedelta(days=int(rule.removeprefix("easter") or 0))
    if rule.startswith("advent"):
        fourth = date(year, 12, 25) - timedelta(days=date(year, 12, 25).weekday() + 1)
        return fourth + timedelta(days=int(rule.removeprefix("advent") or 0))
    month, _, rest = rule.partition("/")
    number, weekday = int(rest.rstrip(LETTERS)), rest.lstrip("0123456789")
    if not weekday:
        return date(year, int(month), number)
    first = date(year, int(month), 1)
    found = first + timedelta(days=(WEEKDAYS.index(weekday) - first.weekday()) % 7, weeks=number - 1)
    return found if found.month == int(month) else found - timedelta(weeks=1)


def _before_holidays(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    del match, calendar
    return None, date(day.year, 12, 23)


def back_from_holidays(day: date, calendar: Calendar) -> date:
    """The first working day after the winter holidays that follow a day."""
    month, _, number = calendar.holidays_end.partition("/")
    end = date(day.year + (day.month > int(month)), int(month), int(number))
    return _later(end, 1, "workdays")


def _week_of(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    """`week of the 23rd`, `w/c 7 December`: Monday to Friday around a day."""
    parts = match.groupdict()
    dated = parts.get("month") or parts.get("mo")
    inside = _date(match, day, calendar) if dated else _day_of_month(match, day, calendar)[1]
    monday = inside - timedelta(days=inside.weekday())
    return monday, monday + timedelta(days=FRIDAY)


def _month_of(match: re.Match[str], day: date, calendar: Calendar) -> date:
    """The first day of the month that is named, of this month, or of the next where the kind says so."""
    name = match.groupdict().get("month")
    if not name:
        return day.replace(day=1)
    month = calendar.words["month"][name]
    return date(day.year + (month < day.month), month, 1)


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _last(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _week(day: date, kind: str) -> Span:
    weeks, whole, weekday = WEEKS[kind]
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    last = monday + timedelta(days=weekday)
    if weeks == 0 and last < day:
        last += timedelta(weeks=1)
    return (monday if whole else None), last


def _following_week(match: re.Match[str], day: date, calendar: Calendar) -> Span:
    del match, calendar
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=1)
    return monday, monday + timedelta(days=FRIDAY)


AFTER: Mapping[str, Callable[[re.Match[str], date, Calendar], Span]] = {
    "day_after": _tomorrow,
    "week_after": _following_week,
    "weekday_after": _weekday,
    "weekday_from": _weekday,
}
# How many weeks ahead, whether from Monday on, and the last day.
WEEKS = {
    "this_week": (0, False, FRIDAY),
    "next_week": (1, True, FRIDAY),
    "start_of_next_week": (1, True, WEDNESDAY),
    "middle_of_next_week": (1, False, WEDNESDAY),
    "end_of_next_week": (1, False, FRIDAY),
    "week_after_next": (2, True, FRIDAY),
}
MONTHS: Mapping[str, Callable[[date], Span]] = {
    "start_of_month": lambda first: (first, first.replace(day=7)),
    "mid_month": lambda first: (None, first.replace(day=15)),
    "end_of_month": lambda first: (None, _last(first)),
    "in_month": lambda first: (first, _last(first)),
    "this_month": lambda first: (None, _last(first)),
    "next_month": lambda first: (_next_month(first), _last(_next_month(first))),
}
OTHERS: Mapping[str, Callable[[re.Match[str], date, Calendar], Span]] = {
    "date": _explicit,
    "day_of_month": _day_of_month,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "tomorrow": _tomorrow,
    "same_day": _days(0),
    "span": _span,
    "range": _range,
    "fortnight": _days(14),
    "fifteen_days": _days(15),
    "week_of_days": _days(7),
    "week_number": _week_number,
    "week_of_month": _week_of_month,
    "week_of": _week_of,
    "named": _named,
    "before_holidays": _before_holidays,
}
