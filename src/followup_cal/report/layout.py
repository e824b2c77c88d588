"""Lines for a screen of any width: what is said, and what it means, before anybody decides on colours.

What this module must not know: applications, calendars, terminals, escape sequences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

NARROWEST = 24
LEAD = 4
GAP = 2


class Tone(StrEnum):
    """What a piece of text means; the shell knows the colour of it."""

    PLAIN = "plain"
    HEADING = "heading"
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    DONE = "done"
    NEXT = "next"
    LATE = "late"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line."""

    text: str
    tone: Tone = Tone.PLAIN


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a mark, short cells, and a text that may need more lines.

    Attributes:
        mark: one column wide; empty for none.
        below: remarks, each on a line of its own.
    """

    mark: Span
    cells: tuple[Span, ...]
    text: Span
    below: tuple[Span, ...] = ()


def columns(text: str) -> int:
    """How many columns a terminal needs for a printable line: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    from wcwidth import width

    return width(text, control_codes="ignore")


def wrapped(span: Span, width: int, indent: int = 0, hanging: int | None = None) -> list[Line]:
    """A text in as many lines as it needs.

    Args:
        span: one printable line.
        width: of the screen, in columns.
        indent: of the first line.
        hanging: of the lines after it; None for that of the first.
    """
    first, rest = " " * indent, " " * (indent if hanging is None else hanging)
    return [(Span(line, span.tone),) for line in _broken(span.text, width, first, rest)]


def _broken(text: str, width: int, first: str, rest: str) -> list[str]:
    if text.isascii():
        import textwrap

        return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    import wcwidth

    return wcwidth.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def table(rows: Sequence[Row], width: int) -> Iterator[Line]:
    """Rows with their cells in columns; where no room is left for the texts, they go below the cells."""
    if not rows:
        return
    sizes = [max(columns(row.cells[place].text) for row in rows) for place in range(len(rows[0].cells))]
    start = LEAD + sum(size + GAP for size in sizes)
    beside = width - start >= NARROWEST
    for row in rows:
        head = (Span("  "), row.mark, Span(" " * (LEAD - GAP - len(row.mark.text))))
        if beside:
            cells = tuple(
                Span(cell.text + " " * (size - columns(cell.text) + GAP), cell.tone)
                for cell, size in zip(row.cells, sizes, strict=True)
            )
            first, *more = wrapped(row.text, width - start) or [(Span(""),)]
            yield (*head, *cells, *first)
            for line in more:
                yield (Span(" " * start), *line)
        else:
            said = [Span(" ".join(cell.text.split()), cell.tone) for cell in row.cells if cell.text]
            yield (*head, *[part for cell in said for part in (Span(", "), cell)][1:])
            yield from wrapped(row.text, width, LEAD)
        for remark in row.below:
            yield from wrapped(remark, width, LEAD + GAP)


def spread(left: Span, right: Span, width: int) -> Iterator[Line]:
    """Two texts at both ends of a line, or below each other where there is no room."""
    room = width - columns(left.text) - columns(right.text)
    if room >= GAP:
        yield (left, Span(" " * room), right)
        return
    yield from wrapped(left, width)
    yield from wrapped(right, width, GAP)
