"""The places a calendar may be kept in, each as an app sees it."""

from pathlib import Path

import pytest

from dav.servers import PASSWORD
from followup_cal import gather, session
from followup_cal.stores.caldav import patience
from hands.machine import load_library, read_own
from hands.places import FilePlace, FolderPlace, MemoryPlace, Place, ServerPlace
from hands.story import Story
from stores.memory import MemoryConnector

PLACES = ("file", "folder", "radicale", "xandikos")


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An empty calendar of each kind."""
    # Of two writes at once Xandikos refuses one; how long to wait before the next attempt is tested elsewhere.
    monkeypatch.setattr(patience, "_FIRST_PAUSE", 0.1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)
    return make_place(request.param, request, tmp_path, machine)


def make_place(kind: str, request: pytest.FixtureRequest, folder: Path, machine: Path) -> Place:
    if kind == "memory":
        place = MemoryPlace("memory")
        patch = request.getfixturevalue("monkeypatch")
        patch.setattr(session, "connect", lambda *_: MemoryConnector({"memory": place.memory}))
        return place
    if kind == "file":
        return FilePlace(folder)
    if kind == "folder":
        return FolderPlace(folder)
    return ServerPlace(request.getfixturevalue(f"{kind}_server"), machine)


@pytest.fixture
def story(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """The beginning of a story: an interview and its follow-ups."""
    monkeypatch.setattr(session, "load_library", load_library)
    monkeypatch.setattr(gather, "own_entries", read_own)
    monkeypatch.setenv("FOLLOWUP_CAL_STATE", "")
    return Story(place, tmp_path / "state")
