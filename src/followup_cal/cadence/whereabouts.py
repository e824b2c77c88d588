"""In which line of a cadence's file a key stands, so that a mistake can be found.

TOML's own reader tells lines only for what it cannot read; this finds the others by the shape of the file. What this
module must not know: what the keys mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

HEADER = re.compile(r"\s*\[\[\s*step\s*\]\]")
KEY = re.compile(r"\s*\"?([A-Za-z_-]+)\"?\s*=")
TOLD = re.compile(r"\(at line (\d+),")


@dataclass(frozen=True, slots=True)
class Where:
    """The lines of one file.

    Attributes:
        origin: the file's name.
        lines: (number of the step, key) -> line; step 0 is what stands above the first one, an empty key its header.
    """

    origin: str
    lines: Mapping[tuple[int, str], int]

    @classmethod
    def of(cls, text: str, origin: str) -> Where:
        """Notes where every key stands; the first line where one appears twice."""
        lines = {(0, ""): 1}
        step = 0
        for number, line in enumerate(text.splitlines(), 1):
            if HEADER.match(line):
                step += 1
                lines[step, ""] = number
            elif match := KEY.match(line):
                lines.setdefault((step, match[1]), number)
        return cls(origin, lines)

    def at(self, step: int, name: str = "") -> Callable[[str], str]:
        """Key -> file, line and step; for a key that is not there, the line in which its step begins."""

        def place(key: str) -> str:
            line = self.lines.get((step, key), self.lines.get((step, ""), 1))
            return f"{self.origin}:{line}" + (f": step {step} ({name})" if step else "")

        return place

    def of_error(self, message: str) -> str:
        """File and line of what cannot be read at all, as the reader's message tells."""
        told = TOLD.search(message)
        return f"{self.origin}:{told[1] if told else max(self.lines.values())}"
