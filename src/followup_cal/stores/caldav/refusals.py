"""What a server means when it refuses a write. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from followup_cal.stores.caldav.exchange import Answer
from followup_cal.stores.caldav.multistatus import conditions, multistatus, words

GONE = frozenset({404, 410})
CHANGED = frozenset({409, 412})
_MULTISTATUS = 207
_TOO_LARGE = 413
_FULL = 507
_NOT_ALLOWED = 405
_LOCKED = 423
_SERVER_FAULT = 500
# "Look it up again": which of them means a taken UID differs from server to server (servers.md, 4).
_PERHAPS_TAKEN = frozenset({400, 403, 409, 410, 412})
_SURELY_TAKEN = frozenset({409, 410, 412})
_UID_CONDITIONS = frozenset({"no-uid-conflict", "unique-scheduling-object-resource"})
_QUOTA_CONDITIONS = frozenset({"quota-not-exceeded", "sufficient-disk-space"})
_UID_WORDS = re.compile(r"\buid\b|already (?:exist|use|taken)|duplicate|deleted", re.IGNORECASE)


class Meaning(Enum):
    """What a refused write comes down to."""

    TAKEN = "taken"
    PERHAPS_TAKEN = "perhaps-taken"
    COMPONENT = "component"
    TOO_LARGE = "too-large"
    FULL = "full"
    READ_ONLY = "read-only"
    LOCKED = "locked"
    FAULT = "fault"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused write.

    Attributes:
        said: what the server says in words, one line.
        hrefs: the addresses it names, e.g. of the object that has the UID.
    """

    meaning: Meaning
    status: int
    said: str
    hrefs: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What happened, for people."""
        said = f": {self.said}" if self.said else ""
        sentences = {
            Meaning.COMPONENT: "this calendar does not take entries of this kind",
            Meaning.TOO_LARGE: "the server finds this entry too large",
            Meaning.FULL: "there is no room left in the account",
            Meaning.READ_ONLY: f"this calendar may not be written to{said}",
            Meaning.LOCKED: "another program is writing to this calendar",
            Meaning.FAULT: f"the server has an error of its own ({self.status})",
        }
        return sentences.get(self.meaning, f"the server refused it ({self.status}{said})")

    @property
    def ends_the_run(self) -> bool:
        """Whether every other write would be refused as well."""
        return self.meaning in {Meaning.FULL, Meaning.READ_ONLY}


def status_of(answer: Answer) -> int:
    """The status of a write; Xandikos may wrap it in a 207."""
    if answer.status != _MULTISTATUS:
        return answer.status
    try:
        return max((item.status for item in multistatus(answer.body, answer.url).found), default=answer.status)
    except ValueError:
        return answer.status


def understand(answer: Answer) -> Refusal:
    """Says what a refusal means (RFC 4791, 5.3.2.1; RFC 4331, 6)."""
    names, hrefs = conditions(answer.body)
    said, status = words(answer.body), status_of(answer)
    return Refusal(_meaning(status, names, said), status, said, hrefs)


def _meaning(status: int, names: frozenset[str], said: str) -> Meaning:
    taken = status in _SURELY_TAKEN or names & _UID_CONDITIONS or _UID_WORDS.search(said)
    signs = (
        (Meaning.FULL, status == _FULL or names & _QUOTA_CONDITIONS),
        (Meaning.TOO_LARGE, status == _TOO_LARGE or "max-resource-size" in names),
        (Meaning.COMPONENT, "supported-calendar-component" in names),
        (Meaning.LOCKED, status == _LOCKED),
        (Meaning.READ_ONLY, status == _NOT_ALLOWED or "need-privileges" in names),
        (Meaning.FAULT, status >= _SERVER_FAULT),
        (Meaning.OTHER, status not in _PERHAPS_TAKEN),
        (Meaning.TAKEN, taken and "valid-calendar-data" not in names),
    )
    return next((meaning for meaning, holds in signs if holds), Meaning.PERHAPS_TAKEN)
