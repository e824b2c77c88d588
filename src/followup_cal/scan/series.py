"""Remembers where components of series stand that were dropped, until it is known which series are kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from followup_cal.scan.values import Component

_FIELDS = 4


class Dropped:
    """Dropped VEVENTs, in 32 bytes each: big calendars hold more of them than memory should."""

    def __init__(self) -> None:
        self._rows = array("q")

    def add(self, uid: str, calendar: int, offset: int, length: int) -> None:
        """Notes one."""
        self._rows.extend((hash(uid), calendar, offset, length))

    def of(self, uids: Iterable[str]) -> Iterator[Component]:
        """Those with one of these UIDs, in the order they stand, without their bytes."""
        names = {hash(uid): uid for uid in uids}
        rows = self._rows
        for at in range(0, len(rows), _FIELDS):
            uid = names.get(rows[at])
            if uid is not None:
                yield Component(rows[at + 1], "VEVENT", uid, rows[at + 2], rows[at + 3], b"")
