"""Events -> findings: the order in which the facts are read and weighed, nothing else. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from followup_cal.model import Decision, Event, Finding, Profile, Ref
from followup_cal.recognise.decision import find_decision, find_invitation, read_decision
from followup_cal.recognise.employer import called, employer, is_anchored
from followup_cal.recognise.evidence import Facts, Sign
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.known import Known, learnt, owner, within
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.mentions import certain
from followup_cal.recognise.names import same
from followup_cal.recognise.people import Crowd, crowd, invited, phones
from followup_cal.recognise.position import position
from followup_cal.recognise.reading import MOST_PEOPLE, Me, Reading, myself, name_words, read
from followup_cal.recognise.score import SURE, UNSURE, signs, signs_against, speaks_of_interview, total
from followup_cal.recognise.segments import segments
from followup_cal.recognise.stage import outcome, stage
from followup_cal.recognise.subject import subject
from followup_cal.recognise.topics import topics


def recognise(events: Sequence[Event], profile: Profile, lexicon: Lexicon) -> tuple[Finding, ...]:
    """Says for every event whether it is an interview of the user's own as a candidate, why, and what it tells.

    Args:
        events: of all calendars of one user; what one of them tells helps to understand the others.
        profile: who the user is.
        lexicon: the words of all languages.

    Returns one finding for every event, in the same order. Explicit tags (`#interview`, `#not-an-interview`) and key
    lines (`company:`, `role:`, ...) win over everything else.
    """
    me = myself(profile, tuple(events), lexicon)
    readings = [read(event, me, lexicon) for event in events]
    keys = [_undated(event) for event in events]
    # One instance of a series tells as much as all of them.
    alike = dict(zip(keys, readings, strict=True))
    promising = {key: reading for key, reading in alike.items() if speaks_of_interview(reading, me, lexicon)}
    known = learnt((_finding(reading, me, lexicon, Known()) for reading in promising.values()), lexicon)
    companies = Phrases.of(known.companies)
    naming = {key: found for key, reading in alike.items() if (found := companies.found(reading.folded_title))}
    named = ((called(name, lexicon), alike[key]) for key, found in naming.items() for name in found)
    known = known.ending((names, reading.event.begins) for names, reading in named if outcome(reading, lexicon))
    common = {
        key: _finding(reading, me, lexicon, known)
        if key in promising or key in naming
        else _passed_over(reading, me, lexicon)
        for key, reading in alike.items()
    }
    return tuple(_dated(common[key], reading, lexicon) for key, reading in zip(keys, readings, strict=True))


def _undated(event: Event) -> tuple[Event, timedelta]:
    """What the instances of a series have in common: all but the times, and how long they take."""
    first = type(event.start).min
    alike = replace(event, ref=Ref(event.ref.uid), start=first, end=first, sequence=0, modified=None)
    return alike, event.ends - event.begins


def _dated(common: Finding, reading: Reading, lexicon: Lexicon) -> Finding:
    """What is found in one instance of a series: as in the others, but for the days that words mean."""
    if common.decision is None and common.ask_again is None and common.answer_by is None:
        return replace(common, event=reading.event)
    dates = _dates(reading, lexicon)
    return replace(
        common, event=reading.event, decision=dates.decision, ask_again=dates.ask_again, answer_by=dates.answer_by
    )


def _passed_over(reading: Reading, me: Me, lexicon: Lexicon) -> Finding:
    found = signs_against(reading, me, lexicon)
    return Finding(
        reading.event,
        is_interview=False,
        kind=_kind(found),
        score=total(found),
        reasons=_reasons(reading, found),
        language=reading.language,
        notes=reading.notes,
    )


def _finding(reading: Reading, me: Me, lexicon: Lexicon, known: Known) -> Finding:
    event = reading.event
    parts = (
        *segments(reading.title, reading.languages, me, lexicon),
        *segments(reading.booked_as, reading.languages, me, lexicon),
    )
    guests = invited(reading, lexicon)
    elsewhere = known.elsewhere(event)
    company = employer(reading, parts, guests, me, lexicon, known=elsewhere)
    people = crowd(reading, parts, me, company, lexicon, known=known.people)
    role = position(reading, parts, me, lexicon)
    dates = _dates(reading, lexicon)
    ended = outcome(reading, lexicon)
    names = [name for name in within(company, lexicon) if name in elsewhere] if company else []
    whole = company is not None and not elsewhere.isdisjoint(called(company, lexicon))
    sure = whole or is_anchored(company, reading, parts, lexicon)
    about = "" if whole else subject(parts, reading, lexicon)
    facts = Facts(
        role,
        company,
        sure,
        known.words(names, event),
        known.people.union(*(name_words(person.name or "") for person in people.met)),
        ended,
        dates.decision is not None,
        certain(people.met, reading, lexicon),
        "" if sure and about == company else about,
        known.trades,
    )
    found = signs(reading, facts, me, lexicon)
    score = total(found)
    is_interview, kind = _verdict(reading, found, score, lexicon)
    finding = Finding(
        event, is_interview, kind, score, _reasons(reading, found), language=reading.language, notes=reading.notes
    )
    if kind not in {"own_interview", "cancelled_interview", "declined_interview", "unsure"}:
        return finding
    if company is not None:
        people = _remembered(people, reading, called(company, lexicon)[-1], known)
    return replace(
        finding,
        company=company,
        role=role,
        stage=stage(reading, people.met, people.recruiter, role, lexicon),
        interviewers=people.met[:MOST_PEOPLE],
        recruiter=people.recruiter,
        decision=dates.decision,
        outcome=ended,
        topics=topics(reading, lexicon),
        phones=phones(reading),
        via=reading.notes.get("via"),
        ask_again=dates.ask_again,
        answer_by=dates.answer_by,
    )


@dataclass(frozen=True, slots=True)
class _Dates:
    """What words mean on the day of one event: dates as in `Finding`."""

    decision: Decision | None
    ask_again: date | None
    answer_by: date | None


def _dates(reading: Reading, lexicon: Lexicon) -> _Dates:
    day = reading.event.begins.date()

    def typed(key: str) -> Decision | None:
        value = reading.notes.get(key)
        return read_decision(value, day, reading.language, lexicon) if value else None

    welcome, offered = typed("followup"), typed("other-offer")
    return _Dates(
        typed("decision") or find_decision(reading.body, day, reading.language, lexicon),
        welcome.by if welcome else find_invitation(reading.body, day, reading.language, lexicon),
        offered.by if offered else None,
    )


def _verdict(reading: Reading, found: Sequence[Sign], score: int, lexicon: Lexicon) -> tuple[bool, str]:
    tags = reading.notes.tags
    if "not-an-interview" in tags:
        return False, "other"
    if "interview" in tags or score >= SURE:
        return True, _state(reading, lexicon)
    if score >= UNSURE:
        return False, "unsure"
    return False, _kind(found)


def _kind(found: Sequence[Sign]) -> str:
    """What an event is instead, by the heaviest sign against it."""
    against = [sign for sign in found if sign.weight < 0 and sign.kind]
    return min(against, key=lambda sign: sign.weight).kind if against else "other"


def _state(reading: Reading, lexicon: Lexicon) -> str:
    event = reading.event
    if event.status == "CANCELLED" or event.method == "CANCEL" or _begins_with(reading, "state.cancelled", lexicon):
        return "cancelled_interview"
    if reading.answer == "DECLINED" or _begins_with(reading, "state.declined", lexicon):
        return "declined_interview"
    return "own_interview"


def _begins_with(reading: Reading, path: str, lexicon: Lexicon) -> bool:
    match = lexicon.of(path).search(reading.folded_title)
    return match is not None and not reading.folded_title[: match.start()].strip(" ([*-!")


def _reasons(reading: Reading, found: Sequence[Sign]) -> tuple[str, ...]:
    tags = [f"#{tag} typed" for tag in ("interview", "not-an-interview") if tag in reading.notes.tags]
    heaviest_first = sorted(found, key=lambda sign: -abs(sign.weight))
    return (*tags, *(sign.reason for sign in heaviest_first)) or ("no word of an interview",)


def _remembered(people: Crowd, reading: Reading, employer_word: str, known: Known) -> Crowd:
    """A recruiter known from another interview with the same employer, where this event names them."""
    if people.recruiter and not people.guessed:
        return people
    text = f"{reading.folded_title}\n{reading.folded_body}"
    for name, person, named_by in known.recruiters:
        if employer_word != name or named_by == owner(reading.event):
            continue
        first = fold((person.name or "").split()[0]) if person.name else ""
        invited_here = any(item.person.email and item.person.email == person.email for item in reading.others)
        organizes = reading.organizer and reading.organizer.email == person.email and person.email
        if invited_here or organizes or (first and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text)):
            met = tuple(item for item in people.met if not same(item, person))
            return Crowd(met if met and reading.others else people.met, person)
    return people
