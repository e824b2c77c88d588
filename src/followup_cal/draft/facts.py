"""What a template can say about one follow-up: the facts that are known, and what holds.

Facts are values from calendars and from the user, made harmless: one line each, nothing that reads as a tag. A fact
that is not known is absent. Flags are what headings can ask for with `when` and `without`; every known fact is one.

What this module must not know: how a template is written or filled in, the clock, files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from followup_cal.draft.address import greeted, greeted_in_full
from followup_cal.draft.harmless import harmless
from followup_cal.draft.topics import topics_for, topics_of
from followup_cal.identity import person_key
from followup_cal.model import Decision, Finding, FollowUp, Medium, Person, Profile, Stage

FACTS = frozenset(
    {
        "person",  # the full name of the addressee, else the address
        "dear",  # how to greet them
        "company",
        "role",
        "weekday",  # of the interview
        "day",
        "month",
        "promised_weekday",  # the day by which they wanted to decide
        "promised_day",
        "promised_month",
        "answer_weekday",  # the day by which another employer wants an answer
        "answer_day",
        "answer_month",
        "met",  # whom the user talked with, beside the addressee
        "recruiter",  # unless the addressee
        "others",  # others worth calling
        "phones",
        "topic",
        "second_topic",
        "covered",  # what the interview was about, whoever is written to
        "strength",
        "field",
        "me",
        "my_phone",
    }
)
FLAGS = frozenset(Stage) | {
    "overdue",  # a thank-you after the first 24 hours
    "late",  # after 48: it says why it comes now
    "promised",  # the day by which they wanted to decide has passed
    "after_holidays",  # they wanted to decide after the holidays
    "awaited",  # it is known when they decide
    "attended",  # the addressee was in the interview
    "again",  # an e-mail in place of the call
    "familiar",  # the user wants an informal tone
    "formal",  # the user wants a formal tone
    "role_vowel",  # the position begins with a vowel
    "retold",  # somebody in the round reads of the same topic and the same strength already
}
LATE = 48
OVERDUE = 24
ROUND_STEP = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """Words of a language that facts are made of.

    Attributes:
        months: names of the twelve months as they stand after a day.
        weekdays: names of the days, Monday first.
        first_day: the first of a month where it is no plain number (French `1er`).
        link: what stands before the last of several names.
        address: `first` or `last`: how people are greeted unless the user says otherwise.
        nameless: what stands in a greeting for somebody whose name is not known.
    """

    months: Sequence[str]
    weekdays: Sequence[str]
    first_day: str = "1"
    link: str = "and"
    address: str = "first"
    nameless: str = "[name]"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the words of one draft depend on.

    Attributes:
        values: the known facts by name, e.g. `company`.
        flags: what holds, known facts included.
        turn: the addressee's place among all whom the application makes us write to: different places, different words.
        seed: the same for the whole application.
    """

    values: dict[str, str]
    flags: frozenset[str]
    turn: int
    seed: str


def gather(followup: FollowUp, profile: Profile, terms: Terms) -> Facts:
    """Collects what is known for a draft.

    Args:
        followup: what is to be drafted.
        profile: who signs, and what they would like to be remembered for.
        terms: of the language of the draft.
    """
    place = _place(followup)
    found = {
        **_addressee(followup, profile, terms),
        **_position(followup),
        **_days(followup, terms),
        **_people(followup),
        **_content(followup, profile, terms, place),
        "me": profile.names[0] if profile.names else None,
        "my_phone": profile.phone,
    }
    values = {name: value for name, text in found.items() if (value := harmless(text or ""))}
    return Facts(values, _flags(followup, profile, place) | values.keys(), place, _seed(followup))


def _addressee(followup: FollowUp, profile: Profile, terms: Terms) -> dict[str, str | None]:
    person = followup.to[0] if followup.to else Person()
    address = profile.address or ("first" if profile.register == "informal" else terms.address)
    greeting = greeted if address == "first" else greeted_in_full
    greeted_now = followup.to[:1] if followup.medium is Medium.PHONE else followup.to
    *names, last = [greeting(who.name) if who.name else terms.nameless for who in greeted_now] or [terms.nameless]
    together = f"{', '.join(names)} {terms.link} {last}" if names else last
    named = any(who.name for who in greeted_now)
    return {"person": person.name or person.email, "dear": together if named else None}


def _position(followup: FollowUp) -> dict[str, str | None]:
    application, interview = followup.application, followup.interview
    return {"company": interview.company or application.company, "role": interview.role or application.role}


def _days(followup: FollowUp, terms: Terms) -> dict[str, str | None]:
    talks = followup.round
    days = {
        "": _talk(followup).event.begins.date(),
        "promised_": _decision_day(talks.decision),
        "answer_": _answer_day(followup),
    }
    known: dict[str, str | None] = {}
    for which, day in days.items():
        if day:
            known[f"{which}weekday"] = terms.weekdays[day.weekday()]
            known[f"{which}day"] = terms.first_day if day.day == 1 else str(day.day)
            known[f"{which}month"] = terms.months[day.month - 1]
    return known


def _answer_day(followup: FollowUp) -> date | None:
    """When another employer wants an answer, unless that is over: then the note was read amiss, or is stale."""
    noted = [item.answer_by for item in followup.round.interviews if item.answer_by]
    return noted[-1] if noted and noted[-1] >= followup.at.date() else None


def _people(followup: FollowUp) -> dict[str, str | None]:
    addressees = {person_key(person) for person in followup.to}
    met = [p.name for p in followup.round.people if p.name and person_key(p) not in addressees]
    recruiter = followup.round.recruiter
    elsewhere = recruiter is not None and person_key(recruiter) not in addressees
    others = [person.name or person.email or "" for person in (*followup.to[1:], *followup.also)]
    return {
        "met": met[0] if len(met) == 1 else None,
        "recruiter": recruiter.name if recruiter and elsewhere else None,
        "others": ", ".join(dict.fromkeys(others)),
        "phones": ", ".join(followup.phones),
    }


def _content(followup: FollowUp, profile: Profile, terms: Terms, place: int) -> dict[str, str | None]:
    topics = topics_for(followup.to[0], followup.round) if followup.to else ()
    first, second, *_ = (*topics, None, None)
    return {
        "topic": first,
        "second_topic": second,
        "covered": f" {terms.link} ".join(topics_of(followup.round)),
        "strength": _strength(profile.strengths, place),
        "field": profile.field,
    }


def _strength(strengths: Sequence[str], place: int) -> str | None:
    """Deals strengths out by place; each lap starts one further on, as topics come round in step with places."""
    count = len(strengths)
    return strengths[(place + place // count) % count].strip().rstrip(".") if count else None


def _is_retold(followup: FollowUp, strengths: Sequence[str], place: int) -> bool:
    """Whether somebody before the addressee gets both the same topic and the same strength."""
    if not followup.to or not strengths:
        return False
    own = set(topics_for(followup.to[0], followup.round))
    first = ROUND_STEP * (followup.round.number - 1)
    before = followup.round.people[: place - first]
    return any(
        own & set(topics_for(person, followup.round)) and _strength(strengths, number) == _strength(strengths, place)
        for number, person in enumerate(before, start=first)
    )


def _flags(followup: FollowUp, profile: Profile, place: int) -> frozenset[str]:
    decision = followup.round.decision
    by = _decision_day(decision)
    keys = {person_key(person) for person in followup.round.people}
    holds = {
        "overdue": followup.late_hours >= OVERDUE,
        "late": followup.late_hours > LATE,
        "promised": by is not None and by < followup.at.date(),
        "after_holidays": decision is not None and decision.after_holidays,
        "awaited": decision is not None,
        "attended": bool(followup.to) and person_key(followup.to[0]) in keys,
        "again": followup.step not in {followup.template, "status-email"} and not followup.first,
        "familiar": profile.register == "informal",
        "formal": profile.register == "formal",
        "role_vowel": _begins_with_vowel(_position(followup)["role"]),
        "retold": _is_retold(followup, profile.strengths, place),
    }
    stage = _talk(followup).stage
    named = followup.round.stage if stage is Stage.UNKNOWN else stage
    return frozenset({name for name, true in holds.items() if true} | {named})


def _begins_with_vowel(text: str | None) -> bool:
    return unicodedata.normalize("NFD", text or "")[:1].casefold() in set("aeiou")


def _talk(followup: FollowUp) -> Finding:
    """The interview in which the addressee was met, else the one the follow-up hangs on."""
    key = person_key(followup.to[0]) if followup.to else ""
    talks = followup.round.interviews
    return next((t for t in talks if key in map(person_key, t.interviewers)), followup.interview)


def _decision_day(decision: Decision | None) -> date | None:
    return decision.by if decision and not decision.after_holidays else None


def _place(followup: FollowUp) -> int:
    """Somebody's number in the round; later rounds count on, so that whoever is met twice reads something new."""
    keys = [person_key(person) for person in followup.round.people]
    key = person_key(followup.to[0]) if followup.to else ""
    return (keys.index(key) if key in keys else 0) + ROUND_STEP * (followup.round.number - 1)


def _seed(followup: FollowUp) -> str:
    return sha256(followup.application.key.encode()).hexdigest()[:16]
