"""The two streams: the report on stdout, everything else on stderr; colours only where a terminal shows them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO

import click

from followup_cal.report.layout import Line, Tone

STYLES: dict[Tone, dict[str, Any]] = {
    Tone.HEADING: {"bold": True},
    Tone.NEW: {"fg": "green"},
    Tone.CHANGED: {"fg": "yellow"},
    Tone.GONE: {"fg": "red"},
    Tone.DONE: {"fg": "green"},
    Tone.NEXT: {"fg": "cyan"},
    Tone.LATE: {"fg": "red", "bold": True},
    Tone.FAINT: {"dim": True},
}


def lively(stream: TextIO) -> bool:
    """Whether somebody watches: a terminal that can write over a line."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def colourful(stream: TextIO) -> bool:
    """Whether colours may be used: at a terminal that knows them, unless NO_COLOR is set (no-color.org)."""
    return lively(stream) and not os.environ.get("NO_COLOR")


def show(lines: Iterable[Line]) -> None:
    """Prints a report."""
    for line in lines:
        click.echo("".join(_painted(span.text, span.tone, sys.stdout) for span in line).rstrip())


def complain(problem: str, hint: str = "") -> None:
    """Prints what went wrong, in one or more lines, and what to do about it."""
    label = "Error:"
    for line in problem.splitlines() or [""]:
        note(label, line, Tone.LATE)
        label = "      "
    if hint:
        note("Hint: ", hint, Tone.NEXT)


def note(label: str, text: str, tone: Tone) -> None:
    """Prints a line on stderr, under a label."""
    click.echo(f"{_painted(label, tone, sys.stderr)} {text}", err=True)


def _painted(text: str, tone: Tone, stream: TextIO) -> str:
    """A text in the colour of what it means."""
    return click.style(text, **STYLES[tone]) if tone in STYLES and text and colourful(stream) else text
