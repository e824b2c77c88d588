"""The state file is a cache: it is replaced in one step, and losing it loses nothing."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from followup_cal import cache
from followup_cal.errors import UsageProblem
from followup_cal.state import DELETED, Memory, State, load, save

MEMORY = Memory(
    imprint="abc.",
    store="/a.ics",
    source="/b.ics",
    interview="abc",
    purpose="def",
    start="2026-11-17T14:00:00+00:00",
    status=DELETED,
)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    save(tmp_path / "deep" / "state.json", State({"u@followup-cal": MEMORY}))
    assert load(tmp_path / "deep" / "state.json") == State({"u@followup-cal": MEMORY})


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    save(tmp_path / "state.json", State())
    assert stat.S_IMODE((tmp_path / "state.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "nonsense",
        "[]",
        '{"version": 1}',
        '{"version": 1, "entries": {"u": {"surprise": 1}}}',
        json.dumps({"version": 99, "entries": {"u": {}}}),
    ],
)
def test_a_damaged_or_newer_file_counts_as_lost(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    assert load(tmp_path / "state.json") == State()


def test_memories_are_replaced_and_dropped() -> None:
    state = State({"a": MEMORY, "b": MEMORY})
    assert state.having({"a": None, "c": MEMORY}) == State({"b": MEMORY, "c": MEMORY})
    assert state.imprints() == {"a": "abc.", "b": "abc."}


@pytest.mark.parametrize("remember", [lambda path: save(path, State()), lambda path: cache.save(path, {})])
def test_a_full_disk_is_said_in_a_sentence(
    remember: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "memory.json"
    path.write_text("before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UsageProblem) as caught:
        remember(path)
    assert caught.value.problem == f"{path} cannot be written (no space left on device)."
    assert caught.value.hint == "Name another place for the state file in FOLLOWUP_CAL_STATE."
    assert [(item.name, item.read_text()) for item in tmp_path.iterdir()] == [("memory.json", "before")]
