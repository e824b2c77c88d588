"""The tool at a real terminal: its width, its colours, and what a pipe gets instead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.test_answers import FRIDAY, TUESDAY
from conftest import TYPED, Tool
from screen import at_a_terminal

BOLD, RED, CYAN, OFF = "\x1b[1m", "\x1b[31m\x1b[1m", "\x1b[36m", "\x1b[0m"


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    folder = tmp_path / "personal"
    folder.mkdir()
    (folder / "one.ics").write_bytes(TYPED.encode())
    return folder


def test_colours_say_what_is_late_and_what_is_next(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    shown = at_a_terminal("status", calendar, *FRIDAY)
    assert f"{BOLD}Globex, Data Engineer{OFF}" in shown
    assert f"{RED}3 days ago   {OFF}" in shown
    assert f"{RED}Thank Dana Okafor (overdue){OFF}" in shown
    assert f"{CYAN}in 4 days    {OFF}Ask Dana Okafor where things stand\n" in shown


@pytest.mark.parametrize(("term", "no_color"), [("xterm", "1"), ("dumb", "")])
def test_no_colours_where_they_are_not_wanted(calendar: Path, term: str, no_color: str) -> None:
    shown = at_a_terminal("plan", calendar, *TUESDAY, term=term, no_color=no_color)
    assert "Thank Dana Okafor" in shown
    assert "\x1b" not in shown


def test_a_pipe_gets_plain_text(tool: Tool, calendar: Path) -> None:
    said = tool("plan", calendar, *TUESDAY)
    assert "Thank Dana Okafor" in said.out
    assert "\x1b" not in said.out


def test_a_phone(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    assert at_a_terminal("status", calendar, *FRIDAY, columns=50, no_color="1") == (
        "Globex, Data Engineer         globex/data-engineer\n"
        "  waiting for 3 days, 0 of at most 3 questions\n"
        "  asked\n"
        "  * 3 days ago   Interview, round 1\n"
        "  ! 3 days ago   Thank Dana Okafor (overdue)\n"
        "  > in 4 days    Ask Dana Okafor where things\n"
        "                 stand\n"
        "    in 12 days   Call Dana Okafor\n"
        "    in 3 weeks   Write Dana Okafor a last note\n"
        "    in 6 weeks   Close Globex, Data Engineer: no\n"
        "                 answer, keep the contact\n"
    )
    plan = at_a_terminal("plan", calendar, *FRIDAY, columns=50, no_color="1")
    assert plan.startswith(
        "Globex, Data Engineer: round 1 on Tue 17 Nov (3\n"
        "  days ago)\n"
        "  = Tue 17 Nov 13:30, 3 days ago\n"
        "    Ask about the next steps\n"
        "      30 minutes before the interview. Noted:\n"
    )
    assert max(map(len, plan.splitlines())) <= 50


def test_an_error_stands_out(calendar: Path) -> None:
    shown = at_a_terminal("plan", calendar / "absent.ics")
    assert shown.startswith(f"{RED}Error:{OFF} {calendar / 'absent.ics'} does not exist.\n")


def test_a_hostile_title_reaches_no_terminal(calendar: Path) -> None:
    hostile = TYPED.replace("Interview with Globex", "Interview\x1b[2J with \u202eGlobex\x07")
    (calendar / "one.ics").write_bytes(hostile.encode())
    for command in ("plan", "status", "interviews", "sync"):
        shown = at_a_terminal(command, calendar, *TUESDAY, no_color="1")
        assert "Globex" in shown
        assert [mark for mark in ("\x1b", "\x07", "\u202e") if mark in shown] == []


def test_what_an_old_pipe_cannot_spell_is_no_crash(calendar: Path) -> None:
    (calendar / "one.ics").write_bytes(TYPED.replace("Data Engineer", "データエンジニア").encode())
    said = subprocess.run(
        [sys.executable, "-m", "followup_cal", "plan", calendar, *TUESDAY],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, b"")
    assert said.stdout.startswith(b"Globex, ????????: round 1 on Tue 17 Nov (today)")
