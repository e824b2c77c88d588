"""Walks through a stream of chunks, one component at a time, and never holds more than one that is unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from followup_cal.identity import is_ours
from followup_cal.scan.encoding import Chunks, translate
from followup_cal.scan.folding import FOLDS, LARGE, ONE_FOLD, any_fold, properties, unfold
from followup_cal.scan.judge import Verdict, judge_of
from followup_cal.scan.lane import Lane
from followup_cal.scan.oddities import oddities
from followup_cal.scan.series import Dropped
from followup_cal.scan.shortening import LONGEST, shortened
from followup_cal.scan.values import Calendar, Component, Damage, Scan, Selection

# A BEGIN or END line up to its line end; behind that a further logical line is known to begin.
_STRUCTURE = re.compile(
    rb"\n(?:\xef\xbb\xbf)?(?:" + any_fold(b"BEGIN") + rb"()|" + any_fold(b"END") + rb")" + FOLDS + rb":" + FOLDS
    + rb"([A-Za-z0-9-]*(?:" + ONE_FOLD + rb"[A-Za-z0-9-]+){0,99})(?:[ \t\r\n]*[ \t])?"
    + rb"(?=\r?\n[\r\n]*[^ \t\r\n])"
)  # fmt: skip
# What stands directly in a VCALENDAR (RFC 5545, 3.6) and never anywhere else.
_TOP = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})
_TAIL = 1 << 16
# What is shorter than this is looked at once, with all that comes.
_WORTH_A_LOOK = 1 << 16
_MOST_DAMAGES = 1000


class _Open:
    """A VCALENDAR that is being read."""

    def __init__(self) -> None:
        self._header = bytearray()
        self.timezones: list[Component] = []

    def add(self, lines: bytes) -> None:
        self._header += lines
        if len(self._header) > LONGEST:
            self._header = bytearray(shortened(bytes(self._header)) or b"")

    def closed(self, end: int | None, shared: dict[bytes, bytes]) -> Calendar:
        header = bytes(self._header)
        if len(header) > LARGE:
            header = shortened(header) or b""
        return Calendar(shared.setdefault(header, header), _method_of(header), end, tuple(self.timezones))


class _Walk:
    """The state of one scan.

    `at` is the line feed before the line that comes next; one is put before the stream so that the first line has it.
    `cut` bytes are missing behind it, from something long that has not ended yet.
    """

    def __init__(self, selection: Selection) -> None:
        self._judge = judge_of(selection)
        self._lane = Lane(self._judge)
        self._buffer = b"\n"
        self._base = -1
        self._at = 0
        self._cut = 0
        self._refused = -1
        self._open: _Open | None = None
        self._shared: dict[bytes, bytes] = {}
        self._dropped = Dropped()
        self.calendars: list[Calendar] = []
        self.components: list[Component] = []
        self.damages: list[Damage] = []
        self._taken = self._lost = 0

    @property
    def count(self) -> int:
        """How many sound components went by, VTIMEZONEs aside."""
        return self._taken + self._lane.skipped

    def run(self, chunks: Iterator[bytes]) -> int:
        """Walks to the end of the stream and returns its length."""
        pending: list[bytes] = []
        held, size, wanted = 1, 0, _WORTH_A_LOOK
        for chunk in chunks:
            pending.append(chunk)
            held += len(chunk)
            size += len(chunk)
            if held < wanted:
                continue
            self._advance(pending)
            pending.clear()
            held = len(self._buffer) - self._at
            # An unfinished component is looked at again only when twice as much of it is there.
            wanted = min(max(2 * held, _WORTH_A_LOOK), LONGEST)
        self._finish(pending, size)
        return size

    def rest(self) -> tuple[Component, ...]:
        """What was dropped although it belongs to a series of which something was kept."""
        return tuple(self._dropped.of({item.key for item in self.components if item.key is not None}))

    def _advance(self, more: list[bytes]) -> None:
        self._buffer = b"".join([memoryview(self._buffer)[self._at :], *more])
        self._base += self._at
        self._at = 0
        while self._step():
            pass
        if len(self._buffer) - self._at >= LONGEST:
            self._shorten()

    def _move(self, to: int) -> None:
        self._at = to
        self._base += self._cut
        self._cut = 0

    def _shorten(self) -> None:
        """Lets go of what nobody reads of something long, or of all of it."""
        buffer, at = self._buffer, self._at
        kept = shortened(buffer[at + 1 :], unfinished=True) if self._open else None
        if kept is None:
            begun = _STRUCTURE.match(buffer, at) if self._open else None
            if self._open:
                self._refuse()
            near_end = len(buffer) - _TAIL
            feed = buffer.find(b"\n", near_end)
            if begun is None:
                self._move(feed if feed >= 0 else near_end)
                return
            # Its end is still waited for.
            kept = buffer[at + 1 : begun.end()] + b"\nX:" + (buffer[feed:] if feed >= 0 else buffer[-3:])
        self._cut += len(buffer) - at - 1 - len(kept)
        self._base += at
        self._buffer, self._at = b"\n" + kept, 0

    def _finish(self, last: list[bytes], size: int) -> None:
        """Reads the last lines, with or without a line end, and reports what is cut off."""
        ended = next(filter(None, reversed(last)), self._buffer).endswith(b"\n")
        self._advance([*last, b"\x00" if ended else b"\n\x00"])
        if self._open is None:
            return
        begun = _STRUCTURE.search(self._buffer, self._at)
        if begun:
            self._damaged(self._at, f"the file is cut off inside this {_name(begun)}: left out")
        else:
            self._open.add(self._buffer[self._at + 1 : size - self._base - self._cut])
            self._damaged(size - self._base - 1, "the file is cut off: END:VCALENDAR is missing")
        self._close(None)

    def _step(self) -> bool:
        """Takes the next line of structure; False if there is no whole one."""
        found = _STRUCTURE.search(self._buffer, self._at)
        if found is None:
            return False
        if found.start() > self._at:
            if self._open:
                self._open.add(self._buffer[self._at + 1 : found.start() + 1])
            self._move(found.start())
        name, begins = _name(found), found[1] is not None
        if begins and name == "VCALENDAR":
            self._begin_calendar(found)
        elif begins and self._open:
            return self._component(found, name, self._open)
        elif self._open and name == "VCALENDAR":
            self._close(self._base + found.start() + 1)
        elif name in _TOP:
            what = f"{name} outside of a VCALENDAR: left out" if begins else f"END:{name} without BEGIN"
            self._damaged(self._at, what)
        self._move(self._buffer.index(b"\n", found.end()))
        return True

    def _begin_calendar(self, found: re.Match[bytes]) -> None:
        if self._open:
            self._damaged(found.start(), "a VCALENDAR begins before the one above has ended")
            self._close(None)
        self._open = _Open()

    def _close(self, end: int | None) -> None:
        if self._open:
            self.calendars.append(self._open.closed(end, self._shared))
        self._open = None

    def _component(self, found: re.Match[bytes], name: str, into: _Open) -> bool:
        """Takes the component that begins here, and all dull ones in front of it; False if it isn't all there."""
        end = 0
        if name == "VEVENT":
            at, end = self._lane.skip(self._buffer, self._at)
            if at > self._at:
                self._move(at)
                return True
        if end == 0:
            place = _end_of(self._buffer, found, name)
            if place is None:
                return False
            end, sound = place
            if not sound:
                self._damaged(self._at, f"this {name} has no END:{name}: left out")
                self._move(end - 1)
                return True
        self._take(name, end, into)
        self._move(end - 1)
        return True

    def _take(self, name: str, end: int, into: _Open) -> None:
        raw = self._buffer[self._at + 1 : end]
        offset, length = self._base + self._at + 1, len(raw) + self._cut
        number = len(self.calendars)
        self._taken += name != "VTIMEZONE"
        if offset == self._refused:
            return
        kept = shortened(raw) if length > LARGE else raw
        if name == "VTIMEZONE":
            if kept is None:
                self._refuse()
                return
            key = properties(unfold(kept)).get("TZID", b"").decode("utf-8", "replace").strip()
            kept = self._shared.setdefault(kept, kept)
            into.timezones.append(Component(number, name, key, offset, length, kept))
        elif name in {"VEVENT", "VTODO"}:
            verdict, uid = self._judge.verdict(name, kept or raw)
            if is_ours(uid):
                # It may be written back: nothing of it may be missing.
                kept = None if self._cut else raw
            if kept is None and verdict is not Verdict.DROP:
                self._refuse()
            elif verdict is Verdict.SERIES and uid is not None:
                self._dropped.add(uid, number, offset, length)
            elif verdict is Verdict.KEEP and kept is not None:
                self.components.append(Component(number, name, uid, offset, length, kept))
                if len(kept) == length:
                    self.damages += [Damage(offset + at, 0, what, lost=False) for at, what in oddities(kept)]

    def _refuse(self) -> None:
        self._damaged(self._at, "this is too long to be read: left out")
        self._refused = self._base + self._at + 1

    def _damaged(self, at: int, what: str) -> None:
        """Notes where something is left out; of what is in pieces everywhere, a beginning is enough."""
        offset = self._base + at + 1
        if offset != self._refused and self._lost < _MOST_DAMAGES:
            self._lost += 1
            self.damages.append(Damage(offset, 0, what))


def _name(found: re.Match[bytes]) -> str:
    return unfold(found[2]).decode("ascii").upper()


@lru_cache(maxsize=4)
def _method_of(header: bytes) -> str:
    method = properties(unfold(b"BEGIN:VCALENDAR\n" + header)).get("METHOD", b"")
    return method.decode("ascii", "replace").strip().upper()


def _end_of(buffer: bytes, found: re.Match[bytes], name: str) -> tuple[int, bool] | None:
    """Where a component ends and whether with its own END line; None if that has not come yet."""
    depth = 1
    for line in _STRUCTURE.finditer(buffer, found.end()):
        other, begins = _name(line), line[1] is not None
        if other == "VCALENDAR" or (begins and other in _TOP):
            return line.start() + 1, False
        if other == name:
            depth += 1 if begins else -1
        if depth == 0:
            return buffer.index(b"\n", line.end()) + 1, True
    return None


def scan(chunks: Chunks, selection: Selection) -> Scan:
    """Reads a stream once and keeps what the selection asks for.

    Where the answer is `unfinished`, `complete` has to look at the same stream once more.
    """
    stream = translate(chunks)
    walk = _Walk(selection)
    size = walk.run(stream.chunks)
    return Scan(
        tuple(walk.calendars), tuple(walk.components), tuple(walk.damages), walk.rest(),
        walk.count, stream.encoding, stream.newline, size,
    )  # fmt: skip
