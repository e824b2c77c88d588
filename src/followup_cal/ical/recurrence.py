"""The instances of a series that fall into a window (RFC 5545, 3.8.5), within bounds that hold for any rule. Pure.

A calendar is a stranger's text: a rule may ask for an instance every second or search for the 30th of February until
the year 9999. Such rules are refused or left out before the library is asked to expand them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from math import prod
from typing import Any

import icalendar

# What icalendar holds for a property is one of thirty types, told apart by its name: not a matter for a type checker.
Component = Any
MOST_INSTANCES = 1_000
MOST_COUNT = 10_000
MOST_TIMES_A_DAY = 24
MOST_BY_VALUES = 400
TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY"))
FREQUENCIES = frozenset(("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
UNITS = {"HOURLY": timedelta(hours=1), "DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STRIDE = timedelta(days=31)


class RefusedRule(ValueError):
    """A rule that is not expanded; the sentence says why."""


def repeats(component: Component) -> bool:
    """Whether a component stands for more than one instance."""
    return "RRULE" in component or "RDATE" in component


def instances(components: Sequence[Component], start: datetime, end: datetime) -> list[Component]:
    """Expands one series with its overrides.

    Args:
        components: all with the same UID; every time has a zone, or all are dates.
        start: aware, inclusive.
        end: aware, exclusive.

    Returns at most 1,000 components, each with its RECURRENCE-ID.

    Raises:
        RefusedRule: the rule asks for more than a calendar of appointments can mean.
        ValueError: the rule cannot be read.
    """
    import recurring_ical_events

    calendar = icalendar.Calendar()
    for component in components:
        calendar.add_component(_bounded(component, start, end) if repeats(component) else component)
    query = recurring_ical_events.of(calendar, skip_bad_series=False)
    found: dict[object, Component] = {}
    for lower, upper in _strides(start, end):
        for instance in query.between(lower, upper):
            found.setdefault(instance["RECURRENCE-ID"].dt if "RECURRENCE-ID" in instance else None, instance)
        if len(found) >= MOST_INSTANCES:
            break
    return list(found.values())[:MOST_INSTANCES]


def _strides(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    while start < end:
        yield start, min(start + STRIDE, end)
        start += STRIDE


def _rules(component: Component) -> list[dict[str, list[Any]]]:
    held = component.get("RRULE", [])
    return [dict(rule) for rule in (held if isinstance(held, list) else [held])]


def _bounded(component: Component, start: datetime, end: datetime) -> Component:
    """The same series with a start near the window and without rules that meet no day of it."""
    rules = _rules(component)
    for rule in rules:
        _refuse(rule)
    first = component["DTSTART"].dt
    bounded = component.copy(recursive=True)
    span = _span(component)
    days = _days(first, start - span - timedelta(days=2), end + timedelta(days=2))
    if rules and not any(_may_fall_on(rule, first, day) for rule in rules for day in days):
        del bounded["RRULE"]
    elif len(rules) == 1:
        _advance(bounded, rules[0], first, start - span - timedelta(days=2))
    return bounded


def _span(component: Component) -> timedelta:
    first, last = component["DTSTART"].dt, component["DTEND"].dt
    return max(last - first, timedelta(0)) if type(first) is type(last) else timedelta(days=1)


def _refuse(rule: dict[str, list[Any]]) -> None:
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    if frequency in TOO_OFTEN:
        raise RefusedRule(f"it repeats {frequency.lower()}")
    if frequency not in FREQUENCIES:
        raise RefusedRule("its rule has no frequency that is known")
    times = prod(len(rule.get(part, [0])) for part in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    if times > MOST_TIMES_A_DAY or sum(len(values) for values in rule.values()) > MOST_BY_VALUES:
        raise RefusedRule("its rule has too many parts")
    if int(rule.get("COUNT", [1])[0]) > MOST_COUNT:
        raise RefusedRule(f"it repeats more than {MOST_COUNT} times")
    if int(rule.get("INTERVAL", [1])[0]) < 1:
        raise RefusedRule("its rule has an interval below one")
    if max(map(abs, rule.get("BYSETPOS", [0]))) > (len(DAYS) if {"BYDAY", "BYMONTHDAY"} & rule.keys() else 0):
        raise RefusedRule("its rule picks positions that may not exist")


def _days(first: date, lower: datetime, upper: datetime) -> list[date]:
    day = max(_day(first), lower.date())
    return [day + timedelta(days=offset) for offset in range(max(0, (upper.date() - day).days + 1))]


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _may_fall_on(rule: dict[str, list[Any]], first: date, day: date) -> bool:
    """Whether the parts of a rule allow a day; necessary for an instance, not sufficient."""
    length = monthrange(day.year, day.month)[1]
    year_length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    yearday = day.timetuple().tm_yday
    facts: dict[str, set[Any]] = {
        "BYMONTH": {day.month},
        "BYMONTHDAY": {day.day, day.day - length - 1},
        "BYYEARDAY": {yearday, yearday - year_length - 1},
    }
    if any(part in rule and not facts[part] & {int(value) for value in rule[part]} for part in facts):
        return False
    if "BYDAY" in rule and not any(str(value).upper().endswith(DAYS[day.weekday()]) for value in rule["BYDAY"]):
        return False
    return _in_step(rule, _day(first), day)


def _in_step(rule: dict[str, list[Any]], first: date, day: date) -> bool:
    frequency, interval = str(rule["FREQ"][0]).upper(), int(rule.get("INTERVAL", [1])[0])
    steps = {
        "DAILY": (day - first).days,
        "WEEKLY": ((day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))).days // 7,
        "MONTHLY": (day.year - first.year) * 12 + day.month - first.month,
        "YEARLY": day.year - first.year,
    }
    if frequency == "WEEKLY" and interval > 1:
        return any((steps[frequency] + slack) % interval == 0 for slack in (-1, 0, 1))
    return frequency == "HOURLY" or steps[frequency] % interval == 0


def _advance(component: Component, rule: dict[str, list[Any]], first: date, lower: datetime) -> None:
    """Moves the start forward by whole periods, where that leaves the later instances as they are."""
    unit = UNITS.get(str(rule["FREQ"][0]).upper())
    if unit is None or "COUNT" in rule:
        return
    period = unit * int(rule.get("INTERVAL", [1])[0])
    skipped = (lower.date() - _day(first) - timedelta(days=7)) // period
    if skipped < 1:
        return
    for name in ("DTSTART", "DTEND"):
        moved = component[name].dt + skipped * period
        del component[name]
        component.add(name, moved)
