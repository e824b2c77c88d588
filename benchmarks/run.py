"""Measures whole processes against named peers and prints ratios of medians: `make bench`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from generate import write

RUNS = 5
TOOL = [sys.executable, "-m", "followup_cal"]
CLICK = [sys.executable, "-c", "import click"]
ICALENDAR = "import sys, icalendar; icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())"
NOW = "--now=2026-11-18T08:00:00+00:00"


def seconds(command: Sequence[str], folder: Path) -> float:
    """The median wall time of some runs after one that is not counted."""
    environment = {**os.environ, "HOME": str(folder), "FOLLOWUP_CAL_STATE": str(folder / "state.json")}
    times = []
    for _ in range(RUNS + 1):
        begin = time.perf_counter()
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def row(what: str, ours: Sequence[str], peer: str, theirs: Sequence[str], folder: Path) -> None:
    """Prints one comparison."""
    mine, other = seconds(ours, folder), seconds(theirs, folder)
    print(f"{what:<44} {mine:7.3f} s  {peer:<22} {other:7.3f} s  ratio {mine / other:6.2f}", flush=True)


def main() -> None:
    """Prints the table."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors; medians of {RUNS} whole processes")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        row("followup-cal --help", [*TOOL, "--help"], "import click", CLICK, folder)
        row("followup-cal --version", [*TOOL, "--version"], "import click", CLICK, folder)
        for number in (1_000, 10_000):
            calendar = folder / f"{number}.ics"
            write(calendar, number)
            parse = [sys.executable, "-c", ICALENDAR, str(calendar)]
            plan = [*TOOL, "plan", str(calendar), NOW, "--no-cache"]
            row(f"first read of {number} events (plan)", plan, "icalendar, parse only", parse, folder)
        sync = [*TOOL, "sync", str(calendar), NOW, "--to", str(folder / "followups.ics")]
        row("unchanged sync of 10000 events", sync, "import click", CLICK, folder)


if __name__ == "__main__":
    main()
