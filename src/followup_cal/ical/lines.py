"""Content lines of iCalendar (RFC 5545, 3.1), as forgiving as the calendars of this world demand. Pure.

Folds are undone in bytes, since a fold may stand inside a character; each line is then read as UTF-8 or, failing that,
as Windows-1252, whose printable part contains Latin-1. A line that cannot be the start of a property is taken for the
rest of the one before it, broken by a raw line break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PROPERTY = re.compile(r"[A-Za-z0-9-]+(?:;[^:]*)?:|[A-Za-z0-9-]+;.+:")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """One unfolded content line and where it begins in the file, counted from 1."""

    text: str
    number: int


@dataclass(slots=True)
class Block:
    """One component with its lines, those of BEGIN and END included; none where it is inside another one."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The component as iCalendar."""
        return "\r\n".join(item.text for item in self.lines) + "\r\n"

    def value(self, name: str) -> str:
        """The raw value of the first property of a name directly on a line of its own; empty when absent."""
        for item in self.lines:
            head, _, value = item.text.partition(":")
            if head.partition(";")[0].upper() == name:
                return value.strip()
        return ""


@dataclass(slots=True)
class Wrapper:
    """One VCALENDAR: its own properties, its zone definitions, its events and its tasks."""

    properties: Block
    zones: list[Block] = field(default_factory=list)
    events: list[Block] = field(default_factory=list)
    todos: list[Block] = field(default_factory=list)


def unfold(data: bytes) -> list[Line]:
    """Cuts the bytes of a file into content lines."""
    if data[:2] in UTF16:
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\x00", b"")
    found: list[Line] = []
    broken = 0
    for number, raw in _unfolded(data):
        text = _decoded(raw)
        if PROPERTY.match(text):
            found.append(Line(text, number))
            broken = 0
        elif found and text.strip():
            found[-1] = Line(found[-1].text + "\\n" * (broken + 1) + text.strip(), found[-1].number)
            broken = 0
        else:
            broken += 1
    return found


def wrappers(lines: list[Line]) -> tuple[list[Wrapper], list[str]]:
    """Sorts content lines into calendars and their components; also says which components have no end."""
    found: list[Wrapper] = [Wrapper(Block("VCALENDAR", 1))]
    open_blocks: list[Block] = []
    problems: list[str] = []
    for item in lines:
        mark, _, name = item.text.strip().upper().partition(":")
        if mark == "BEGIN" and name == "VCALENDAR":
            problems += _unfinished(open_blocks)
            found.append(Wrapper(Block(name, item.number)))
            open_blocks = []
        elif mark == "BEGIN":
            if name == "VEVENT" and any(block.name == "VEVENT" for block in open_blocks):
                problems += _unfinished(open_blocks)
                open_blocks = []
            open_blocks.append(Block(name, item.number))
            open_blocks[0].lines.append(item)
        elif mark == "END" and open_blocks:
            open_blocks[0].lines.append(item)
            _close(open_blocks, name, found[-1])
        elif mark != "END":
            (open_blocks or [found[-1].properties])[0].lines.append(item)
    return found, problems + _unfinished(open_blocks)


def _unfolded(data: bytes) -> list[tuple[int, bytes]]:
    found: list[tuple[int, bytes]] = []
    for number, raw in enumerate(data.split(b"\n"), 1):
        if raw[:1] in (b" ", b"\t") and found:
            found[-1] = (found[-1][0], found[-1][1] + raw[1:])
        else:
            found.append((number, raw))
    return found


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _close(blocks: list[Block], name: str, wrapper: Wrapper) -> None:
    block = blocks.pop()
    if not blocks and block.name == name == "VEVENT":
        wrapper.events.append(block)
    elif not blocks and block.name == name == "VTODO":
        wrapper.todos.append(block)
    elif not blocks and block.name == name == "VTIMEZONE":
        wrapper.zones.append(block)


def _unfinished(blocks: list[Block]) -> list[str]:
    return [f"The event that begins in line {block.number} has no end." for block in blocks if block.name == "VEVENT"]
