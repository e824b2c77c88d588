"""The sentences on what became of an entry whose step is no longer wanted. `why` tells how they reach other languages.

What this module must not know: how that is found out.
"""

from __future__ import annotations

from followup_cal.model import Said

CALLED_OFF = {
    "cancelled_interview": Said("the interview was cancelled"),
    "declined_interview": Said("you declined the interview"),
}
NOT_YOURS = Said("it is not an interview of yours")
VANISHED = Said("its interview is no longer in the calendar")
NO_SUCH_STEP = Said("the plan has no such step any more")


def stays(reason: str, *, edited: bool) -> str:
    """What has ended, but was changed by the user, or holds an answer of theirs."""
    ended = reason if reason.endswith(".") else Said("{reason}.", reason=reason)
    if edited:
        return Said("No longer needed: {reason} You changed it, so it stays.", reason=ended)
    return Said("No longer needed: {reason} It has your note, so it stays.", reason=ended)
