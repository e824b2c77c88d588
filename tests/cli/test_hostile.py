"""Events from strangers that mean harm: the interview beside them is planned, nothing of theirs is printed raw."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tool
from lanes import quickly

NOW = (
    "--now=2026-11-17T08:00:00-05:00", "--timezone=America/New_York", "--country=US",
    "--me=robin@adeyemi.example", "--name=Robin Adeyemi", "--cadence=quiet",
)  # fmt: skip
HEAD, END = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n", "END:VCALENDAR\r\n"
GOOD = (
    "BEGIN:VEVENT\r\nUID:globex@calendar.example\r\nDTSTART:20261117T190000Z\r\nDTEND:20261117T200000Z\r\n"
    "SUMMARY:Interview with Globex: Data Engineer\r\nDESCRIPTION:interviewers: Dana Okafor\r\nEND:VEVENT\r\n"
)
EVERY = ",".join(str(number) for number in range(60))
ZONE = "BEGIN:VTIMEZONE\r\nTZID:Bomb\r\n{}END:VTIMEZONE\r\n"
PART = "BEGIN:STANDARD\r\nDTSTART:{}\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ={}\r\nEND:STANDARD\r\n"


def event(*lines: str, uid: str = "evil@calendar.example", start: str = "DTSTART:20261118T190000Z") -> str:
    text = "".join(f"{line}\r\n" for line in lines)
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\n{start}\r\nSUMMARY:Interview with Evil: Boss\r\n{text}END:VEVENT\r\n"


def crowd(number: int) -> list[str]:
    return [f"ATTENDEE;CN=Guest {guest}:mailto:{guest}@guests.example" for guest in range(number)]


# What does harm by its size: text by how much of it there is.
LARGE: dict[str, Callable[[int], str]] = {
    "a property of {} bytes": lambda size: event("DESCRIPTION:" + "interview with us " * (size // 18)),
    "{} attendees": lambda size: event(*crowd(size)),
    "{} properties": lambda size: event(*["X-EVIL:1"] * size),
    "{} components that never end": lambda size: event(*["BEGIN:X-EVIL"] * size),
    "{} dates": lambda size: event("RDATE:" + ",".join(["20261119T190000Z"] * size)),
    "components {} deep": lambda size: event(*["BEGIN:VALARM"] * size, *["END:VALARM"] * size),
    "a zone of {} parts": lambda size: (
        ZONE.format(PART.format("19700101T000000", "YEARLY") * size) + event(start="DTSTART;TZID=Bomb:20261118T190000")
    ),
    "{} zones of 30 parts": lambda size: "".join(
        ZONE.format(PART.format("00010101T000000", "YEARLY") * 30).replace("Bomb", f"Bomb{number}")
        + event(uid=f"evil{number}@calendar.example", start=f"DTSTART;TZID=Bomb{number}:20261118T190000")
        for number in range(size)
    ),
}
MUCH = dict(zip(LARGE, (1_000_000, 3_000, 3_000, 5_000, 3_000, 2_000, 2_000, 10), strict=True))
VERY_MUCH = dict(zip(LARGE, (10_800_000, 20_000, 20_000, 50_000, 20_000, 10_000, 20_000, 50), strict=True))
HOSTILE = {
    **{kind.format(size): LARGE[kind](size) for sizes in (MUCH, VERY_MUCH) for kind, size in sizes.items()},
    "a parameter of 500 kB": event('ATTENDEE;CN="' + "Dana " * 100_000 + '":mailto:dana@evil.example'),
    "a rule for every second": event("RRULE:FREQ=SECONDLY"),
    "a rule for every minute of every hour": event(f"RRULE:FREQ=YEARLY;BYMINUTE={EVERY};BYSECOND={EVERY}"),
    "a rule that never comes true": event("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"),
    "a rule with a huge count": event("RRULE:FREQ=DAILY;COUNT=99999999999999999999"),
    "a rule with a huge interval": event("RRULE:FREQ=DAILY;INTERVAL=99999999999999999999"),
    "the year 1": event(start="DTSTART:00010101T000000Z"),
    "the year 9999": event("DTEND:99991231T235959Z", start="DTSTART:99991231T235958Z"),
    "the last second of all zones": event(start="DTSTART;TZID=Pacific/Kiritimati:00010101T000000"),
    "an endless event": event("DTEND:99991231T235959Z"),
    "an endless duration": event("DURATION:P99999999999999999999W"),
    "a duration of an age": event("DURATION:P999999999999W"),
    "a duration backwards": event("DURATION:-P999999999999W"),
    "an hour backwards": event("DURATION:-PT1H"),
    "a duration out of time": event("DURATION:P1W", start="DTSTART:99991230T000000Z"),
    "a duration before time": event("DURATION:-P1W", start="DTSTART:00010102T000000Z"),
    "a rule out of time": event("DURATION:PT1H", "RRULE:FREQ=DAILY", start="DTSTART:99991228T000000Z"),
    "an alarm of an age": event("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P999999999999W", "END:VALARM"),
    "an alarm out of time": event(
        "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;VALUE=DATE-TIME:99991231T235959Z", "END:VALARM"
    ),
    "the 30th of February": event(start="DTSTART:20260230T190000Z"),
    "the hour 25": event(start="DTSTART:20261118T250000Z"),
    "the year 0": event(start="DTSTART:00000101T000000Z"),
    "a date beyond years": event(start="DTSTART:123456789T000000Z"),
    "a day in the year 9999": event("DTEND;VALUE=DATE:99991231", start="DTSTART;VALUE=DATE:99991231"),
    "an exception to what never was": event("RECURRENCE-ID:00010101T000000Z"),
    "an offset of an age": ZONE.format(PART.format("19700101T000000", "YEARLY").replace("+0200", "+999999"))
    + event(start="DTSTART;TZID=Bomb:20261118T190000"),
    "a zone with rules for every second": ZONE.format(PART.format("19700101T000000", "SECONDLY"))
    + event(start="DTSTART;TZID=Bomb:20261118T190000"),
    "a zone of 200 parts": ZONE.format(PART.format("00010101T000000", "YEARLY") * 200)
    + event(start="DTSTART;TZID=Bomb:20261118T190000"),
    "a zone of 30 parts that change every day": ZONE.format(PART.format("00010101T000000", "DAILY") * 30)
    + event(start="DTSTART;TZID=Bomb:20261118T190000"),
    "a zone that changes on the 31st of February": ZONE.format(
        PART.format("00010101T000000", "YEARLY;BYMONTH=2;BYMONTHDAY=31") * 30
    )
    + event(start="DTSTART;TZID=Bomb:20261118T190000"),
    "a zone that is a path": event(start="DTSTART;TZID=../../../../etc/passwd:20261118T190000"),
    "a UID that is a path": event(uid="../../../../tmp/evil"),
    "a UID of 1 MB": event(uid="x" * 1_000_000),
    "a UID with line ends and headers": event(uid="a\\nBcc: all@evil.example\\r\\nX: y"),
    "templates": event("DESCRIPTION:{{ cycler.__init__.__globals__ }}{% for x in range(10**9) %}x{% endfor %}${HOME}"),
}


def shown(tool: Tool, path: Path, *names: str) -> str:
    """Everything that the commands say of a calendar, in any form."""
    said = ""
    for words in (
        ("interviews", "--all"),
        ("plan",),
        ("status",),
        ("sync", "--dry-run"),
        ("interviews", "--all", "-vv"),
    ):
        for form in ((), ("--json",)):
            result = tool(*words, path, *names, *NOW, *form)
            assert result.code in {0, 1}, (words, result.err[:500])
            assert "Traceback" not in result.err
            said += result.out + result.err
    return said


@pytest.mark.slow
def test_of_100_000_guests_fifty_are_interviewers(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "calendar.ics").write_bytes((HEAD + event(*crowd(100_000)) + GOOD + END).encode())
    result = tool("interviews", "calendar.ics", *NOW, "--json")
    assert sorted(len(json.loads(line)["interviewers"]) for line in result.out.splitlines()) == [1, 50]


HUGE = {kind.format(size) for kind, size in VERY_MUCH.items()}


@pytest.mark.parametrize("what", quickly([what for what in HOSTILE if what not in HUGE], list(HOSTILE)))
def test_the_interview_beside_it_is_planned_and_its_bytes_stay(what: str, tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    path.write_bytes((HEAD + HOSTILE[what] + GOOD + END).encode())
    result = tool("sync", path, "--in-place", *NOW)
    assert result.code in {0, 1}
    assert "Traceback" not in result.err
    assert len(result.out + result.err) < 10_000
    after = path.read_bytes()
    assert HOSTILE[what].encode() in after
    assert GOOD.encode() in after
    assert b"SUMMARY:Thank Dana Okafor (Globex" in after
    assert not (tmp_path / "passwd").exists()
    again = tool("sync", path, "--in-place", *NOW)
    assert again.code == result.code
    assert path.read_bytes() == after


def test_of_a_crowd_fifty_are_interviewers(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "calendar.ics").write_bytes((HEAD + event(*crowd(2_000)) + END).encode())
    result = tool("interviews", "calendar.ics", *NOW, "--json")
    assert [len(json.loads(line)["interviewers"]) for line in result.out.splitlines()] == [50]


RAW = {
    "escape": "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "c1": "\x9b31m\x9d0;title\x9c",
    "backspace": "Globex\x08\x08\x08\x08\x08\x08Initech",
    "carriage return": "Globex\rInitech",
    "bidi": "\u202egnirts\u202c \u2066x\u2069 \u200f",
    "invisible": "G\u200blo\u2060bex\ufeff\u00ad",
    "line separators": "Globex\u2028Initech\u2029Hooli\x0bx\x0cy\x85z",
    "null": "Glo\x00bex",
    "tags": "Globex\U000e0041\U000e0042",
}
FIELDS = (
    "BEGIN:VEVENT\r\nUID:evil{0}@calendar.example\r\nDTSTART:20261118T190000Z\r\nDTEND:20261118T200000Z\r\n"
    "SUMMARY:Interview with {0}: Data {0} Engineer\r\nLOCATION:{0}\r\nCATEGORIES:{0}\r\n"
    'ORGANIZER;CN="Dana {0}":mailto:da{0}na@evil.example\r\n'
    "DESCRIPTION:company: Evil {0}\\nrole: Boss {0}\\ninterviewers: Dana {0} Okafor\\n"
    "talked about: {0}\\ndecision: {0}\\nphone: {0}\\nrecruiter: {0}\\ncadence: {0}\r\nSTATUS:{0}\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:lunch{0}\r\nDTSTART:2026{0}\r\nSUMMARY:Lunch {0}\r\nEND:VEVENT\r\n"
)
HARMFUL = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029]")


@pytest.mark.parametrize("what", RAW)
def test_nothing_is_printed_raw(what: str, tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    path.write_bytes((HEAD + FIELDS.format(RAW[what]) + GOOD + END).encode())
    said = shown(tool, path)
    assert "Globex" in said
    assert {char for char in said if unicodedata.category(char) == "Cc"} <= {"\n"}
    assert HARMFUL.findall(said) == []
