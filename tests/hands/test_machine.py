"""Promises 1 to 4 under whatever a person, their apps and a second computer do, on every kind of calendar."""

import os
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from dav.servers import PASSWORD, XANDIKOS_WARNS
from followup_cal import gather, session
from hands.conftest import make_place
from hands.machine import Model, load_library, read_own

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
# How many stories are told on each kind of calendar, and how many things happen in each.
FEW = {"memory": 2, "folder": 1}
SOME = {"memory": 6, "file": 1, "radicale": 1, "xandikos": 1}
# About four minutes on one core.
MANY = {"memory": 60, "file": 30, "folder": 30, "radicale": 12, "xandikos": 12}
# More of them, and others than the usual ones, for whoever has the time.
TIMES = float(os.environ.get("MACHINE_TIMES", "1"))
SEED = os.environ.get("MACHINE_SEED")
STEPS = 14


def tell(kind: str, examples: int, request: pytest.FixtureRequest, tmp_path: Path, machine: Path) -> None:
    numbers = count()

    class Told(Model):
        def __init__(self) -> None:
            home = tmp_path / str(next(numbers))
            home.mkdir()
            super().__init__(make_place(kind, request, home, machine), home)

    run_state_machine_as_test(
        seed(int(SEED))(Told) if SEED else Told,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            derandomize=SEED is None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "load_library", load_library)
    monkeypatch.setattr(gather, "own_entries", read_own)
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    monkeypatch.setenv("FOLLOWUP_CAL_STATE", "")


@pytest.mark.parametrize("kind", FEW)
def test_a_few_stories(kind: str, request: pytest.FixtureRequest, tmp_path: Path, machine: Path) -> None:
    tell(kind, FEW[kind], request, tmp_path, machine)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SOME)
def test_some_stories(kind: str, request: pytest.FixtureRequest, tmp_path: Path, machine: Path) -> None:
    tell(kind, SOME[kind], request, tmp_path, machine)


@pytest.mark.slow
@pytest.mark.parametrize("kind", MANY)
def test_many_stories(kind: str, request: pytest.FixtureRequest, tmp_path: Path, machine: Path) -> None:
    tell(kind, round(MANY[kind] * TIMES), request, tmp_path, machine)
