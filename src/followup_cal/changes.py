"""What can happen to an entry: values that say what and why, and do nothing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from followup_cal.imprint import Imprint
from followup_cal.model import Entry, Existing


class Reason(StrEnum):
    """Why a change is what it is; `report` turns it into words."""

    NEW = "new"
    FACTS = "facts changed"
    MOVED = "moved"
    BOOKKEEPING = "bookkeeping"
    SAME = "nothing to change"
    DONE = "done"
    ENDED = "ended"
    VANISHED = "interview gone"
    TOUCHED = "edited by the user"
    NOTED = "holds what the user noted"
    UNKNOWN_BASE = "cannot tell what was written"
    MARKED = "marked"
    REMOVED = "removed"
    OUT_OF_SCOPE = "its interview was not read"


@dataclass(frozen=True, slots=True)
class Ending:
    """Why the step of an entry is no longer wanted.

    Attributes:
        reason: in the words of a plan.
        interview: hash of the interview it hangs on now; empty where that is not known.
    """

    reason: str
    interview: str = ""


@dataclass(frozen=True, slots=True)
class Create:
    """An entry that is wanted and stands nowhere."""

    entry: Entry
    imprint: Imprint
    reason: Reason = Reason.NEW
    detail: str = ""

    @property
    def uid(self) -> str:
        """Which entry."""
        return self.entry.uid


@dataclass(frozen=True, slots=True)
class _Standing:
    """A change of an entry that stands in a calendar."""

    existing: Existing

    @property
    def uid(self) -> str:
        """Which entry."""
        return self.existing.uid


@dataclass(frozen=True, slots=True)
class Update(_Standing):
    """Some fields of an entry change; everything else in its resource stays.

    Attributes:
        fields: any of summary, times, alarms, text, footer; empty when only the imprint changes.
    """

    entry: Entry
    imprint: Imprint
    fields: frozenset[str]
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Delete(_Standing):
    """An untouched, open entry whose reason is gone."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Keep(_Standing):
    """An entry that stays as it stands."""

    reason: Reason
    detail: str = ""


Change = Create | Update | Delete | Keep
