"""The recipe of our UIDs. It is documented in docs/identity.md and never changes.

A UID is the name-based UUID (RFC 9562, version 5) of four facts, joined by a line feed, under one fixed namespace:

    interview key    the interview's UID, followed by a blank and the RECURRENCE-ID for an instance of a series
                     (`Event.key`)
    step             its name, e.g. thank-you
    person key       the address in lower case, else the name case-folded with single blanks, else nothing
    occurrence       0, or n for the n-th repetition of a repeated step

followed by `@followup-cal`. Where a server blocks the UID of an entry that was removed and is wanted again, a fifth
line `series n` gives the next of a fixed series; so it does where the entry has gone over to another interview, which
replaced its own, and its own is back. The same facts give the same UID on every machine, so it is at once
the entry's identity and the mark that it is ours. It holds nothing of the user in clear (RFC 7986, 5.3).
"""

from __future__ import annotations

from uuid import UUID, uuid5

from followup_cal.model import Person

NAMESPACE = UUID("6f2b0f0e-2f56-5c0b-9d0a-7b1d5f0c1e4a")
SUFFIX = "@followup-cal"


def person_key(person: Person | None) -> str:
    """Names a person the way UIDs do: by address, else by name, else not at all."""
    if person is None:
        return ""
    if person.email:
        return person.email.strip().lower()
    return " ".join((person.name or "").casefold().split())


def uid(interview: str, step: str, person: Person | None = None, *, occurrence: int = 0, series: int = 0) -> str:
    """Derives the UID of a follow-up.

    Args:
        interview: the key of the interview it hangs on (`Event.key`).
        step: the step's name.
        person: for a step with one entry per person, that person.
        occurrence: which repetition of a repeated step.
        series: how many earlier UIDs of the same follow-up the server refuses.
    """
    facts = [interview, step, person_key(person), str(occurrence)]
    if series:
        facts.append(f"series {series}")
    return f"{uuid5(NAMESPACE, chr(10).join(facts))}{SUFFIX}"


def is_ours(candidate: str | None) -> bool:
    """Whether a UID carries our mark."""
    return candidate is not None and candidate.endswith(SUFFIX)
