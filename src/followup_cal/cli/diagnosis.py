"""What helps to find a fault and can be shown to anybody: versions, kinds, counts, and where in the program it was."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from followup_cal.gather import Gathered
from followup_cal.places import ADDRESSES
from followup_cal.report.tally import counted

HEADING = "To report a fault, copy what follows; no word of your calendars is in it:"


def say(lines: Iterable[str]) -> None:
    """Prints lines on stderr, so that it shows where they begin."""
    for line in (HEADING, _versions(), *lines):
        click.echo(line, err=True)


def counts(gathered: Gathered) -> Iterator[str]:
    """What was read, by kind and number."""
    kinds = Counter(_kind(location) for location in gathered.complete)
    damaged = sum(problem.damaged for problem in gathered.problems)
    yield "read in full: " + (", ".join(counted(number, kind) for kind, number in sorted(kinds.items())) or "nothing")
    yield f"events in question: {len(gathered.events)}, own entries: {len(gathered.existing)}"
    yield f"passed over: {damaged} damaged, {len(gathered.problems) - damaged} of no consequence"


def trace(error: BaseException | None) -> Iterator[str]:
    """Where an error happened; what it says may be somebody's text and is left out."""
    import traceback

    while error is not None:
        yield "Traceback (most recent call last):"
        for frame in traceback.extract_tb(error.__traceback__):
            place = Path(frame.filename).parts[-2:]
            yield f"  {'/'.join(place)}:{frame.lineno} in {frame.name}: {frame.line}"
        yield type(error).__name__
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _kind(location: str) -> str:
    if location.startswith(ADDRESSES):
        return "address"
    return "folder" if Path(location).is_dir() else "file"


def _versions() -> str:
    from importlib.metadata import version

    names = ("followup-cal", "caldav", "icalendar", "recurring-ical-events")
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return ", ".join([*(f"{name} {version(name)}" for name in names), system])
