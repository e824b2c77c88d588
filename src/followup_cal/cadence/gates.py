"""Why a step does not take place, whatever its date (rules N1, S2, S7, S12, S15, T20, T27).

What this module must not know: when a step falls due.
"""

from __future__ import annotations

from datetime import timedelta

from followup_cal.cadence import why
from followup_cal.cadence.promises import is_long_wait
from followup_cal.cadence.setting import Setting
from followup_cal.cadence.steps import Step, When
from followup_cal.model import Outcome, PlanState

NO_FOLLOWUP = "no-followup"
REPLIED = "replied"
NO_SHOW = "no-show"
ANSWERED = {When.REJECTED: Outcome.REJECTED, When.WITHDRAWN: Outcome.WITHDRAWN}
# After a long wait they know when they decide: one question after that day (rule T20).
LONG_WAIT_CAP = 1
FRESH = timedelta(hours=24)


def barred(step: Step, setting: Setting, touches: int = 0) -> tuple[PlanState, str] | None:
    """Decides whether anything rules a step out.

    Args:
        step: the step.
        setting: the round.
        touches: how many steps have counted against the cap before this one.

    Returns:
        The state it gets and the sentence that says why; None where it takes place.
    """
    reason = _unwanted(step, setting) or _out_of_range(setting)
    if reason is not None:
        return PlanState.SKIPPED, reason
    following = setting.following
    if (step.chained or step.aside) and following is not None:
        return PlanState.SUPERSEDED, why.round_stands(following.number, following.start.date())
    reason = _answered(step, setting) or _capped(step, setting, touches)
    return None if reason is None else (PlanState.SKIPPED, reason)


def _unwanted(step: Step, setting: Setting) -> str | None:
    if setting.round.stage in step.without:
        return why.NO_SUCH_STAGE
    if step.name in setting.desk.planning.skip:
        return why.SWITCHED_OFF
    if step.off and step.name not in setting.desk.planning.extra:
        return why.NOT_CHOSEN
    if step.tags and not step.tags & setting.tags:
        return why.NOT_MARKED
    if NO_SHOW in setting.tags and not step.answers:
        return why.NO_SHOW
    return why.MARKED if NO_FOLLOWUP in setting.tags else None


def _out_of_range(setting: Setting) -> str | None:
    """Old rounds count only while something of them stands in the calendar, and none that was given up does."""
    if setting.given_up:
        return why.GIVEN_UP
    planning, now = setting.desk.planning, setting.desk.now
    if now - setting.round.end > timedelta(days=planning.past_days) and not setting.remembered:
        return why.too_old(planning.past_days)
    if setting.round.start - now > timedelta(days=planning.future_days):
        return why.too_far(planning.future_days)
    return None


def _answered(step: Step, setting: Setting) -> str | None:
    outcome = setting.application.outcome
    if step.when in ANSWERED:
        asked = ANSWERED[step.when]
        return None if outcome is asked and setting.following is None else why.OUTCOME_GONE[asked]
    if step.when is When.MARKED and setting.following is not None:
        return why.round_stands(setting.following.number, setting.following.start.date())
    if outcome is not None:
        return None if _still_fresh(step, setting) else why.OUTCOMES[outcome]
    # With a date they gave, a reply moves the question instead of ending it.
    replied = REPLIED in setting.tags and setting.round.decision is None
    if (step.chained or step.aside) and replied:
        return why.REPLIED
    return why.SEPARATE_WAIT if (step.chained or step.aside) and _waits_otherwise(setting) else None


def _waits_otherwise(setting: Setting) -> bool:
    """Whether another step asks instead, after a wait of its own (rule T27)."""
    skip, tags = setting.desk.planning.skip, setting.tags
    return any(step.instead and step.tags & tags and step.name not in skip for step in setting.steps)


def _still_fresh(step: Step, setting: Setting) -> bool:
    """Thanking people is right whatever came of it, as long as the interview is fresh."""
    age = setting.desk.now - setting.round.end
    return step.thanks and timedelta() <= age <= FRESH


def _capped(step: Step, setting: Setting, touches: int) -> str | None:
    cap = setting.cadence.cap
    if step.touch and is_long_wait(setting) and touches >= LONG_WAIT_CAP:
        return why.LONG_WAIT
    return why.capped(cap) if step.touch and touches >= cap else None
