"""Finds the few components of a calendar that can matter, without parsing the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Selection:
    """What a run needs from a calendar.

    Attributes:
        start: aware; events that end before it are left out, one day of slack included.
        end: aware; events that begin after it are left out.
        words: a component without any of these is left out; lower case, accents folded. Our own entries always pass.
        everything: leave nothing out for its words (`interviews --all`, `--no-scan`).
    """

    start: datetime
    end: datetime
    words: tuple[str, ...] = ()
    everything: bool = False
