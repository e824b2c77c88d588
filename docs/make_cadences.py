"""Makes the tables of presets in docs/cadences.md anew: python docs/make_cadences.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from followup_cal.cadence.almanac import Almanac
from followup_cal.cadence.applications import group
from followup_cal.cadence.plan import plan
from followup_cal.cadence.steps import Cadences, Step
from followup_cal.cadence.terms import Offset, Term
from followup_cal.data import Shelf
from followup_cal.library import load_cadences
from followup_cal.model import Event, Finding, Person, Planning, PlanState, Profile, Ref

MANUAL = Path(__file__).with_name("cadences.md")
NEW_YORK = "America/New_York"
SECTION = r"(<!-- {name} -->\n).*?(\n<!-- end -->)"
DASH = "·"


def presets() -> Cadences:
    """The cadences of the package."""
    return load_cadences(Shelf(), "balanced")


def own_steps(cadences: Cadences, name: str) -> Iterator[Step]:
    """The steps of a preset that reach somebody else, without those that every preset shares."""
    shared = {step.name for step in cadences.by_name["balanced"].steps if step.conditional}
    for step in cadences.by_name[name].steps:
        own = step.name not in shared and step.medium != "note"
        if own or (step.name == "holiday-card" and not step.off):
            yield step


def offset(value: Offset) -> str:
    """`+5bd`."""
    return f"{value.count:+}{value.unit}" if value.count else ""


def term(value: Term) -> str:
    """`end +5bd`."""
    return f"{value.anchor} {offset(value.offset)}".strip()


def step_rows(cadences: Cadences) -> Iterator[str]:
    """A line for every preset: what it does when."""
    yield "| preset | cap | steps |"
    yield "| --- | --- | --- |"
    for name, cadence in cadences.by_name.items():
        steps = (f"{step.name} {term(step.at)}" for step in own_steps(cadences, name))
        yield f"| `{name}` | {cadence.cap} | {' · '.join(steps)} |"


def dates(cadences: Cadences, name: str) -> Mapping[str, str]:
    """Step -> day, for an interview on Tuesday, 17 November 2026, 14:00 to 15:00, weekends only."""
    zone = ZoneInfo(NEW_YORK)
    start, end = datetime(2026, 11, 17, 14, tzinfo=zone), datetime(2026, 11, 17, 15, tzinfo=zone)
    event = Event("docs", "1.ics", Ref("1"), "Interview", start, end, NEW_YORK)
    people = (Person("Dana Okafor", "dana@marlowe.example"),)
    finding = Finding(event, is_interview=True, kind="own_interview", score=9, company="Marlowe", interviewers=people)
    chosen = Cadences(cadences.by_name, name)
    before = datetime(2026, 11, 16, 9, tzinfo=zone)
    profile, planning = Profile(timezone=NEW_YORK), Planning(country="none")
    followups = plan(group([finding]), chosen, planning, profile, before, {}, Almanac())
    days: dict[str, list[str]] = {}
    for item in followups:
        if item.state is PlanState.PLANNED and item.medium != "note":
            days.setdefault(item.step, []).append(f"{item.at:%a} {item.at.day} {item.at:%b} {item.at:%H:%M}")
    return {step: ", ".join(found) for step, found in days.items()}


def date_rows(cadences: Cadences) -> Iterator[str]:
    """All presets side by side on one interview."""
    plans = {name: dates(cadences, name) for name in cadences.by_name}
    steps = list(dict.fromkeys(step for name in ("balanced", *plans) for step in plans[name]))
    yield f"| preset | {' | '.join(steps)} |"
    yield f"| {' | '.join(['---'] * (len(steps) + 1))} |"
    for name, days in plans.items():
        yield f"| `{name}` | {' | '.join(days.get(step, DASH) for step in steps)} |"


def manual() -> str:
    """The manual with its tables made anew."""
    cadences = presets()
    text = MANUAL.read_text(encoding="utf-8")
    for name, rows in (("steps", step_rows(cadences)), ("dates", date_rows(cadences))):
        table = "\n".join(rows)
        text = re.sub(SECTION.format(name=name), rf"\g<1>{table}\g<2>", text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    MANUAL.write_text(manual(), encoding="utf-8")
