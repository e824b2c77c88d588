"""A run that was stopped half-way: what it deleted was not the user's doing, what it had not written comes later."""

import errno
import json
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.test_answers import FRIDAY, TUESDAY
from conftest import TYPED, Tool
from followup_cal import state
from hands.machine import failing

CANCELLED = TYPED.replace("END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A calendar with one interview in it."""
    made = tmp_path / "personal"
    made.mkdir()
    (made / "one.ics").write_bytes(TYPED.encode())
    return made


def test_an_interview_that_takes_place_after_all_gets_its_entries_back(
    tool: Tool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool("sync", folder, *TUESDAY)
    written = {path.name for path in folder.iterdir()}
    assert len(written) == 8

    (folder / "one.ics").write_bytes(CANCELLED.encode())
    save = state.save

    def save_unless_gone(path: Path, new: state.State) -> None:
        if len([*folder.iterdir()]) == 1:
            raise KeyboardInterrupt
        save(path, new)

    with monkeypatch.context() as stopped:
        stopped.setattr(state, "save", save_unless_gone)
        assert tool("sync", folder, *TUESDAY).code == 130
    assert [path.name for path in folder.iterdir()] == ["one.ics"]
    assert tool("sync", folder, *TUESDAY).code == 0

    (folder / "one.ics").write_bytes(TYPED.encode())
    assert tool("sync", folder, *TUESDAY).code == 0
    assert {path.name for path in folder.iterdir()} == written


def test_what_goes_though_the_disk_says_it_failed_was_not_deleted_by_the_user(
    tool: Tool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool("sync", folder, *TUESDAY)
    written = {path.name for path in folder.iterdir()}
    assert len(written) == 8

    def broken(handle: int, synchronise: Callable[[int], None] = os.fsync) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode) and len([*folder.iterdir()]) < len(written):
            raise OSError(errno.EIO, "Input/output error")
        synchronise(handle)

    (folder / "one.ics").write_bytes(CANCELLED.encode())
    with monkeypatch.context() as failing_disk:
        failing_disk.setattr(os, "fsync", broken)
        tool("sync", folder, *TUESDAY)
    assert len([*folder.iterdir()]) < len(written)

    (folder / "one.ics").write_bytes(TYPED.encode())
    assert tool("sync", folder, *TUESDAY).code == 0
    assert {path.name for path in folder.iterdir()} == written


def titles(folder: Path) -> dict[str, str]:
    """Our entries: the first two words of the title -> when, as a local date and time."""
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name != "one.ics"]
    pairs = [
        (re.findall(r"\nSUMMARY:(\w+ \w+)", text)[0], re.findall(r"\nDTSTART;TZID=America/New_York:(\w+)", text)[-1])
        for text in texts
    ]
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)


def test_a_later_run_writes_of_the_rest_what_can_still_be_done(tool: Tool, folder: Path) -> None:
    with failing("crash"):
        tool("sync", folder, *TUESDAY)
    assert titles(folder) == {"Ask about": "20261117T133000"}
    assert tool("sync", folder, *FRIDAY).code == 0
    assert titles(folder) == {
        "Ask about": "20261117T133000",
        "Thank Dana": "20261120T081500",
        "Ask Dana": "20261124T093000",
        "Call Dana": "20261202T100000",
        "Write Dana": "20261216T093000",
        "Close Globex": "20270106T093000",
    }
    assert json.loads(tool("sync", folder, *FRIDAY, "--json").out)["changes"] == []
