"""Sums, in words. Loaded by every unchanged run, so it imports nothing of the rest."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it must be."""
    plural = noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeou" else noun + "s"
    return f"{number} {noun if number == 1 else plural}"


def found(interviews: int, applications: int) -> str:
    """What the calendars hold."""
    return f"{counted(interviews, 'interview')} in {counted(applications, 'application')}"


def up_to_date(interviews: int, applications: int, kept: int) -> str:
    """What a run says that had nothing to do."""
    return f"{found(interviews, applications)}: nothing to do, {counted(kept, 'follow-up')} up to date."
