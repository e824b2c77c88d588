"""What the user should know about an application beside its dates: rounds so far, and what might suit it better.

A suggestion is shown and never acted upon. What this module must not know: dates of steps.
"""

from __future__ import annotations

from collections.abc import Iterator

from followup_cal.cadence import why
from followup_cal.cadence.factors import FACTORS, NORMAL, PACE, pace
from followup_cal.cadence.setting import CADENCE, Setting

AGENCY = "agency"


def hints(setting: Setting) -> Iterator[str]:
    """Sentences for the first question of a round (rules P7, T23, T26)."""
    first = setting.application.rounds[0]
    if setting.round.number > first.number:
        yield why.round_count(setting.round.number, (setting.day - first.start.date()).days)
    yield from _cadence(setting)
    if setting.their_medium is not None and not setting.desk.planning.no_phone:
        yield why.PREFERENCES[setting.their_medium]
    said = setting.note(PACE)
    if said is not None and setting.desk.almanac.pace(said) is None:
        yield why.unknown_pace(said, tuple(FACTORS))
    elif said is None and setting.is_senior and pace(setting) == NORMAL:
        yield why.SENIOR


def _cadence(setting: Setting) -> Iterator[str]:
    cadences, chosen = setting.desk.cadences, setting.note(CADENCE)
    if chosen is not None and chosen.lower() not in cadences.by_name:
        yield why.unknown_cadence(chosen, cadences.default)
    via = any(item.via for item in setting.round.interviews)
    if via and chosen is None and AGENCY in cadences.by_name and cadences.default != AGENCY:
        yield why.THROUGH_AGENCY
