"""What stretches the distances of a cadence: pace, trade, stage (rules T16, T22, T24, T25).

Only distances stretch; a day they named stays what it is. What this module must not know: stated days, least
distances, holidays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from followup_cal.cadence import why
from followup_cal.cadence.setting import INDUSTRY, Setting
from followup_cal.cadence.steps import Step
from followup_cal.cadence.terms import Anchor, Offset
from followup_cal.model import Stage

PACE = "pace"
NORMAL = "normal"
SLOW = "slow"
FAST = "fast"
# In hundredths.
FACTORS = {SLOW: 150, NORMAL: 100, FAST: 75, "urgent": 75}
FINAL_EXTRA = 2


def pace(setting: Setting) -> str:
    """How quickly they decide: as `pace:` says, else as is usual in the trade."""
    industry, almanac = setting.note(INDUSTRY) or "", setting.desk.almanac
    trades = (trade for trade in (SLOW, FAST) if almanac.is_trade(trade, industry))
    return almanac.pace(setting.note(PACE) or "") or next(trades, NORMAL)


def stretched(step: Step, setting: Setting) -> tuple[Offset, tuple[str, ...]]:
    """The distance of a step that is counted in days, and what made it another than the cadence's.

    A last interview stands near the end of a search that is nearly over: it adds two days, once, to what is counted
    from it (rule T25).
    """
    reasons = tuple(_reasons(step, setting))
    count = ceil(step.at.offset.count * FACTORS[pace(setting)] / 100)
    extra = FINAL_EXTRA if _is_last(step, setting) else 0
    return replace(step.at.offset, count=count + extra), reasons


def _reasons(step: Step, setting: Setting) -> Iterator[str]:
    if FACTORS[pace(setting)] != FACTORS[NORMAL]:
        yield why.paced(pace(setting))
    if _is_last(step, setting):
        yield why.AFTER_FINAL


def _is_last(step: Step, setting: Setting) -> bool:
    return setting.round.stage is Stage.FINAL and step.at.anchor is Anchor.END
