"""What holds for every plan of every preset, whatever was marked, stretched, moved or done.

Outside of it stand what they invited the user to (`followup:`, ok-to-follow-up) and word of another offer.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.cases import ALMANAC, CADENCES, OPEN, interview, moment, planned, ticked, written
from followup_cal.cadence.quiet import window_at
from followup_cal.cadence.workdays import workdays
from followup_cal.model import Decision, Finding, FollowUp, Hours, Known, Medium, Notes, Planning, PlanState, Stage

ZONES = ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Asia/Jerusalem", "Asia/Tokyo")
COUNTRIES = {
    "America/New_York": "US",
    "Europe/Berlin": "DE",
    "Australia/Lord_Howe": "AU",
    "America/Santiago": "CL",
    "Asia/Jerusalem": "IL",
    "Asia/Tokyo": "JP",
}
QUESTIONS = {"status-email", "call-or-mail", "phone-call", "final-note"}
CHAIN = QUESTIONS | {"close"}
PROPERTIES = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
START = date(2026, 1, 5)
days = st.integers(0, 400).map(lambda number: START + timedelta(days=number))
presets = st.sampled_from(sorted(CADENCES.by_name))
tags = st.frozensets(
    st.sampled_from(("still-deciding", "they-will-call", "references", "take-home-sent", "verbal-offer", "no-show")),
    max_size=2,
)
lines = st.lists(
    st.one_of(
        st.tuples(st.just("pace"), st.sampled_from(("slow", "fast", "urgent", "normal", "odd"))),
        st.tuples(st.just("industry"), st.sampled_from(("retail", "academia", "government", "startup"))),
    ),
    max_size=2,
)
plannings = st.builds(
    Planning,
    past_days=st.just(1000),
    future_days=st.just(1000),
    no_phone=st.booleans(),
    extra=st.sampled_from((frozenset(), frozenset({"holiday-card", "interest-note"}))),
)


@st.composite
def careers(draw: st.DrawFn) -> tuple[list[Finding], str]:
    """Interviews at one employer for up to two positions, and the zone of the user."""
    found = []
    zone = draw(st.sampled_from(ZONES))
    for number in range(draw(st.integers(1, 3))):
        day = draw(days)
        start = datetime.combine(day, datetime.min.time()) + timedelta(minutes=15 * draw(st.integers(24, 76)))
        by = draw(st.none() | st.integers(-3, 60))
        found.append(
            interview(
                start.isoformat(),
                (start + timedelta(minutes=45)).isoformat(),
                zone,
                uid=f"n{number}",
                role=draw(st.sampled_from(("Analyst", "Head of Planning"))),
                stage=draw(st.sampled_from((Stage.UNKNOWN, Stage.FINAL, Stage.TECHNICAL))),
                decision=None if by is None else Decision("x", by=day + timedelta(days=by)),
                notes=Notes(draw(tags), tuple(draw(lines))),
            )
        )
    return found, draw(st.sampled_from(ZONES))


def asked(followups: tuple[FollowUp, ...]) -> list[FollowUp]:
    return [item for item in followups if item.step in QUESTIONS and item.state in {*OPEN, PlanState.DONE}]


def early(found: list[Finding]) -> datetime:
    return min(item.event.begins for item in found) - timedelta(days=1)


def keeps_the_rules(followups: tuple[FollowUp, ...], cadence: str, home: str, now: datetime) -> None:
    """Everything that has to hold for the entries that stand in a plan."""
    for item in followups:
        assert all(alarm >= now and is_awake(alarm, home) for alarm in item.alarms)
    for item in asked(followups):
        day = item.at.date()
        zone = item.round.timezone
        calendar = workdays(COUNTRIES[zone])
        if item.medium is Medium.PHONE:
            assert calendar.add(item.round.end.date(), 5) <= day
        assert window_at(day, Planning(), ALMANAC.seasons.get(COUNTRIES[zone], ())) is None
        by = item.round.decision.by if item.round.decision else None
        if by is not None and by >= item.round.end.date():
            assert day > by
    for key, number in {(item.application.key, item.round.number) for item in asked(followups)}:
        mine = [one for one in asked(followups) if (one.application.key, one.round.number) == (key, number)]
        assert len(mine) <= CADENCES.by_name[cadence].cap
        assert [one.at for one in mine] == sorted(one.at for one in mine)


def keep_apart(followups: tuple[FollowUp, ...]) -> None:
    for one, other in pairwise(sorted(asked(followups), key=lambda item: item.at)):
        assert workdays(COUNTRIES[one.round.timezone]).add(one.at.date(), 2) <= other.at.date()


def is_awake(alarm: datetime, home: str) -> bool:
    hour = alarm.astimezone(ZoneInfo(home)).time()
    return Hours().quiet_until <= hour <= Hours().quiet_from


@PROPERTIES
@given(careers(), presets, plannings)
def test_every_preset_keeps_the_rules(career: tuple[list[Finding], str], cadence: str, planning: Planning) -> None:
    found, home = career
    now = early(found)
    followups = planned(found, now, planning, zone=home, cadence=cadence)
    keeps_the_rules(followups, cadence, home, now)
    keep_apart(followups)


@PROPERTIES
@given(careers(), presets, plannings, st.integers(0, 60))
def test_a_late_first_run_keeps_the_rules(
    career: tuple[list[Finding], str], cadence: str, planning: Planning, late: int
) -> None:
    found, home = career
    now = early(found) + timedelta(days=late)
    followups = planned(found, now, planning, zone=home, cadence=cadence)
    keeps_the_rules(followups, cadence, home, now)
    keep_apart(followups)


@PROPERTIES
@given(careers(), presets, plannings, st.lists(st.integers(1, 90 * 1440), max_size=3))
def test_a_further_run_moves_nothing(
    career: tuple[list[Finding], str], cadence: str, planning: Planning, minutes: list[int]
) -> None:
    found, home = career
    now = early(found)
    first = planned(found, now, planning, zone=home, cadence=cadence)
    known = written(first)
    for later in minutes:
        now += timedelta(minutes=later)
        again = planned(found, now, planning, zone=home, known=known, cadence=cadence)
        assert {item.uid: item.at for item in again if item.uid in known} == {
            item.uid: item.at for item in first if item.uid in known
        }
        assert [item.step for item in again if item.state is PlanState.PLANNED] == []


@PROPERTIES
@given(
    st.sampled_from(ZONES),
    days,
    presets,
    plannings,
    st.lists(st.tuples(st.integers(0, 9), st.integers(-4, 30), st.booleans()), max_size=4),
)
def test_moves_and_ticks_keep_what_follows_in_order(
    zone: str, day: date, cadence: str, planning: Planning, moves: list[tuple[int, int, bool]]
) -> None:
    found = interview(f"{day} 14:00", f"{day} 15:00", zone, uid="a")
    now = moment(f"{day} 06:00", zone)
    followups = planned(found, now, planning, zone=zone, cadence=cadence)
    known: dict[str, Known] = written(followups)
    for number, by, ticked_off in moves:
        chain = [item for item in followups if item.step in CHAIN and item.uid in known]
        if not chain:
            return
        chosen = chain[number % len(chain)]
        at = max(known[chosen.uid].start + timedelta(days=by), now + timedelta(hours=1))
        change = {"state": PlanState.DONE, "done_on": at.date()} if ticked_off else {"moved": True, "start": at}
        known = ticked(known, chosen, **change)
        followups = planned(found, now, planning, zone=zone, known=known, cadence=cadence)
        known = {**known, **written(followups, known)}
    free = [item for item in followups if item.step in CHAIN and item.state in OPEN and not known[item.uid].moved]
    for item in free:
        before = followups[: followups.index(item)]
        for other in (one for one in before if one.step in QUESTIONS and one.state in {*OPEN, PlanState.DONE}):
            reached = known[other.uid].done_on or other.at.date()
            assert reached <= item.at.date()


def test_the_exceptions_are_those_that_were_stated() -> None:
    invited = interview("2026-11-17 14:00", "2026-11-17 15:00", notes=Notes(values=(("followup", "1 day"),)))
    first = next(item for item in planned(invited, cadence="balanced") if item.step == "status-email")
    assert first.at.date() == date(2026, 11, 18)
    offered = replace(invited, notes=Notes(frozenset({"other-offer"})))
    steps = [item.step for item in planned(offered, "2026-12-22 08:00", cadence="balanced") if item.state in OPEN]
    assert "other-offer" in steps
