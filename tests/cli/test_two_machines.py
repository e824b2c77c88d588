"""Two computers, each with a state file of its own, take turns at one calendar."""

import json
from pathlib import Path

import pytest

from cli.test_answers import TUESDAY
from conftest import TYPED, Tool


def delete(folder: Path, title: str = "") -> None:
    for path in folder.iterdir():
        if f"SUMMARY:{title}" in path.read_text(encoding="utf-8") and path.name != "one.ics":
            path.unlink()


def test_a_deletion_learnt_from_siblings_outlives_them(
    tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "personal"
    folder.mkdir()
    (folder / "one.ics").write_bytes(TYPED.encode())
    tool("sync", folder, *TUESDAY)
    delete(folder, "Thank")
    monkeypatch.setenv("FOLLOWUP_CAL_STATE", str(tmp_path / "second" / "state.json"))
    assert json.loads(tool("sync", folder, *TUESDAY, "--json").out)["changes"] == []
    delete(folder)
    assert json.loads(tool("sync", folder, *TUESDAY, "--json").out)["changes"] == []
    assert [path.name for path in folder.iterdir()] == ["one.ics"]
