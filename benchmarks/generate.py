"""A seeded calendar of ordinary life with a few interviews in it, to measure with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

START = datetime(2019, 1, 7, 8, 0)  # noqa: DTZ001 - written as UTC below
TITLES = ("Team sync", "Dentist", "Lunch with Kim", "Budget review", "Gym", "Parents' evening", "Release planning")
COMPANIES = ("Globex", "Halden Ridge", "Marlowe Freight", "Initech", "Northwind")
LIFE = "Agenda: numbers of last week, open points, who does what until when. Bring the printout. "


def events(number: int, seed: int = 7) -> Iterator[str]:
    """Yields VEVENTs of about 1.8 KB; one in 200 is an interview, all of them spread evenly until the end of 2026."""
    chance = random.Random(seed)  # noqa: S311 - repeatable data, no secret
    step = (datetime(2026, 12, 20) - START) / number  # noqa: DTZ001
    for n in range(number):
        begin = (START + n * step).replace(second=0, microsecond=0)
        interview = chance.random() < 0.005
        title = f"Interview with {chance.choice(COMPANIES)}" if interview else chance.choice(TITLES)
        yield _event(n, begin, title, chance)


def _event(n: int, begin: datetime, title: str, chance: random.Random) -> str:
    people = "".join(
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Person {k}:\r\n"
        f" mailto:person{k}@corp.example\r\n"
        for k in range(chance.randrange(8))
    )
    text = LIFE * chance.randrange(5, 20)
    folded = "\r\n ".join(text[at : at + 60] for at in range(0, len(text), 60))
    return (
        "BEGIN:VEVENT\r\n"
        f"UID:{n:06d}-{chance.getrandbits(64):016x}@calendar.example\r\n"
        f"DTSTAMP:{begin:%Y%m%dT%H%M%S}Z\r\nDTSTART:{begin:%Y%m%dT%H%M%S}Z\r\n"
        f"DTEND:{begin + timedelta(minutes=45):%Y%m%dT%H%M%S}Z\r\n"
        f"SUMMARY:{title}\r\n{people}DESCRIPTION:{folded}\r\n"
        "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\n"
    )


def write(path: Path, number: int) -> None:
    """Writes a calendar of so many events."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Calendar//EN\r\n")
        for event in events(number):
            file.write(event)
        file.write("END:VCALENDAR\r\n")
