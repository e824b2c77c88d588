"""Changes -> stores and state: the acting half of a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from followup_cal import state
from followup_cal.changes import Change, Create, Delete, Keep, Update
from followup_cal.entries import interview_hash
from followup_cal.ical.write import compose, patch
from followup_cal.model import Event
from followup_cal.stores import protocol
from followup_cal.sync import Decision, Run

Write = protocol.Create | protocol.Update | protocol.Delete


def apply(run: Run, decision: Decision) -> dict[str, str]:
    """Carries out the changes, store by store; one that fails does not stop the rest.

    The state is saved before and after: what a stopped run did not finish is not taken for deleted by the user.

    Returns:
        UID -> why it failed.

    Raises:
        Unreachable: a store cannot be written to at all.
    """
    after = _memories(decision)
    new = {key for key in after if key not in decision.state.entries}
    _save(run, decision.state.having({key: _pending(after[key]) for key in new}))
    failed: dict[str, str] = {}
    for location, writes in _writes(run, decision).items():
        outcomes = run.places.opened[location].store.write(writes)
        failed |= {outcome.uid: outcome.error for outcome in outcomes if outcome.error}
    done = {key: memory for key, memory in after.items() if key not in failed}
    _save(run, decision.state.having({key: _pending(after[key]) for key in new} | done))
    return failed


def _writes(run: Run, decision: Decision) -> dict[str, list[Write]]:
    """The writes of each store."""
    writes: dict[str, list[Write]] = {}
    for change in decision.changes:
        match change:
            case Create():
                data = compose(change.entry, change.imprint, run.now)
                writes.setdefault(change.entry.store, []).append(protocol.Create(change.uid, data))
            case Update():
                there = change.existing
                data = patch(there, change.entry, change.imprint, change.fields, run.now)
                writes.setdefault(there.store, []).append(protocol.Update(change.uid, there.href, there.etag, data))
            case Delete():
                there = change.existing
                writes.setdefault(there.store, []).append(protocol.Delete(change.uid, there.href, there.etag))
            case Keep():
                pass
    return writes


def _memories(decision: Decision) -> dict[str, state.Memory | None]:
    """What the state should say of every entry once the changes are carried out."""
    origins = {item.uid: item.interview.event for item in decision.followups}
    return {
        change.uid: _memory(change, origins.get(change.uid), decision.state.entries.get(change.uid))
        for change in decision.changes
    }


def _memory(change: Change, origin: Event | None, before: state.Memory | None) -> state.Memory | None:
    memory = before or state.Memory(imprint="", store="", source="", interview="", start="")
    if origin is not None:
        began = origin.begins.astimezone(UTC).isoformat()
        memory = replace(memory, source=origin.source, interview=interview_hash(origin.key), start=began)
    match change:
        case Create():
            return replace(memory, imprint=str(change.imprint), store=change.entry.store, status=state.WRITTEN)
        case Update():
            return replace(memory, imprint=str(change.imprint), store=change.existing.store, status=state.WRITTEN)
        case Keep():
            imprint = memory.imprint or change.existing.imprint or ""
            return replace(memory, imprint=imprint, store=change.existing.store, status=state.WRITTEN)
        case Delete():
            return None


def _pending(memory: state.Memory | None) -> state.Memory | None:
    return replace(memory, status=state.PENDING) if memory else None


def _save(run: Run, kept: state.State) -> None:
    """Replaces what is remembered of the stores of this run and leaves the rest."""
    if run.state_path is None:
        return
    before = state.load(run.state_path)
    others = {key: memory for key, memory in before.entries.items() if memory.store not in run.places.opened}
    after = state.State(others).having(kept.entries)
    if after != before:
        state.save(run.state_path, after)
