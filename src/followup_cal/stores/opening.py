"""What the user typed -> a store: a path to an .ics file, or to a folder of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from followup_cal.errors import Unreachable, UsageProblem
from followup_cal.stores.folder import IcsFolder
from followup_cal.stores.ics_file import IcsFile
from followup_cal.stores.protocol import Store

REMOTE = ("http://", "https://", "webcal://", "caldav://")


@dataclass(frozen=True, slots=True)
class Opened:
    """A store and what the command line has to know of it.

    Attributes:
        location: the same for every spelling of the same place; the state file knows the store by it.
        is_file: a single .ics file, which is changed only with --in-place.
        missing: it does not exist yet.
    """

    store: Store
    location: str
    is_file: bool
    missing: bool


def open_store(typed: str, *, as_target: bool = False) -> Opened:
    """Opens a SOURCE or TARGET.

    Args:
        typed: as on the command line; `~` is the home folder.
        as_target: it may be an .ics file that does not exist yet.

    Raises:
        UsageProblem: it is an address, which cannot be opened.
        Unreachable: there is nothing there.
    """
    if typed.lower().startswith(REMOTE):
        raise UsageProblem(f"{typed} is an address; only files and folders can be opened.", "Export it as .ics first.")
    path = Path(typed).expanduser()
    location = str(path.resolve())
    if path.is_dir():
        return Opened(IcsFolder(path, name=typed, missing_ok=as_target), location, is_file=False, missing=False)
    if not path.exists() and not as_target:
        raise Unreachable(f"{typed} does not exist.", "Name an .ics file or a folder of .ics files.")
    missing = not path.exists()
    return Opened(IcsFile(path, name=typed, missing_ok=as_target), location, is_file=True, missing=missing)
