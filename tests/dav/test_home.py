"""Which calendars names mean, and what is remembered of them."""

import json

import pytest

from followup_cal.stores.caldav.home import Calendar, Choice, Home, choose, dump, load

WORK = Calendar("https://dav.example.org/dana/work/", "Work")
work = Calendar("https://dav.example.org/dana/9f3/", "work")
TASKS = Calendar("https://dav.example.org/dana/tasks/", "To do", frozenset({"VTODO"}))
TWIN = Calendar("https://dav.example.org/dana/a/", "Twin")
OTHER_TWIN = Calendar("https://dav.example.org/dana/b/", "Twin")
ALL = (WORK, work, TASKS, TWIN, OTHER_TWIN)


def test_none_means_all_that_hold_events() -> None:
    assert choose(ALL, []) == Choice((WORK, work, TWIN, OTHER_TWIN))
    assert choose(ALL, [], "VTODO").calendars == ALL


def test_a_name_as_it_is_spelled_then_in_any_case_then_the_address() -> None:
    assert choose(ALL, ["work"]).calendars == (work,)
    assert choose(ALL, ["TO DO"]).calendars == (TASKS,)
    assert choose(ALL, ["9f3"]).calendars == (work,)
    assert choose(ALL, [TASKS.url]).calendars == (TASKS,)


def test_what_is_missing_or_not_clear() -> None:
    assert choose(ALL, ["Twin", "Interviews", "a", "a", "WORK"]) == Choice((TWIN,), ("Interviews",), ("Twin", "WORK"))


def test_a_home_comes_back_from_json() -> None:
    home = Home("https://dav.example.org/me/", ("https://dav.example.org/dana/",), ("dana@example.org",), ALL)
    assert load(json.loads(json.dumps(dump(home)))) == home


@pytest.mark.parametrize("data", [None, {}, {"version": 0}, {"version": 1}, {"version": 1, "calendars": [{"x": 1}]}])
def test_a_damaged_memory_counts_as_none(data: dict[str, object] | None) -> None:
    assert load(data) is None
