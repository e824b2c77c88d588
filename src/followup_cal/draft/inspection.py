"""Tries every template of a language on made-up follow-ups and reads what comes out with the eyes of the employer.

What this module must not know: files, the calendars of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from followup_cal.draft import draft
from followup_cal.draft.lint import Rules, lint
from followup_cal.draft.proof import COMMON
from followup_cal.draft.sheet import Sheet
from followup_cal.draft.templates import Templates
from followup_cal.errors import ConfigProblem
from followup_cal.model import (
    Application,
    Decision,
    Draft,
    Event,
    Finding,
    FollowUp,
    Home,
    Medium,
    Person,
    Profile,
    Ref,
    Round,
    Stage,
    Topic,
)

COMPANY, ROLE, ME = "Globex", "Data Engineer", "Taylor Reyes"
SIX = tuple(
    Person(name, f"{number}@globex.example")
    for number, name in enumerate(("Dana Okafor", "Dr. Tom Hale", "長谷部 花子", "Sam", "Priya Nair", "Wen Li"))
)
STRENGTHS = ("cut the nightly load from six hours to forty minutes", "ran 300 shops for two years without an outage")
PROFILES = (
    Profile(names=(ME,)),
    Profile(
        names=(ME,),
        phone="+1 555 0100",
        strengths=STRENGTHS,
        field="data engineering",
        register="informal",
    ),
)
# Thanks go to several people of one round; of everything else one is written.
TO_EACH = ("thank-you", "thank-you-card")
START = datetime(2026, 11, 17, 14, tzinfo=UTC)


def inspect(templates: Templates, language: str, rules: Rules) -> Iterator[tuple[str, str]]:
    """Names each fault once.

    Args:
        templates: all in force.
        language: whose templates are tried.
        rules: what must not be said in it.

    Yields:
        name of the template, and what is wrong with a draft made from it.
    """
    for sheet in templates.sheets:
        if sheet.language == language and sheet.name != COMMON:
            for fault in dict.fromkeys(_faults(templates, sheet, rules)):
                yield sheet.name, fault


def _faults(templates: Templates, sheet: Sheet, rules: Rules) -> Iterator[str]:
    for profile, stage, late, people in _situations(sheet.name):
        talk = _interview(people, stage, full=bool(profile.strengths))
        try:
            drafts = _drafts(templates, sheet, replace(profile, language=sheet.language), talk, late)
            yield from _read(drafts, sheet.name, rules)
        except ConfigProblem as problem:
            yield from problem.problems


def _situations(kind: str) -> Iterator[tuple[Profile, Stage, int, tuple[Person, ...]]]:
    """Everything that makes a difference to a template, without trying each combination."""
    nameless = (Person(email="x@globex.example"),)
    for profile in PROFILES:
        yield from ((profile, stage, 0, nameless) for stage in Stage)
        yield profile, Stage.PANEL, 0, SIX
        if kind in TO_EACH:
            yield profile, Stage.UNKNOWN, 60, SIX


def _drafts(templates: Templates, sheet: Sheet, profile: Profile, talk: Finding, late: int) -> list[Draft]:
    return [draft(_follow_up(sheet, talk, person, late), profile, templates) for person in talk.interviewers]


def _read(drafts: Sequence[Draft], kind: str, rules: Rules) -> Iterator[str]:
    known = (COMPANY, ROLE, ME, *STRENGTHS, *(person.name or "" for person in SIX))
    for number, written in enumerate(drafts):
        # On all cards stands the same advice how to send them.
        others = [other.body for other in drafts[:number]] if kind == "thank-you" else ()
        strangers = [SIX[at].name or "" for at in range(len(SIX)) if len(drafts) > 1 and at != number]
        yield from lint(written, kind, rules, known=known, others=others, strangers=strangers)


def _interview(people: tuple[Person, ...], stage: Stage, *, full: bool) -> Finding:
    event = Event("", "1.ics", Ref("1"), "Interview", START, START + timedelta(hours=1), "UTC")
    return Finding(
        event,
        is_interview=True,
        kind="own_interview",
        score=9,
        company=COMPANY,
        role=ROLE,
        stage=stage,
        interviewers=people,
        topics=tuple(Topic(f"topic {number}") for number in range(len(people))) if full else (),
        decision=Decision("by 1 December", by=date(2026, 12, 1)) if full else None,
    )


def _follow_up(sheet: Sheet, talk: Finding, person: Person, late: int) -> FollowUp:
    talks = Round(1, (talk,))
    at = START + timedelta(days=20)
    return FollowUp(
        uid="0@followup-cal",
        step=sheet.name,
        template=sheet.name,
        medium=Medium(sheet.medium),
        application=Application("globex/data-engineer", COMPANY, ROLE, (talks,)),
        round=talks,
        interview=talk,
        home=Home("", ""),
        to=(person,),
        ideal=at,
        at=at,
        until=at,
        alarms=(),
        component="VTODO",
        why="",
        late_hours=late,
    )
