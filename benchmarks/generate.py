"""Seeded calendars of ordinary life with some interviews in them, to measure with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

START = datetime(2019, 1, 7, 8, 0)  # noqa: DTZ001 - written as UTC below
NOW = "2026-11-18T08:00:00+00:00"
TITLES = ("Team sync", "Dentist", "Lunch with Kim", "Budget review", "Gym", "Parents' evening", "Release planning")
COMPANIES = ("Globex", "Halden Ridge", "Marlowe Freight", "Initech", "Northwind")
FIRST = ("Amber", "Birch", "Copper", "Delta", "Ember", "Falcon", "Garnet", "Harbor", "Indigo", "Juniper")
SECOND = (
    "Analytics", "Bank", "Care", "Dynamics", "Energy", "Foods", "Games", "Health", "Insurance", "Journals",
    "Kitchens", "Logistics", "Motors", "Networks", "Optics", "Power", "Rail", "Systems", "Tools", "Water",
)  # fmt: skip
ROLES = ("Data Engineer", "Product Manager", "Controller", "Nurse", "Backend Developer")
PEOPLE = ("Dana Okafor", "Luis Ferrer", "Mei Tanaka", "Ines Duarte", "Tom Becker")
LIFE = "Agenda: numbers of last week, open points, who does what until when. Bring the printout. "
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Calendar//EN\r\n"
END = "END:VCALENDAR\r\n"


def events(number: int, seed: int = 7) -> Iterator[str]:
    """Yields VEVENTs of about 1.8 KB; one in 200 is an interview, all of them spread evenly until the end of 2026."""
    chance = random.Random(seed)  # noqa: S311 - repeatable data, no secret
    step = (datetime(2026, 12, 20) - START) / number  # noqa: DTZ001
    for n in range(number):
        begin = (START + n * step).replace(second=0, microsecond=0)
        interview = chance.random() < 0.005
        title = f"Interview with {chance.choice(COMPANIES)}" if interview else chance.choice(TITLES)
        yield _event(n, begin, title, LIFE * chance.randrange(5, 20), chance.randrange(8), chance)


def applications(number: int, seed: int = 7) -> Iterator[str]:
    """Yields an interview for each of so many applications, at most 200, in the weeks around now."""
    chance = random.Random(seed)  # noqa: S311
    for n in range(number):
        begin = datetime(2026, 10, 19, 13) + timedelta(days=n % 45, hours=n % 4)  # noqa: DTZ001
        company, role = f"{FIRST[n % 10]} {SECOND[n // 10]}", ROLES[n % 5]
        text = f"company: {company}\\nrole: {role}\\ninterviewers: {PEOPLE[n % 5]}\\n{LIFE}"
        yield _event(n, begin, f"Interview with {company}: {role}", text, 0, chance)


def _event(  # noqa: PLR0917 - what makes an event
    n: int, begin: datetime, title: str, text: str, attendees: int, chance: random.Random
) -> str:
    people = "".join(
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Person {k}:\r\n"
        f" mailto:person{k}@corp.example\r\n"
        for k in range(attendees)
    )
    folded = "\r\n ".join(text[at : at + 60] for at in range(0, len(text), 60))
    return (
        "BEGIN:VEVENT\r\n"
        f"UID:{n:06d}-{chance.getrandbits(64):016x}@calendar.example\r\n"
        f"DTSTAMP:{begin:%Y%m%dT%H%M%S}Z\r\nDTSTART:{begin:%Y%m%dT%H%M%S}Z\r\n"
        f"DTEND:{begin + timedelta(minutes=45):%Y%m%dT%H%M%S}Z\r\n"
        f"SUMMARY:{title}\r\n{people}DESCRIPTION:{folded}\r\n"
        "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\n"
    )


def write(path: Path, items: Iterator[str]) -> Path:
    """Writes one calendar."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_calendar(items))
    return path


def _calendar(items: Iterator[str]) -> Iterator[str]:
    yield HEAD
    yield from items
    yield END


def objects(items: Iterator[str]) -> Iterator[bytes]:
    """Each as a calendar object of its own."""
    for item in items:
        yield f"{HEAD}{item}{END}".encode()


def write_folder(folder: Path, items: Iterator[str]) -> Path:
    """Writes a vdir."""
    folder.mkdir()
    for number, data in enumerate(objects(items)):
        (folder / f"{number:06d}.ics").write_bytes(data)
    return folder
