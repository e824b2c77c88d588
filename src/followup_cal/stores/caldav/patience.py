"""How long to wait before a request is sent again. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 60.0
ATTEMPTS = 3
_FIRST_PAUSE = 1.0
_UNTOLD = 5.0


def pause(attempt: int) -> float:
    """Seconds before the next attempt after a fault: 1, 2, 4, ..."""
    return _FIRST_PAUSE * float(2**attempt)


def retry_after(headers: Mapping[str, str], earlier: int) -> float:
    """Seconds that a 429 or 503 asks to wait (RFC 9110, 10.2.3).

    A date is compared with the server's own Date, so no clock of ours can be wrong.

    Args:
        headers: of the answer, by name in lower case.
        earlier: how many waits came before, for an answer that doesn't say how long.
    """
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        until = parsedate_to_datetime(asked)
        seconds = (until - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
    except (ValueError, TypeError):
        return _UNTOLD * float(2**earlier)
    return max(seconds, _FIRST_PAUSE)
