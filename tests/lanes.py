"""Which cases of a grid `make test` runs, and which are left to `make slow`: together they are always all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy


def diagonal(cases: Iterable[object], places: Iterable[object]) -> list[ParameterSet]:
    """Every case in every place: quickly each case once, and each place with its share of the cases."""
    columns = list(enumerate(places))
    return [
        pytest.param(
            case,
            place,
            id=f"{name(case)}-{name(place)}",
            marks=[] if number % len(columns) == at else [pytest.mark.slow],
        )
        for (number, case), (at, place) in product(enumerate(cases), columns)
    ]


def quickly(chosen: Sequence[object], places: Sequence[object]) -> list[ParameterSet]:
    """Every place, those that are not chosen in the slow lane."""
    assert set(chosen) <= set(places)
    return [pytest.param(place, marks=[] if place in chosen else [pytest.mark.slow]) for place in places]


def holds_for(
    *strategies: SearchStrategy[Any], few: int, many: int
) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """Makes a test of what holds for every example: quickly for a few of them, in the slow lane for many."""

    def decorated(check: Callable[..., None]) -> Callable[[int], None]:
        def test(examples: int) -> None:
            settings(max_examples=examples)(given(*strategies)(check))()

        return pytest.mark.parametrize("examples", quickly([few], [few, many]))(test)

    return decorated


def name(value: object) -> str:
    """What a case is called."""
    if isinstance(value, tuple):
        return "-".join(map(name, value))
    return getattr(value, "__name__", str(value))
