"""Entries whose interview came back as another event, with a new UID: which round takes them over. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from followup_cal import reconcile, standing, state
from followup_cal.cadence.plan import ideal_hash
from followup_cal.entries import purpose_of
from followup_cal.imprint import INTERVIEW_WIDTH, interview_hash, parse
from followup_cal.model import Existing, FollowUp, Home


def replaced(
    followups: Sequence[FollowUp],
    existing: Sequence[Existing],
    remembered: state.State,
    places: Mapping[str, Home],
    vanished: Container[str],
) -> dict[str, Home]:
    """Entries whose interview was replaced by another one, and where they belong now.

    A rescheduled interview may come as a new file with a new UID; some feeds give every event a new one at each
    download. A round of the same employer takes over what hangs on an interview that is gone, or that gave the very
    same moments, save what it has already. Each gone interview goes to one round, the earliest that has nothing yet.
    A round that has something takes only what a run that was stopped left behind, never what had ended or was done.

    Args:
        followups: the plan as it would be without.
        existing: our entries in the calendars read.
        remembered: what the state file knows of them, and of those that the user deleted.
        places: as `homes`.
        vanished: UIDs of entries whose interview is gone.
    """
    takers = _takers(followups)
    planned = {interview for taker in takers for interview in taker.interviews}
    taken = {taker: {home.code for home in places.values() if home.interview in taker.interviews} for taker in takers}
    fresh = {taker for taker in takers if not taken[taker]}
    found: dict[str, Home] = {}
    orphans = [group for group in _orphans(existing, remembered, places) if group[0].home.interview not in planned]
    for fits in (_Taker.gives_same_moment, lambda _, item: item.uid in vanished):
        for group in orphans:
            for taker in sorted(takers, key=lambda taker: bool(taken[taker])):
                mine = [item for item in group if item.employer == taker.employer and item.uid not in found]
                movable = [
                    item for item in mine if item.home.code not in taken[taker] and (item.live or taker in fresh)
                ]
                if movable and any(fits(taker, item) for item in mine):
                    found |= {item.uid: taker.home(item.home.code) for item in movable}
                    taken[taker] |= {item.home.code for item in movable}
                    break
    return found


@dataclass(frozen=True, slots=True)
class _Orphan:
    """An entry whose interview is not planned.

    Attributes:
        employer: hash of the employer it was written for.
        ideal: hash of the moment the rules gave.
        live: it was still wanted when it was written last, and is open.
    """

    uid: str
    home: Home
    employer: str
    ideal: str
    live: bool


@dataclass(frozen=True, slots=True)
class _Taker:
    """A round that may take over entries.

    Attributes:
        employer: hash of the employer.
        interviews: hashes of its interviews, the first one being its anchor's.
        hooks: on which of its interviews a follow-up hangs.
        moments: follow-ups, and hashes of the moments the rules give for them.
    """

    employer: str
    interviews: tuple[str, ...]
    hooks: tuple[Home, ...]
    moments: frozenset[tuple[str, str]]

    def home(self, code: str) -> Home:
        """Where an entry hangs that it takes over."""
        return next((home for home in self.hooks if home.code == code), Home(self.interviews[0], code))

    def gives_same_moment(self, item: _Orphan) -> bool:
        """Whether the rules give the very moment here that they gave for an entry."""
        return (item.home.code, item.ideal) in self.moments


def _takers(followups: Sequence[FollowUp]) -> tuple[_Taker, ...]:
    rounds: dict[tuple[str, int], list[FollowUp]] = {}
    for item in followups:
        rounds.setdefault((item.application.key, item.round.number), []).append(item)
    return tuple(
        _Taker(
            employer=purpose_of(items[0])[:INTERVIEW_WIDTH],
            interviews=tuple(interview_hash(key) for talk in items[0].round.interviews for key in talk.keys),
            hooks=tuple(Home(interview_hash(item.interview.event.key), item.home.code) for item in items),
            moments=frozenset((item.home.code, ideal_hash(item.ideal)) for item in items),
        )
        for items in rounds.values()
    )


def _orphans(existing: Sequence[Existing], remembered: state.State, places: Mapping[str, Home]) -> list[list[_Orphan]]:
    """What may be taken over, by the interview it hangs on, the earliest first."""
    imprints = remembered.imprints()
    groups: dict[str, list[_Orphan]] = {}
    for item in sorted(existing, key=lambda item: (item.start, item.uid)):
        base = reconcile.base_of(item, imprints)
        if base is not None and item.uid in places:
            home, employer = places[item.uid], standing.employer(item.uid, item.purpose, remembered)
            live = bool(base.siblings) and not item.done
            orphan = _Orphan(item.uid, home, employer, base.ideal, live)
            groups.setdefault(home.interview, []).append(orphan)
    for uid, memory in sorted(remembered.entries.items()):
        if memory.status == state.DELETED and uid in places:
            base = parse(memory.imprint)
            orphan = _Orphan(uid, places[uid], memory.purpose[:INTERVIEW_WIDTH], base.ideal if base else "", live=False)
            groups.setdefault(places[uid].interview, []).append(orphan)
    return list(groups.values())
