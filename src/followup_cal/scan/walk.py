"""Walks through a stream of chunks, one component at a time, and never holds more than one that is unfinished."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from followup_cal.scan.encoding import Chunks, translate
from followup_cal.scan.folding import FOLDS, ONE_FOLD, any_fold, properties, unfold
from followup_cal.scan.judge import Verdict, judge_of
from followup_cal.scan.lane import Lane
from followup_cal.scan.oddities import oddities
from followup_cal.scan.series import Dropped
from followup_cal.scan.values import Calendar, Component, Damage, Scan, Selection

# A BEGIN or END line up to its line end; behind that a further logical line is known to begin.
_STRUCTURE = re.compile(
    rb"\n(?:\xef\xbb\xbf)?(?:" + any_fold(b"BEGIN") + rb"()|" + any_fold(b"END") + rb")" + FOLDS + rb":" + FOLDS
    + rb"([A-Za-z0-9-]*(?:" + ONE_FOLD + rb"[A-Za-z0-9-]+)*)(?:[ \t]|" + ONE_FOLD + rb")*"
    + rb"(?=\r?\n(?:\r?\n)*(?:\r[^\n]|[^ \t\r\n]))"
)  # fmt: skip
# What stands directly in a VCALENDAR (RFC 5545, 3.6) and never anywhere else.
_TOP = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})
_TAIL = 1 << 16
_LONGEST_JUNK = 1 << 20
_LONGEST_COMPONENT = 1 << 25
# What is shorter than this is looked at once, with all that comes.
_WORTH_A_LOOK = 1 << 16


class _Open:
    """A VCALENDAR that is being read."""

    def __init__(self) -> None:
        self.header: list[bytes] = []
        self.timezones: list[Component] = []

    def closed(self, end: int | None, shared: dict[bytes, bytes]) -> Calendar:
        header = b"".join(self.header)
        return Calendar(shared.setdefault(header, header), _method_of(header), end, tuple(self.timezones))


class _Walk:
    """The state of one scan.

    `at` is the line feed before the line that comes next; one is put before the stream so that the first line has it.
    """

    def __init__(self, selection: Selection) -> None:
        self._judge = judge_of(selection)
        self._lane = Lane(self._judge)
        self._buffer = b"\n"
        self._base = -1
        self._at = 0
        self._open: _Open | None = None
        self._shared: dict[bytes, bytes] = {}
        self._dropped = Dropped()
        self.calendars: list[Calendar] = []
        self.components: list[Component] = []
        self.damages: list[Damage] = []
        self._taken = 0

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
            wanted = min(max(2 * held, _WORTH_A_LOOK), _LONGEST_COMPONENT)
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
        left = len(self._buffer) - self._at
        if left >= (_LONGEST_COMPONENT if self._open else _LONGEST_JUNK):
            self._give_up()

    def _give_up(self) -> None:
        """Passes over what is too long to be a component."""
        if self._open:
            self._damaged(self._at, "no end in sight: left out")
        near_end = len(self._buffer) - _TAIL
        feed = self._buffer.find(b"\n", near_end)
        self._at = feed if feed >= 0 else near_end

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
            self._open.header.append(self._buffer[self._at + 1 : size - self._base])
            self._damaged(size - self._base - 1, "the file is cut off: END:VCALENDAR is missing")
        self._close(None)

    def _step(self) -> bool:
        """Takes the next line of structure; False if there is no whole one."""
        found = _STRUCTURE.search(self._buffer, self._at)
        if found is None:
            return False
        if self._open and found.start() > self._at:
            self._open.header.append(self._buffer[self._at + 1 : found.start() + 1])
        self._at = found.start()
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
        self._at = self._buffer.index(b"\n", found.end())
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
                self._at = at
                return True
        if end == 0:
            place = _end_of(self._buffer, found, name)
            if place is None:
                return False
            end, sound = place
            if not sound:
                self._damaged(self._at, f"this {name} has no END:{name}: left out")
                self._at = end - 1
                return True
        self._take(name, end, into)
        self._at = end - 1
        return True

    def _take(self, name: str, end: int, into: _Open) -> None:
        raw = self._buffer[self._at + 1 : end]
        offset = self._base + self._at + 1
        number = len(self.calendars)
        if name == "VTIMEZONE":
            key = properties(unfold(raw)).get("TZID", b"").decode("utf-8", "replace").strip()
            raw = self._shared.setdefault(raw, raw)
            into.timezones.append(Component(number, name, key, offset, len(raw), raw))
            return
        self._taken += 1
        if name in {"VEVENT", "VTODO"}:
            verdict, uid = self._judge.verdict(name, raw)
            if verdict is Verdict.KEEP:
                self.components.append(Component(number, name, uid, offset, len(raw), raw))
                self.damages += [Damage(offset + at, 0, what, lost=False) for at, what in oddities(raw)]
            elif verdict is Verdict.SERIES and uid is not None:
                self._dropped.add(uid, number, offset, len(raw))

    def _damaged(self, at: int, what: str) -> None:
        self.damages.append(Damage(self._base + at + 1, 0, what))


@lru_cache(maxsize=4)
def _method_of(header: bytes) -> str:
    method = properties(unfold(b"BEGIN:VCALENDAR\n" + header)).get("METHOD", b"")
    return method.decode("ascii", "replace").strip().upper()


def _name(found: re.Match[bytes]) -> str:
    return unfold(found[2]).decode("ascii").upper()


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


def complete(found: Scan, chunks: Chunks) -> Scan:
    """Fetches what one pass cannot know: components of a series that were dropped too early, and line numbers.

    Args:
        found: the answer of `scan`.
        chunks: the same stream from its beginning.
    """
    marks = deque(sorted({item.offset for item in found.damages}))
    wanted = deque(found.rest)
    lines: dict[int, int] = {}
    fetched: list[Component] = []
    base, line, held = 0, 1, b""
    for chunk in translate(chunks).chunks:
        counted = 0
        while marks and marks[0] < base + len(chunk):
            mark = marks.popleft()
            line += chunk.count(b"\n", counted, mark - base)
            lines[mark], counted = line, mark - base
        line += chunk.count(b"\n", counted)
        while wanted and wanted[0].offset < base + len(chunk):
            held += chunk[max(0, wanted[0].offset - base) : wanted[0].end - base]
            if wanted[0].end > base + len(chunk):
                break
            fetched.append(replace(wanted.popleft(), raw=held))
            held = b""
        base += len(chunk)
    return replace(
        found,
        components=tuple(sorted(found.components + tuple(fetched), key=lambda item: item.offset)),
        damages=tuple(replace(item, line=lines.get(item.offset, line)) for item in found.damages),
        rest=(),
    )
