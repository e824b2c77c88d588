"""The sentences for reasons, and what makes a stranger's text safe to print."""

from __future__ import annotations

import unicodedata

from followup_cal.changes import Change, Reason

WORDS = {
    Reason.NEW: "new",
    Reason.FACTS: "what is known has changed",
    Reason.MOVED: "the date has changed",
    Reason.BOOKKEEPING: "only its reference line",
    Reason.SAME: "nothing to change",
    Reason.DONE: "done",
    Reason.ENDED: "no longer needed",
    Reason.VANISHED: "no longer needed",
    Reason.TOUCHED: "you edited it, so it stays; it no longer reminds",
    Reason.NOTED: "it holds your note, so it stays; it no longer reminds",
    Reason.UNKNOWN_BASE: "what was written first is not known, so it stays as it is",
    Reason.MARKED: "your answer was noted",
    Reason.REMOVED: "removed",
    Reason.OUT_OF_SCOPE: "its interview was not read this time",
}


def reason_of(change: Change) -> str:
    """Why a change is what it is, in a few words."""
    words = WORDS[change.reason]
    return f"{words}: {change.detail}" if change.detail else words


def plain(text: str) -> str:
    """One printable line: no control characters, no escapes, no marks that turn the writing direction."""
    if not text.isprintable():
        text = "".join(
            char if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} else " " for char in text
        )
    return " ".join(text.split())
