"""Content lines (RFC 5545, 3.1): folding, names and values, as tolerant as the parsers that come after us.

A fold may stand anywhere, in the middle of a name or of a multi-byte character, and blank lines before it count as
part of it.
"""

from __future__ import annotations

import re

ONE_FOLD = rb"(?:\r?\n[\r\n]*[ \t])"
# More of them in one place hold nothing but memory.
FOLDS = ONE_FOLD + rb"{0,99}"

# A file inside a component, which nobody here looks into. A line of it ends where another one begins.
_ATTACHED = re.compile(rb"\nATTACH;[^\":]{0,300}:[A-Za-z0-9+/=\r\n\t ]+(?=\n[^ \t])", re.IGNORECASE)
# What is longer than this is not read as it stands.
LARGE = 1 << 16

_BLANK_LINES = re.compile(rb"\n\n+")
# The only properties that this program reads without a parser.
_PROPERTY = re.compile(
    rb"\n(BEGIN|END|UID|TZID|METHOD|DTSTART|DTEND|DURATION|RRULE|RDATE|RECURRENCE-ID|X-FOLLOWUP-CAL)"
    rb"(?:;(?:[^\":\n]|\"[^\"\n]*\")*)?:([^\n]*)",
    re.IGNORECASE,
)


def any_fold(literal: bytes) -> bytes:
    """A pattern for an ASCII word in either case, folded at any place."""
    return FOLDS.join(_either_case(bytes([code])) for code in literal)


def any_case(literal: bytes) -> bytes:
    """A pattern for an ASCII word in either case; unlike a flag it leaves what stands before it quick to find."""
    return b"".join(_either_case(bytes([code])) for code in literal)


def _either_case(letter: bytes) -> bytes:
    return b"[" + letter.upper() + letter.lower() + b"]" if letter.isalpha() else re.escape(letter)


def unfold(raw: bytes) -> bytes:
    """Joins folded lines and leaves line feeds as the only line ends; of what is large, without the files in it."""
    if len(raw) > LARGE:
        raw = _ATTACHED.sub(b"", raw)
    text = raw.replace(b"\r", b"")
    if b"\n\n" in text:
        text = _BLANK_LINES.sub(b"\n", text)
    text = text.replace(b"\n ", b"")
    return text.replace(b"\n\t", b"") if b"\t" in text else text


def properties(unfolded: bytes) -> dict[str, bytes]:
    """The first value of each property of a component itself, without those of components nested in it.

    Args:
        unfolded: a whole component, from its BEGIN line on.

    Returns:
        Values by property name in upper case, for the few properties that are read here.
    """
    found: dict[str, bytes] = {}
    depth = 1
    for given, value in _PROPERTY.findall(unfolded):
        name = given.upper()
        if name == b"BEGIN":
            depth += 1
        elif name == b"END":
            depth = max(1, depth - 1)
        elif depth == 1:
            found.setdefault(name.decode("ascii"), value)
    return found
