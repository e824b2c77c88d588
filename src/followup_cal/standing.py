"""What has become of the entries that stand, or once stood, in the calendars. Pure.

Ended: their step is no longer wanted. Vanished: their interview is gone. Deleted: by the user. Given up: all of an
application's were.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from followup_cal import reconcile, state
from followup_cal.cadence import endings
from followup_cal.changes import Ending
from followup_cal.imprint import INTERVIEW_WIDTH, VISIBLE_CODES, interview_hash, parse
from followup_cal.model import Existing, Finding, FollowUp, Home, Known, PlanState


def homes(existing: Sequence[Existing], remembered: state.State) -> dict[str, Home]:
    """Where entries that stand, or once stood, belong: as they say themselves, else as the state file remembers."""
    said = {item.uid: (item.interview, item.purpose) for item in existing}
    found = {}
    for uid in said.keys() | remembered.entries.keys():
        memory = remembered.entries.get(uid)
        interview, purpose = said.get(uid, ("", ""))
        interview = interview or (memory.interview if memory else "")
        purpose = purpose or (memory.purpose if memory else "")
        if interview and purpose:
            found[uid] = Home(interview, purpose[INTERVIEW_WIDTH:])
    return found


def oldest(remembered: state.State, sources: Container[str], usual: datetime) -> datetime:
    """From when on interviews are read: from further back than usual, where an application still goes on.

    It does while its latest interview, or a follow-up of it that is still open, is not too old: then its first rounds
    count, too.

    Args:
        remembered: what the state file knows.
        sources: what is read.
        usual: aware; what is older is too old.
    """
    usually = usual.astimezone(UTC).isoformat()
    going_on = (item for item in remembered.entries.values() if max(item.start, item.due) >= usually)
    first = min((item.since for item in going_on if item.since and item.source in sources), default=usually)
    return datetime.combine(datetime.fromisoformat(first), time(), UTC) if first < usually else usual


def deleted(remembered: state.State, now: datetime) -> dict[str, Known]:
    """Entries that the state file knows to be deleted by the user or blocked by the server, or that may be deleted."""
    return {
        uid: Known(start=now, ideal="", state=PlanState.DELETED, blocked=memory.status == state.BLOCKED)
        for uid, memory in remembered.entries.items()
        if memory.status in {state.DELETED, state.BLOCKED, state.UNSEEN}
    }


def given_up(remembered: state.State, existing: Sequence[Existing], lost: Container[str]) -> state.State:
    """The state with what says that an application was given up: its last entries were deleted by the user.

    That is one more memory for each of their interviews, of nothing but the employer: it means whatever hangs on it. It
    goes where an entry stands there again.

    Args:
        remembered: what the state file knows, `lost` being deleted there.
        existing: our entries in the calendars read.
        lost: UIDs of entries that the user deleted since the last run.
    """
    places = homes(existing, remembered)
    there = {places[item.uid].interview for item in existing if item.uid in places}
    employers = {employer(item.uid, item.purpose, remembered) for item in existing}
    found: dict[str, state.Memory | None] = {
        memory.interview: abandoned(memory)
        for uid, memory in remembered.entries.items()
        if uid in lost and memory.interview and memory.purpose[:INTERVIEW_WIDTH] not in employers
    }
    return remembered.having(dict.fromkeys(there & remembered.entries.keys())).having(found)


def abandoned(memory: state.Memory) -> state.Memory:
    """What is remembered of an interview whose follow-ups were all deleted; its key is the interview's hash."""
    return replace(memory, imprint="", purpose=memory.purpose[:INTERVIEW_WIDTH], status=state.DELETED)


def employer(uid: str, purpose: str | None, remembered: state.State) -> str:
    """Hash of the employer an entry was written for: as it says itself, else as the state file knows; else empty."""
    memory = remembered.entries.get(uid)
    return (purpose or (memory.purpose if memory else ""))[:INTERVIEW_WIDTH]


def missing(
    existing: Sequence[Existing], remembered: state.State, places: Mapping[str, Home], now: datetime
) -> dict[str, Known]:
    """Entries that nothing is known of but that they were written with one that still stands (promise 4)."""
    lists = _lists(existing, remembered, places)
    told = {Home(interview, code) for interview, found in lists.items() for codes in found for code in codes}
    return {
        " ".join(home): Known(start=now, ideal="", state=PlanState.DELETED, home=home)
        for home in sorted(told - {*places.values()})
    }


def ended_elsewhere(
    existing: Sequence[Existing], remembered: state.State, places: Mapping[str, Home], findings: Sequence[Finding]
) -> set[str]:
    """Entries that another computer took away, should they be missing: those that still stand no longer name them.

    What the user deleted stays named by the entries that were written with it. An entry that had been left alone when
    its step ended is named by none, and never taken away. That one was deleted may have been learnt from such a name
    alone: without it nothing is known. Where none stands any more, whoever called the interview off is told from the
    interview.
    """
    lists, off = _lists(existing, remembered, places), _called_off(findings)
    return {
        uid
        for uid, memory in remembered.entries.items()
        if uid in places and _may_be_taken_away(memory)
        if (found := lists.get(places[uid].interview)) or (memory.imprint and places[uid].interview in off)
        # A list of that length may have been cut to fit the description.
        if all(places[uid].code not in codes and len(codes) != VISIBLE_CODES for codes in found or ())
        if memory.imprint or any(found or ())
    }


def _may_be_taken_away(memory: state.Memory) -> bool:
    base = parse(memory.imprint)
    return not memory.imprint if memory.status == state.DELETED else base is not None and bool(base.siblings)


def _lists(
    existing: Sequence[Existing], remembered: state.State, places: Mapping[str, Home]
) -> dict[str, list[tuple[str, ...]]]:
    """Interview -> what each entry that hangs on it says was written with it."""
    imprints = remembered.imprints()
    found: dict[str, list[tuple[str, ...]]] = {}
    for item in existing:
        base = reconcile.base_of(item, imprints)
        if base is not None and item.uid in places:
            found.setdefault(places[item.uid].interview, []).append(base.siblings)
    return found


def ended(
    followups: Sequence[FollowUp], findings: Sequence[Finding], existing: Sequence[Existing], places: Mapping[str, Home]
) -> dict[str, Ending]:
    """Entries whose step has ended, and why: superseded, answered, called off, or no part of the plan any more."""
    wanted = {item.uid for item in followups}
    planned = {interview for item in followups for interview in _interviews_of(item)}
    off = _called_off(findings)
    over = {
        item.uid: Ending(item.reason, item.home.interview)
        for item in followups
        if item.state in {PlanState.SKIPPED, PlanState.SUPERSEDED}
    }
    for item in existing:
        if item.uid in wanted or item.uid not in places:
            continue
        interview = places[item.uid].interview
        if interview in planned:
            over[item.uid] = Ending(endings.NO_SUCH_STEP, interview)
        elif interview in off:
            over[item.uid] = Ending(off[interview], interview)
    return over


def vanished(
    findings: Sequence[Finding],
    remembered: state.State,
    places: Mapping[str, Home],
    complete: Container[str],
    oldest: datetime,
) -> dict[str, str]:
    """Entries whose interview should have been read and was not: it is gone from its calendar.

    Args:
        findings: everything that was read.
        remembered: says of every entry which source its interview was read from, and when that began.
        places: as `homes`.
        complete: sources that were read without a gap.
        oldest: aware; interviews that began before this are not looked for.
    """
    read = {interview_hash(finding.event.key) for finding in findings}
    since = oldest.astimezone(UTC).isoformat()
    return {
        uid: endings.VANISHED
        for uid, memory in remembered.entries.items()
        if uid in places and places[uid].interview not in read
        if memory.source in complete and memory.start > since
    }


def _called_off(findings: Sequence[Finding]) -> dict[str, str]:
    """Hashes of what was read and needs no follow-ups, and why."""
    return {
        interview_hash(finding.event.key): endings.CALLED_OFF.get(finding.kind, endings.NOT_YOURS)
        for finding in findings
        if not finding.followups and not finding.outcome
    }


def _interviews_of(followup: FollowUp) -> set[str]:
    """Hashes of all interviews of its round."""
    return {interview_hash(key) for talk in followup.round.interviews for key in talk.keys}
