"""One follow-up between what the rules give, what stands in the calendar, and now.

An entry once written never moves by itself, the user's hand wins, a deletion is an answer. What this module must not
know: how a moment is found.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from followup_cal.cadence import why
from followup_cal.model import Known, PlanState

HASH_WIDTH = 4
OPEN = frozenset({PlanState.PLANNED, PlanState.WRITTEN})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a follow-up.

    Attributes:
        at: the moment to act.
        reason: for other states than planned and written: why.
        moved: the user chose the moment.
    """

    state: PlanState
    at: datetime
    reason: str = ""
    moved: bool = False

    @property
    def happens(self) -> bool:
        """Whether it was done, or stands in the plan."""
        return self.state in OPEN or self.state is PlanState.DONE


def ideal_hash(moment: datetime) -> str:
    """Four letters that stand for a moment, to the minute, in whatever zone it is given.

    Args:
        moment: aware; what the rules gave for an entry, to be told later from what they give then.
    """
    minute = moment.astimezone(UTC).strftime("%Y%m%dT%H%MZ")
    return b32encode(sha256(minute.encode()).digest()).decode()[:HASH_WIDTH].lower()


def settle(
    ideal: datetime,
    now: datetime,
    known: Known | None,
    bar: tuple[PlanState, str] | None,
    catch_up: Callable[[], datetime | str],
) -> Verdict:
    """Decides what becomes of a follow-up.

    Args:
        ideal: the moment the rules give.
        now: aware.
        known: its entry, if one stands or stood in the calendar.
        bar: the state and reason of a step that does not take place.
        catch_up: finds the next sensible moment for one whose moment has passed, or says why there is none.
    """
    if known is not None and known.state is PlanState.DELETED:
        return Verdict(PlanState.DELETED, ideal, why.DELETED)
    if known is not None and known.state is PlanState.DONE:
        return Verdict(PlanState.DONE, known.start, why.DONE)
    if bar is not None:
        state, reason = bar
        return Verdict(state, known.start if known else ideal, reason)
    if known is not None and (known.moved or known.ideal == ideal_hash(ideal)):
        return Verdict(PlanState.WRITTEN, known.start, moved=known.moved)
    found = ideal if ideal >= now else catch_up()
    if isinstance(found, str):
        return Verdict(PlanState.SKIPPED, ideal, found)
    return Verdict(PlanState.PLANNED if known is None else PlanState.WRITTEN, found)
