"""A run that was stopped between its deletions and the saving of the state: they were not the user's doing."""

from pathlib import Path

import pytest

from cli.test_answers import TUESDAY
from conftest import TYPED, Tool
from followup_cal import state


def test_an_interview_that_takes_place_after_all_gets_its_entries_back(
    tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "personal"
    folder.mkdir()
    interview = folder / "one.ics"
    interview.write_bytes(TYPED.encode())
    tool("sync", folder, *TUESDAY)
    written = {path.name for path in folder.iterdir()}
    assert len(written) == 8

    interview.write_bytes(TYPED.replace("END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT").encode())
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

    interview.write_bytes(TYPED.encode())
    assert tool("sync", folder, *TUESDAY).code == 0
    assert {path.name for path in folder.iterdir()} == written
