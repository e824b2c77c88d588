"""Turns writes into edits of a calendar's bytes; every byte that is not ours stays where it was."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from followup_cal.identity import is_ours
from followup_cal.scan import Chunks, Component, Scan, Selection, scan
from followup_cal.scan.folding import properties, unfold
from followup_cal.stores.objects import Piece, mentions, our_pieces, zones_named
from followup_cal.stores.protocol import Create, Delete, Outcome, Update

# A selection in which only our own entries pass.
OURS = Selection(datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))

_MARK = b"X-FOLLOWUP-CAL:1\r\n"
_TZID_LINE = re.compile(rb"\nTZID[:;][^\n]*\n(?:[ \t][^\n]*\n)*")
# Scheduling messages (RFC 5546, 1.4): what is sent, not what is kept.
_MESSAGES = frozenset({"REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER"})


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replaces `length` bytes at an offset; edits at the same offset come in the order of `rank`."""

    offset: int
    rank: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with the bytes, and what becomes of each write if that succeeds.

    Attributes:
        edits: in the order of their offsets.
        leaves_nothing: no component is left afterwards.
    """

    edits: tuple[Edit, ...]
    outcomes: tuple[Outcome, ...]
    leaves_nothing: bool


def unwritable(found: Scan) -> str | None:
    """Why a calendar cannot be patched, as the end of a sentence about it; None where it can."""
    if found.encoding != "utf-8":
        return "is in UTF-16, which is read but not written"
    if not found.calendars:
        return "is not a calendar: it has no BEGIN:VCALENDAR"
    if all(calendar.method in _MESSAGES for calendar in found.calendars):
        return f"is an invitation (METHOD:{found.calendars[-1].method}), not a calendar"
    if _target(found) is None:
        return "is cut off: its END:VCALENDAR is missing"
    return None


def _target(found: Scan) -> int | None:
    """The last VCALENDAR that things can be added to."""
    usable = (
        number for number, calendar in enumerate(found.calendars)
        if calendar.end is not None and calendar.method not in _MESSAGES
    )  # fmt: skip
    return max(usable, default=None)


def plan(found: Scan, writes: Sequence[Create | Update | Delete], again: Callable[[], Chunks]) -> Plan:
    """Works out the edits for a batch of writes, one after the other.

    Args:
        found: a finished scan with at least all our own components, and nothing `unwritable` about it.
        writes: what to do; each is refused by itself.
        again: the same stream from its beginning, to see who uses a VTIMEZONE of ours.
    """
    patch = _Patch(found)
    outcomes = tuple(patch.carry_out(write) for write in writes)
    return Plan(tuple(patch.edits(again)), outcomes, patch.leaves_nothing)


def patched(chunks: Chunks, edits: Sequence[Edit]) -> Iterator[bytes]:
    """The stream with the edits applied; they are sorted and do not overlap."""
    waiting = deque(edits)
    position = done = 0
    for chunk in chunks:
        end = position + len(chunk)
        while waiting and waiting[0].offset < end:
            edit = waiting.popleft()
            yield chunk[done - position : edit.offset - position]
            yield edit.data
            done = edit.offset + edit.length
        if done < end:
            yield chunk[done - position :]
            done = end
        position = end
    for edit in waiting:
        yield edit.data


class _Patch:
    """The state of a calendar while a batch is carried out in thought."""

    def __init__(self, found: Scan) -> None:
        self._found = found
        self._target = _target(found)
        self._ours = our_pieces(found)
        self._alive = {piece.resource.href: piece for piece in self._ours}
        self._written: list[_Written] = []
        self._edits: list[Edit] = []

    def carry_out(self, write: Create | Update | Delete) -> Outcome:
        """Notes the edits for one write, or why it is refused."""
        if not is_ours(write.uid):
            return Outcome(write.uid, "this is not one of our own entries")
        if isinstance(write, Create):
            return self._create(write)
        piece = self._alive.get(write.href)
        if piece is None or piece.uid != write.uid:
            return Outcome(write.uid, "it is no longer there", conflict=True)
        if piece.resource.etag != write.etag:
            return Outcome(write.uid, "it has changed since it was read", conflict=True)
        return self._update(write, piece) if isinstance(write, Update) else self._delete(piece, write.uid)

    @property
    def leaves_nothing(self) -> bool:
        """Whether everything in the calendar was ours and is gone now."""
        ours = sum(len(piece.components) for piece in self._ours)
        return not (self._alive or self._written or self._found.damages) and self._found.count == ours

    def edits(self, again: Callable[[], Chunks]) -> list[Edit]:
        """All edits, with the VTIMEZONEs that are needed from now on and without those that no longer are."""
        return sorted([*self._edits, *self._new_zones(), *self._old_zones(again)])

    def _create(self, write: Create) -> Outcome:
        taken = {piece.uid for piece in self._alive.values()} | {item.uid for item in self._written}
        if write.uid in taken:
            return Outcome(write.uid, "it is already there", conflict=True)
        if self._target is None:
            return Outcome(write.uid, "there is no calendar to add it to")
        at = self._found.calendars[self._target].end
        return self._write(write, self._target, at or 0, 0)

    def _update(self, write: Update, piece: Piece) -> Outcome:
        first, *others = piece.components
        outcome = self._write(write, first.calendar, first.offset, first.length)
        if outcome.error is None:
            del self._alive[piece.resource.href]
            self._edits += [self._edit(other.offset, other.length) for other in others]
        return outcome

    def _delete(self, piece: Piece, uid: str) -> Outcome:
        del self._alive[piece.resource.href]
        self._edits += [self._edit(item.offset, item.length) for item in piece.components]
        return Outcome(uid)

    def _write(self, write: Create | Update, calendar: int, offset: int, length: int) -> Outcome:
        data = scan([write.data], OURS)
        blocks = b"".join(item.raw for item in data.components if item.key == write.uid)
        if not blocks or any(item.lost for item in data.damages):
            return Outcome(write.uid, "what was to be written is not a sound calendar entry")
        zones = {zone.key: zone.raw for item in data.calendars for zone in item.timezones if zone.key is not None}
        self._written.append(_Written(write.uid, calendar, zones_named(blocks), zones))
        self._edits.append(self._edit(offset, length, blocks))
        return Outcome(write.uid)

    def _edit(self, offset: int, length: int, data: bytes = b"") -> Edit:
        return Edit(offset, len(self._edits) + 1, length, _in_lines(data, self._found.newline))

    def _new_zones(self) -> Iterator[Edit]:
        """VTIMEZONEs go in front of END:VCALENDAR, before all components that are added there."""
        there = {(zone.calendar, zone.key) for calendar in self._found.calendars for zone in calendar.timezones}
        for item in self._written:
            end = self._found.calendars[item.calendar].end
            for name in sorted(item.wanted & item.zones.keys()):
                if end is not None and (item.calendar, name) not in there:
                    there.add((item.calendar, name))
                    yield Edit(end, 0, 0, _in_lines(_marked(item.zones[name]), self._found.newline))

    def _old_zones(self, again: Callable[[], Chunks]) -> Iterator[Edit]:
        """VTIMEZONEs we added that nothing needs any more."""
        used = {(item.calendar, name) for item in self._written for name in item.wanted}
        for piece in self._alive.values():
            used |= {(item.calendar, name) for item in piece.components for name in zones_named(item.raw)}
        unused = [
            zone for calendar in self._found.calendars for zone in calendar.timezones
            if (zone.calendar, zone.key) not in used and is_marked(zone)
        ]  # fmt: skip
        if unused:
            others = mentions(again())
            for piece in self._ours:
                others.subtract(mentions(item.raw for item in piece.components))
            yield from (Edit(zone.offset, 0, zone.length, b"") for zone in unused if others[zone.key or ""] <= 0)


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written to which VCALENDAR, the zones it refers to, and those its data brought along."""

    uid: str
    calendar: int
    wanted: frozenset[str]
    zones: dict[str, bytes]


def is_marked(zone: Component) -> bool:
    """Whether we have added a VTIMEZONE."""
    return properties(unfold(zone.raw)).get("X-FOLLOWUP-CAL") == b"1"


def _marked(zone: bytes) -> bytes:
    if b"\n" + _MARK in zone:
        return zone
    return _TZID_LINE.sub(lambda line: line[0] + _MARK, zone, count=1)


def _in_lines(data: bytes, newline: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", newline)
