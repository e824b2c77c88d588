"""Interviews, plans and what became of them, for the tests of the cadence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from followup_cal.cadence.almanac import Almanac
from followup_cal.cadence.applications import group
from followup_cal.cadence.definition import Cadence, Cadences, parse_cadence
from followup_cal.cadence.plan import ideal_hash, plan
from followup_cal.data import Shelf
from followup_cal.data.zones import zone_countries
from followup_cal.library import load_cadences
from followup_cal.model import Event, Finding, FollowUp, Known, Person, Planning, PlanState, Profile, Ref

NEW_YORK = "America/New_York"
VIENNA = "Europe/Vienna"
DANA = Person("Dana Okafor", "dana@marlowe.example")
LEE = Person("Lee Brandt", "lee@marlowe.example")
RUTH = Person("Ruth Adler", "ruth@marlowe.example")
WEEKENDS_ONLY = Planning(country="none")
NEVER = "2026-11-01 12:00"
OPEN = {PlanState.PLANNED, PlanState.WRITTEN}
NUMBERS = count(1)


def balanced() -> Cadence:
    sheet = Shelf().sheet("cadences/balanced.toml")
    return parse_cadence(sheet.text, sheet.origin)


BALANCED = balanced()
CADENCES = load_cadences(Shelf(), "balanced")
SHEET = Shelf().sheet("almanac.toml")
ALMANAC = Almanac.parse(SHEET.text, SHEET.origin, zone_countries())


def moment(text: str, zone: str = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def interview(start: str, end: str, zone: str = NEW_YORK, *, uid: str | None = "", **facts: Any) -> Finding:
    """An interview; `modified` and `summary` go to the event, everything else to the finding."""
    event = Event(
        source="home",
        href="1.ics",
        ref=Ref(f"{next(NUMBERS)}@example" if uid == "" else uid),
        summary=facts.pop("summary", "Interview"),
        start=moment(start, zone),
        end=moment(end, zone),
        timezone=zone,
        modified=facts.pop("modified", None),
    )
    known = {"company": "Marlowe Freight", "role": "Data Analyst", "interviewers": (DANA,)}
    return Finding(event, is_interview=True, kind="own_interview", score=9, **known | facts)


def tuesday(**facts: Any) -> Finding:
    return interview("2026-11-17 14:00", "2026-11-17 15:00", **facts)


def planned(
    findings: Finding | Iterable[Finding],
    now: str | datetime = NEVER,
    planning: Planning = WEEKENDS_ONLY,
    *,
    zone: str = NEW_YORK,
    known: Mapping[str, Known] | None = None,
    cadence: Cadence | str = BALANCED,
) -> tuple[FollowUp, ...]:
    """Plans for a user who lives in `zone`; `now` is told in it as well."""
    given = (findings,) if isinstance(findings, Finding) else tuple(findings)
    at = now if isinstance(now, datetime) else moment(now, zone)
    profile = Profile(timezone=zone)
    chosen = replace(CADENCES, default=cadence) if isinstance(cadence, str) else Cadences({"x": cadence}, "x")
    return plan(group(given), chosen, planning, profile, at, known or {}, ALMANAC)


def the(step: str, followups: Iterable[FollowUp]) -> FollowUp:
    """The only follow-up of a step."""
    (found,) = (item for item in followups if item.step == step)
    return found


def all_of(step: str, followups: Iterable[FollowUp]) -> list[FollowUp]:
    return [item for item in followups if item.step == step]


def said(value: datetime | None) -> str:
    """A moment as its local date and time."""
    return "" if value is None else f"{value:%Y-%m-%d %H:%M}"


def states(followups: Iterable[FollowUp]) -> dict[str, str]:
    return {item.step: item.state.value for item in followups}


def written(followups: Iterable[FollowUp], earlier: Mapping[str, Known] | None = None) -> dict[str, Known]:
    """What the calendar holds once a plan was carried out."""
    new = {item.uid: Known(item.at, ideal_hash(item.ideal)) for item in followups if item.state in OPEN}
    kept = {
        item.uid: earlier[item.uid]
        for item in followups
        if earlier and item.uid in earlier and item.state in {PlanState.DONE, PlanState.DELETED}
    }
    return new | kept


def ticked(known: Mapping[str, Known], followup: FollowUp, **changes: Any) -> dict[str, Known]:
    """What the calendar holds after the user did something to one entry."""
    return {**known, followup.uid: replace(known[followup.uid], **changes)}
