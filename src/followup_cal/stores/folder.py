"""A folder of .ics files as a store: one object a file, as khal, todoman and vdirsyncer keep them (a vdir)."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from followup_cal.errors import Unreachable
from followup_cal.scan import Selection
from followup_cal.stores import atomic
from followup_cal.stores.ics_file import COMPONENTS, IcsFile
from followup_cal.stores.patch import OURS
from followup_cal.stores.protocol import Contents, Create, Delete, Outcome, Problem, Resource, Update

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
# Between a file's name, which cannot hold it, and the href inside the file.
_SEPARATOR = "/"


class IcsFolder:
    """A folder of .ics files; sub-folders are calendars of their own and stay out.

    Args:
        path: where it stands.
        name: how the user calls it; the path where nothing else is given.
        missing_ok: it is only written to: that it holds no .ics file yet is no problem.
    """

    def __init__(self, path: Path, *, name: str | None = None, missing_ok: bool = False) -> None:
        self._path = path
        self._name = str(path) if name is None else name
        self._missing_ok = missing_ok
        self._seen: dict[str, atomic.Identity | None] = {}
        self._homes: dict[str, set[str]] = {}

    @property
    def name(self) -> str:
        """How the user calls it."""
        return self._name

    @property
    def components(self) -> frozenset[str]:
        """A folder takes events and tasks."""
        return COMPONENTS

    @property
    def refusal(self) -> str | None:
        """Why it cannot be written to, as a sentence; None where it can."""
        try:
            protected = atomic.is_protected(self._path)
        except OSError as error:
            return atomic.unreachable(self._name, error, "written").problem
        return f"{self._name} is read-only." if protected else None

    def read(self, selection: Selection) -> Contents:
        """Reads what the selection asks for; a file that cannot be read is a problem and does not stop the others.

        Raises:
            Unreachable: the folder is missing or may not be read.
        """
        names = self._names()
        if not names and not self._missing_ok:
            return Contents((), (self._nothing_here(),), complete=False)
        resources: list[Resource] = []
        problems: list[Problem] = []
        for name in names:
            try:
                contents = self._read_file(name, selection)
            except Unreachable as error:
                where = f"{self._name}/{name}"
                problems.append(Problem(where, error.problem.removeprefix(f"{where}: ").rstrip(".")))
            else:
                resources += (_prefixed(name, item) for item in contents.resources)
                problems += contents.problems
        return Contents(tuple(resources), tuple(problems), complete=not problems)

    def lookup(self, uids: Sequence[str]) -> tuple[Resource, ...]:
        """Looks for entries of our own: first where we would have put them, then in all files."""
        found: list[Resource] = []
        elsewhere = []
        for uid in uids:
            here = self._in_file(file_name(uid), uid)
            found += here
            if not here:
                elsewhere.append(uid)
        if elsewhere:
            self._look_through()
        for uid in elsewhere:
            for name in sorted(self._homes.get(uid, ())):
                found += self._in_file(name, uid)
        return tuple(found)

    def write(self, writes: Sequence[Create | Update | Delete]) -> tuple[Outcome, ...]:
        """Carries out the writes one by one, each in one replacement of its file.

        Raises:
            Unreachable: the folder cannot be written to.
        """
        refusal = self.refusal
        if refusal is not None:
            raise Unreachable(refusal, "Write to another place with --to.")
        self._look_through()
        return tuple(self._carry_out(write) for write in writes)

    def _carry_out(self, write: Create | Update | Delete) -> Outcome:
        try:
            return self._create(write) if isinstance(write, Create) else self._change(write)
        except Unreachable as error:
            return Outcome(write.uid, error.problem)

    def _create(self, write: Create) -> Outcome:
        name, taken = self._free_name(write.uid)
        if any(self._in_file(other, write.uid) for other in taken | self._homes.get(write.uid, set())):
            return Outcome(write.uid, "it is already there", conflict=True)
        outcome = self._file(name, missing_ok=True).write([write])[0]
        if outcome.error is None:
            self._homes.setdefault(write.uid, set()).add(name)
        return outcome

    def _change(self, write: Update | Delete) -> Outcome:
        name, _, href = write.href.partition(_SEPARATOR)
        try:
            if _is_calendar(name):
                return self._file(name).write([replace(write, href=href)])[0]
        except Unreachable:
            if (self._path / name).is_file():
                raise
        return Outcome(write.uid, "it is no longer there", conflict=True)

    def _free_name(self, uid: str) -> tuple[str, set[str]]:
        """The name for a new file, and those before it that are taken: a number is added where the first one is.

        Taken by another object, or by this very one: another computer may have been faster.
        """
        first = file_name(uid)
        others = (f"{first.removesuffix('.ics')}-{number}.ics" for number in count(2))
        taken: set[str] = set()
        for name in chain([first], others):
            if not (self._path / name).exists():
                break
            taken.add(name)
        return name, taken

    def _file(self, name: str, *, missing_ok: bool = False) -> IcsFile:
        return IcsFile(self._path / name, name=f"{self._name}/{name}", missing_ok=missing_ok, one_object=True)

    def _read_file(self, name: str, selection: Selection) -> Contents:
        """Reads one file and notes which entries of ours live in it."""
        file = self._file(name)
        contents = file.read(selection)
        self._seen[name] = file.identity
        for uid in file.our_uids:
            self._homes.setdefault(uid, set()).add(name)
        return contents

    def _in_file(self, name: str, uid: str) -> list[Resource]:
        """What a file holds of a UID; nothing where it is missing or broken."""
        if not (self._path / name).is_file():
            return []
        try:
            return [_prefixed(name, item) for item in self._file(name).lookup([uid])]
        except Unreachable:
            return []

    def _look_through(self) -> None:
        """Notes which entries of ours live in files that have changed since they were last read."""
        for name in self._names():
            if self._seen.get(name) != atomic.identity(self._path / name):
                with suppress(Unreachable):
                    self._read_file(name, OURS)

    def _names(self) -> list[str]:
        try:
            with os.scandir(self._path) as entries:
                return sorted(entry.name for entry in entries if _is_calendar(entry.name) and entry.is_file())
        except OSError as error:
            raise atomic.unreachable(self._name, error, "read") from error

    def _nothing_here(self) -> Problem:
        """Says that there are no calendars, and where some are."""
        below = sorted(
            {file.parent.name for file in self._path.glob("*/*.ics") if not file.parent.name.startswith(".")}
        )
        choice = ", ".join(f"{self._name.rstrip('/')}/{name}" for name in below)
        hint = f"; choose one: {choice}" if choice else ""
        return Problem(self._name, f"there are no .ics files in it{hint}", damaged=False)


def file_name(uid: str) -> str:
    """The name of the file that a new object is put into: the UID up to its @, of harmless characters only."""
    return (_UNSAFE.sub("-", uid.partition("@")[0]).lstrip(".") or "entry") + ".ics"


def _is_calendar(name: str) -> bool:
    return name.lower().endswith(".ics") and not name.startswith(".")


def _prefixed(name: str, resource: Resource) -> Resource:
    return replace(resource, href=f"{name}{_SEPARATOR}{resource.href}")
