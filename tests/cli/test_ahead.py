"""Only the next step is written (`ahead = "next"`), on two machines, also where one knows nothing of the other."""

import json
from pathlib import Path

import pytest

from cli.test_answers import ZONE
from conftest import TYPED, Tool

BEFORE = ("--now=2026-11-17T08:00:00-05:00", *ZONE)
THURSDAY = ("--now=2026-11-19T12:00:00-05:00", *ZONE)
AFTER_QUESTION = ("--now=2026-11-25T12:00:00-05:00", *ZONE)


@pytest.fixture
def calendar(tmp_path: Path, machine: Path) -> Path:
    config = machine / "config" / "followup-cal"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('ahead = "next"\n')
    folder = tmp_path / "personal"
    folder.mkdir()
    (folder / "one.ics").write_bytes(TYPED.encode())
    return folder


def changes(tool: Tool, calendar: Path, *run: str) -> list[tuple[str, str]]:
    found = json.loads(tool("sync", calendar, *run, "--json").out)["changes"]
    assert json.loads(tool("sync", calendar, *run, "--json").out)["changes"] == []
    return sorted((change["action"], change["summary"].partition(" (")[0]) for change in found)


def test_one_step_after_the_other_is_written(tool: Tool, calendar: Path) -> None:
    assert changes(tool, calendar, *BEFORE) == [
        ("create", "Ask about the next steps"),
        ("create", "Thank Dana Okafor"),
    ]
    assert ("create", "Ask Dana Okafor where things stand") in changes(tool, calendar, *THURSDAY)
    assert ("create", "Call Dana Okafor") in changes(tool, calendar, *AFTER_QUESTION)


def test_a_second_machine_writes_nothing_twice(tool: Tool, calendar: Path) -> None:
    changes(tool, calendar, *BEFORE)
    changes(tool, calendar, *THURSDAY)
    assert changes(tool, calendar, *THURSDAY, "--no-cache") == []


def test_the_next_one_deleted_makes_room_for_the_one_after(tool: Tool, calendar: Path) -> None:
    changes(tool, calendar, *BEFORE)
    changes(tool, calendar, *THURSDAY)
    question = next(path for path in calendar.iterdir() if "SUMMARY:Ask Dana" in path.read_text(encoding="utf-8"))
    question.unlink()
    found = [change for change in changes(tool, calendar, *THURSDAY) if change[0] == "create"]
    assert found == [("create", "Call Dana Okafor")]
    assert changes(tool, calendar, *THURSDAY, "--no-cache") == []
