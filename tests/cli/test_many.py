"""A calendar of two hundred applications, planned from the command line."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from conftest import Tool

QUESTIONS = {"status-email", "phone-call", "final-note"}
FIRST = date(2026, 9, 1)


def calendar(count: int) -> str:
    """Two positions at each employer, spread over the days of September and October."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *events(count), "END:VCALENDAR", ""])


def events(count: int) -> Iterator[str]:
    for number in range(count):
        day = FIRST + timedelta(days=number * 7 % 60)
        yield "BEGIN:VEVENT"
        yield f"UID:{number}@example.com"
        yield "DTSTAMP:20260801T120000Z"
        yield f"DTSTART:{day:%Y%m%d}T{8 + number % 9:02}0000Z"
        yield f"DTEND:{day:%Y%m%d}T{9 + number % 9:02}0000Z"
        yield f"SUMMARY:Job interview {number}"
        yield f"DESCRIPTION:#interview\\ncompany: Employer {number // 2}\\nrole: {('Analyst', 'Planner')[number % 2]}"
        yield "END:VEVENT"


def business_days(one: date, other: date) -> int:
    """How many business days lie after one day, up to and including another; weekends only."""
    return sum((one + timedelta(days=number)).weekday() < 5 for number in range(1, (other - one).days + 1))


def test_two_hundred_applications_plan_without_contradictions(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "many.ics").write_text(calendar(200))
    result = tool("plan", "many.ics", "--json", "--now=2026-08-30T12:00:00Z", "--timezone=UTC", "--country=none")
    assert result.code == 0
    entries = [json.loads(line) for line in result.out.splitlines()]
    assert len({entry["application"] for entry in entries}) == 200
    assert len({entry["uid"] for entry in entries}) == len(entries)
    asked: dict[str, list[date]] = {}
    for entry in entries:
        at = datetime.fromisoformat(entry["at"])
        if entry["step"] in QUESTIONS:
            assert not date(2026, 12, 21) <= at.date() <= date(2027, 1, 3)
            asked.setdefault(entry["application"].partition("/")[0], []).append(at.date())
        assert entry["state"] == "planned"
        assert all(8 <= datetime.fromisoformat(alarm).hour <= 20 for alarm in entry["alarms"])
    assert {len(days) for days in asked.values()} == {6}
    for days in asked.values():
        assert all(business_days(one, other) >= 2 for one, other in pairwise(sorted(days)))


def test_a_cadence_of_ones_own_takes_the_place_of_the_preset(tool: Tool, machine: Path, tmp_path: Path) -> None:
    folder = machine / "config" / "followup-cal" / "cadences"
    folder.mkdir(parents=True)
    (folder / "balanced.toml").write_text(
        'name = "balanced"\n[[step]]\nname = "status-email"\nat = "end + 8bd"\nhour = "message"\ntouch = true\n'
    )
    (tmp_path / "one.ics").write_text(calendar(1))
    result = tool("plan", "one.ics", "--json", "--now=2026-08-30T12:00:00Z", "--timezone=UTC", "--country=none")
    # Eight business days after Tue 1 Sep.
    assert [(entry["step"], entry["at"]) for entry in map(json.loads, result.out.splitlines())] == [
        ("status-email", "2026-09-11T09:30:00+00:00")
    ]
