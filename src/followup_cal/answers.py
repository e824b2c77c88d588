"""What the user typed into our entries: answers about the interview they hang on. Pure.

Only what we did not write is read: our own lines never look like a tag or a filled-in `key:` line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from followup_cal.cadence import why
from followup_cal.imprint import interview_hash
from followup_cal.model import Event, Existing, FollowUp, Home
from followup_cal.reconcile import Reader

# Says that this one entry is dealt with, not what became of the application.
DONE = "done"
# Of these every line counts, of all others the last.
ADDED = frozenset({"talked about"})


def ticked(existing: Existing, reader: Reader) -> Existing:
    """An entry with `#done` in it is done, as one that is ticked off."""
    return replace(existing, done=True) if DONE in reader.notes(existing.words).tags else existing


def typed(
    followups: Sequence[FollowUp],
    existing: Sequence[Existing],
    events: Sequence[Event],
    homes: Mapping[str, Home],
    reader: Reader,
) -> dict[Event, tuple[str, ...]]:
    """The answers in our entries, by the interview each of them hangs on.

    Args:
        followups: the plan as it would be without the answers.
        existing: our entries in the calendars read.
        events: everything that was read.
        homes: UID -> where an entry hangs; for one of which that is not known the plan tells.
        reader: tells answers from the rest of a text.
    """
    planned = {item.uid: item.interview.event for item in followups}
    named = {interview_hash(event.key): event for event in events}
    talks = (talk for item in followups for talk in item.round.interviews)
    named |= {interview_hash(key): talk.event for talk in talks for key in talk.keys}
    found: dict[Event, tuple[str, ...]] = {}
    for item in existing:
        lines = tuple(line.strip() for line in item.words.splitlines() if _is_answer(line, reader))
        home = homes.get(item.uid)
        event = named.get(home.interview) if home else planned.get(item.uid)
        if lines and event:
            found[event] = found.get(event, ()) + lines
    return found


def noted(events: Sequence[Event], answers: Mapping[Event, tuple[str, ...]]) -> tuple[Event, ...]:
    """The events with the answers at the end of their notes, where what was typed last counts."""
    return tuple(
        replace(event, description="\n".join([event.description, *answers[event]])) if event in answers else event
        for event in events
    )


def understood(followup: FollowUp) -> str:
    """Why a follow-up stands on its date, and what was read in the notes of its round: a correction shows in both."""
    notes = [item.notes for item in followup.round.interviews]
    values: dict[str, list[str]] = {}
    for key, value in (pair for item in notes for pair in item.values):
        values[key] = [*values.get(key, ()), value] if key in ADDED else [value]
    tags = sorted({tag for item in notes for tag in item.tags} - values.keys() - {DONE})
    said = [*tags, *(f"{key}: {', '.join(found).rstrip('.')}" for key, found in values.items())]
    return why.noted(followup.why, said) if said else followup.why


def _is_answer(line: str, reader: Reader) -> bool:
    notes = reader.notes(line)
    return bool(notes.tags - {DONE} or notes.values)
