"""Which round takes over what hangs on an interview that is gone or came back with a new UID, and what is missing."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cadence.cases import BALANCED, interview, planned, tuesday
from followup_cal import standing
from followup_cal.cadence.plan import ideal_hash
from followup_cal.changes import Ending
from followup_cal.entries import purpose_of
from followup_cal.imprint import Imprint, interview_hash
from followup_cal.model import Existing, FollowUp, Home, Known, PlanState
from followup_cal.state import BLOCKED, DELETED, Memory, State
from followup_cal.succession import replaced

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
STEPS = ("take-notes", "thank-you", "status-email")


def entry(followup: FollowUp, **changes: Any) -> Existing:
    """What stands in the calendar for a follow-up."""
    imprint = Imprint(ideal_hash(followup.ideal), "ffff", "ssss", "tttt", "aaaa", "xxxx", ("222", "333"))
    return Existing(
        **{
            "uid": followup.uid,
            "store": "home",
            "href": "h",
            "etag": "e",
            "data": b"",
            "component": "VTODO",
            "summary": "Ask",
            "start": followup.at,
            "end": followup.at,
            "alarms": (),
            "alarm_offsets": (),
            "text": "",
            "footer": "",
            "imprint": str(imprint),
            "interview": followup.home.interview,
            "purpose": purpose_of(followup),
            **changes,
        }
    )


def some(followups: tuple[FollowUp, ...]) -> list[FollowUp]:
    return [item for item in followups if item.step in STEPS]


def taken_over(new: tuple[FollowUp, ...], existing: list[Existing], *, gone: bool) -> dict[str, Home]:
    vanished = {item.uid for item in existing} if gone else set()
    return replaced(new, existing, State(), standing.homes(existing, State()), vanished)


def moved(old: tuple[FollowUp, ...], new: tuple[FollowUp, ...]) -> dict[str, Home]:
    """Every entry of the old interview -> where the same step of the new one belongs."""
    homes = {item.step: item.home for item in new}
    return {item.uid: homes[item.step] for item in some(old)}


LATER = ("2026-11-19 10:00", "2026-11-19 11:00")


def test_the_next_interview_of_the_employer_takes_over_what_hung_on_one_that_is_gone() -> None:
    old, new = planned(tuesday()), planned(interview(*LATER))
    assert taken_over(new, [entry(item) for item in some(old)], gone=True) == moved(old, new)


def test_an_interview_that_still_stands_keeps_what_hangs_on_it() -> None:
    old, new = planned(tuesday()), planned(interview(*LATER))
    assert taken_over(new, [entry(item) for item in some(old)], gone=False) == {}


def test_an_interview_at_the_very_same_time_takes_over_also_what_is_not_gone() -> None:
    old, new = planned(tuesday()), planned(tuesday())
    assert taken_over(new, [entry(item) for item in some(old)], gone=False) == moved(old, new)


def test_another_employer_takes_over_nothing() -> None:
    old, new = planned(tuesday()), planned(interview(*LATER, company="Initech"))
    assert taken_over(new, [entry(item) for item in some(old)], gone=True) == {}
    same_time = planned(tuesday(company="Initech"))
    assert taken_over(same_time, [entry(item) for item in some(old)], gone=True) == {}


def test_what_is_planned_needs_nobody_to_take_it_over() -> None:
    old = planned(tuesday())
    assert taken_over(old, [entry(item) for item in some(old)], gone=True) == {}


def test_a_cadence_of_one_step_takes_over_as_well() -> None:
    single = replace(BALANCED, steps=tuple(step for step in BALANCED.steps if step.name == "status-email"))
    old, new = planned(tuesday(), cadence=single), planned(interview(*LATER), cadence=single)
    assert taken_over(new, [entry(item) for item in old], gone=True) == moved(old, new)


@pytest.mark.parametrize("done", [True, False])
def test_a_round_that_has_something_takes_only_what_is_open(*, done: bool) -> None:
    old, new = planned(tuesday()), planned(interview(*LATER))
    here = entry(next(item for item in new if item.step == "close"))
    there = [entry(item, done=done) for item in some(old)]
    homes = standing.homes([here, *there], State())
    found = replaced(new, [here, *there], State(), homes, {item.uid for item in there})
    assert found == ({} if done else moved(old, new))


def test_the_earliest_round_that_has_nothing_takes_over() -> None:
    old = planned(tuesday())
    new = planned([interview(*LATER), interview("2026-12-01 10:00", "2026-12-01 11:00")])
    found = taken_over(new, [entry(item) for item in some(old)], gone=True)
    assert found == moved(old, tuple(item for item in new if item.round.number == 1))


def test_what_came_back_at_its_time_goes_there_and_not_to_the_next_round() -> None:
    old = planned(tuesday())
    new = planned([tuesday(), interview(*LATER)])
    found = taken_over(new, [entry(item) for item in some(old)], gone=True)
    assert found == moved(old, tuple(item for item in new if item.round.number == 1))


def test_no_step_is_taken_over_where_the_round_has_it() -> None:
    first, second, new = (
        planned(tuesday()),
        planned(interview(*LATER)),
        planned(interview("2026-12-01 10:00", "2026-12-01 11:00")),
    )
    here = entry(next(item for item in new if item.step == "close"))
    status = next(item for item in first if item.step == "status-email")
    close = next(item for item in second if item.step == "close")
    there = [here, entry(status), entry(close)]
    found = replaced(new, there, State(), standing.homes(there, State()), {status.uid, close.uid})
    assert found == {status.uid: next(item.home for item in new if item.step == "status-email")}


def test_an_entry_of_which_too_little_is_known_stays_where_it_is() -> None:
    old, new = planned(tuesday()), planned(interview(*LATER))
    unknown = [entry(some(old)[0], imprint=None), entry(some(old)[1], purpose=None)]
    assert taken_over(new, unknown, gone=True) == {}
    assert standing.missing(unknown, State(), standing.homes(unknown, State()), NOW) == {}


def test_what_was_deleted_stays_deleted_where_the_rest_goes() -> None:
    old, new = planned(tuesday()), planned(interview(*LATER))
    status = next(item for item in old if item.step == "status-email")
    close = next(item for item in old if item.step == "close")
    gone = memory(interview=close.home.interview, purpose=purpose_of(close), status=DELETED)
    state = State({close.uid: gone, "nowhere": memory(interview="", status=DELETED), "standing": memory()})
    there = [entry(status)]
    found = replaced(new, there, state, standing.homes(there, state), {status.uid, close.uid})
    homes = {item.step: item.home for item in new}
    assert found == {status.uid: homes["status-email"], close.uid: homes["close"]}


def memory(**changes: str) -> Memory:
    given = {"imprint": "", "store": "home", "source": "home", "interview": "abcdefghij", "purpose": "klmnopqrst222"}
    return Memory(**{**given, "start": "2026-11-17T19:00:00+00:00", **changes})


def test_where_an_entry_belongs_is_told_by_itself_first_and_else_by_the_state() -> None:
    (item, *_) = some(planned(tuesday()))
    state = State({"gone": memory(), item.uid: memory(), "half": memory(purpose="")})
    assert standing.homes([entry(item)], state) == {item.uid: item.home, "gone": Home("abcdefghij", "222")}
    silent = entry(item, interview=None, purpose=None)
    assert standing.homes([silent], state)[item.uid] == Home("abcdefghij", "222")
    assert standing.homes([silent], State()) == {}


def test_what_was_deleted_or_refused_is_known() -> None:
    state = State({"a": memory(status=DELETED), "b": memory(status=BLOCKED), "c": memory()})
    assert standing.deleted(state, NOW) == {
        "a": Known(NOW, "", state=PlanState.DELETED),
        "b": Known(NOW, "", state=PlanState.DELETED, blocked=True),
    }


def test_what_an_entry_was_written_with_is_missing_also_where_only_the_state_tells() -> None:
    (item, *_) = some(planned(tuesday()))
    silent = entry(item, imprint=None)
    state = State({item.uid: memory(imprint=entry(item).imprint or "")})
    found = standing.missing([silent], state, standing.homes([silent], state), NOW)
    here = item.home.interview
    assert found == {
        f"{here} 222": Known(NOW, "", state=PlanState.DELETED, home=Home(here, "222")),
        f"{here} 333": Known(NOW, "", state=PlanState.DELETED, home=Home(here, "333")),
    }


def test_an_interview_is_gone_where_all_of_its_calendar_was_read_and_it_was_not() -> None:
    finding = tuesday()
    state = State(
        {
            "gone": memory(),
            "there": memory(interview=interview_hash(finding.event.key)),
            "unread": memory(source="feed"),
            "long ago": memory(start="2026-08-01T19:00:00+00:00"),
            "nowhere": memory(interview=""),
        }
    )
    found = standing.vanished([finding], state, standing.homes([], state), {"home"}, datetime(2026, 9, 1, tzinfo=UTC))
    assert found == {"gone": "its interview is no longer in the calendar"}


def test_a_step_has_ended_when_the_next_round_stands_or_the_plan_has_it_no_more() -> None:
    plan = planned([tuesday(), interview("2026-11-19 10:00", "2026-11-19 11:00")])
    status = next(item for item in plan if item.step == "status-email")
    strange = entry(status, uid="strange")
    ended = standing.ended(plan, [], [strange], standing.homes([strange], State()))
    assert ended["strange"] == Ending("the plan has no such step any more", status.home.interview)
    assert ended[status.uid] == Ending("Round 2 on Thu 19 Nov.", status.home.interview)
    assert all(plan_item.round.number == 1 for plan_item in plan if plan_item.uid in ended)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("cancelled_interview", "the interview was cancelled"),
        ("declined_interview", "you declined the interview"),
        ("other", "it is not an interview of yours"),
    ],
)
def test_what_was_called_off_ends_what_hangs_on_it(kind: str, told: str) -> None:
    finding = tuesday()
    (item, *_) = some(planned(finding))
    there = [entry(item), entry(item, uid="elsewhere", interview="zyxwvutsrq")]
    called_off = replace(finding, kind=kind, is_interview=False)
    assert standing.ended([], [called_off], there, standing.homes(there, State())) == {
        item.uid: Ending(told, item.home.interview)
    }


def test_what_was_called_off_in_one_calendar_and_stands_in_another_ends_as_the_plan_says() -> None:
    first = tuesday()
    plan = planned([first, interview("2026-11-19 10:00", "2026-11-19 11:00")])
    status = next(item for item in plan if item.step == "status-email")
    called_off = replace(first, kind="cancelled_interview", is_interview=False)
    there = [entry(status)]
    ended = standing.ended(plan, [called_off], there, standing.homes(there, State()))
    assert ended[status.uid] == Ending("Round 2 on Thu 19 Nov.", status.home.interview)


def test_an_employer_is_told_by_the_entry_and_else_by_the_state() -> None:
    state = State({"a": memory()})
    assert standing.employer("a", None, state) == "klmnopqrst"
    assert standing.employer("a", "uvwxyz2345222", state) == "uvwxyz2345"
    assert standing.employer("b", None, state) == ""


def test_deleting_the_last_entries_of_an_employer_gives_its_interviews_up() -> None:
    state = State({"a": memory(imprint="x"), "b": memory(interview="bbbbbbbbbb"), "c": memory(purpose="uvwxyz2345222")})
    (item, *_) = some(planned(tuesday()))
    kept = entry(item, interview="zyxwvutsrq", purpose="uvwxyz2345333")
    found = standing.given_up(state, [kept], {"a", "c"})
    assert found.entries.keys() == {"a", "b", "c", "abcdefghij"}
    assert found.entries["abcdefghij"] == memory(purpose="klmnopqrst", status=DELETED)
    back = entry(item, interview="abcdefghij", purpose="klmnopqrst222")
    assert standing.given_up(found, [back], set()).entries.keys() == {"a", "b", "c"}


def test_what_no_list_names_any_more_was_taken_away_by_another_computer() -> None:
    (item, *_) = some(planned(tuesday()))
    there = [entry(item)]
    line = str(entry(item).imprint)
    alone = line.partition(".")[0] + "."
    here = item.home.interview
    state = State(
        {
            "gone": memory(imprint=line, interview=here, purpose="klmnopqrst444"),
            "named": memory(imprint=line, interview=here, purpose="klmnopqrst222"),
            "left alone": memory(imprint=alone, interview=here, purpose="klmnopqrst444"),
            "learnt": memory(interview=here, purpose="klmnopqrst555", status=DELETED),
            "deleted": memory(imprint=line, interview=here, purpose="klmnopqrst444", status=DELETED),
            "elsewhere": memory(imprint=line),
        }
    )
    assert standing.ended_elsewhere(there, state, standing.homes(there, state), []) == {"gone", "learnt"}


def test_of_an_interview_called_off_all_may_have_been_taken_away() -> None:
    finding = tuesday()
    (item, *_) = some(planned(finding))
    line, here = str(entry(item).imprint), item.home.interview
    state = State(
        {
            "gone": memory(imprint=line, interview=here, purpose="klmnopqrst444"),
            "learnt": memory(interview=here, purpose="klmnopqrst555", status=DELETED),
            "elsewhere": memory(imprint=line),
        }
    )
    called_off = replace(finding, kind="cancelled_interview", is_interview=False)
    homes = standing.homes([], state)
    assert standing.ended_elsewhere([], state, homes, [called_off]) == {"gone"}
    assert standing.ended_elsewhere([], state, homes, [finding]) == set()
