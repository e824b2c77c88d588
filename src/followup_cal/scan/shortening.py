"""Leaves out of long components what nobody reads, so that a file of any size is read in little memory.

Of most properties 64 KiB are enough: what stands behind them is text that tells nothing new, the hundredth guest, a
file. What says when a component is, or where it ends, is never cut: a component with more of it is too long.
"""

from __future__ import annotations

import re
from collections import Counter

from followup_cal.scan.folding import LARGE, ONE_FOLD, unfold

# So much of something is read before it is cut.
LONGEST = 1 << 20

_NEEDED = frozenset(
    b"BEGIN END UID DTSTART DTEND DUE DURATION RRULE RDATE EXDATE RECURRENCE-ID STATUS TRANSP SEQUENCE "
    b"TZID TZOFFSETFROM TZOFFSETTO METHOD X-WR-TIMEZONE X-FOLLOWUP-CAL".split()
)
_TEXTS = frozenset(b"SUMMARY DESCRIPTION X-ALT-DESC LOCATION CATEGORIES".split())
# Each of these has a share of its own; all others, of which nothing is read, have one in common.
_SHARES = _TEXTS | {b"ORGANIZER", b"ATTENDEE"}

_BLANK_LINES = re.compile(rb"\n[\r\n]*\n")
_NEXT_LINE = re.compile(rb"\n(?=\r*[^ \t\r\n])")
_NAME = re.compile(rb"(?:\xef\xbb\xbf)?([A-Za-z0-9-]*(?:" + ONE_FOLD + rb"[A-Za-z0-9-]*)*)")
_LONGEST_NAME = 1000
# Up to what is neither a fold nor inside a character.
_CLEAN = re.compile(rb".*[!-~]", re.DOTALL)


def shortened(raw: bytes, *, unfinished: bool = False) -> bytes | None:
    """Cuts a component or the header of a calendar; whether it is cut at once or as it comes in makes no difference.

    Args:
        raw: its lines, from a first one on.
        unfinished: more is to come: the last line may go on, so the beginning and the end of it are kept.

    Returns:
        At most 64 KiB of each property, and None where it is too long to be read.
    """
    text = _BLANK_LINES.sub(b"\n", raw)
    kept, used, start = bytearray(), Counter[bytes](), 0
    while start < len(text):
        found = _NEXT_LINE.search(text, start)
        end = found.end() if found else len(text)
        named = _NAME.match(text, start, start + _LONGEST_NAME)
        name = unfold(named[1]).upper() if named else b""
        share = b"" if name in _NEEDED else name if name in _SHARES else b"X"
        line = text[start:end]
        start = end
        if share and unfinished and not found:
            line = clipped(line)
        elif used[share] + len(line) > LARGE:
            if not share:
                return None
            line = _beginning(line) if name in _TEXTS and not used[share] else b""
        used[share] += len(line)
        kept += line
    return bytes(kept)


def clipped(line: bytes) -> bytes:
    """The beginning of a content line, and its last bytes, which tell how it goes on."""
    return line if len(line) < LARGE + 4 else line[:LARGE] + b" " + line[-3:]


def _beginning(line: bytes) -> bytes:
    found = _CLEAN.match(line, 0, LARGE - 2)
    return found[0] + b"\r\n" if found else b""
