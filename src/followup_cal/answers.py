"""What the user typed into our entries: answers about the interview they hang on. Pure.

Only what we did not write is read: our own lines never look like a tag or a filled-in `key:` line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from followup_cal.model import Event, Existing, FollowUp
from followup_cal.reconcile import Reader

# Says that this one entry is dealt with, not what became of the application.
DONE = "done"


def ticked(existing: Existing, reader: Reader) -> Existing:
    """An entry with `#done` in it is done, as one that is ticked off."""
    return replace(existing, done=True) if DONE in reader.notes(_words(existing)).tags else existing


def typed(followups: Sequence[FollowUp], existing: Sequence[Existing], reader: Reader) -> dict[Event, tuple[str, ...]]:
    """The answers in our entries, by the interview each of them hangs on."""
    events = {item.uid: item.interview.event for item in followups}
    found: dict[Event, tuple[str, ...]] = {}
    for item in existing:
        lines = tuple(line.strip() for line in _words(item).splitlines() if _is_answer(line, reader))
        if lines and item.uid in events:
            event = events[item.uid]
            found[event] = found.get(event, ()) + lines
    return found


def noted(events: Sequence[Event], answers: Mapping[Event, tuple[str, ...]]) -> tuple[Event, ...]:
    """The events with the answers at the end of their notes, where what was typed last counts."""
    return tuple(
        replace(event, description="\n".join([event.description, *answers[event]])) if event in answers else event
        for event in events
    )


def _words(existing: Existing) -> str:
    return f"{existing.summary}\n{existing.text}\n{existing.footer}"


def _is_answer(line: str, reader: Reader) -> bool:
    notes = reader.notes(line)
    return bool(notes.tags - {DONE} or notes.values)
