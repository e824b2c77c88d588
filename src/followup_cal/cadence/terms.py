"""How a cadence says when: `end + 2h`, `previous + 5bd`, `start - 30m`.

A term is an anchor and an offset from it. This module knows the notation, not what an anchor means for a given
interview, and no calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

OFFSET = re.compile(r"(?P<sign>[+-]?)\s*(?P<count>\d{1,4})\s*(?P<unit>bd|d|h|m)")
TERM = re.compile(r"(?P<anchor>[a-z]+)\s*(?P<offset>[+-].*)?")
NOTATION = 'a number and a unit such as "30m", "2h", "3d" or "5bd"'


class Unit(StrEnum):
    """What an offset is counted in."""

    MINUTES = "m"
    HOURS = "h"
    DAYS = "d"
    BUSINESS_DAYS = "bd"


class Anchor(StrEnum):
    """What an offset is counted from.

    The round; what was noted about it later; the step before in the file; the middle between the round and the day on
    which they said they would decide; the first day of the quiet window; or the step itself.
    """

    START = "start"
    END = "end"
    OUTCOME = "outcome"
    PREVIOUS = "previous"
    MIDDLE = "middle"
    WINDOW = "window"
    AT = "at"


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in time; negative for what lies before."""

    count: int
    unit: Unit

    @property
    def span(self) -> timedelta:
        """The distance in elapsed time; business days have none, they depend on a country."""
        seconds = {Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: 86400}[self.unit]
        return timedelta(seconds=seconds * self.count)


@dataclass(frozen=True, slots=True)
class Term:
    """An anchor and the distance from it."""

    anchor: Anchor
    offset: Offset = Offset(0, Unit.MINUTES)


def parse_offset(text: str) -> Offset:
    """Reads `5bd`, `2h`, `- 30m`.

    Raises:
        ValueError: with what is allowed instead.
    """
    match = OFFSET.fullmatch(text.strip())
    if match is None:
        raise ValueError(NOTATION)
    count = int(match["count"])
    return Offset(-count if match["sign"] == "-" else count, Unit(match["unit"]))


def parse_term(text: str, anchors: frozenset[Anchor]) -> Term:
    """Reads `end + 5bd`, or an anchor alone.

    Args:
        text: as it stands in the cadence.
        anchors: those that make sense where it stands.

    Raises:
        ValueError: with what is allowed instead.
    """
    match = TERM.fullmatch(text.strip())
    if match is None or match["anchor"] not in anchors:
        names = " or ".join(f"`{anchor}`" for anchor in sorted(anchors))
        raise ValueError(f'{names}, then + or - and {NOTATION}, as in "{min(anchors)} + 2h"')
    if match["offset"] is None:
        return Term(Anchor(match["anchor"]))
    return Term(Anchor(match["anchor"]), parse_offset(match["offset"]))
