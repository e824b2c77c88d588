"""A folder with a file that cannot be read: what is missing may stand in there, so it is not written again."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from cli.test_answers import TUESDAY
from conftest import TYPED, Tool


@pytest.fixture
def folder(tool: Tool, tmp_path: Path) -> Path:
    """A folder with an interview and its follow-ups."""
    made = tmp_path / "personal"
    made.mkdir()
    (made / "one.ics").write_bytes(TYPED.encode())
    tool("sync", made, *TUESDAY)
    return made


def thank_you(folder: Path) -> Path:
    (found,) = (path for path in folder.iterdir() if b"SUMMARY:Thank Dana" in path.read_bytes())
    return found


def changes(tool: Tool, folder: Path) -> list[object]:
    found: Iterable[object] = json.loads(tool("sync", folder, *TUESDAY, "--json").out)["changes"]
    return [*found]


def test_what_was_deleted_stays_deleted_beside_it(tool: Tool, folder: Path) -> None:
    thank_you(folder).unlink()
    (folder / "broken.ics").write_bytes(TYPED.encode()[:-60])
    assert changes(tool, folder) == []
    (folder / "broken.ics").unlink()
    assert changes(tool, folder) == []
    assert len([*folder.iterdir()]) == 1 + 6


def test_what_stands_in_it_comes_back_with_it(tool: Tool, folder: Path) -> None:
    path = thank_you(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:-60])
    assert changes(tool, folder) == []
    path.write_bytes(whole)
    assert changes(tool, folder) == []
    path.unlink()
    assert changes(tool, folder) == []
    assert len([*folder.iterdir()]) == 1 + 6
