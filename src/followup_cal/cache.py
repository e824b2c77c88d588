"""What stores remember from run to run, so that an unchanged calendar costs next to nothing.

Everything in it can be read again from the calendars: the file may be deleted at any time. It is readable by its owner
only, and holds of events that are no interviews at most a keyed hash of where they stand (design, section 7).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from followup_cal.private import keep

VERSION = 1


def load(path: Path | None) -> dict[str, Any]:
    """Reads the memories by location; a file that is missing, damaged or of another version counts as empty."""
    try:
        data = json.loads(path.read_text(encoding="utf-8")) if path else {}
        memories = data["memories"] if data["version"] == VERSION else {}
        return dict(memories)
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def save(path: Path, memories: Mapping[str, Any]) -> None:
    """Replaces the file in one step.

    Raises:
        UsageProblem: it cannot be written.
    """
    keep(path, json.dumps({"version": VERSION, "memories": memories}))
