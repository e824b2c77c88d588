"""Two runs never write at the same time."""

from pathlib import Path

import pytest

from conftest import SAMPLES, Tool
from followup_cal.errors import Locked
from followup_cal.locking import alone

NOW = "--now=2026-11-18T07:30"


@pytest.mark.parametrize("words", [("sync",), ("remove", "--yes"), ("mark", "globex", "rejected")])
def test_a_run_that_would_write_while_another_one_does(words: tuple[str, ...], tool: Tool, machine: Path) -> None:
    with alone(machine / "state" / "followup-cal" / "lock"):
        result = tool(*words, SAMPLES / "calendly.ics", NOW)
        assert tool("plan", SAMPLES / "calendly.ics", NOW).code == 0
        assert tool("sync", SAMPLES / "calendly.ics", NOW, "--dry-run").code == 0
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        "Error: Another run of followup-cal is at work; nothing was done.\n"
        "Hint:  Run it again when that one has ended.\n"
    )
    assert not Path("followups.ics").exists()
    assert tool("sync", SAMPLES / "calendly.ics", NOW).code == 0


def test_a_run_that_fails_lets_go(tool: Tool) -> None:
    assert tool("sync", "missing.ics").code == 3
    assert tool("sync", SAMPLES / "calendly.ics", NOW).code == 0


def test_there_is_no_place_for_the_lock(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FOLLOWUP_CAL_STATE", str(tmp_path / "file" / "state.json"))
    result = tool("sync", SAMPLES / "calendly.ics", NOW)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith("Hint:  Name another place for the state file in FOLLOWUP_CAL_STATE.\n")


def test_the_lock_is_let_go_of_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lock"
    with pytest.raises(ZeroDivisionError), alone(path):
        raise ZeroDivisionError
    with alone(path), pytest.raises(Locked), alone(path):
        pytest.fail("the second one got it, too")
