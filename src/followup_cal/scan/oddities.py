"""What is wrong with a component that can be used all the same: worth a word, with the line it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followup_cal.scan.folding import unfold

# A line that neither begins with a name and its mark (RFC 5545, 3.1) nor goes on from the one before.
_NO_PROPERTY = re.compile(rb"\n(?![A-Za-z0-9-]+[ \t]*[:;]|[ \t\r\n])(?=[^\n])")
# As much of a line as is sure to stand unfolded.
_TELLING = 20
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def oddities(raw: bytes) -> Iterator[tuple[int, str]]:
    """Finds broken lines and bytes that are not UTF-8.

    Args:
        raw: the bytes of one component, from its BEGIN to its END line.

    Returns:
        For each kind of oddity, where the first of it stands, and what it is and how it is read.
    """
    whole = unfold(raw)
    broken = _NO_PROPERTY.search(whole)
    if broken:
        line = whole[broken.start() + 1 :].partition(b"\n")[0]
        yield raw.find(b"\n" + line[:_TELLING]) + 1, "this line is no property: read as part of the one above"
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        odd = _NOT_ASCII.search(raw)
        yield odd.start() if odd else 0, "this is not UTF-8: read as Latin-1"
