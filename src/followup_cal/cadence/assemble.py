"""A decided step -> the follow-up: addressees, the end of its entry, reminders, the sentence that says why.

What this module must not know: why a moment was chosen.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from followup_cal.cadence import why
from followup_cal.cadence.addressees import addressed, alternatives
from followup_cal.cadence.around import SPACING
from followup_cal.cadence.chain import Placement
from followup_cal.cadence.hints import hints
from followup_cal.cadence.hours import on, shift
from followup_cal.cadence.promises import later
from followup_cal.cadence.setting import Place, Setting
from followup_cal.cadence.settle import OPEN, Verdict
from followup_cal.cadence.steps import Step
from followup_cal.cadence.terms import Anchor, Offset, Unit
from followup_cal.model import FollowUp, Medium

FRESH = timedelta(hours=24)
LEAST = timedelta(hours=1)
HOUR = timedelta(hours=1)


def assemble(step: Step, setting: Setting, place: Place, placement: Placement, verdict: Verdict) -> FollowUp:
    """Makes a follow-up; its times are given in the employer's zone."""
    at = verdict.at.astimezone(setting.clock.employer)
    to = addressed(step, setting.application, setting.round, place.person)
    return FollowUp(
        uid=place.uid,
        step=step.name,
        template=step.template or step.name,
        medium=step.medium,
        application=setting.application,
        round=setting.round,
        interview=place.interview,
        home=place.home,
        to=to,
        ideal=placement.moment,
        at=at,
        until=_until(step, setting, at),
        alarms=_alarms(step, setting, at, place.number) if verdict.state in OPEN else (),
        component=step.component.value,
        why=_why(step, setting, placement, verdict, at),
        state=verdict.state,
        reason=verdict.reason,
        also=alternatives(step, setting.application, setting.round, to),
        late_hours=_late_hours(step, setting, at),
        person=place.person,
        occurrence=step.occurrence,
        first=step == setting.first_question,
    )


def _until(step: Step, setting: Setting, at: datetime) -> datetime:
    """By when it should be done; always later than `at`, so that a machine that was off still shows it."""
    if step.until.offset.unit is Unit.BUSINESS_DAYS:
        return max(_closing_time(step.until.offset, setting), shift(at, LEAST))
    span = step.until.offset.span
    if step.until.anchor is Anchor.AT:
        return shift(at, span)
    if step.until.anchor is Anchor.END:
        return max(shift(setting.round.end, span), shift(at, LEAST))
    return max(shift(setting.round.start, span), shift(at, abs(step.at.offset.span)))


def _closing_time(offset: Offset, setting: Setting) -> datetime:
    """When offices close so many business days after the interview."""
    return on(later(setting, setting.day, offset), setting.clock.hours.calls_until, setting.clock.employer)


def _alarms(step: Step, setting: Setting, at: datetime, number: int) -> tuple[datetime, ...]:
    """When to remind: never in the past, never in the user's quiet hours (rule T2 for the second one)."""
    clock = setting.clock
    wanted = [shift(at, term.offset.span) for term in step.alarms]
    if step.next_morning and step.morning is not None:
        again = shift(clock.morning_after(at, step.morning.span), SPACING * number)
        wanted.extend([again] if again <= shift(setting.round.end, FRESH) else [])
    audible = {clock.evening_before(alarm) if clock.is_quiet(alarm) else alarm for alarm in wanted}
    return tuple(sorted(alarm for alarm in audible if alarm >= setting.desk.now and not clock.is_quiet(alarm)))


def _late_hours(step: Step, setting: Setting, at: datetime) -> int:
    """Whole hours since the interview for a thank-you after the first 24, else 0 (rule T2)."""
    age = at.astimezone(UTC) - setting.round.end
    return age // HOUR if step.thanks and age >= FRESH else 0


def _why(step: Step, setting: Setting, placement: Placement, verdict: Verdict, at: datetime) -> str:
    more = [*hints(setting)] if step == setting.first_question else []
    if step.medium is Medium.LETTER:
        more.append(why.posted(_until(step, setting, at).date()))
    return why.told(_reason(placement, verdict, at), more)


def _reason(placement: Placement, verdict: Verdict, at: datetime) -> str:
    ideal = placement.moment.astimezone(at.tzinfo)
    if verdict.moved:
        return why.moved(ideal.date())
    in_time = verdict.state not in OPEN or at == ideal
    return placement.why if in_time else why.moved_by(placement.why, why.late(ideal.date()))
