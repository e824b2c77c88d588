"""The second look at a stream, where the first could not know everything."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from followup_cal.scan.encoding import Chunks, translate
from followup_cal.scan.folding import LARGE
from followup_cal.scan.shortening import LONGEST, shortened
from followup_cal.scan.values import Component, Scan


def complete(found: Scan, chunks: Chunks) -> Scan:
    """Fetches what one pass cannot know: components of a series that were dropped too early, and line numbers.

    Args:
        found: the answer of `scan`.
        chunks: the same stream from its beginning.
    """
    marks = deque(sorted({item.offset for item in found.damages}))
    wanted = deque(found.rest)
    lines: dict[int, int] = {}
    fetched: list[Component] = []
    base, line, held = 0, 1, b""
    for chunk in translate(chunks).chunks:
        counted = 0
        while marks and marks[0] < base + len(chunk):
            mark = marks.popleft()
            line += chunk.count(b"\n", counted, mark - base)
            lines[mark], counted = line, mark - base
        line += chunk.count(b"\n", counted)
        while wanted and wanted[0].offset < base + len(chunk):
            held += chunk[max(0, wanted[0].offset - base) : wanted[0].end - base]
            if wanted[0].end > base + len(chunk):
                held = (shortened(held, unfinished=True) or b"") if len(held) > LONGEST else held
                break
            item = wanted.popleft()
            fetched.append(replace(item, raw=(shortened(held) or b"") if item.length > LARGE else held))
            held = b""
        base += len(chunk)
    return replace(
        found,
        components=tuple(sorted(found.components + tuple(fetched), key=lambda item: item.offset)),
        damages=tuple(replace(item, line=lines.get(item.offset, line)) for item in found.damages),
        rest=(),
    )
