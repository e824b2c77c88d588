"""A single .ics file as a store: read in one pass, patched in one atomic replacement."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from followup_cal.errors import Unreachable
from followup_cal.identity import is_ours
from followup_cal.scan import Damage, Scan, Selection, scan
from followup_cal.stores import atomic
from followup_cal.stores.objects import our_pieces, pieces
from followup_cal.stores.patch import OURS, patched, plan, unwritable
from followup_cal.stores.protocol import Contents, Create, Delete, Outcome, Problem, Resource, Update

COMPONENTS = frozenset({"VEVENT", "VTODO"})
_HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//followup-cal//followup-cal//EN\r\nCALSCALE:GREGORIAN\r\n"
_END = b"END:VCALENDAR\r\n"
EMPTY_CALENDAR = _HEAD + b"X-WR-CALNAME:Follow-ups\r\n" + _END
EMPTY_OBJECT = _HEAD + _END
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class _Seen:
    """One state of the file.

    Attributes:
        identity: None while it does not exist.
        blank: there is nothing in it; an empty calendar was scanned in its place.
    """

    found: Scan
    identity: atomic.Identity | None
    blank: bool = False


def problem(name: str, damage: Damage) -> Problem:
    """A damage as people are told of it."""
    return Problem(f"{name}, line {damage.line}", damage.what, damaged=damage.lost)


class IcsFile:
    """One .ics file.

    Args:
        path: where it stands.
        name: how the user calls it; the path where nothing else is given.
        missing_ok: it is a target that may not exist yet: it is created with the first entry, and until then, or while
            it is empty, it reads as an empty calendar.
        one_object: it is a file of a vdir, which has no name of its own and goes with its last component.
    """

    def __init__(
        self, path: Path, *, name: str | None = None, missing_ok: bool = False, one_object: bool = False
    ) -> None:
        self._path = path
        self._name = str(path) if name is None else name
        self._missing_ok = missing_ok
        self._one_object = one_object
        self._blank = EMPTY_OBJECT if one_object else EMPTY_CALENDAR
        self._seen: _Seen | None = None

    @property
    def name(self) -> str:
        """How the user calls it."""
        return self._name

    @property
    def components(self) -> frozenset[str]:
        """A file takes events and tasks."""
        return COMPONENTS

    @property
    def refusal(self) -> str | None:
        """Why it cannot be written to, as a sentence; None where it can."""
        try:
            return self._refusal(self._current())
        except Unreachable as error:
            return error.problem

    @property
    def identity(self) -> atomic.Identity | None:
        """Which state of the file was last looked at; None where there is no file."""
        return (self._seen or self._current()).identity

    @property
    def our_uids(self) -> frozenset[str]:
        """The UIDs of our own entries in that state."""
        found = (self._seen or self._current()).found
        return frozenset(item.key for item in found.components if item.key is not None and is_ours(item.key))

    def read(self, selection: Selection) -> Contents:
        """Reads what the selection asks for.

        Raises:
            Unreachable: the file is missing, may not be read, or is no calendar.
        """
        seen = self._look(selection)
        self._seen = seen
        if seen.found.size == 0:
            nothing = Problem(self._name, "the file is empty: nothing to read", damaged=False)
            return Contents((), (nothing,), complete=False)
        problems = tuple(problem(self._name, item) for item in seen.found.damages)
        lost = any(item.lost for item in seen.found.damages)
        return Contents(tuple(piece.resource for piece in pieces(seen.found)), problems, complete=not lost)

    def lookup(self, uids: Sequence[str]) -> tuple[Resource, ...]:
        """Looks for entries of our own anywhere in the file, whenever they are."""
        wanted = set(uids)
        return tuple(piece.resource for piece in our_pieces(self._current().found) if piece.uid in wanted)

    def write(self, writes: Sequence[Create | Update | Delete]) -> tuple[Outcome, ...]:
        """Carries out all writes in one replacement of the file.

        If another program changes the file meanwhile, the writes are worked out anew for what stands there now.

        Raises:
            Unreachable: the file cannot be replaced; nothing has changed.
        """
        if not writes:
            return ()
        try:
            for _ in range(_ATTEMPTS):
                outcomes = self._try_to_write(writes)
                if outcomes is not None:
                    return outcomes
        except OSError as error:
            raise atomic.unreachable(self._name, error, "written") from error
        raise Unreachable(f"{self._name} changes all the time.", "Try again when no other program writes to it.")

    def _try_to_write(self, writes: Sequence[Create | Update | Delete]) -> tuple[Outcome, ...] | None:
        """One attempt; None if the file was another one by the time it was to be replaced."""
        seen = self._current()
        refusal = self._refusal(seen)
        if refusal is not None:
            raise Unreachable(refusal)
        with closing(self._open(seen)) as file:
            todo = plan(seen.found, writes, lambda: atomic.chunks(file))
            if not todo.edits:
                return todo.outcomes
            if self._one_object and todo.leaves_nothing and seen.identity:
                done = atomic.remove_file(self._path, seen.identity)
            else:
                done = atomic.replace_file(self._path, patched(atomic.chunks(file), todo.edits), seen.identity)
        self._seen = None
        return todo.outcomes if done else None

    def _open(self, seen: _Seen) -> BinaryIO:
        """The bytes that were scanned."""
        return BytesIO(self._blank) if seen.blank else self._path.open("rb", buffering=0)

    def _current(self) -> _Seen:
        """The file as it is now: the last look at it, if it has not changed since, else a new one."""
        if self._seen is None or atomic.identity(self._path) != self._seen.identity:
            self._seen = self._look(OURS)
        return self._seen

    def _look(self, selection: Selection) -> _Seen:
        try:
            found, identity = atomic.scan_file(self._path, selection)
        except FileNotFoundError as error:
            if not self._missing_ok or self._path.is_symlink():
                raise atomic.unreachable(self._name, error, "read") from error
            return _Seen(scan([self._blank], selection), None, blank=True)
        except OSError as error:
            raise atomic.unreachable(self._name, error, "read") from error
        if found.size == 0 and self._missing_ok:
            return _Seen(scan([self._blank], selection), identity, blank=True)
        if found.size and not found.calendars:
            raise Unreachable(f"{self._name}: this is not a calendar, it has no BEGIN:VCALENDAR.", "Name an .ics file.")
        return _Seen(found, identity)

    def _refusal(self, seen: _Seen) -> str | None:
        """Why this state of the file cannot be replaced."""
        if seen.found.size == 0:
            return f"{self._name} is empty: it is no calendar that could be added to."
        reason = unwritable(seen.found)
        if reason is not None:
            return f"{self._name} {reason}; write to another file with --to."
        target = self._path.resolve()
        try:
            if seen.identity is not None and atomic.is_protected(target):
                return f"{self._name} is read-only."
            if atomic.is_protected(target.parent):
                return f"{self._name} is in a read-only folder."
        except OSError as error:
            return atomic.unreachable(str(self._path.parent), error, "written").problem
        return None
