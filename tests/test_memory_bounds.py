"""However big a calendar is and in whatever way, reading it takes little more memory than reading an empty one."""

import sys
from pathlib import Path

import pytest
from generate import NOW
from measure import Bench
from monsters import MONSTERS, whole

from lanes import quickly

# An empty calendar takes 35 MB, and the most that was promised for any is 45.
ROOM = 10
SIZE = 12
# One of each way to be long: a line, many lines, text that is read, many events.
TELLING = ("with a folded attachment", "of one endless line", "with many guests", "with many series")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> float:
    return peak(tmp_path_factory.mktemp("empty"), b"")


def peak(folder: Path, middle: bytes, encoding: str = "ascii") -> float:
    """The peak memory of a whole process that reads a calendar, in MB."""
    file = folder / "calendar.ics"
    file.write_bytes(whole(middle).decode().encode(encoding))
    command: list[str | Path] = [sys.executable, "-m", "followup_cal", "plan", file, f"--now={NOW}", "--no-cache"]
    return Bench(folder).run(command, worst=1).memory


@pytest.mark.parametrize("name", quickly(TELLING, [*MONSTERS]))
def test_a_file_of_any_size_is_read_in_little_memory(name: str, empty: float, tmp_path: Path) -> None:
    assert peak(tmp_path, MONSTERS[name](SIZE)) < empty + ROOM


@pytest.mark.slow
@pytest.mark.parametrize("name", MONSTERS)
def test_so_is_one_in_utf_16(name: str, empty: float, tmp_path: Path) -> None:
    assert peak(tmp_path, MONSTERS[name](SIZE), "utf-16") < empty + ROOM
