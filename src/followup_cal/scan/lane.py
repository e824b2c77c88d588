"""The fast lane: skips events that cannot matter with a search or two each, if nothing about them is unusual."""

from __future__ import annotations

import re

from followup_cal.scan.folding import LARGE, unfold
from followup_cal.scan.judge import Judge

# The first line that ends an event or makes it worth a closer look: anything of a series, our own UID, a component
# other than an alarm, and whatever is written so oddly that a plain search could miss it.
_STEP = re.compile(
    rb"\n[BEURbeurd\xef](?:"
    rb"(?<=E)(?:ND:VEVENT\r?\n(?=[^ \t\r\n])()|(?!ND:VALARM\r?\n[^ \t\r\n]|XDATE))"
    rb"|(?<=B)(?!EGIN:VALARM\r?\n[^ \t\r\n])"
    rb"|(?<=U)(?!ID:[^\r\n@]*(?:@(?!followup-cal)[^\r\n@]*)*\r?\n[^ \t\r\n]|RL[:;])"
    rb"|(?<![BEU]))"
)
_START = re.compile(
    rb"\nDTSTART(?:;[^:\"\n]*)?:(\d{8})"
    # Most programs write the end right behind the start.
    rb"(?:[^\n]*\nDTEND(?:;[^:\"\n]*)?:(\d{8}))?"
)
_END = re.compile(rb"\nDTEND(?:;[^:\"\n]*)?:(\d{8})")
_EVENT = (b"\nBEGIN:VEVENT\r\n", b"\nBEGIN:VEVENT\n")


class Lane:
    """Skips what a judge would drop.

    Args:
        judge: whose bounds and words hold.

    Attributes:
        skipped: how many events were skipped.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._first, self._last = judge.first, judge.last
        self.skipped = 0

    def skip(self, buffer: bytes, at: int) -> tuple[int, int]:
        """Skips dull events.

        Args:
            buffer: part of a stream.
            at: the line feed before an event.

        Returns:
            the line feed before the first thing that is not dull, and the end of that event; 0 where it is not known.
        """
        search, judge = _STEP.search, self._judge
        while buffer.startswith(_EVENT, at):
            found = search(buffer, at + 1)
            if found is None or found.lastindex is None:
                return at, 0
            end = found.end()
            if (
                not (judge.blind or self._is_out(buffer, at, end))
                # What is long is judged without what is left out of it.
                and (end - at > LARGE or judge.has_word(unfold(buffer[at + 1 : end])))
            ):
                return at, end
            self.skipped += 1
            at = end - 1
        return at, 0

    def _is_out(self, buffer: bytes, at: int, end: int) -> bool:
        """Whether an event without anything unusual provably lies outside the window."""
        begins = buffer.find(b"\nDTSTART", at, end)
        start = _START.match(buffer, begins) if begins >= 0 else None
        if start is None or buffer.find(b"\nBEGIN:", at + 1, begins) >= 0:
            return False
        day, stop = start.groups()
        if day >= self._first:
            return bool(day > self._last)
        if stop is None:
            ends = buffer.find(b"\nDTEND", at, end)
            other = _END.match(buffer, ends) if ends >= 0 and buffer.find(b"\nBEGIN:", at + 1, ends) < 0 else None
            stop = other[1] if other else None
        return stop is not None and stop < self._first
