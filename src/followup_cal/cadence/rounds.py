"""Interviews of one application -> rounds.

Interviews of one local day make one round, and so do the days of one onsite loop. The same interview twice, typed by
hand and sent as an invitation, counts once. What this module must not know: employers, steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from followup_cal.cadence.names import distinct, same_person
from followup_cal.model import Finding, Notes, Person, Round, Stage

DAY = timedelta(days=1)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Interviews by the moment they begin, and for the same moment always in the same order."""
    return tuple(sorted(findings, key=lambda item: (item.event.begins, item.event.ends, item.event.key)))


def make_rounds(findings: Sequence[Finding]) -> tuple[Round, ...]:
    """Puts the interviews of one application into rounds, numbered from 1.

    Args:
        findings: at least one interview, in any order.
    """
    days: dict[date, list[Finding]] = {}
    for finding in in_order(findings):
        days.setdefault(finding.event.begins.date(), []).append(finding)
    loops: list[list[Finding]] = [days[min(days)]]
    for before, day in pairwise(sorted(days)):
        if day - before == DAY and _onsite(days[before]) and _onsite(days[day]):
            loops[-1] = loops[-1] + days[day]
        else:
            loops.append(days[day])
    return tuple(Round(number, _acquainted(_once(loop))) for number, loop in enumerate(loops, 1))


def _onsite(interviews: Sequence[Finding]) -> bool:
    return any(item.stage is Stage.ONSITE for item in interviews)


def _once(interviews: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each interview once.

    The shorter ones come first, so that an entry for the whole day is taken for its interviews together and not for one
    of them: its facts go to the first, its times are dropped.
    """
    kept: list[Finding] = []
    for item in sorted(interviews, key=lambda item: (item.event.all_day, item.event.ends - item.event.begins)):
        twins = [other for other in kept if _overlap(item, other)]
        if not twins:
            kept.append(item)
            continue
        first = in_order(twins)[0]
        whole_day = len(twins) > 1 or (item.event.all_day and not first.event.all_day)
        kept[kept.index(first)] = _merged(first, item) if whole_day else _merged(*_best_first(first, item))
    return in_order(kept)


def _overlap(one: Finding, other: Finding) -> bool:
    a, b = one.event, other.event
    return a.begins == b.begins or (a.begins < b.ends and b.begins < a.ends)


def _best_first(one: Finding, other: Finding) -> tuple[Finding, Finding]:
    """The one that other machines know best comes first: it has a UID, and people on it."""

    def rank(item: Finding) -> tuple[bool, int, int, str]:
        event = item.event
        return event.ref.uid is None, -len(event.attendees), -len(item.interviewers), event.key

    first, second = sorted((one, other), key=rank)
    return first, second


def _merged(main: Finding, other: Finding) -> Finding:
    """One interview with the facts of both; where they differ, those of `main`."""
    return replace(
        main,
        company=main.company or other.company,
        role=main.role or other.role,
        stage=other.stage if main.stage is Stage.UNKNOWN else main.stage,
        interviewers=distinct((*main.interviewers, *other.interviewers)),
        recruiter=main.recruiter or other.recruiter,
        decision=main.decision or other.decision,
        outcome=main.outcome or other.outcome,
        topics=tuple(dict.fromkeys((*main.topics, *other.topics))),
        phones=tuple(dict.fromkeys((*main.phones, *other.phones))),
        via=main.via or other.via,
        ask_again=main.ask_again or other.ask_again,
        answer_by=main.answer_by or other.answer_by,
        notes=Notes(main.notes.tags | other.notes.tags, (*other.notes.values, *main.notes.values)),
        copies=(*main.copies, *other.keys),
    )


def _acquainted(interviews: Sequence[Finding]) -> tuple[Finding, ...]:
    """Gives somebody who is only named in one interview of a round the address that another one has."""
    everybody = distinct([person for item in interviews for person in item.interviewers])

    def known(person: Person) -> Person:
        return next((other for other in everybody if same_person(person, other)), person)

    return tuple(
        replace(item, interviewers=tuple(known(person) for person in item.interviewers)) for item in interviews
    )
