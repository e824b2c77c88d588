"""Series as they are bounded here give what the library gives without bounds, for rules that a calendar can mean."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from followup_cal.ical.recurrence import MOST_INSTANCES, RefusedRule, instances

START, END = datetime(2026, 9, 19, tzinfo=UTC), datetime(2027, 5, 18, tzinfo=UTC)
ZONES = ("", "Z", "Europe/Berlin", "America/New_York", "date")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FEW, MANY = 150, 1500
EVENT = "BEGIN:VEVENT\r\nUID:series\r\nSUMMARY:Interview\r\n{lines}\r\nEND:VEVENT\r\n"


def some(chance: random.Random, values: Any, most: int = 3) -> str:
    return ",".join(map(str, sorted(chance.sample(list(values), chance.randint(1, most)))))


def rule(chance: random.Random, *, timed: bool) -> str:
    """A rule as programs write them, and now and then one that they do not."""
    frequency = chance.choice(
        ("DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "HOURLY" if timed else "DAILY")
    )
    intervals = (12, 24, 36) if frequency == "HOURLY" else (1, 1, 1, 2, 2, 3, 4, 5, 6, 13)
    parts = [f"FREQ={frequency}", f"INTERVAL={chance.choice(intervals)}", *ending(chance)]
    if chance.random() < 0.6:
        parts += PARTS.get(frequency, months)(chance)
    return ";".join(parts)


def ending(chance: random.Random) -> list[str]:
    until = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(600))
    count = f"COUNT={chance.choice((1, 2, 5, 30, 200))}"
    return chance.choice(([], [], [count], [f"UNTIL={until:%Y%m%dT235959Z}"]))


def months(chance: random.Random) -> list[str]:
    return [f"BYMONTH={some(chance, range(1, 13), 6)}"]


def weekdays(chance: random.Random) -> list[str]:
    return [f"BYDAY={some(chance, DAYS, 4)}", *chance.choice(([], [], ["WKST=MO"], ["WKST=SU"]))]


def days_of_month(chance: random.Random) -> list[str]:
    nth = f"BYDAY={chance.choice(('1', '2', '3', '5', '-1'))}{chance.choice(DAYS)}"
    dates = f"BYMONTHDAY={some(chance, (*range(1, 32), -1, -2, -5))}"
    business = ["BYDAY=MO,TU,WE,TH,FR", f"BYSETPOS={chance.choice((1, 2, -1))}"]
    return chance.choice(([nth], [dates], business))


def days_of_year(chance: random.Random) -> list[str]:
    return [*months(chance), *chance.choice(([], days_of_month(chance)[:1]))]


PARTS = {"WEEKLY": weekdays, "MONTHLY": days_of_month, "YEARLY": days_of_year}


def series(chance: random.Random) -> str:
    """A series with exceptions, extra dates and a moved instance here and there."""
    begin = datetime(2024, 6, 1, 9) + timedelta(days=chance.randrange(900), hours=chance.randrange(10))  # noqa: DTZ001
    zone = chance.choice(ZONES)

    def moment(name: str, at: datetime) -> str:
        if zone == "date":
            return f"{name};VALUE=DATE:{at:%Y%m%d}"
        if zone in {"", "Z"}:
            return f"{name}:{at:%Y%m%dT%H%M%S}Z"
        return f"{name};TZID={zone}:{at:%Y%m%dT%H%M%S}"

    length = timedelta(days=chance.choice((1, 1, 3))) if zone == "date" else timedelta(minutes=chance.choice((30, 90)))
    lines = [moment("DTSTART", begin), moment("DTEND", begin + length), f"RRULE:{rule(chance, timed=zone != 'date')}"]
    lines += [
        moment("EXDATE", begin + timedelta(days=7 * chance.randrange(100))) for _ in range(chance.choice((0, 0, 3)))
    ]
    lines += [moment("RDATE", begin + timedelta(days=chance.randrange(900))) for _ in range(chance.choice((0, 0, 2)))]
    return EVENT.format(lines="\r\n".join(lines))


def found(components: list[Any]) -> list[tuple[str, str]]:
    return sorted((str(item["DTSTART"].dt), str(item["DTEND"].dt)) for item in components)


def differing(numbers: range) -> tuple[list[str], int]:
    """The series that come out otherwise than from the library, and how many instances were compared."""
    wrong, compared = [], 0
    for number in numbers:
        text = series(random.Random(number))  # noqa: S311 - repeatable data
        event: Any = icalendar.Event.from_ical(text)
        calendar = icalendar.Calendar()
        calendar.add_component(event)
        expected = found(recurring_ical_events.of(calendar).between(START, END))
        try:
            ours = found(instances([event], START, END))
        except RefusedRule as error:
            wrong.append(f"{number}: refused: {error}\n{text}")
            continue
        compared += len(expected)
        if ours != expected:
            wrong.append(f"{number}: {len(ours)} for {len(expected)}\n{text}")
    return wrong, compared


def test_bounds_change_nothing() -> None:
    wrong, compared = differing(range(FEW))
    assert wrong == []
    assert compared > 1000


@pytest.mark.slow
def test_bounds_change_nothing_for_many_rules() -> None:
    wrong, compared = differing(range(FEW, FEW + MANY))
    assert wrong == []
    assert compared > 10_000


def test_no_series_gives_more_instances_than_a_person_can_attend() -> None:
    event: Any = icalendar.Event.from_ical(
        EVENT.format(lines="DTSTART:20200101T000000Z\r\nDTEND:20200101T003000Z\r\nRRULE:FREQ=HOURLY")
    )
    assert len(instances([event], START, END)) == MOST_INSTANCES
