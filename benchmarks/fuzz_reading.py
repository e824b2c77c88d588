"""Breaks calendars in every way files break, and reads them: nothing may raise, hang or grow.

    python benchmarks/fuzz_reading.py [--number 100000] [--seed 1] [--keep FOLDER]

Every mutation starts from one to three events of a calendar of the tests or samples. What raises or takes longer than
`--slowest` seconds for every 100 kB is printed with its number and, with `--keep`, written to a folder; its seed
repeats it.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from followup_cal.data import Shelf
from followup_cal.ical.existing import own_entries
from followup_cal.ical.read import events
from followup_cal.model import Profile
from followup_cal.recognise import Lexicon, recognise
from followup_cal.scan import Selection, scan

ROOT = Path(__file__).parents[1]
FIRST, LAST = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
ROBIN = Profile(names=("Robin Vega",), addresses=("robin.vega@example.com",), timezone="Europe/Berlin")
COMPONENT = re.compile(rb"BEGIN:VEVENT\r?\n.*?END:VEVENT\r?\n", re.DOTALL)
SHOWN = 600
EVERY = 10_000
# Twice as many bytes may take twice as long.
LARGE = 100_000
HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Fuzz//EN\r\n"
HOSTILE = (
    b"RRULE:FREQ=SECONDLY",
    b"RRULE:FREQ=MINUTELY;COUNT=999999999",
    b"RRULE:FREQ=YEARLY;BYYEARDAY=366;BYMONTH=2;BYDAY=1MO",
    b"RRULE:FREQ=DAILY;INTERVAL=0",
    b"RRULE:FREQ=DAILY;UNTIL=99991231T235959Z;BYHOUR=" + b",".join(b"%d" % n for n in range(24)),
    b"RRULE:" + b"FREQ=DAILY;" * 500,
    b"DURATION:P99999999999W",
    b"DURATION:-PT1S",
    b"DTSTART:00000000T000000Z",
    b"DTSTART;TZID=Nowhere/Nothing:20261120T100000",
    b"DTSTART;VALUE=DATE:20261301",
    b"DTEND:99991231T235959Z",
    b"EXDATE:" + b",".join(b"202611%02dT100000Z" % (n % 30 + 1) for n in range(2000)),
    b"RECURRENCE-ID;RANGE=THISANDFUTURE:20261120T100000Z",
    b"SUMMARY:Interview " + b"with A and " * 3000,
    b"SUMMARY:" + b"(" * 5000 + b"Interview" + b")" * 5000,
    b"DESCRIPTION:interview " + b"a" * 60_000,
    b"DESCRIPTION:interview " + b"Aa " * 20_000,
    b"DESCRIPTION:interview decision by " + b"1 to " * 5000,
    b"DESCRIPTION:interview\\n" + b"10:00 - 11:00\\n" * 3000,
    b"DESCRIPTION:interview with " + b"Dana Okafor, " * 4000,
    b"DESCRIPTION:interview" + b" " * 40_000 + b"x",
    b"DESCRIPTION:interviewers: " + b"abcd.efgh-" * 4000,
    b"DESCRIPTION:interview " + b"<b " * 20_000,
    b"DESCRIPTION:interview " + b"&amp;" * 10_000,
    b"DESCRIPTION:interview " + b"_" * 50_000,
    b"DESCRIPTION:interview " + b"-::~" * 10_000,
    b"DESCRIPTION:interview " + b"a." * 20_000 + b"@",
    b"DESCRIPTION:interview " + b"0123 " * 10_000,
    b"DESCRIPTION:interview \\n" + b"key: value\\n" * 5000,
    b"DESCRIPTION:interview " + b"#tag" * 10_000,
    b"DESCRIPTION:interview which role?" + b"? " * 10_000,
    b"X-ALT-DESC;FMTTYPE=text/html:" + b"<div><p>" * 10_000,
    b'ATTENDEE;CN="' + b"x" * 20_000 + b":mailto:a@b.example",
    b"ATTENDEE;CN=" + b"Okafor, " * 3000 + b":mailto:a@b.example",
    b"ORGANIZER:" + b"a" * 20_000 + b"@" + b"b." * 5000 + b"example",
    b"CATEGORIES:" + b"x," * 10_000,
    b"BEGIN:VEVENT",
    b"END:VEVENT",
    b"BEGIN:VALARM",
    b"END:VCALENDAR",
    b"BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE",
    b"\x00\x00\x00",
    b"\xff\xfe\xfd",
    b"\xef\xbb\xbfBEGIN:VCALENDAR",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the reading of one mutation went."""

    number: int
    what: str
    seconds: float
    data: bytes


def pieces() -> list[bytes]:
    """Every event of the calendars that are kept in the repository."""
    files = [*ROOT.glob("tests/calendars/**/*.ics"), *ROOT.glob("sample_calendars/**/*.ics")]
    return [part for file in sorted(files) for part in COMPONENT.findall(file.read_bytes())]


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def swapped(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    for _ in range(chance.randrange(1, 6)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def dropped(data: bytes, chance: random.Random) -> bytes:
    return b"".join(line for line in data.splitlines(keepends=True) if chance.random() > 0.1)


def repeated(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    end = min(len(lines), start + chance.randrange(1, 12))
    return b"".join([*lines[:start], *lines[start:end] * chance.randrange(2, 40), *lines[end:]])


def nested(data: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((2, 10, 200))
    name = chance.choice((b"VEVENT", b"VCALENDAR", b"VALARM", b"X-BOX"))
    return b"BEGIN:%s\r\n" % name * depth + data + b"END:%s\r\n" % name * chance.randrange(depth + 1)


def hostile(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), chance.choice(HOSTILE) + b"\r\n")
    return b"".join(lines)


def lengthened(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.randrange(1, 20))
    return data[:start] + data[start:end] * chance.choice((50, 500, 3000)) + data[end:]


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    truncated, flipped, flipped, swapped, dropped, repeated, nested, hostile, lengthened,
)  # fmt: skip


def mutant(number: int, seed: int, parts: list[bytes]) -> bytes:
    """The calendar of a number: the same for the same seed."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - repeatable data, no secret
    data = HEAD + b"".join(chance.sample(parts, chance.choice((1, 1, 2)))) + b"END:VCALENDAR\r\n"
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(MUTATIONS)(data, chance) or b"\n"
    return data


def lexicon() -> Lexicon:
    """The words of the package."""
    shelf = Shelf()
    words = {sheet.name.split("/")[-1].removesuffix(".toml"): sheet.text for sheet in shelf.sheets("words", ".toml")}
    return Lexicon.parse(words, shelf.sheet("ats.toml").text)


def attempt(data: bytes, words: Lexicon) -> int:
    """Reads a calendar in every way a run does; returns how many events were found."""
    scan(iter([data]), Selection(FIRST, LAST, words.scan_words))
    try:
        own_entries(data, store="s", href="h", etag="", timezone="Europe/Berlin")
        found, _ = events(data, "s", "h", "Europe/Berlin", FIRST, LAST)
    except ValueError:  # the one refusal that callers turn into a sentence
        return 0
    return len(recognise(found, ROBIN, words))


def attacked(number: int, seed: int, parts: list[bytes], words: Lexicon, slowest: float) -> Outcome:
    """Tries one mutation; `what` is empty where all went well."""
    data = mutant(number, seed, parts)
    begin = time.process_time()
    try:
        attempt(data, words)
        what = ""
    except Exception:  # noqa: BLE001 - whatever it is, it must not happen
        what = "".join(traceback.format_exc(limit=-3, chain=False))[-SHOWN:]
    seconds = time.process_time() - begin
    if not what and seconds > slowest * max(1, len(data) / LARGE):
        what = f"slow: {seconds:.1f} s"
    return Outcome(number, what, seconds, data)


def main() -> int:
    """Prints what went wrong and how fast it was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=float, default=2.0)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    parts, words, begin, wrong = pieces(), lexicon(), time.perf_counter(), 0
    attempt(HEAD + parts[0] + b"END:VCALENDAR\r\n", words)
    memory = most_memory()
    worst = (0.0, chosen.first)
    for done in range(1, chosen.number + 1):
        outcome = attacked(chosen.first + done - 1, chosen.seed, parts, words, chosen.slowest)
        worst = max(worst, (outcome.seconds, outcome.number))
        if outcome.what:
            wrong += 1
            print(f"{outcome.number}: {outcome.what}", flush=True)
            if chosen.keep:
                (chosen.keep / f"{chosen.seed}-{outcome.number}.ics").write_bytes(outcome.data)
        if done % EVERY == 0 or done == chosen.number:
            seconds = time.perf_counter() - begin
            print(f"{done} mutations in {seconds:.0f} s, {done / seconds:.0f} a second; {wrong} went wrong; "
                  f"the slowest, {worst[1]}, took {worst[0]:.2f} s; "
                  f"memory {most_memory()} MB, {memory} MB after the first", flush=True)  # fmt: skip
    return 1 if wrong else 0


def most_memory() -> int:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
