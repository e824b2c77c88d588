"""Reads a cadence from its file; every mistake is reported at once.

What this module must not know: interviews, calendars, when a step falls due.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from followup_cal.cadence.reading import (
    Table,
    flag,
    hour,
    notation,
    one_of,
    sentence,
    several,
    slug,
    table_row,
    whole,
)
from followup_cal.cadence.steps import (
    AT,
    LAST_CHANCE,
    MIN_GAP,
    PHONE_NOT_BEFORE,
    WHOLE_DAY,
    Cadence,
    Cadences,
    Component,
    Hour,
    Step,
    To,
    When,
)
from followup_cal.cadence.terms import Anchor, Offset, Term, Unit, parse_offset, parse_term
from followup_cal.cadence.whereabouts import Where
from followup_cal.errors import ConfigProblem
from followup_cal.model import Medium, Stage

__all__ = ["Cadence", "Cadences", "Step", "parse_cadence", "parse_special"]

NEXT = "next"
NO_TAGS: tuple[str, ...] = ()
DAYS_FROM = (Anchor.END, Anchor.PREVIOUS, Anchor.OUTCOME, Anchor.MIDDLE, Anchor.WINDOW)
CLOCK_UNITS = (Unit.MINUTES, Unit.HOURS)


def parse_cadence(text: str, origin: str) -> Cadence:
    """Reads a cadence from TOML; `balanced.toml` explains the notation.

    Args:
        text: the content of the file.
        origin: its name, for messages.

    Raises:
        ConfigProblem: with one sentence for every mistake in the file.
    """
    table, problems, where = _opened(text, origin)
    rows: tuple[Mapping[str, Any], ...] = table.need("step", several(table_row), ())
    cadence = Cadence(
        name=table.need("name", slug, ""),
        about=table.take("about", sentence, ""),
        cap=table.take("cap", whole, 3),
        min_gap=table.take("min_gap", notation(_gap), MIN_GAP),
        phone_not_before=table.take("phone_not_before", notation(_call_bound), PHONE_NOT_BEFORE),
        steps=_steps(rows, where, problems),
    )
    _finish(table, cadence.steps, where, problems)
    return cadence


def parse_special(text: str, origin: str) -> tuple[Step, ...]:
    """Reads the steps for special cases, which every cadence has; a file like a cadence, but of steps only.

    Args:
        text: the content of the file.
        origin: its name, for messages.

    Raises:
        ConfigProblem: with one sentence for every mistake in the file.
    """
    table, problems, where = _opened(text, origin)
    rows: tuple[Mapping[str, Any], ...] = table.need("step", several(table_row), ())
    steps = _steps(rows, where, problems)
    _finish(table, steps, where, problems)
    return steps


def _opened(text: str, origin: str) -> tuple[Table, list[str], Where]:
    where = Where.of(text, origin)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigProblem((f"{where.of_error(str(error))}: {error}.",), "The file is TOML.") from error
    problems: list[str] = []
    return Table(tree, where.at(0), problems), problems, where


def _finish(table: Table, steps: Iterable[Step], where: Where, problems: list[str]) -> None:
    table.finish()
    found = problems or [
        f"{where.at(number, name)(key)}: {problem}" for number, name, key, problem in _contradictions(steps)
    ]
    if found:
        raise ConfigProblem(tuple(found), "`followup-cal cadence show balanced` explains the notation.")


def _steps(rows: Iterable[Mapping[str, Any]], where: Where, problems: list[str]) -> tuple[Step, ...]:
    return _numbered(_step(row, number, where, problems) for number, row in enumerate(rows, 1))


def _step(row: Mapping[str, Any], number: int, where: Where, problems: list[str]) -> Step:
    table = Table(row, where.at(number, str(row.get("name", "without a name"))), problems)
    until_next = row.get("late") == NEXT
    name = table.need("name", slug, "")
    step = Step(
        name=name,
        at=table.need("at", _term(*DAYS_FROM, Anchor.START), AT),
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
        tags=frozenset(table.take("tags", several(slug), NO_TAGS)),
        instead=table.take("instead", flag, default=False),
        off=table.take("off", flag, default=False),
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


def _contradictions(steps: Iterable[Step]) -> Iterator[tuple[int, str, str, str]]:
    """Mistakes that no single key shows: number and name of the step, the key to look at, and what is wrong."""
    chained = False
    for number, step in enumerate(steps, 1):
        for key, allowed in (*_misplaced(step, follows=chained), *_conflicts(step)):
            yield number, step.name, key, allowed
        chained = chained or step.chained


def _misplaced(step: Step, *, follows: bool) -> Iterator[tuple[str, str]]:
    """What `at` cannot be."""
    anchor, offset = step.at.anchor, step.at.offset
    timed = anchor in {Anchor.START, Anchor.END} and offset.unit in CLOCK_UNITS
    if step.hour is Hour.EXACT and not step.answers and not timed:
        yield "at", "`at` must count minutes or hours from `start` or `end` where `hour` is exact."
    if step.answers is not (anchor is Anchor.OUTCOME):
        yield "at", "`at` must be `outcome` where `when` is rejected, withdrawn or marked, and only there."
    elif step.hour is not Hour.EXACT and (anchor is Anchor.START or not _counts_days(step)):
        yield "at", "`at` must count days or business days, and not from `start`, where `hour` is not exact."
    if step.chained and anchor is Anchor.PREVIOUS and not follows:
        yield "at", "`at` must count from `end`: no step that is counted in days stands before it."


def _counts_days(step: Step) -> bool:
    """Whether a distance is one in days; an anchor alone is none at all."""
    bare = step.at.anchor not in {Anchor.END, Anchor.PREVIOUS} and step.at.offset.count == 0
    return bare or step.at.offset.unit not in CLOCK_UNITS


def _conflicts(step: Step) -> Iterator[tuple[str, str]]:
    """Keys that do not go together."""
    if step.hour is not Hour.EXACT and step.to is To.EACH:
        yield "to", "`to` can be each-interviewer only where `hour` is exact."
    if step.answers and step.hour is Hour.EXACT:
        yield "hour", "`hour` must be message or call where `when` is not open."
    if step.when is When.MARKED and not step.tags:
        yield "when", "`when` is marked: `tags` must name the marks."
    if step.instead and step.when is not When.MARKED:
        yield "instead", "`instead` can be set only where `when` is marked."
    if step.next_morning and step.morning is None:
        yield "next_morning", "`next_morning` needs `morning`."
    if step.until.offset.unit is Unit.BUSINESS_DAYS and step.until.anchor is not Anchor.END:
        yield "until", "`until` can count business days only from `end`."
    if any(item.offset.unit not in CLOCK_UNITS for item in step.alarms):
        yield "alarms", "`alarms` must count minutes or hours."


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
