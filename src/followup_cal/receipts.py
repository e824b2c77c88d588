"""What a finished run leaves behind, so that the next one can tell from a few stats that it would change nothing.

A receipt is good for the same command on files that are still the same, until the next moment at which the plan may
change. Of the files in a folder no name is kept, only a hash over all of them. Everything here can be lost at any time.
This module is loaded by every unchanged run, so it imports next to nothing.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

VERSION = 1
# For so many different commands.
MOST = 20
# A file that was changed so shortly before it was looked at may change once more without showing it. Clocks of file
# systems tick every few milliseconds, old ones every two seconds.
TICK, OLD_TICK, SECOND = 100_000_000, 2_000_000_000, 1_000_000_000

# Facts of a file: size, times of the last change of its content and of itself, inode. Of a folder: the same, with the
# newest time among the calendars in it, and a hash over all of them. None where there is nothing.
Facts = list[int | str] | None


class Receipt(NamedTuple):
    """One run that had nothing to do; a tuple, since `dataclasses` takes long to load.

    Attributes:
        command: what was asked for, and all else that a run depends on but files and the time.
        seen: path -> facts of every file the run depended on.
        marks: account, address and sync token of every calendar on a server.
        since: aware; when it was.
        until: aware; the next moment at which the plan may change.
        interviews: how many the applications are made of.
        applications: they belong to.
        kept: how many follow-ups stand in the calendar.
    """

    command: str
    seen: Mapping[str, Facts]
    marks: Sequence[Sequence[str]]
    since: datetime
    until: datetime
    interviews: int
    applications: int
    kept: int

    def holds(self, command: str, now: datetime) -> bool:
        """Whether the same run now would have nothing to do either, unless a calendar on a server has changed."""
        return self.command == command and self.since <= now < self.until and look(self.seen) == self.seen


def find(path: Path, command: str, now: datetime) -> Receipt | None:
    """The receipt that says that a run would have nothing to do on this machine; None where there is none."""
    return next((receipt for receipt in _load(path) if receipt.holds(command, now)), None)


def keep(path: Path, receipt: Receipt) -> None:
    """Adds a receipt, in place of an older one for the same command.

    Raises:
        OSError: the folder cannot be written to.
    """
    from followup_cal.private import write_private

    others = [other for other in _load(path) if other.command != receipt.command]
    rows = [
        {**item._asdict(), "since": item.since.isoformat(), "until": item.until.isoformat()}
        for item in [*others, receipt][-MOST:]
    ]
    write_private(path, json.dumps({"version": VERSION, "receipts": rows}))


def look(paths: Iterable[str]) -> dict[str, Facts]:
    """The facts of some files and folders as they are now: one stat each."""
    return {path: _facts(path) for path in paths}


def is_settled(seen: Mapping[str, Facts], clock: datetime) -> bool:
    """Whether no file was changed so shortly before it was looked at that one more change could go unseen.

    Args:
        seen: the facts.
        clock: aware; the real time before the first look.
    """
    moment = int(clock.timestamp() * SECOND)
    # Both times: where the second one is that of the creation (Windows, FAT), the first one alone tells.
    changes = (int(change) for facts in seen.values() if facts for change in facts[1:3])
    return all(change < moment - (TICK if change % SECOND else OLD_TICK) for change in changes)


def _facts(path: str) -> Facts:
    try:
        status = os.stat(path)  # noqa: PTH116 - pathlib takes twice as long for 20,000 files
        row = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        return _folder(path, *row) if stat.S_ISDIR(status.st_mode) else [*row]
    except OSError:
        return None


def _folder(path: str, size: int, modified: int, newest: int, inode: int) -> Facts:
    from hashlib import blake2b

    digest = blake2b(digest_size=16)
    with os.scandir(path) as entries:
        for entry in sorted((item for item in entries if item.name.lower().endswith(".ics")), key=lambda it: it.name):
            row = _row(entry.path)
            digest.update(repr((entry.name, row)).encode("utf-8", "surrogateescape"))
            newest = max(newest, row[1], row[2])
    return [size, modified, newest, inode, digest.hexdigest()]


def _row(path: str) -> tuple[int, int, int, int]:
    """The facts of a file in a folder; zeros for a link that leads nowhere."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return 0, 0, 0, 0
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _load(path: Path) -> list[Receipt]:
    """All receipts; a file that is missing, damaged or of another version counts as empty."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [_receipt(row) for row in data["receipts"]] if data["version"] == VERSION else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _receipt(row: dict[str, Any]) -> Receipt:
    since, until = (datetime.fromisoformat(row[name]) for name in ("since", "until"))
    if since.tzinfo is None or until.tzinfo is None or not isinstance(row["seen"], dict):
        raise ValueError("no receipt")
    return Receipt(**{**row, "since": since, "until": until})
