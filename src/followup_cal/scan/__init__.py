"""Finds the few components of a calendar that can matter, without parsing the rest.

Bytes come in as chunks of any size and go out as untouched pieces with their offsets, so that a store can patch a file
in place. Nothing here knows files, icalendar, interviews or the clock.

The promise is one-sided: what is left out provably cannot matter, what is kept may. A component is kept if it is ours,
or if it can touch the window and holds one of the words; with one component of a series all of them are kept.
"""

from __future__ import annotations

from followup_cal.scan.encoding import Chunks
from followup_cal.scan.second import complete
from followup_cal.scan.values import Calendar, Component, Damage, Scan, Selection
from followup_cal.scan.walk import scan
from followup_cal.scan.words import runs

__all__ = ["Calendar", "Chunks", "Component", "Damage", "Scan", "Selection", "complete", "runs", "scan"]
