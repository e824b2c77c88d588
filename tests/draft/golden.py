"""What the templates say, in full, to be read as a native reader would.

After a template was changed, read the difference that this shows before it is committed:

    PYTHONPATH=src:tests python tests/draft/golden.py && git diff tests/draft/golden
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from draft.situations import BARE, DANA, FULL, LANGUAGES, PANEL, ROBIN, STEPS, TEMPLATES, follow_up, interview
from followup_cal.draft import draft
from followup_cal.draft.entry_text import entry_text
from followup_cal.draft.inspection import TO_EACH
from followup_cal.model import Finding, FollowUp, Person, Profile, Stage, Topic

FOLDER = Path(__file__).parent / "golden"
RULE = "\n" + "-" * 72 + "\n"
ALL_OF_THEM = ("en", "de")
ADDRESS = Person(email="x@globex.example")
TITLE = Person("Dr. Tom Hale", "tom@globex.example")
NON_LATIN = Person("長谷部 花子", "hanako@globex.example")
SINGLE = Person("Sam", "sam@globex.example")
STAGES = (Stage.TECHNICAL, Stage.PANEL, Stage.FINAL, Stage.INFORMAL, Stage.RECRUITER_SCREEN)
TOPICS = (Topic("dbt"), Topic("on-call"))


def golden(language: str, step: str) -> str:
    """The drafts of a template in one language: all situations in English and German, one elsewhere."""
    situations = _thanks(step) if step in TO_EACH else _others(step)
    chosen = list(situations) if language in ALL_OF_THEM or step in TO_EACH else [*situations][:2]
    return RULE.join(_entry(item, replace(profile, language=language)) for item, profile in chosen)


def _entry(followup: FollowUp, profile: Profile) -> str:
    written = draft(followup, profile, TEMPLATES)
    text, footer = entry_text(written, followup, TEMPLATES.notices(written.language))
    shown = [line for line in footer.splitlines() if "mailto:" not in line]
    return "\n".join([written.summary, "", text, *shown, ""])


def _thanks(step: str) -> Iterator[tuple[FollowUp, Profile]]:
    panel = interview(PANEL[:6], stage=Stage.PANEL)
    yield from ((follow_up(step, panel, to=[person]), BARE) for person in PANEL[:6])
    for number, person in enumerate(_four()):
        yield follow_up(step, _met(person, topics=True), to=[person], key=str(number)), FULL
    yield from ((follow_up(step, _met(DANA, stage), to=[DANA], key=stage), FULL) for stage in STAGES)
    yield follow_up(step, _met(DANA), to=[DANA], late_hours=60), FULL
    yield follow_up(step, _met(DANA), to=[DANA], number=2), replace(FULL, register="informal")
    yield follow_up(step, interview(company=None, role=None), to=[]), BARE


def _others(step: str) -> Iterator[tuple[FollowUp, Profile]]:
    known = replace(interview(decide_by=date(2026, 12, 1), phones=["+49 30 5550100"]), answer_by=date(2026, 12, 10))
    for number, person in enumerate(_four()):
        yield follow_up(step, to=[person], days_later=7, key=str(number)), (BARE, FULL)[number % 2]
    yield follow_up(step, known, to=[ROBIN], also=[DANA], days_later=20), FULL
    yield follow_up(step, known, to=[DANA], days_later=20, key="b"), replace(FULL, register="informal")
    yield follow_up(step, to=[DANA, ROBIN], days_later=7, key="c"), FULL
    yield follow_up(step, interview(company=None, role=None), to=[], days_later=7), BARE
    if step == "phone-call":
        yield follow_up(step, to=[DANA], template="status-email", days_later=14), FULL


def _four() -> tuple[Person, ...]:
    return ADDRESS, TITLE, NON_LATIN, SINGLE


def _met(person: Person, stage: Stage = Stage.UNKNOWN, *, topics: bool = False) -> Finding:
    return interview([person], stage=stage, topics=TOPICS if topics else ())


def path(language: str, step: str) -> Path:
    """Where the drafts of a template stand."""
    return FOLDER / language / f"{step}.txt"


if __name__ == "__main__":
    for language in LANGUAGES:
        (FOLDER / language).mkdir(parents=True, exist_ok=True)
        for step in STEPS:
            path(language, step).write_text(golden(language, step), encoding="utf-8")
