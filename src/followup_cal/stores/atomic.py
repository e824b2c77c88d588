"""Files as the file stores need them: read as chunks with a stable identity, replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from followup_cal.errors import Unreachable
from followup_cal.scan import Scan, Selection, complete, scan

# Bigger ones are handed back to the system and asked for again each time.
_CHUNK = 1 << 17
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Identity:
    """Tells whether a file is still the one that was looked at."""

    size: int
    modified: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Identity:
        """The identity that a stat shows."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


def identity(path: Path) -> Identity | None:
    """The identity of the file at a path; None where there is none."""
    try:
        return Identity.of(path.stat())
    except FileNotFoundError:
        return None


def chunks(file: BinaryIO, size: int = _CHUNK) -> Iterator[bytes]:
    """A file from its beginning.

    Args:
        file: open for reading.
        size: about how long it is; space for a whole chunk would cost more than a small file.
    """
    file.seek(0)
    while chunk := file.read(min(size + 1, _CHUNK)):
        yield chunk


def scan_file(path: Path, selection: Selection) -> tuple[Scan, Identity]:
    """Scans a file as one consistent state of it.

    Raises:
        OSError: it cannot be read.
        Unreachable: it changes all the time.
    """
    for _ in range(_ATTEMPTS):
        with path.open("rb", buffering=0) as file:
            before = Identity.of(os.fstat(file.fileno()))
            found = scan(chunks(file, before.size), selection)
            if found.unfinished:
                found = complete(found, chunks(file))
            if Identity.of(os.fstat(file.fileno())) == before:
                return found, before
    raise Unreachable(f"{path} changes while it is read.", "Try again when no other program writes to it.")


def replace_file(path: Path, parts: Iterable[bytes], expected: Identity | None) -> bool:
    """Replaces a file as a whole, or creates it; a symbolic link stays and its target is replaced.

    Args:
        path: where it stands.
        parts: the new bytes.
        expected: the identity it must still have right before it is replaced, None if it must not exist.

    Returns:
        False if it was another one by then; nothing has changed in this case.

    Raises:
        OSError: nothing has changed, or only the last of it may not outlast a power cut.
    """
    import secrets

    target = path.resolve()
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.tmp")
    try:
        with draft.open("xb") as file:
            file.writelines(parts)
            file.flush()
            _take_over_rights(draft, target)
            os.fsync(file.fileno())
        if identity(target) != expected:
            return False
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(target.parent)
    return True


def remove_file(path: Path, expected: Identity) -> bool:
    """Removes a file, if it still is the expected one.

    Raises:
        OSError: it may still be there.
    """
    if identity(path) != expected:
        return False
    path.unlink()
    sync_folder(path.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Makes a replacement last through a power cut, where the system can do that."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unreachable(name: str, error: OSError, doing: str) -> Unreachable:
    """Says in a sentence why a file or folder could not be used.

    Args:
        name: how the user calls it.
        error: what the system said.
        doing: what was tried, e.g. `read` or `written`.
    """
    words = {
        errno.ENOENT: ("there is no such file or folder", "Check the path."),
        errno.EISDIR: ("this is a folder, not a file", "Name the .ics file in it."),
        errno.ENOTDIR: ("this is a file, not a folder", "Name the folder it is in."),
        errno.EACCES: (f"this may not be {doing}", "Check the permissions."),
        errno.EPERM: (f"this may not be {doing}", "Check the permissions."),
        errno.EROFS: ("this is on a read-only disk", "Write to another place with --to."),
        errno.ENOSPC: ("the disk is full, nothing was changed", "Make room and run again."),
        errno.EDQUOT: ("the disk quota is used up, nothing was changed", "Make room and run again."),
    }
    reason = (error.strerror or str(error)).lower()
    problem, hint = words.get(error.errno or 0, (f"this cannot be {doing} ({reason})", ""))
    return Unreachable(f"{name}: {problem}.", hint)


def is_protected(path: Path) -> bool:
    """Whether a file or folder must not be written to.

    The mode counts even where the system would let the user pass, as it does for root: who took away the right to
    write meant it.

    Raises:
        OSError: there is nothing there.
    """
    writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    return not path.stat().st_mode & writable or not os.access(path, os.W_OK)


def _take_over_rights(draft: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        status = target.stat()
        # Only root can give a file away; who is not root replaces his own.
        with suppress(PermissionError):
            os.chown(draft, status.st_uid, status.st_gid)
        draft.chmod(stat.S_IMODE(status.st_mode))
