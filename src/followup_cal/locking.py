"""One writing run at a time: a timer and a person, or two timers, must not write the same entries twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from followup_cal.errors import Locked
from followup_cal.private import no_place


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Holds a lock as long as the block runs; the system lets go of it when the program ends, however it ends.

    Args:
        path: the lock file; it stays, empty.

    Raises:
        Locked: another run holds it.
        UsageProblem: there is no place for it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0, mode=0o600)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise Locked(
            "Another run of followup-cal is at work; nothing was done.", "Run it again when that one has ended."
        ) from None
    except OSError as error:
        raise no_place(path, error) from error
    try:
        yield
    finally:
        lock.release()
