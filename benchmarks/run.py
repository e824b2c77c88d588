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
WORDS = {True: "ok", False: "MISSED", None: ""}


def main() -> int:
    """Prints the table."""
    begin = time.monotonic()
    print(f"{disk.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    print(f"{'what':<66}{'measured':<32}{'required':<26}")
    missed = 0
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for row in PARTS[name](Bench(Path(folder))):
                print(f"{row.what:<66}{row.measured:<32}{row.required:<26}{WORDS[row.ok]}", flush=True)
                missed += row.ok is False
    print(f"\n{missed} missed; {time.monotonic() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
