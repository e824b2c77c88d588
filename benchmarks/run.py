"""Measures this program against named peers and prints a table: `make bench`.

    python benchmarks/run.py [PART]...

Parts: startup, unchanged, first, folder, server, recurrence, plan, tests; all of them where none is named. Ratios are
of processor time, the least of some rounds in which every program runs once; where a server or a network has its share,
of time on the clock.
"""

from __future__ import annotations

import os
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import disk
import server
from measure import Bench, Row

PARTS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "startup": disk.startup,
    "unchanged": disk.unchanged,
    "first": disk.first_read,
    "folder": disk.folders,
    "server": server.rows,
    "recurrence": disk.recurrence,
    "plan": disk.plans,
    "tests": disk.tests,
}
# Why a row may be missed, and what was tried; by the beginning of its name.
START = (
    "nearly all of it is the start: 120 frozen dataclasses take a fifth of that, icalendar and the words of all "
    "languages a sixth each, Python with click an eighth, regular expressions a tenth; templates are read when they "
    "are needed, but the scan needs the words; tried: no garbage collector (a fortieth less), word lists whose strings "
    "need no look at each letter (a seventieth)"
)
WHY = {
    "the same, against `khal list`": (
        "khal, with its database up to date, takes six times as long as `import click`: a tenth of that is less than "
        "importing click takes, which both do"
    ),
    "first read of 1000 ": START,
    "first read of 10000 ": START,
    "first read of 100000 ": (
        "a third is the start, near a half the scan, which looks at how every line begins, a fifth recognising what is "
        "kept; tried: three other forms of the scan (none was faster), each word of a text judged once for all lists "
        "(a thirtieth of the scan, for thirty lines more)"
    ),
    "the same, against libical": "as above",
    "scan alone": (
        "the scan finds where each event begins and ends, however it is written; grep does not; a third of it goes to "
        "the words of events inside the window, of which none may be missed for accents, folds or blanks"
    ),
    "first read of a folder": (
        "each of the 20000 files is opened and scanned by itself: the system's part is a fifth, the scan of the lines "
        "the most"
    ),
    "the same, of `vdirsyncer sync` of 1000": (
        "both are little more than their start here, of which a half is the library for CalDAV"
    ),
    "`make test`": (
        "7000 tests with real servers, terminals and processes; tried: what is tried in every combination has gone to "
        "the slow lane, which CI runs; programs are forked from one that has loaded them; more would make tests weaker"
    ),
    "`plan` for 200": (
        "11 to 15 ms for an application: a third goes to recognising, a fifth to the dates, a sixth to the start, a "
        "seventh to the words, the rest to parsing, comparing and printing 1400 follow-ups; tried: remembering which "
        "lists may match a text (a thirtieth); a tenth could be saved in the second look at each interview"
    ),
}
INDENT = "    "
WORDS = {True: "ok", False: "MISSED", None: ""}


def main() -> int:
    """Prints the table."""
    begin = time.monotonic()
    print(f"{disk.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    print(f"{'what':<72}{'measured':<32}{'required':<26}")
    missed = 0
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for row in PARTS[name](Bench(Path(folder))):
                print(f"{row.what:<72}{row.measured:<32}{row.required:<26}{WORDS[row.ok]}", flush=True)
                if row.ok is False:
                    missed += 1
                    print(_why(row.what), end="", flush=True)
    print(f"\n{missed} missed; {time.monotonic() - begin:.0f} s")
    return 0


def _why(what: str) -> str:
    reasons = (reason for name, reason in WHY.items() if what.startswith(name))
    return "".join(
        f"{textwrap.fill(reason, 110, initial_indent=INDENT, subsequent_indent=INDENT)}\n" for reason in reasons
    )


if __name__ == "__main__":
    sys.exit(main())
