"""What is measured on files: start-up, unchanged runs, first reads, folders, recurrence, a big plan."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from generate import NOW, applications, events, write, write_folder
from measure import Bench, Cost, Row, at_least, at_most
from monsters import MONSTERS, whole

from followup_cal.data import Shelf
from followup_cal.library import load_library

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "build" / "peers"
TOOL: list[str | Path] = [sys.executable, "-m", "followup_cal"]
CLICK: list[str | Path] = [sys.executable, "-c", "import click"]
ICALENDAR: list[str | Path] = [PEERS / "icalendar/bin/python", "-c"]
PARSE = "import sys, icalendar; icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())"
PROGRAMS = {"khal": "khal", "todoman": "todo", "vdirsyncer": "vdirsyncer"}
AT = f"--now={NOW}"
MOST_MEMORY = 45
# How big most of them are, in MB.
MONSTER = 100
SECONDLY = "FREQ=SECONDLY"
RULES = (
    "FREQ=DAILY", "FREQ=HOURLY", SECONDLY, "FREQ=MINUTELY;COUNT=100000", "FREQ=HOURLY;BYMINUTE=0,15,30,45",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2;UNTIL=20300101T000000Z",
    "FREQ=MONTHLY;BYDAY=5MO;INTERVAL=7", "FREQ=YEARLY;BYYEARDAY=366;BYDAY=MO", "FREQ=DAILY;COUNT=10000",
    "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))),
)  # fmt: skip

SERIES = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20200101T100000Z\r\nRRULE:{rule}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def program(name: str) -> Path:
    """Another program in its own environment."""
    return PEERS / name / "bin" / PROGRAMS[name]


def startup(bench: Bench) -> Iterator[Row]:
    """`--help` and `--version` against importing click, and against what other programs need for the same."""
    for option in ("--help", "--version"):
        ours = {"ours": [*TOOL, option], "click": CLICK}
        costs = bench.compare({**ours, **{name: [program(name), option] for name in PROGRAMS}}, rounds=11)
        mine = costs["ours"].cpu
        yield at_most(f"{option}, of `import click`", mine / costs["click"].cpu, 1.25)
        for name in PROGRAMS:
            yield at_least(f"{option}, against {name}", costs[name].cpu / mine, 3.5)


def unchanged(bench: Bench) -> Iterator[Row]:
    """A second `sync` of a calendar in which nothing has changed."""
    folder = bench.folder
    _configure_khal(bench, write_folder(folder / "vdir", events(10_000)))
    listing: list[str | Path] = [program("khal"), "list"]
    bench.run(listing)
    for number in (1_000, 100_000):
        calendar = write(folder / f"{number}.ics", events(number))
        sync: list[str | Path] = [*TOOL, "sync", calendar, AT, "--to", folder / f"followups-{number}.ics"]
        bench.run(sync)
        costs = bench.compare({"ours": sync, "click": CLICK, "khal": listing}, rounds=7)
        mine = costs["ours"].cpu
        yield at_most(f"unchanged .ics of {number} events, of `import click`", mine / costs["click"].cpu, 1.5)
    yield at_least("the same, against `khal list` of 10000 events", costs["khal"].cpu / mine, 10)


def first_read(bench: Bench) -> Iterator[Row]:
    """A run that has never seen the calendar, against parsers that do nothing but parse it."""
    for number, limit, rounds in ((1_000, 4, 5), (10_000, 25, 2)):
        calendar = write(bench.folder / f"{number}.ics", events(number))
        costs = bench.compare({"ours": _first(calendar), "icalendar": [*ICALENDAR, PARSE, calendar]}, rounds)
        yield at_least(f"first read of {number} events, against icalendar", _times(costs, "icalendar"), limit)
    calendar = write(bench.folder / "100000.ics", events(100_000))
    costs = bench.compare({"ours": _first(calendar), "libical": [PEERS / "read-libical", calendar]}, rounds=3)
    costs["icalendar"] = bench.run([*ICALENDAR, PARSE, calendar])
    yield at_least("first read of 100000 events, against icalendar", _times(costs, "icalendar"), 70)
    yield at_least("the same, against libical (C)", _times(costs, "libical"), 3.5)
    yield _memory("peak memory of it", costs["ours"])
    yield from _monsters(bench)
    yield _scan_alone(bench, calendar)


def _first(calendar: Path) -> list[str | Path]:
    return [*TOOL, "plan", calendar, AT, "--no-cache"]


def _times(costs: dict[str, Cost], peer: str) -> float:
    return costs[peer].cpu / costs["ours"].cpu


def _monsters(bench: Bench) -> Iterator[Row]:
    """Files that are big in other ways than by many events."""
    for name, middle in MONSTERS.items():
        file = bench.folder / "monster.ics"
        file.write_bytes(whole(middle(MONSTER)))
        yield _memory(f"peak memory of a file {name}, {file.stat().st_size >> 20} MB", bench.run(_first(file), worst=1))


def _memory(what: str, cost: Cost) -> Row:
    return Row(what, f"{cost.memory:.0f} MB", f"at most {MOST_MEMORY} MB", cost.memory <= MOST_MEMORY)


def _scan_alone(bench: Bench, calendar: Path) -> Row:
    words = {word.strip() for word in load_library(Shelf(), "balanced").lexicon.scan_words if word.isascii()}
    pattern = "|".join(map(re.escape, sorted(words)))
    grep: list[str | Path] = ["grep", "-ciE", pattern, calendar]
    costs = bench.compare({"scan": [sys.executable, ROOT / "benchmarks/scan_alone.py", calendar], "grep": grep}, 2)
    empty = write(bench.folder / "empty.ics", iter(()))
    start = bench.compare({"start": [sys.executable, ROOT / "benchmarks/scan_alone.py", empty]}, 2)["start"].cpu
    return at_most(
        f"scan alone, of `grep -ciE` of its {len(words)} words", (costs["scan"].cpu - start) / costs["grep"].cpu, 1.2
    )


def folders(bench: Bench) -> Iterator[Row]:
    """A folder of 20,000 files, as khal keeps them."""
    vdir = write_folder(bench.folder / "vdir", events(20_000))
    _configure_khal(bench, vdir)
    khal = bench.run([program("khal"), "list"])
    sync: list[str | Path] = [*TOOL, "sync", vdir, AT, "--to", bench.folder / "followups.ics"]
    first = bench.run(sync)
    second = bench.compare({"ours": sync}, rounds=2)["ours"]
    yield at_least("first read of a folder of 20000, against khal's first run", khal.cpu / first.cpu, 10)
    yield at_least("the same folder unchanged, against its first read", first.cpu / second.cpu, 10)


def _configure_khal(bench: Bench, vdir: Path) -> None:
    config = bench.folder / "config" / "khal" / "config"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f"[calendars]\n[[life]]\npath = {vdir}\n[locale]\nlocal_timezone = UTC\n")


def recurrence(bench: Bench) -> Iterator[Row]:  # noqa: ARG001 - all parts are called alike
    """Rules that are meant to hurt."""
    import time

    from followup_cal.ical.read import events as read

    start, end = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
    worst, most = 0.0, 0
    for rule in (*RULES, *RULES):
        text = SERIES.format(rule=rule)
        begin = time.process_time()
        found, _ = read(text.encode(), "s", "h", "UTC", start, end)
        worst, most = max(worst, time.process_time() - begin) if rule != SECONDLY else worst, max(most, len(found))
    yield Row("most instances of a hostile rule", str(most), "at most 1000", most <= 1000)
    yield Row("slowest of these rules", f"{worst * 1000:.0f} ms", "bounded", ok=None)


def plans(bench: Bench) -> Iterator[Row]:
    """`plan` for 200 applications."""
    calendar = write(bench.folder / "applications.ics", applications(200))
    costs = bench.compare({"ours": _first(calendar), "icalendar": [*ICALENDAR, "import icalendar"]}, rounds=3)
    yield at_most("`plan` for 200 applications, of `import icalendar`", costs["ours"].cpu / costs["icalendar"].cpu, 3)


def tests(bench: Bench) -> Iterator[Row]:
    """The whole of `make test`, by the clock."""
    wall = bench.run(["make", "-C", ROOT, "test"]).wall
    yield Row("`make test`", f"{wall:.0f} s", "at most 180 s", wall <= 180)


def machine() -> str:
    """What it runs on."""
    model = re.search(r"(?m)^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text())
    system = f"{platform.system()} {platform.release()}"
    return f"{model[1] if model else 'unknown processor'}, {system}, Python {platform.python_version()}"
