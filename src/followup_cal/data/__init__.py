"""The data files in force: the user's own first, then those of the package.

This is the only module that reads cadences, templates and word lists from disk; what it returns is text, parsed by the
pure modules it is meant for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from followup_cal.errors import ConfigProblem

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sheet:
    """One data file: its text and, for messages, where it came from."""

    name: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Finds data files by their path below the data folder, e.g. `cadences/balanced.toml`.

    Attributes:
        folder: the user's configuration folder, searched first; None for the package's own files only.
    """

    folder: Path | None = None

    def sheet(self, name: str) -> Sheet:
        """Reads the file in force.

        Raises:
            ConfigProblem: no such file, or it is not UTF-8 text.
        """
        if self.folder is not None and (self.folder / name).is_file():
            path = self.folder / name
            try:
                return Sheet(name, path.read_text(encoding="utf-8"), str(path))
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigProblem((f"{path}: {error}",), "Save it as UTF-8 text.") from error
        packaged = PACKAGE / name
        if not packaged.is_file():
            raise ConfigProblem((f"There is no {name}.",), "See the names that exist with `list`.")
        return Sheet(name, packaged.read_text(encoding="utf-8"), f"followup_cal/data/{name}")

    def sheets(self, folder: str, suffix: str) -> tuple[Sheet, ...]:
        """Reads every file in force in a folder, in the order of their names."""
        packaged = PACKAGE / folder
        shipped = packaged.iterdir() if packaged.is_dir() else iter(())
        names = {item.name for item in shipped if item.name.endswith(suffix)}
        if self.folder is not None and self.has_own(folder):
            names |= {item.name for item in (self.folder / folder).iterdir() if item.name.endswith(suffix)}
        return tuple(self.sheet(f"{folder}/{name}") for name in sorted(names))

    def tree(self, folder: str, suffix: str) -> dict[str, str]:
        """Reads every file in force in the folders of a folder: `en/thank-you.txt` -> its text."""
        parts = {item.name for item in (PACKAGE / folder).iterdir() if item.is_dir()}
        if self.folder is not None and self.has_own(folder):
            parts |= {item.name for item in (self.folder / folder).iterdir() if item.is_dir()}
        return {
            f"{part}/{sheet.name.split('/')[-1]}": sheet.text
            for part in sorted(parts)
            for sheet in self.sheets(f"{folder}/{part}", suffix)
        }

    def untouched(self, folder: str) -> frozenset[str]:
        """The folders of a folder in which every file in force is the package's."""
        parts = (item.name for item in (PACKAGE / folder).iterdir() if item.is_dir())
        return frozenset(part for part in parts if not self.has_own(f"{folder}/{part}"))

    def has_own(self, folder: str) -> bool:
        """Whether the user has a folder of this name."""
        return self.folder is not None and (self.folder / folder).is_dir()

    def places(self) -> tuple[Path, ...]:
        """Where the user's own files and folders of them stand, or would stand."""
        if self.folder is None:
            return ()
        tops = [self.folder / item.name for item in PACKAGE.iterdir() if item.is_dir() or item.name.endswith(".toml")]
        return tuple(path for top in sorted(tops) for path in (top, *top.glob("*"), *top.glob("*/*")))
