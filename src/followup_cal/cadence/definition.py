"""Reads a cadence from its file; every mistake is reported at once.

What this module must not know: interviews, calendars, when a step falls due.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from followup_cal.cadence.reading import Table, flag, hour, notation, one_of, several, slug, table_row, whole
from followup_cal.cadence.steps import (
    AT,
    LAST_CHANCE,
    MIN_GAP,
    PHONE_NOT_BEFORE,
    WHOLE_DAY,
    Cadence,
    Component,
    Hour,
    Step,
    To,
    When,
)
from followup_cal.cadence.terms import Anchor, Offset, Term, Unit, parse_offset, parse_term
from followup_cal.errors import ConfigProblem
from followup_cal.model import Medium, Stage

__all__ = ["Cadence", "Step", "parse_cadence"]

NEXT = "next"
CLOCK_UNITS = (Unit.MINUTES, Unit.HOURS)


def parse_cadence(text: str, origin: str) -> Cadence:
    """Reads a cadence from TOML; `balanced.toml` explains the notation.

    Args:
        text: the content of the file.
        origin: its name, for messages.

    Raises:
        ConfigProblem: with one sentence for every mistake in the file.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigProblem((f"{origin}: {error}.",), "The file is TOML.") from error
    problems: list[str] = []
    table = Table(tree, origin, problems)
    rows: tuple[Mapping[str, Any], ...] = table.need("step", several(table_row), ())
    cadence = Cadence(
        name=table.need("name", slug, ""),
        cap=table.take("cap", whole, 3),
        min_gap=table.take("min_gap", notation(_gap), MIN_GAP),
        phone_not_before=table.take("phone_not_before", notation(_call_bound), PHONE_NOT_BEFORE),
        steps=_numbered(_step(row, number, origin, problems) for number, row in enumerate(rows, 1)),
    )
    table.finish()
    if not problems:
        problems = [f"{origin}, {problem}" for problem in _contradictions(cadence.steps)]
    if problems:
        raise ConfigProblem(tuple(problems), "`followup-cal cadence show balanced` explains the notation.")
    return cadence


def _step(row: Mapping[str, Any], number: int, origin: str, problems: list[str]) -> Step:
    table = Table(row, f"{origin}, step {number} ({row.get('name', 'without a name')})", problems)
    until_next = row.get("late") == NEXT
    name = table.need("name", slug, "")
    step = Step(
        name=name,
        at=table.need("at", _term(Anchor.START, Anchor.END, Anchor.PREVIOUS, Anchor.OUTCOME), AT),
        hour=table.need("hour", one_of(*Hour), Hour.EXACT),
        stated=table.take("stated", notation(parse_offset), None),
        evening=table.take("evening", notation(_clock), None),
        evening_from=table.take("evening_from", hour, None),
        morning=table.take("morning", notation(_clock), None),
        medium=table.take("medium", one_of(*Medium), Medium.EMAIL),
        to=table.take("to", one_of(*To), To.RECRUITER),
        manager=table.take("manager", flag, default=False),
        template=table.take("template", slug, name),
        component=table.take("component", one_of(*Component), Component.VTODO),
        alarms=table.take("alarms", several(_term(Anchor.AT)), (AT,)),
        next_morning=table.take("next_morning", flag, default=False),
        until=table.take("until", _term(Anchor.START, Anchor.END, Anchor.AT), WHOLE_DAY),
        late=table.take("late", _lateness, None),
        until_next=until_next,
        touch=table.take("touch", flag, default=False),
        rests=table.take("rests", flag, default=False),
        when=table.take("when", one_of(*When), When.OPEN),
        without=frozenset(table.take("without", several(one_of(*Stage)), ())),
    )
    table.finish()
    return step


def _numbered(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Tells steps of one name apart: their occurrence is part of the identity of their entries."""
    seen: dict[str, int] = {}
    numbered = []
    for step in steps:
        numbered.append(replace(step, occurrence=seen.get(step.name, 0)))
        seen[step.name] = seen.get(step.name, 0) + 1
    return tuple(numbered)


def _contradictions(steps: Iterable[Step]) -> Iterator[str]:
    """Mistakes that no single key shows."""
    chained = False
    for number, step in enumerate(steps, 1):
        for allowed in _misplaced(step, follows=chained):
            yield f"step {number} ({step.name}): {allowed}"
        chained = chained or step.chained


def _misplaced(step: Step, *, follows: bool) -> Iterator[str]:
    if step.hour is Hour.EXACT and (step.at.anchor is Anchor.PREVIOUS or step.at.offset.unit not in CLOCK_UNITS):
        yield "`at` must count minutes or hours from `start` or `end` where `hour` is exact."
    if (step.when is When.REJECTED) is not (step.at.anchor is Anchor.OUTCOME):
        yield "`at` must be `outcome` where `when` is rejected, and only there."
    elif step.chained and (step.at.anchor is Anchor.START or step.at.offset.unit in CLOCK_UNITS):
        yield "`at` must count days or business days from `end` or `previous` where `hour` is not exact."
    if step.chained and step.at.anchor is Anchor.PREVIOUS and not follows:
        yield "`at` must count from `end`: no step that is counted in days stands before it."
    if step.chained and step.to is To.EACH:
        yield "`to` can be each-interviewer only where `hour` is exact."
    if step.when is When.REJECTED and step.hour is Hour.EXACT:
        yield "`hour` must be message or call after a rejection."
    if step.next_morning and step.morning is None:
        yield "`next_morning` needs `morning`."
    if step.until.offset.unit is Unit.BUSINESS_DAYS or any(item.offset.unit not in CLOCK_UNITS for item in step.alarms):
        yield "`until` and `alarms` cannot count business days."


def _term(*anchors: Anchor) -> Callable[[Any], Term]:
    return notation(lambda text: parse_term(text, frozenset(anchors)))


def _lateness(value: Any) -> Term:
    if value == NEXT:
        return LAST_CHANCE
    try:
        return _term(Anchor.END, Anchor.AT)(value)
    except ValueError as allowed:
        raise ValueError(f"`{NEXT}`, or {allowed}") from None


def _clock(text: str) -> Offset:
    offset = parse_offset(text)
    if offset.unit not in CLOCK_UNITS or offset.count < 0:
        raise ValueError('minutes or hours such as "30m"')
    return offset


def _gap(text: str) -> Offset:
    offset = parse_offset(text)
    if offset.unit is not Unit.BUSINESS_DAYS or offset.count < 0:
        raise ValueError('a number of business days such as "2bd"')
    return offset


def _call_bound(text: str) -> Offset:
    offset = _gap(text)
    if offset.count < PHONE_NOT_BEFORE.count:
        raise ValueError('at least "5bd" (no call within a week of the interview)')
    return offset
