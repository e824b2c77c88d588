"""Series: instances in the window, overrides, and rules that are refused."""

from datetime import UTC, datetime
from time import perf_counter

import pytest

from followup_cal.ical.read import events
from followup_cal.model import Event

START = datetime(2026, 5, 1, tzinfo=UTC)
END = datetime(2026, 6, 1, tzinfo=UTC)


def series(rule: str, *overrides: str, start: str = ";TZID=Europe/Vienna:20260504T090000") -> bytes:
    master = ("BEGIN:VEVENT", "UID:s", f"DTSTART{start}", "DURATION:PT30M", rule, "SUMMARY:Gym", "END:VEVENT")
    return "\r\n".join(("BEGIN:VCALENDAR", *master, *overrides, "END:VCALENDAR", "")).encode()


def override(recurrence_id: str, *lines: str) -> tuple[str, ...]:
    zone = ";TZID=Europe/Vienna"
    return (
        "BEGIN:VEVENT",
        "UID:s",
        f"RECURRENCE-ID{zone}:{recurrence_id}",
        *(line.replace("DTSTART:", f"DTSTART{zone}:") for line in lines),
        "END:VEVENT",
    )


def read(data: bytes, start: datetime = START, end: datetime = END) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    return events(data, "home", "s.ics", "Europe/Vienna", start, end)


def test_first_instance_is_called_by_the_uid_and_the_others_by_their_time() -> None:
    found, problems = read(series("RRULE:FREQ=WEEKLY;COUNT=3"))
    assert problems == ()
    assert [event.ref.recurrence_id for event in found] == [None, "2026-05-11T07:00:00Z", "2026-05-18T07:00:00Z"]
    assert all(event.recurring for event in found)


def test_an_instance_is_called_the_same_whatever_the_window() -> None:
    data = series("RRULE:FREQ=DAILY", start=";TZID=Europe/Vienna:20200101T090000")
    (event,) = read(data, datetime(2026, 5, 13, tzinfo=UTC), datetime(2026, 5, 14, tzinfo=UTC))[0]
    assert event.ref.recurrence_id == "2026-05-13T07:00:00Z"


def test_override_replaces_its_instance_and_keeps_its_name() -> None:
    moved = override("20260511T090000", "DTSTART:20260511T101500", "SUMMARY:Recruiter call")
    found, _ = read(series("RRULE:FREQ=WEEKLY;COUNT=2", *moved))
    assert [(event.summary, event.ref.recurrence_id, event.start.isoformat()) for event in found] == [
        ("Gym", None, "2026-05-04T09:00:00+02:00"),
        ("Recruiter call", "2026-05-11T07:00:00Z", "2026-05-11T10:15:00+02:00"),
    ]


def test_cancelled_instance_is_read_as_cancelled() -> None:
    gone = override("20260511T090000", "DTSTART:20260511T090000", "STATUS:CANCELLED")
    found, _ = read(series("RRULE:FREQ=WEEKLY;COUNT=2", *gone))
    assert [event.status for event in found] == ["", "CANCELLED"]


def test_override_without_its_series_is_an_event_of_its_own() -> None:
    lines = ("BEGIN:VCALENDAR", *override("20260511T090000", "DTSTART:20260511T101500"), "END:VCALENDAR", "")
    ((event,), _) = read("\r\n".join(lines).encode())
    assert (event.ref.recurrence_id, event.recurring) == ("2026-05-11T07:00:00Z", True)


def test_excluded_and_added_dates() -> None:
    excluded, added = "EXDATE;TZID=Europe/Vienna:20260511T090000", "RDATE;TZID=Europe/Vienna:20260512T090000"
    rule = f"RRULE:FREQ=WEEKLY;COUNT=3\r\n{excluded}\r\n{added}"
    found, _ = read(series(rule))
    assert [event.begins.day for event in found] == [4, 12, 18]


def test_all_day_series_is_called_by_dates() -> None:
    data = series("RRULE:FREQ=DAILY;COUNT=2", start=";VALUE=DATE:20260504").replace(b"DURATION:PT30M\r\n", b"")
    assert [event.ref.recurrence_id for event in read(data)[0]] == [None, "2026-05-05"]


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=MINUTELY;INTERVAL=5",
        "RRULE:FREQ=DAILY;COUNT=20000",
        "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,15,30,45",
        "RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=40",
    ],
)
def test_greedy_rule_is_refused_with_a_sentence(rule: str) -> None:
    found, problems = read(series(rule))
    assert found == ()
    assert len(problems) == 1
    assert problems[0].startswith("The series in line 2 (UID s) was not read: ")


def test_overrides_of_a_refused_series_are_read() -> None:
    moved = override("20260511T090000", "DTSTART:20260511T101500", "SUMMARY:Interview")
    found, problems = read(series("RRULE:FREQ=SECONDLY", *moved))
    assert [event.summary for event in found] == ["Interview"]
    assert len(problems) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;UNTIL=20261231T000000Z",
    ],
)
def test_rule_that_never_falls_on_a_day_costs_no_time(rule: str) -> None:
    read(series("RRULE:FREQ=WEEKLY;COUNT=2"))
    begun = perf_counter()
    found, _ = read(series(rule))
    assert perf_counter() - begun < 1
    assert [event.ref.recurrence_id for event in found] == [None]


def test_at_most_a_thousand_instances() -> None:
    found, _ = read(series("RRULE:FREQ=HOURLY"), START, datetime(2026, 12, 31, tzinfo=UTC))
    assert len(found) == 1000
