"""A person who keeps a folder of .ics files and works on it with khal and todoman: what they do is an answer."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TYPED, Tool

pytestmark = pytest.mark.slow
BIN = Path(sys.executable).parent
RUN = (
    "--now=2026-11-17T08:00:00-05:00",
    "--timezone=America/New_York",
    "--country=US",
    "--name=Robin Adeyemi",
    "--me=robin@adeyemi.example",
)
Program = Callable[..., str]


@pytest.fixture
def folder(tool: Tool, tmp_path: Path) -> Path:
    """An interview and its follow-ups."""
    folder = tmp_path / "lists" / "personal"
    folder.mkdir(parents=True)
    (folder / "one.ics").write_bytes(TYPED.encode())
    assert tool("sync", folder, *RUN).code == 0
    return folder


@pytest.fixture
def todo(folder: Path, tmp_path: Path) -> Program:
    """Runs todoman."""
    config = tmp_path / "todoman.py"
    config.write_text(
        f'path = "{folder.parent}/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\ndefault_list = "personal"\n'
        f'cache_path = "{tmp_path / "todoman.db"}"\n'
    )
    return lambda *words, typed="": run(BIN / "todo", "--config", config, *words, typed=typed)


@pytest.fixture
def khal(folder: Path, tmp_path: Path) -> Program:
    """Runs khal."""
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[personal]]\npath = {folder}\ntype = calendar\n"
        "[locale]\nlocal_timezone = America/New_York\ndefault_timezone = America/New_York\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    )
    return lambda *words, typed="": run(BIN / "khal", "-c", config, *words, typed=typed)


def run(*command: str | Path, typed: str = "") -> str:
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def number(todo: Program, title: str) -> str:
    """How todoman calls a task."""
    tasks = json.loads(todo("--porcelain", "list"))
    (found,) = (str(task["id"]) for task in tasks if task["summary"].startswith(title))
    return found


def plan(tool: Tool, folder: Path, state: str = "written") -> dict[str, str]:
    """Step -> its day, of those in a state; before that a run, and another one that finds nothing to do."""
    tool("sync", folder, *RUN)
    assert json.loads(tool("sync", folder, *RUN, "--json").out)["changes"] == []
    assert (folder / "one.ics").read_bytes() == TYPED.encode()
    lines = [json.loads(line) for line in tool("plan", folder, *RUN, "--json").out.splitlines()]
    return {line["step"]: line["at"][:10] for line in lines if line["state"] == state}


def test_todo_done(tool: Tool, folder: Path, todo: Program) -> None:
    todo("done", number(todo, "Thank Dana"))
    assert plan(tool, folder, "done") == {"thank-you": "2026-11-17"}


def test_todo_cancel(tool: Tool, folder: Path, todo: Program) -> None:
    todo("cancel", number(todo, "Thank Dana"))
    assert plan(tool, folder, "done") == {"thank-you": "2026-11-17"}


def test_todo_delete(tool: Tool, folder: Path, todo: Program) -> None:
    todo("delete", "--yes", number(todo, "Thank Dana"))
    assert plan(tool, folder, "deleted-by-user") == {"thank-you": "2026-11-17"}


def test_todo_edit_moves_a_task_and_the_later_ones_with_it(tool: Tool, folder: Path, todo: Program) -> None:
    todo("edit", number(todo, "Ask Dana"), "--start", "2026-11-27 09:30", "--due", "2026-11-27 17:30")
    after = plan(tool, folder)
    assert (after["status-email"], after["phone-call"], after["final-note"]) == (
        "2026-11-27",
        "2026-12-04",
        "2026-12-18",
    )


def test_todo_edit_types_an_answer(tool: Tool, folder: Path, todo: Program) -> None:
    todo("edit", "--read-description", number(todo, "Ask Dana"), typed="#replied\n")
    assert set(plan(tool, folder)) == {"ask-next-steps", "take-notes", "thank-you"}


def test_todo_edit_writes_another_text(tool: Tool, folder: Path, todo: Program) -> None:
    todo("edit", "--read-description", number(todo, "Ask Dana"), typed="Good morning, any news?\n")
    assert len(plan(tool, folder)) == 7
    assert "Good morning\\, any news?" in "".join(path.read_text() for path in folder.iterdir())


def test_khal_edit_gives_a_call_a_tick_mark(tool: Tool, folder: Path, khal: Program) -> None:
    khal("edit", "--show-past", "Call Dana", typed="s\n✓ Call Dana\nq\n")
    assert plan(tool, folder, "done") == {"phone-call": "2026-12-02"}


def test_khal_edit_moves_a_call_and_the_later_ones_with_it(tool: Tool, folder: Path, khal: Program) -> None:
    khal("edit", "--show-past", "Call Dana", typed="t\n2026-12-03 10:00 2026-12-03 10:30\nq\n")
    after = plan(tool, folder)
    assert (after["phone-call"], after["final-note"]) == ("2026-12-03", "2026-12-17")


def test_khal_edit_deletes_a_call(tool: Tool, folder: Path, khal: Program) -> None:
    khal("edit", "--show-past", "Call Dana", typed="D\ny\n")
    assert plan(tool, folder, "deleted-by-user") == {"phone-call": "2026-12-02"}


def test_khal_new_adds_the_next_round(tool: Tool, folder: Path, khal: Program) -> None:
    khal("new", "-a", "personal", "2026-11-20 14:00", "1h", "Interview Globex :: company: Globex\nrole: Data Engineer")
    lines = plan(tool, folder, "superseded")
    assert set(lines) == {"status-email", "phone-call", "final-note", "close"}
