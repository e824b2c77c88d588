"""Rounds and follow-ups as the tests of drafts need them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import followup_cal
from followup_cal.draft import Templates
from followup_cal.draft.lint import Rules
from followup_cal.model import (
    Application,
    Decision,
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

BERLIN = ZoneInfo("Europe/Berlin")
FOLDER = Path(followup_cal.__file__).parent / "data" / "templates"
ALL = {f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*/*.txt"))}
SHEETS = {name: text for name, text in ALL.items() if name.startswith("en/")}
REASONS = {
    f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in FOLDER.glob("*/reasons.toml")
}
TEMPLATES = Templates.parse(ALL, REASONS)
LANGUAGES = tuple(dict.fromkeys(name.partition("/")[0] for name in ALL))
RULES_OF = {
    language: Rules.parse((FOLDER / language / "lint.toml").read_text(encoding="utf-8")) for language in LANGUAGES
}
RULES = RULES_OF["en"]

DANA = Person("Dana Okafor", "dana@globex.example")
ROBIN = Person("Robin Vale", "robin@globex.example")
PANEL = (
    DANA,
    Person("Priya Nair", "priya@globex.example"),
    Person("Dr. Tom Hale", "tom@globex.example"),
    Person("Ines Duarte"),
    Person("Wen Li", "wen@globex.example"),
    Person("Sam", "sam@globex.example"),
    Person("Maria van der Berg", "maria@globex.example"),
    Person("長谷部 花子", "hanako@globex.example"),
)
STRENGTHS = (
    "cut the nightly load from six hours to forty minutes",
    "two years on call for 300 shops without a missed page",
)
BARE = Profile(names=("Taylor Reyes",))
FULL = Profile(names=("Taylor Reyes", "T. Reyes"), phone="+1 555 0100", strengths=STRENGTHS, field="data engineering")
NOTES = (
    Topic("moving the warehouse to streaming"),
    Topic("how you test pipelines"),
    Topic("the incident in March", person="Dana"),
)
MEDIA = {
    "phone-call": Medium.PHONE,
    "call-or-mail": Medium.PHONE,
    "ask-next-steps": Medium.NOTE,
    "take-notes": Medium.NOTE,
    "agent-call": Medium.PHONE,
    "thank-you-card": Medium.LETTER,
    "linkedin": Medium.NOTE,
}
STEPS = tuple(
    sorted(
        name.removeprefix("en/").removesuffix(".txt")
        for name in ALL
        if name.startswith("en/") and not name.endswith("common.txt")
    )
)


def interview(
    people: Sequence[Person] = (DANA,),
    *,
    company: str | None = "Globex",
    role: str | None = "Data Engineer",
    stage: Stage = Stage.UNKNOWN,
    topics: Sequence[Topic] = (),
    decide_by: date | None = None,
    phones: Sequence[str] = (),
    day: int = 17,
) -> Finding:
    """An interview at two on a day of November 2026, which begins on a Sunday."""
    start = datetime(2026, 11, day, 14, tzinfo=BERLIN)
    event = Event("work", "1.ics", Ref(f"uid-{day}"), "Interview", start, start + timedelta(hours=1), "Europe/Berlin")
    return Finding(
        event,
        is_interview=True,
        kind="own_interview",
        score=9,
        company=company,
        role=role,
        stage=stage,
        interviewers=tuple(people),
        topics=tuple(topics),
        decision=Decision(f"by {decide_by}", by=decide_by) if decide_by else None,
        phones=tuple(phones),
    )


def follow_up(
    step: str,
    *interviews: Finding,
    to: Sequence[Person] = (),
    also: Sequence[Person] = (),
    template: str | None = None,
    days_later: int = 0,
    late_hours: int = 0,
    key: str = "globex/data-engineer",
    number: int = 1,
) -> FollowUp:
    """A step of the last of these interviews, which make up one round."""
    talks = Round(number, interviews or (interview(),))
    anchor = talks.anchor
    at = talks.end + timedelta(hours=2, days=days_later)
    return FollowUp(
        uid="0@followup-cal",
        step=step,
        template=template or step,
        medium=MEDIA.get(step, Medium.EMAIL),
        application=Application(key, anchor.company, anchor.role, (talks,)),
        round=talks,
        interview=anchor,
        home=Home("interview", "222"),
        to=tuple(to),
        ideal=at,
        at=at,
        until=at + timedelta(hours=4),
        alarms=(at,),
        component="VTODO",
        why="5 business days after Tue 17 Nov.",
        also=tuple(also),
        late_hours=late_hours,
    )
