"""Whom a step addresses (rules P1, P3, P4, P7, P8, C6).

What this module must not know: dates, wording.
"""

from __future__ import annotations

from collections.abc import Iterator

from followup_cal.cadence.names import distinct, same_person
from followup_cal.cadence.steps import Step, To
from followup_cal.model import Application, Finding, Person, Round, Stage


def slots(step: Step, round_: Round) -> Iterator[tuple[Person | None, Finding]]:
    """The follow-ups of a step: for whom each one is and on which interview it hangs.

    A step for every interviewer has one per person, on the interview in which that person was met first; where nobody
    is known, and for every other step, there is one for nobody in particular on the round's anchor.
    """
    if step.to is not To.EACH or not round_.people:
        yield None, round_.anchor
        return
    for person in round_.people:
        yield person, next(item for item in round_.interviews if person in item.interviewers)


def addressed(step: Step, application: Application, round_: Round, person: Person | None) -> tuple[Person, ...]:
    """Who a follow-up goes to: that person, or whoever the step names; nobody where nobody is known."""
    if step.to is To.EACH:
        return (person,) if person else ()
    if step.to is To.SELF:
        return ()
    recruiter = _recruiter(application, round_)
    if step.to is To.AGENT:
        return (recruiter,) if recruiter else _agent(round_)
    if step.to is To.ALL:
        return distinct((*((recruiter,) if recruiter else ()), *round_.people))
    return (recruiter,) if recruiter else _met_first(application, round_)


def alternatives(step: Step, application: Application, round_: Round, to: tuple[Person, ...]) -> tuple[Person, ...]:
    """Whom a step names beside its addressees: the hiring manager, else the first interviewer."""
    if not step.manager:
        return ()
    found = (*_managers(application, round_), *round_.people)
    return tuple(person for person in found if not any(same_person(person, other) for other in to))[:1]


def _recruiter(application: Application, round_: Round) -> Person | None:
    """The round's recruiter, else that of the latest round before it."""
    before = (item.recruiter for item in reversed(application.rounds) if item.number < round_.number)
    return round_.recruiter or next((recruiter for recruiter in before if recruiter), None)


def _met_first(application: Application, round_: Round) -> tuple[Person, ...]:
    """The first interviewer of the round; where nobody is known, that of the latest round before it."""
    return next((item.people[:1] for item in reversed(application.rounds[: round_.number]) if item.people), ())


def _agent(round_: Round) -> tuple[Person, ...]:
    """Whoever stands in `via:` with an address; the name of an agency alone is nobody to write to (rule P7)."""
    from email.utils import parseaddr

    texts = (item.via for item in reversed(round_.interviews) if item.via)
    found = next(((name.strip(" \"'"), address) for name, address in map(parseaddr, texts) if "@" in address), None)
    return (Person(found[0] or None, found[1]),) if found else ()


def _managers(application: Application, round_: Round) -> Iterator[Person]:
    """Whom the user met in an interview with the hiring manager."""
    for item in reversed(application.rounds[: round_.number]):
        for interview in item.interviews:
            if interview.stage is Stage.HIRING_MANAGER:
                yield from interview.interviewers
