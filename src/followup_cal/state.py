"""The disposable cache: what was written where. Everything still holds when it is lost (design, promise 4).

For every entry we wrote: its imprint, the store that holds it, the source of its interview, and whether it is written,
about to be written or deleted, or deleted by the user. Nothing is kept of events that are no interviews.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from followup_cal.private import keep

VERSION = 1
WRITTEN = "written"
PENDING = "pending"
LEAVING = "leaving"
UNSEEN = "unseen"
DELETED = "deleted"
BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one entry.

    Attributes:
        imprint: what was written last (`imprint.Imprint` as text).
        store: name of the store it was written to.
        source: name of the store its interview was read from.
        interview: hash of the key of its interview.
        purpose: for which employer, step and person it is (`entries.purpose_of`).
        start: when its interview began, ISO 8601 in UTC.
        since: when the first interview of its application began, likewise.
        due: when it begins itself, likewise; empty where it is done, or not wanted any more.
        status: written, pending (a run wanted to write it and may have been stopped), leaving (a run wanted to delete
            it and may have been stopped), unseen (written, and not to be found by a run that could not read all of its
            store), deleted (by the user), or blocked (the server refuses the UID, although nothing stands under it).
    """

    imprint: str
    store: str
    source: str
    interview: str
    purpose: str
    start: str
    since: str = ""
    due: str = ""
    status: str = WRITTEN


@dataclass(frozen=True, slots=True)
class State:
    """All memories by UID; replaced as a whole, never changed in place."""

    entries: Mapping[str, Memory] = field(default_factory=dict)

    def imprints(self) -> dict[str, str]:
        """UID -> imprint of everything that was written."""
        return {uid: memory.imprint for uid, memory in self.entries.items()}

    def having(self, memories: Mapping[str, Memory | None]) -> State:
        """The state with some memories replaced, or dropped where None."""
        merged = {**self.entries, **memories}
        return replace(self, entries={uid: memory for uid, memory in merged.items() if memory is not None})


def load(path: Path) -> State:
    """Reads the state file; one that is missing, damaged or from a newer version counts as lost."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            return State()
        return State({uid: Memory(**memory) for uid, memory in data["entries"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def save(path: Path, state: State) -> None:
    """Replaces the state file in one step, readable by its owner only.

    Raises:
        UsageProblem: it cannot be written.
    """
    entries = {uid: asdict(memory) for uid, memory in sorted(state.entries.items())}
    text = json.dumps({"version": VERSION, "entries": entries}, indent=1, ensure_ascii=False)
    keep(path, text)
