"""Files of our own: replaced in one step, readable by their owner only."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from followup_cal.errors import UsageProblem


def keep(path: Path, text: str) -> None:
    """Replaces a file that the tool remembers things in.

    Raises:
        UsageProblem: it cannot be written; nothing has changed.
    """
    try:
        write_private(path, text)
    except OSError as error:
        raise no_place(path, error) from error


def no_place(path: Path, error: OSError) -> UsageProblem:
    """Says in a sentence that a file the tool needs for itself cannot be written."""
    reason = (error.strerror or str(error)).lower()
    hint = "Name another place for the state file in FOLLOWUP_CAL_STATE."
    return UsageProblem(f"{path} cannot be written ({reason}).", hint)


def write_private(path: Path, text: str) -> None:
    """Replaces a file, and makes the folder it is in where there is none.

    Raises:
        OSError: nothing has changed.
    """
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
