"""Which calendar objects matter: the rules of the scan on the bytes of one object. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from followup_cal.identity import is_ours
from followup_cal.scan import Selection, scan
from followup_cal.scan.folding import unfold
from followup_cal.stores.patch import OURS

# What no known server rewrites (servers.md, 12): together they tell one version of an entry from another.
_LASTING = re.compile(
    rb"\n(UID|DTSTAMP|LAST-MODIFIED|SEQUENCE|SUMMARY|DTSTART|DTEND|DUE)(?:;[^:\n]*)?:([^\n]*)", re.IGNORECASE
)
_ALARM = re.compile(rb"\nBEGIN:VALARM\n.*?\nEND:VALARM(?=\n)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an object is to a selection.

    Attributes:
        matters: it is asked for, or it is ours.
        damage: what is wrong with it; None where it is sound.
    """

    matters: bool
    damage: str | None


def judge(data: bytes, selection: Selection) -> Judgement:
    """Judges one object as the scan judges the components of a file."""
    found = scan([data], selection)
    damage = found.damages[0].what if found.damages else None
    if damage is None and not found.calendars:
        damage = "this is no calendar object: it has no BEGIN:VCALENDAR"
    return Judgement(bool(found.components), damage)


def our_uids(data: bytes) -> frozenset[str]:
    """The UIDs of our own entries in an object."""
    keys = (item.key for item in scan([data], OURS).components)
    return frozenset(key for key in keys if key is not None and is_ours(key))


def component_of(data: bytes) -> str:
    """VTODO or VEVENT: what an entry of ours is."""
    return next((item.name for item in scan([data], OURS).components), "VEVENT")


def is_what_was_sent(stored: bytes, sent: bytes) -> bool:
    """Whether a server holds the version that was sent to it, though it may have rewritten its bytes."""
    return bool(_version(sent)) and _version(stored) == _version(sent)


def _version(data: bytes) -> frozenset[tuple[bytes, bytes]]:
    found = (_ALARM.sub(b"", unfold(item.raw)) for item in scan([data], OURS).components)
    return frozenset((name.upper(), value.strip()) for text in found for name, value in _LASTING.findall(text))
