"""Changes -> stores and state: the acting half of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from followup_cal import state
from followup_cal.changes import Change, Create, Delete, Keep, Reason, Update
from followup_cal.entries import purpose_of
from followup_cal.ical.write import compose, patch
from followup_cal.imprint import Imprint, interview_hash
from followup_cal.model import Entry, Event, Existing, FollowUp, Home, PlanState
from followup_cal.reconcile import base_of
from followup_cal.run import Decision, Run, decide
from followup_cal.standing import abandoned
from followup_cal.stores import protocol
from followup_cal.stores.opening import Opened

_NOTHING = state.Memory(imprint="", store="", source="", interview="", purpose="", start="")
Write = protocol.Create | protocol.Update | protocol.Delete


def carry_out(run: Run, permit: Callable[[Sequence[Opened]], None]) -> tuple[Decision, dict[str, str]]:
    """Decides and acts; where somebody else was at work meanwhile, looks again, once.

    Args:
        run: all it depends on.
        permit: given the stores that would be written to; raises where one of them must not be.

    Returns:
        What was decided in the end, and UID -> why it failed.

    Raises:
        Unreachable, Unsafe: as `decide` and `apply`.
    """
    first = decide(run)
    permit([run.places.opened[location] for location in _touched(first)])
    failed, again = apply(run, first)
    if not again:
        return first, failed
    second = decide(run)
    lasting = {key: why for key, why in failed.items() if key not in again}
    done = {change.uid: change for change in first.changes if change.uid not in failed}
    # What the other did may bend what was written already: a step that was ticked off moves the later ones.
    once_more = {
        change.uid: change
        for change in second.changes
        if change.uid not in lasting and not (change.uid in done and isinstance(change, Keep))
    }
    still, _ = apply(run, replace(second, changes=tuple(once_more.values())))
    return replace(second, changes=tuple({**done, **once_more}.values())), lasting | still


def apply(run: Run, decision: Decision) -> tuple[dict[str, str], frozenset[str]]:
    """Carries out the changes, store by store; one that fails does not stop the rest.

    The state is saved before and after: what a stopped run did not finish is not taken for deleted by the user.

    Returns:
        UID -> why it failed, and the UIDs worth another look: somebody else changed them, or the server blocks the UID.

    Raises:
        Unreachable: a store cannot be written to at all.
    """
    after = _memories(decision)
    new = {key: _marked(memory, state.PENDING) for key, memory in after.items() if key not in decision.state.entries}
    _save(run, decision.state.having(new | _leaving(decision)))
    failed: dict[str, str] = {}
    again: set[str] = set()
    for location, writes in _writes(run, decision.changes).items():
        for outcome in run.places.opened[location].store.write(writes):
            if outcome.error:
                failed[outcome.uid] = outcome.error
            if outcome.conflict or outcome.blocked:
                again.add(outcome.uid)
            if outcome.blocked:
                new[outcome.uid] = _marked(after[outcome.uid], state.BLOCKED)
    done = {key: memory for key, memory in after.items() if key not in failed}
    # What was to go and did not may have gone all the same: a disk can fail after the deed.
    _save(run, decision.state.having(new | _leaving(decision) | done | _learnt(run, decision)))
    return failed, frozenset(again)


def _touched(decision: Decision) -> tuple[str, ...]:
    """The locations of the stores that are to be written to."""
    places = (
        change.entry.store if isinstance(change, Create) else change.existing.store
        for change in decision.changes
        if not isinstance(change, Keep)
    )
    return tuple(dict.fromkeys(places))


def write_changes(run: Run, changes: Sequence[Change]) -> dict[str, str]:
    """Carries out changes that need no bookkeeping: UID -> why it failed."""
    return {
        outcome.uid: outcome.error
        for location, writes in _writes(run, changes).items()
        for outcome in run.places.opened[location].store.write(writes)
        if outcome.error
    }


def remove_all(run: Run, existing: Sequence[Existing]) -> dict[str, str]:
    """Deletes entries for good: the state file remembers that they are not wanted.

    Returns:
        UID -> why it failed.
    """
    failed = write_changes(run, [Delete(item, Reason.REMOVED) for item in existing])
    before = state.load(run.state_path) if run.state_path else state.State()
    gone: dict[str, state.Memory | None] = {}
    for item in existing:
        if item.uid not in failed:
            memory = _removed(item, before.entries.get(item.uid, _NOTHING))
            gone |= {item.uid: memory} | ({memory.interview: abandoned(memory)} if memory.interview else {})
    if run.state_path is not None and gone:
        state.save(run.state_path, before.having(gone))
    return failed


def _removed(existing: Existing, memory: state.Memory) -> state.Memory:
    return replace(
        memory,
        store=existing.store,
        interview=existing.interview or memory.interview,
        purpose=existing.purpose or memory.purpose,
        status=state.DELETED,
    )


def _writes(run: Run, changes: Sequence[Change]) -> dict[str, list[Write]]:
    """The writes of each store."""
    writes: dict[str, list[Write]] = {}
    for change in changes:
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
    origins = {item.uid: item for item in decision.followups}
    return {
        change.uid: _memory(
            change,
            origins.get(change.uid),
            decision.state.entries.get(change.uid),
            decision.homes.get(change.uid),
        )
        for change in decision.changes
    }


def _leaving(decision: Decision) -> dict[str, state.Memory | None]:
    """What is about to be deleted: that it is missing afterwards is not the user's doing."""
    known = decision.state.entries
    leaving = (change.uid for change in decision.changes if isinstance(change, Delete) and change.uid in known)
    return {uid: _marked(known[uid], state.LEAVING) for uid in leaving}


def _learnt(run: Run, decision: Decision) -> dict[str, state.Memory]:
    """What the user deleted, and where it belongs: the siblings that told of it may be gone next time."""
    before = {item.uid: decision.state.entries.get(item.uid, _NOTHING) for item in decision.followups}
    given_up = {
        home.interview: replace(memory, interview=home.interview)
        for key, home in decision.homes.items()
        if (memory := decision.state.entries.get(key)) and key == memory.interview
    }
    return given_up | {
        item.uid: replace(
            _hanging(before[item.uid], item), store=before[item.uid].store or _goal(run, item), status=state.DELETED
        )
        for item in decision.followups
        if item.state is PlanState.DELETED and before[item.uid].status not in {state.BLOCKED, state.UNSEEN}
    }


def _goal(run: Run, followup: FollowUp) -> str:
    goal = run.places.goals[followup.interview.event.source]
    return goal.tasks or goal.events or ""


def _hanging(memory: state.Memory, origin: FollowUp) -> state.Memory:
    event = _event(origin)
    return replace(
        memory,
        source=event.source,
        interview=origin.home.interview,
        purpose=purpose_of(origin),
        start=_instant(event.begins),
        since=_instant(origin.application.rounds[0].start),
    )


def _event(followup: FollowUp) -> Event:
    """The interview that its entry hangs on."""
    talks = followup.round.interviews
    hooks = {interview_hash(key): talk.event for talk in talks for key in talk.keys}
    return hooks.get(followup.home.interview, followup.interview.event)


def _memory(
    change: Change, origin: FollowUp | None, before: state.Memory | None, home: Home | None
) -> state.Memory | None:
    memory = before or _NOTHING
    if origin is not None:
        memory = _hanging(memory, origin)
    elif home is not None:
        memory = replace(memory, interview=home.interview)
    match change:
        case Create():
            there: Entry | Existing = change.entry
            base: Imprint | None = change.imprint
        case Update():
            there, base = change.existing, change.imprint
        case Keep():
            # As the entry says: a run that was stopped may have written it and not come to remember that.
            there, base = change.existing, base_of(change.existing, {change.uid: memory.imprint})
        case Delete():
            return None
    begins = change.entry.start if isinstance(change, Update) else there.start
    done = isinstance(there, Existing) and there.done
    return replace(
        memory,
        imprint=str(base or ""),
        store=there.store,
        due=_instant(begins) if base and base.siblings and not done else "",
        status=state.WRITTEN,
    )


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _marked(memory: state.Memory | None, status: str) -> state.Memory | None:
    return replace(memory, status=status) if memory else None


def _save(run: Run, kept: state.State) -> None:
    """Replaces what is remembered of the stores of this run and leaves the rest."""
    if run.state_path is None:
        return
    before = state.load(run.state_path)
    others = {key: memory for key, memory in before.entries.items() if memory.store not in run.places.opened}
    after = state.State(others).having(kept.entries)
    if after != before:
        state.save(run.state_path, after)
