"""What has become of the entries that stand, or once stood, in the calendars. Pure.

Ended: their step is no longer wanted. Vanished: their interview is gone. Deleted: by the user. Adopted: their interview
came back as another event, with a new UID.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from followup_cal import reconcile, state
from followup_cal.cadence.plan import ideal_hash
from followup_cal.changes import Ending
from followup_cal.entries import code_of, interview_hash, purpose_of
from followup_cal.imprint import parse
from followup_cal.model import Existing, Finding, FollowUp, Known, PlanState

# What is passed over for being called off, in the words of a report.
CALLED_OFF = {
    "cancelled_interview": "the interview was cancelled",
    "declined_interview": "you declined the interview",
}


def deleted(remembered: state.State, now: datetime) -> dict[str, Known]:
    """Entries that the state file knows to be deleted by the user, or blocked by the server."""
    return {
        uid: Known(start=now, ideal="", state=PlanState.DELETED, blocked=memory.status == state.BLOCKED)
        for uid, memory in remembered.entries.items()
        if memory.status in {state.DELETED, state.BLOCKED}
    }


def deleted_beside_siblings(
    followups: Sequence[FollowUp], names: Mapping[str, str], existing: Sequence[Existing], remembered: state.State
) -> dict[str, Known]:
    """Entries that the state file knows nothing of, but that were written with one that still stands (promise 4)."""
    bases = {item.uid: reconcile.base_of(item, remembered.imprints()) for item in existing}
    written: dict[tuple[str, int], set[str]] = {}
    for item in followups:
        base = bases.get(names.get(item.uid, item.uid))
        written.setdefault(_round(item), set()).update(base.siblings if base else ())
    return {
        item.uid: Known(start=item.at, ideal="", state=PlanState.DELETED)
        for item in followups
        if names.get(item.uid, item.uid) not in bases
        and item.uid not in remembered.entries
        and code_of(item) in written[_round(item)]
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry that stands, or stood, in a calendar, as far as another event may take it over.

    Attributes:
        interview: hash of the interview it hangs on.
        purpose: as `entries.purpose_of`.
        ideal: hash of the moment the rules gave.
        vanished: its interview should have been read and was not.
    """

    interview: str
    purpose: str
    ideal: str
    vanished: bool

    def hangs_on(self, followup: FollowUp) -> bool:
        """Whether it is of the same round: another interview of the day may come to be the first."""
        return self.interview in _interviews_of(followup)

    def is_free_for(self, followup: FollowUp) -> bool:
        """Whether a follow-up may take it over: its own interview is gone, or gave the very same moment.

        The same moment is enough: some feeds give every event a new UID at each download.
        """
        return self.vanished or self.ideal == ideal_hash(followup.ideal)


def adopted(
    followups: Sequence[FollowUp],
    existing: Sequence[Existing],
    remembered: state.State,
    vanished: Container[str],
    before: Mapping[str, str],
) -> dict[str, str]:
    """Follow-ups whose entries stand under the UID of an event that was replaced by another one.

    A rescheduled interview may come as a new file with a new UID. An entry is taken over where nothing stands under
    the new UID, nothing is planned under the old one, and employer, step and person are the same.

    Args:
        followups: the plan as it would be without; what is taken over may change it, and so let more be taken over.
        existing: our entries in the calendars read.
        remembered: what the state file knows of them, and of those that the user deleted.
        vanished: UIDs of entries whose interview is gone.
        before: what was taken over already.

    Returns:
        What more is taken over: UID as it would be now -> UID the entry stands, or once stood, under.
    """
    planned = {item.uid for item in followups}
    gone = planned | {*before.values()}
    waiting = {uid: place for uid, place in _places(existing, remembered, vanished).items() if uid not in gone}
    # What was only about to be written stands nowhere unless it is among the existing ones.
    written = {uid for uid, memory in remembered.entries.items() if memory.status != state.PENDING}
    taken = {item.uid for item in existing} | written | before.keys()
    names: dict[str, str] = {}
    for fits in (_Place.hangs_on, _Place.is_free_for):
        for item in followups:
            purpose = purpose_of(item)
            mine = (uid for uid, place in waiting.items() if place.purpose == purpose and fits(place, item))
            old = None if item.uid in taken or item.uid in names else next(mine, None)
            if old is not None:
                names[item.uid] = old
                del waiting[old]
    return names


def _places(existing: Sequence[Existing], remembered: state.State, vanished: Container[str]) -> dict[str, _Place]:
    places = {}
    for uid, memory in remembered.entries.items():
        if memory.status == state.DELETED:
            base = parse(memory.imprint)
            places[uid] = _Place(memory.interview, memory.purpose, base.ideal if base else "", uid in vanished)
    for item in existing:
        known = remembered.entries.get(item.uid)
        purpose = item.purpose or (known.purpose if known else "")
        base = reconcile.base_of(item, remembered.imprints())
        ideal = base.ideal if base else ""
        places[item.uid] = _Place(interview_of(item, remembered), purpose, ideal, item.uid in vanished)
    return {uid: place for uid, place in places.items() if place.purpose}


def ended(
    followups: Sequence[FollowUp], findings: Sequence[Finding], existing: Sequence[Existing], remembered: state.State
) -> dict[str, Ending]:
    """Entries whose step has ended, and why: superseded, answered, called off, or no part of the plan any more."""
    wanted = {item.uid for item in followups}
    planned = {interview for item in followups for interview in _interviews_of(item)}
    off = {
        interview_hash(finding.event.key): CALLED_OFF.get(finding.kind, "it is not an interview of yours")
        for finding in findings
        if not finding.followups and not finding.outcome
    }
    over = {
        item.uid: Ending(item.reason, interview_hash(item.interview.event.key), ideal_hash(item.ideal))
        for item in followups
        if item.state in {PlanState.SKIPPED, PlanState.SUPERSEDED}
    }
    for item in existing:
        interview = interview_of(item, remembered)
        if item.uid not in wanted and interview in planned:
            over[item.uid] = Ending("the plan has no such step any more")
        elif item.uid not in wanted and interview in off:
            over[item.uid] = Ending(off[interview])
    return over


def vanished(
    findings: Sequence[Finding], remembered: state.State, complete: Container[str], oldest: datetime
) -> dict[str, str]:
    """Entries whose interview should have been read and was not: it is gone from its calendar.

    Args:
        findings: everything that was read.
        remembered: says of every entry which source its interview was read from, and when that began.
        complete: sources that were read without a gap.
        oldest: aware; interviews that began before this are not looked for.
    """
    read = {interview_hash(finding.event.key) for finding in findings}
    since = oldest.astimezone(UTC).isoformat()
    return {
        uid: "its interview is no longer in the calendar"
        for uid, memory in remembered.entries.items()
        if memory.source in complete and memory.start > since and memory.interview not in read
    }


def interview_of(existing: Existing, remembered: state.State) -> str:
    """Which interview an entry hangs on, as it says itself, else as the state file remembers."""
    memory = remembered.entries.get(existing.uid)
    return existing.interview or (memory.interview if memory else "")


def _interviews_of(followup: FollowUp) -> set[str]:
    """Hashes of all interviews of its round."""
    return {interview_hash(key) for finding in (followup.interview, *followup.round.interviews) for key in finding.keys}


def _round(followup: FollowUp) -> tuple[str, int]:
    return followup.application.key, followup.round.number
