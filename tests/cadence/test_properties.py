"""What holds for every plan of every preset, whatever was marked, stretched, moved or done.

Outside of it stand what they invited the user to (`followup:`, ok-to-follow-up), word of another offer, and what the
user moved or did by hand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from cadence.cases import ALMANAC, CADENCES, OPEN, interview, planned, ticked, written
from followup_cal.cadence.quiet import window_at
from followup_cal.cadence.workdays import Workdays, workdays
from followup_cal.model import Decision, Finding, FollowUp, Hours, Known, Medium, Notes, Planning, PlanState, Stage
from lanes import holds_for

COUNTRIES = {
    "America/New_York": "US",
    "Europe/Berlin": "DE",
    "Europe/Madrid": "ES",
    "Australia/Lord_Howe": "AU",
    "America/Santiago": "CL",
    "Asia/Jerusalem": "IL",
    "Asia/Tokyo": "JP",
    "Asia/Kathmandu": "NP",
    "Pacific/Apia": "WS",
    "UTC": "none",
}
ZONES = sorted(COUNTRIES)
QUESTIONS = {"status-email", "call-or-mail", "phone-call", "final-note"}
CHAIN = QUESTIONS | {"close"}
FEW, MANY = 30, 120
START = date(2026, 1, 5)
MARKS = ("still-deciding", "they-will-call", "references", "take-home-sent", "verbal-offer", "no-show", "replied")
days = st.integers(0, 400).map(lambda number: START + timedelta(days=number))
presets = st.sampled_from(sorted(CADENCES.by_name))
tags = st.frozensets(st.sampled_from(MARKS), max_size=2)
lines = st.lists(
    st.one_of(
        st.tuples(st.just("pace"), st.sampled_from(("slow", "fast", "urgent", "normal", "odd"))),
        st.tuples(st.just("industry"), st.sampled_from(("retail", "academia", "government", "startup"))),
    ),
    max_size=2,
)
plannings = st.builds(
    Planning,
    country=st.none() | st.sampled_from(("none", "US", "DE-BY", "IL", "IT", "BN", "RU")),
    past_days=st.just(1000),
    future_days=st.just(1000),
    no_phone=st.booleans(),
    skip=st.sampled_from((frozenset(), frozenset({"status-email"}), frozenset({"phone-call"}))),
    extra=st.sampled_from((frozenset(), frozenset({"holiday-card", "interest-note", "still-interested"}))),
)


@dataclass(frozen=True)
class Career:
    """Interviews at one employer for up to two positions, the zone of the user, and how they plan."""

    found: list[Finding]
    home: str
    cadence: str
    planning: Planning

    @property
    def begin(self) -> datetime:
        return min(item.event.begins for item in self.found) - timedelta(days=1)

    def plan(self, now: datetime, known: dict[str, Known] | None = None) -> tuple[FollowUp, ...]:
        return planned(self.found, now, self.planning, zone=self.home, known=known, cadence=self.cadence)

    def workdays(self, zone: str) -> Workdays:
        return workdays(self.country(zone))

    def country(self, zone: str) -> str:
        return self.planning.country or COUNTRIES[zone]


@st.composite
def decisions(draw: st.DrawFn, day: date) -> Decision | None:
    said = day + timedelta(days=draw(st.integers(-3, 60)))
    return draw(
        st.sampled_from(
            (None, Decision("x", by=said), Decision("x", not_before=said), Decision("x", after_holidays=True))
        )
    )


@st.composite
def careers(draw: st.DrawFn) -> Career:
    found = []
    zone = draw(st.sampled_from(ZONES))
    first = draw(days)
    for number in range(draw(st.integers(1, 3))):
        # Near enough to get in each other's way.
        day = first + timedelta(days=draw(st.integers(0, 30)))
        start = datetime.combine(day, datetime.min.time()) + timedelta(minutes=5 * draw(st.integers(0, 287)))
        found.append(
            interview(
                start.isoformat(),
                (start + timedelta(minutes=draw(st.sampled_from((0, 45, 240))))).isoformat(),
                zone,
                uid=f"n{number}",
                role=draw(st.sampled_from(("Analyst", "Head of Planning"))),
                stage=draw(st.sampled_from((Stage.UNKNOWN, Stage.FINAL, Stage.TAKE_HOME))),
                decision=draw(decisions(day)),
                notes=Notes(draw(tags), tuple(draw(lines))),
            )
        )
    return Career(found, draw(st.sampled_from(ZONES)), draw(presets), draw(plannings))


def asked(followups: tuple[FollowUp, ...]) -> list[FollowUp]:
    return [item for item in followups if item.step in QUESTIONS and item.state in {*OPEN, PlanState.DONE}]


def keeps_the_rules(career: Career, followups: tuple[FollowUp, ...], now: datetime, own: Collection[str] = ()) -> None:
    """Everything that has to hold for the entries of a plan, `own` being those the user placed by hand."""
    for item in followups:
        assert all(alarm >= now and is_awake(alarm, career.home) for alarm in item.alarms)
        assert item.until > item.at
    for item in (item for item in asked(followups) if item.uid not in own):
        day, end, zone = item.at.date(), item.round.end.date(), item.round.timezone
        if item.medium is Medium.PHONE:
            assert career.workdays(zone).add(end, 5) <= day
        seasons = ALMANAC.seasons.get(career.country(zone).partition("-")[0], ())
        assert window_at(day, Planning(), seasons) is None
        assert career.workdays(zone).is_workday(day) or item.at.hour < Hours().message.hour
        assert day > end
        decision = item.round.decision or Decision("nothing")
        given_day = decision.by or decision.not_before
        assert given_day is None or given_day < end or day > given_day
    for key, number in {(item.application.key, item.round.number) for item in asked(followups)}:
        mine = [one for one in asked(followups) if (one.application.key, one.round.number) == (key, number)]
        assert len(mine) <= CADENCES.by_name[career.cadence].cap
        free = [one.at for one in mine if one.uid not in own]
        assert free == sorted(free)


def keep_apart(career: Career, followups: tuple[FollowUp, ...]) -> None:
    """Two questions at one employer keep their distance."""
    for one, other in pairwise(sorted(asked(followups), key=lambda item: item.at)):
        assert career.workdays(one.round.timezone).add(one.at.date(), 2) <= other.at.date()


def is_awake(alarm: datetime, home: str) -> bool:
    hour = alarm.astimezone(ZoneInfo(home)).time()
    return Hours().quiet_until <= hour <= Hours().quiet_from


@holds_for(careers(), few=FEW, many=MANY)
def test_every_preset_keeps_the_rules(career: Career) -> None:
    followups = career.plan(career.begin)
    keeps_the_rules(career, followups, career.begin)
    keep_apart(career, followups)


@holds_for(careers(), st.integers(0, 90 * 1440), few=FEW, many=MANY)
def test_a_late_first_run_keeps_the_rules(career: Career, late: int) -> None:
    now = career.begin + timedelta(minutes=late)
    followups = career.plan(now)
    keeps_the_rules(career, followups, now)
    keep_apart(career, followups)


@holds_for(careers(), st.lists(st.integers(1, 90 * 1440), max_size=3), few=FEW, many=MANY)
def test_a_further_run_moves_nothing(career: Career, minutes: list[int]) -> None:
    now = career.begin
    first = career.plan(now)
    known = written(first)
    for later in minutes:
        now += timedelta(minutes=later)
        again = career.plan(now, known)
        assert {item.uid: item.at for item in again if item.uid in known} == {
            item.uid: item.at for item in first if item.uid in known
        }
        assert [item.step for item in again if item.state is PlanState.PLANNED] == []


@holds_for(
    careers(),
    st.lists(st.tuples(st.integers(0, 99), st.integers(-4, 30), st.booleans()), max_size=4),
    few=FEW,
    many=MANY,
)
def test_moves_and_ticks_keep_what_follows_in_order(career: Career, moves: list[tuple[int, int, bool]]) -> None:
    now = career.begin
    followups = career.plan(now)
    known = written(followups)
    own: set[str] = set()
    for number, by, ticked_off in moves:
        chain = [item for item in followups if item.step in CHAIN and item.uid in known]
        if not chain:
            return
        chosen = chain[number % len(chain)]
        at = max(known[chosen.uid].start + timedelta(days=by), now + timedelta(hours=1))
        change = {"state": PlanState.DONE, "done_on": at.date()} if ticked_off else {"moved": True, "start": at}
        known = ticked(known, chosen, **change)
        own.add(chosen.uid)
        followups = career.plan(now, known)
        known = {**known, **written(followups, known)}
    keeps_the_rules(career, followups, now, own)
    touches = asked(followups)
    for number, item in enumerate(touches):
        for place, other in enumerate(touches):
            # What the user placed too near to a step that follows it in the cadence moves that step, not the others.
            if item.uid not in own and (place < number or other.application != item.application):
                one, reached = sorted((item.at.date(), known[other.uid].done_on or other.at.date()))
                assert career.workdays(item.round.timezone).add(one, 2) <= reached


def test_the_exceptions_are_those_that_were_stated() -> None:
    invited = interview("2026-11-17 14:00", "2026-11-17 15:00", notes=Notes(values=(("followup", "1 day"),)))
    first = next(item for item in planned(invited, cadence="balanced") if item.step == "status-email")
    assert first.at.date() == date(2026, 11, 18)
    offered = replace(invited, notes=Notes(frozenset({"other-offer"})))
    steps = [item.step for item in planned(offered, "2026-12-22 08:00", cadence="balanced") if item.state in OPEN]
    assert "other-offer" in steps
