"""A path -> a store: an .ics file, or a folder of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from followup_cal.errors import Unreachable
from followup_cal.stores.folder import IcsFolder
from followup_cal.stores.ics_file import IcsFile
from followup_cal.stores.protocol import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """A store and what a run has to know of it.

    Attributes:
        location: the same for every spelling of the same place; the state file knows the store by it.
        is_file: a single .ics file, which is changed only with --in-place.
        missing: it does not exist yet.
        caution: why writing to it has to be confirmed, as the rest of a sentence; empty where that need not be.
        read_only: whoever asked for it does not want it written to.
        path: where it stands on this disk, as the user has typed it; None where it does not.
    """

    store: Store
    location: str
    is_file: bool = False
    missing: bool = False
    caution: str = ""
    read_only: bool = False
    path: Path | None = None


def open_path(typed: str, *, as_target: bool = False) -> Opened:
    """Opens a file or a folder.

    Args:
        typed: as on the command line; `~` is the home folder.
        as_target: it may be an .ics file that does not exist yet.

    Raises:
        Unreachable: there is nothing there.
    """
    path = Path(typed).expanduser()
    location = str(path.resolve())
    if path.is_dir():
        return Opened(IcsFolder(path, name=typed, missing_ok=as_target), location, path=path.absolute())
    if not path.exists() and not as_target:
        raise Unreachable(f"{typed} does not exist.", "Name an .ics file, a folder of .ics files, or an account.")
    store = IcsFile(path, name=typed, missing_ok=as_target)
    return Opened(store, location, is_file=True, missing=not path.exists(), path=path.absolute())
