"""What holds for every plan, whatever the interviews, the zones and the moment of planning."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from cadence.cases import DANA, LEE, OPEN, RUTH, interview, planned, written
from followup_cal.cadence.workdays import NO_COUNTRY, country_of, workdays
from followup_cal.data.zones import zone_countries
from followup_cal.model import Decision, Finding, FollowUp, Hours, Outcome, Planning, PlanState, Stage
from lanes import holds_for

ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "Europe/Vienna",
    "Europe/London",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "UTC",
)
TOUCHES = {"status-email", "phone-call", "final-note"}
CHAIN = ("status-email", "phone-call", "final-note", "close")

days = st.dates(date(2026, 8, 1), date(2027, 3, 31))
stated = st.one_of(
    st.none(),
    st.builds(lambda day: Decision("x", by=day), days),
    st.builds(lambda day: Decision("x", not_before=day), days),
    st.just(Decision("x", after_holidays=True)),
)


@st.composite
def interviews(draw: st.DrawFn) -> list[Finding]:
    """Up to four applications with an interview or two each."""
    found: list[Finding] = []
    for company in draw(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=5)):
        start = datetime.combine(draw(days), datetime.min.time()) + timedelta(minutes=5 * draw(st.integers(0, 287)))
        end = start + timedelta(minutes=draw(st.sampled_from((0, 15, 45, 60, 240))))
        found.append(
            interview(
                start.isoformat(),
                end.isoformat(),
                draw(st.sampled_from(ZONES)),
                uid=f"{company}-{len(found)}",
                company=company,
                stage=draw(st.sampled_from((Stage.UNKNOWN, Stage.ONSITE, Stage.TAKE_HOME))),
                interviewers=draw(st.sampled_from(((), (DANA,), (DANA, LEE, RUTH)))),
                decision=draw(stated),
                outcome=draw(st.sampled_from((None, None, None, Outcome.REJECTED, Outcome.OFFER))),
            )
        )
    return found


plannings = st.builds(
    Planning,
    country=st.sampled_from((None, NO_COUNTRY, "US", "DE-BY", "IL", "JP")),
    ahead=st.sampled_from(("all", "all", "next")),
    no_phone=st.booleans(),
    skip=st.sampled_from((frozenset(), frozenset({"status-email"}), frozenset({"take-notes", "final-note"}))),
)
moments = st.datetimes(datetime(2026, 8, 1), datetime(2027, 4, 30), timezones=st.just(ZoneInfo("UTC")))  # noqa: DTZ001
any_plan = holds_for(interviews(), plannings, moments, st.sampled_from(ZONES), few=40, many=150)


def rings_at_night(alarm: datetime, zone: str) -> bool:
    hour = alarm.astimezone(ZoneInfo(zone)).time()
    return hour > Hours().quiet_from or hour < Hours().quiet_until


def chains(followups: tuple[FollowUp, ...]) -> list[list[FollowUp]]:
    """The steps of every round's chain that are to take place, in their order."""
    rounds: dict[tuple[str, int], list[FollowUp]] = {}
    for item in followups:
        if item.step in CHAIN and item.state in OPEN:
            rounds.setdefault((item.application.key, item.round.number), []).append(item)
    return list(rounds.values())


@any_plan
def test_no_reminder_is_in_the_past_or_at_night(
    found: list[Finding], planning: Planning, now: datetime, zone: str
) -> None:
    for item in planned(found, now, planning, zone=zone):
        assert all(alarm >= now and not rings_at_night(alarm, zone) for alarm in item.alarms)
        assert list(item.alarms) == sorted(set(item.alarms))
        assert item.until > item.at
        if item.state is PlanState.PLANNED:
            assert item.at >= now


@any_plan
def test_the_chain_keeps_its_order_and_its_distances(
    found: list[Finding], planning: Planning, now: datetime, zone: str
) -> None:
    for chain in chains(planned(found, now, planning, zone=zone)):
        for one, other in pairwise(chain):
            assert one.at < other.at
        for one, other in pairwise(item for item in chain if item.step in TOUCHES):
            country = planning.country or country_of(one.round.timezone, ["x@x.example"], zone_countries())
            assert workdays(country).add(one.at.date(), 2) <= other.at.date()


@any_plan
def test_no_question_comes_before_the_date_they_gave_or_in_the_quiet_window(
    found: list[Finding], planning: Planning, now: datetime, zone: str
) -> None:
    for item in (item for chain in chains(planned(found, now, planning, zone=zone)) for item in chain):
        day = item.at.date()
        if item.step in CHAIN:
            assert not (date(2026, 12, 21) <= day <= date(2027, 1, 3))
        decision = item.round.decision
        given_day = decision and (decision.by or decision.not_before)
        if given_day and given_day >= item.round.end.date():
            assert day > given_day
        assert day > item.round.end.date()


@holds_for(
    *(interviews(), plannings, moments, st.sampled_from(ZONES), st.lists(st.integers(1, 40000), max_size=3)),
    few=40,
    many=150,
)
def test_running_it_again_moves_nothing(
    found: list[Finding], planning: Planning, now: datetime, zone: str, minutes: list[int]
) -> None:
    everything = replace(planning, ahead="all", past_days=1000, future_days=1000)
    first = planned(found, now, everything, zone=zone)
    known = written(first)
    for later in minutes:
        now += timedelta(minutes=later)
        again = planned(found, now, everything, zone=zone, known=known)
        standing = {item.uid: item.at for item in again if item.uid in known}
        assert standing == {item.uid: item.at for item in first if item.uid in known}
        # An outcome known before the interview leaves the thank-you open until it is clear whether it took place.
        open_cases = (item for item in again if item.application.outcome is None)
        assert [item.step for item in open_cases if item.state is PlanState.PLANNED] == []
