"""What Tab offers: names that are on this machine, found without asking a server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import warm
from cli.test_answers import TUESDAY
from conftest import TYPED, Tool
from followup_cal.accounts import Account
from followup_cal.cache import save
from followup_cal.stores.caldav.home import Calendar, Home, dump, home_key

CONFIG = """\
[accounts.work]
url = "https://dav.example.org/"
username = "robin"
[accounts.play]
email = "robin@example.org"
"""


@pytest.fixture
def config(machine: Path) -> Path:
    folder = machine / "config" / "followup-cal"
    (folder / "cadences").mkdir(parents=True)
    (folder / "config.toml").write_text(CONFIG)
    return folder


def asked(*typed: str) -> dict[str, str]:
    """The environment in which bash asks what may follow."""
    line = ("followup-cal", *typed)
    question = {"_FOLLOWUP_CAL_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(line)}
    return {**os.environ, **question, "COMP_CWORD": str(len(line) - 1)}


def offered(*typed: str) -> list[str]:
    """What the shell is told for the last word."""
    told = Path.home() / "told"
    told.unlink(missing_ok=True)
    assert warm.end(warm.start(["-m", "followup_cal"], Path.home(), asked(*typed), told)) == 0
    return told.read_text().split()


def test_a_program_that_is_started_for_it_says_the_same() -> None:
    command = [sys.executable, "-m", "followup_cal"]
    done = subprocess.run(command, env=asked("st"), capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (["plain,status"], "")


def test_commands_and_options() -> None:
    assert offered("st") == ["plain,status"]
    assert offered("sync", "--dr") == ["plain,--dry-run"]
    assert offered("mark", "globex", "re") == ["plain,replied", "plain,rejected", "plain,reopen"]


@pytest.mark.usefixtures("config")
def test_calendars_are_those_an_earlier_run_has_seen(machine: Path) -> None:
    account = Account("work", url="https://dav.example.org/", username="robin")
    calendars = (
        Calendar("https://dav.example.org/robin/interviews/", "Interviews"),
        Calendar("https://dav.example.org/robin/c1/", "Dates & more"),
    )
    save(machine / "state" / "followup-cal" / "cache.json", {home_key(account): dump(Home("", (), (), calendars))})
    assert offered("sync", "wor") == ["file,wor", "plain,work", "plain,work/Interviews", "plain,work/c1"]
    assert offered("plan", "--to", "work/I") == ["file,work/I", "plain,work/Interviews"]
    assert offered("check", "p") == ["plain,play"]


def test_applications_are_those_of_the_last_run(tool: Tool, tmp_path: Path) -> None:
    assert offered("mark", "g") == []
    (tmp_path / "one.ics").write_bytes(TYPED.encode())
    tool("plan", "one.ics", *TUESDAY)
    assert offered("mark", "g") == ["plain,globex/data-engineer"]


def test_a_run_without_traces_keeps_no_names(tool: Tool, tmp_path: Path, machine: Path) -> None:
    (tmp_path / "one.ics").write_bytes(TYPED.encode())
    tool("plan", "one.ics", *TUESDAY, "--no-cache")
    assert offered("mark", "g") == []
    assert list((machine / "state").rglob("*")) == []


def test_cadences_and_templates_are_those_in_force(config: Path) -> None:
    (config / "cadences" / "slow.toml").write_text("")
    assert offered("sync", "--cadence", "s") == ["plain,slow"]
    assert offered("cadence", "show", "te") == ["plain,teal"]
    assert offered("template", "show", "pa") == ["plain,page"]
    assert offered("template", "copy", "de/clo") == ["plain,de/close"]


def test_a_broken_configuration_offers_nothing(config: Path) -> None:
    (config / "config.toml").write_text("[accounts")
    assert offered("check", "w") == []
    assert offered("sync", "w") == ["file,w"]
